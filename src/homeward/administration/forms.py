"""The forms of the administration."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from homeward.casefile.models import TribalAffiliation
from homeward.website.forms import DayField
from homeward.website.words import capital
from homeward.workforce.models import Agency, Person, RoleName, Tribe, Unit

CHECKBOX: Final = {"class": "usa-checkbox__input"}
_CHOOSE: Final = "Choose one of the list."


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]  # it is generic for the type checker only
    """A unit, named with its agency."""

    def label_from_instance(self, obj: Unit) -> str:
        return f"{obj.agency}: {obj}"


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # as above
    """Several people, each named with the roles that were fetched."""

    def label_from_instance(self, obj: Person) -> str:
        return ", ".join([obj.name, *sorted(role.get_name_display() for role in obj.roles.all())])


def chosen(label: str, queryset: QuerySet[Any], **given: Any) -> "forms.ModelChoiceField[Any]":
    """A field in which one of some rows is chosen."""
    given.setdefault("error_messages", {"required": _CHOOSE, "invalid_choice": _CHOOSE})
    given.setdefault("empty_label", "Choose one")
    return forms.ModelChoiceField(queryset, label=label, **given)


class PersonForm(forms.Form):
    """Who somebody is and where she works."""

    name = forms.CharField(label="Name", max_length=200, error_messages={"required": "Write the name."})
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        help_text="It is for signing in. Without one a person is known to Homeward and can not sign in.",
    )
    external_id = forms.CharField(
        label="Identifier in the state system",
        max_length=200,
        required=False,
        help_text="Exactly as the state system writes it: the extract finds the person by it.",
    )

    def __init__(self, *given: Any, agencies: QuerySet[Agency], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["agency"] = chosen("Agency", agencies, empty_label=None)
        self.fields["unit"] = UnitField(
            Unit.objects.filter(agency__in=agencies).select_related("agency").order_by("agency__name", "name"),
            label="Unit",
            required=False,
            empty_label="No unit",
        )
        self.fields["tribe"] = chosen(
            "Tribe", Tribe.objects.all(), required=False, empty_label="None", help_text="For tribal guests only."
        )


class ChangePersonForm(PersonForm):
    """The same for somebody who is there; carries what was seen when it was opened."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *given: Any, leaves: str = "", **named: Any) -> None:
        super().__init__(*given, **named)
        if leaves:
            self.fields["ends_work"] = forms.BooleanField(
                label="In another agency: end what is left behind",
                required=False,
                help_text=f"It is about {leaves}. Hand over first, on her page, what somebody else carries on; "
                "what is left ends with the day before the move.",
            )


class AddPersonForm(PersonForm):
    """Somebody new, with her first role, and whether she is invited at once."""

    def __init__(self, *given: Any, agencies: QuerySet[Agency], **named: Any) -> None:
        super().__init__(*given, agencies=agencies, **named)
        roles = [(role.value, capital(role.label)) for role in RoleName]
        self.fields["role"] = forms.ChoiceField(label="Role from today on", choices=roles)
        self.fields["invites"] = forms.BooleanField(label="Send the invitation now", required=False, initial=True)


class AppointForm(forms.Form):
    """A role, from when to when."""

    role = forms.ChoiceField(label="Role", choices=[(role.value, capital(role.label)) for role in RoleName])
    from_on = DayField(label="First day")
    until_on = DayField(label="Last day, if it is known", required=False)
    certified_until = DayField(label="Certified until, for a facilitator", required=False)


class LastDayForm(forms.Form):
    """The last day of something."""

    until_on = DayField(label="Last day")


class CertifiedForm(forms.Form):
    """The last day of a certification."""

    certified_until = DayField(label="Certified until", required=False)


class CoverForm(forms.Form):
    """Who covers, and on which days."""

    from_on = DayField(label="First day")
    until_on = DayField(label="Last day")
    field_order = ("covering", "from_on", "until_on")

    def __init__(self, *given: Any, colleagues: QuerySet[Person], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["covering"] = chosen("Who covers", colleagues)
        self.order_fields(self.field_order)


class NameForm(forms.Form):
    """Another name for something."""

    name = forms.CharField(label="Name", max_length=200, error_messages={"required": "Write the name."})


class UnitForm(NameForm):
    """A new unit."""

    external_id = forms.CharField(
        label="Identifier in the state system", max_length=200, help_text="Exactly as the state system writes it."
    )


class AgencyForm(UnitForm):
    """A new agency."""

    def __init__(self, *given: Any, agencies: QuerySet[Agency], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["parent"] = chosen("Stands below", agencies, empty_label=None)


class TribeForm(NameForm):
    """A tribe for the list."""

    def __init__(self, *given: Any, agencies: QuerySet[Agency], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["agency"] = chosen("Added by", agencies, empty_label=None)


class AgreementForm(forms.Form):
    """With which tribe, for which agency, from when to when."""

    from_on = DayField(label="First day")
    until_on = DayField(label="Last day, if it is known", required=False)
    field_order = ("tribe", "agency", "from_on", "until_on")

    def __init__(self, *given: Any, agencies: QuerySet[Agency], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["tribe"] = chosen("Tribe", Tribe.objects.all())
        self.fields["agency"] = chosen(
            "Agency", agencies, empty_label=None, help_text="The agencies below it are included."
        )
        self.order_fields(self.field_order)


class WhoForm(forms.Form):
    """A role and somebody who has it, from a day on. `people` by role; the choice is written `role:person`."""

    from_on = DayField(label="From which day on")
    field_order = ("who", "from_on")

    def __init__(self, *given: Any, people: dict[str, list[Person]], label: str, **named: Any) -> None:
        super().__init__(*given, **named)
        self.people = {f"{role}:{one.pk}": (role, one) for role, listed in people.items() for one in listed}
        groups = [
            (capital(RoleName(role).label), [(f"{role}:{one.pk}", one.name) for one in listed])
            for role, listed in people.items()
        ]
        self.fields["who"] = forms.ChoiceField(
            label=label,
            choices=[("", "Choose"), *groups],
            error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
        )
        self.order_fields(self.field_order)

    def clean_who(self) -> tuple[str, Person]:
        """The role and the person."""
        return self.people[self.cleaned_data["who"]]


class UnitOfChildForm(forms.Form):
    """Another unit for a child."""

    def __init__(self, *given: Any, units: QuerySet[Unit], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["unit"] = UnitField(
            units,
            label="Unit",
            empty_label="Choose one",
            error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
        )


class NamedForm(forms.Form):
    """Who is named on a restricted record."""

    def __init__(self, *given: Any, people: QuerySet[Person], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["named"] = PeopleField(
            people,
            label="Who may see the record",
            widget=forms.CheckboxSelectMultiple(attrs=CHECKBOX),
            error_messages={"required": "Name at least one supervisor or administrator."},
        )


class TribeOfChildForm(forms.Form):
    """A child's tribe, and from whom that is known."""

    how_known = forms.ChoiceField(
        label="How it is known",
        choices=[(word, capital(str(said))) for word, said in TribalAffiliation.HowKnown.choices],
    )
    from_on = DayField(label="Known since")
    field_order = ("tribe", "how_known", "from_on")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["tribe"] = chosen("Tribe", Tribe.objects.all())
        self.order_fields(self.field_order)


class ReasonForm(forms.Form):
    """Why a record outside one's view must be opened."""

    identifier = forms.CharField(
        label="The child's identifier in the state system",
        max_length=200,
        error_messages={"required": "Write the identifier exactly as the state system has it."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(
        label="Why you must open this record",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Somebody else reads this afterwards.",
        error_messages={"required": "Say why you need to open this record."},
    )


class PasswordForm(forms.Form):
    """The password that an invited person chooses."""

    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Choose a password."},
    )
    again = forms.CharField(
        label="The same once more",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Write it once more."},
    )

    def __init__(self, *given: Any, person: Person, **named: Any) -> None:
        super().__init__(*given, **named)
        self.person = person
        self.fields["password"].help_text = " ".join(_sentences(password_validators_help_texts()))

    def clean(self) -> dict[str, Any]:
        """The two are the same, and good enough."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        password, again = found.get("password"), found.get("again")
        if password and again and password != again:
            self.add_error("again", "The two are not the same.")
        elif password:
            try:
                validate_password(password, self.person)
            except ValidationError as refused:
                self.add_error("password", refused)
        return found


def _sentences(texts: Iterable[str]) -> list[str]:
    return [text if text.endswith(".") else f"{text}." for text in texts]
