"""A consultation's text: the sum of its saves; what two people changed at once is brought together or refused."""

from collections.abc import Mapping

from django.utils import timezone

from homeward.permanency.consultations.parts import Texts
from homeward.permanency.models import Consultation, ConsultationSave
from homeward.permanency.plans.text import Merged, PlanText, merge
from homeward.workforce.models import Person


class PartsChangedError(Exception):
    """Somebody else changed the same parts.

    `merged` has both texts, `save` is the one that changed them, `latest` the one that stands.
    """

    def __init__(self, merged: Merged, latest: ConsultationSave, save: ConsultationSave) -> None:
        super().__init__("saved by somebody else")
        self.merged, self.latest, self.save = merged, latest, save


def text_of(consultation: Consultation, *, at: int | None = None) -> tuple[dict[str, str], ConsultationSave | None]:
    """The text as it stands, or as it stood at a save, with that save. One query."""
    texts: dict[str, str] = {}
    last = None
    for save in consultation.saves.select_related("saved_by").order_by("number"):
        if at is not None and save.number > at:
            break
        texts |= save.changed
        last = save
    return {name: said for name, said in texts.items() if said}, last


def keep(consultation: Consultation, typed: Texts, *, opened: int, by: Person) -> dict[str, str]:
    """Save what was changed of some parts since save number `opened`; gives the text as it stands then.

    The caller holds the lock of the consultation. The same again changes nothing. Raises PartsChangedError, and then
    nothing is saved.
    """
    now, latest = text_of(consultation)
    then, _ = text_of(consultation, at=opened)
    mine = _tidy(typed)
    asked: Mapping[str, Mapping[str, str]] = {
        name: {part: texts.get(part, "") for part in mine} for name, texts in (("base", then), ("theirs", now))
    }
    merged = merge(base=PlanText(asked["base"]), theirs=PlanText(asked["theirs"]), mine=PlanText(mine))
    if merged.theirs:
        assert latest, "somebody saved"
        later = consultation.saves.select_related("saved_by").order_by("-number")
        save = next((one for one in later if merged.theirs.keys() & one.changed.keys()), latest)
        raise PartsChangedError(merged, latest, save)
    changed = {name: said for name, said in merged.text.texts.items() if said != now.get(name, "")}
    if changed:
        ConsultationSave.objects.create(
            consultation=consultation,
            number=(latest.number if latest else 0) + 1,
            changed=changed,
            saved_by=by,
            saved_at=timezone.now(),
        )
    return {name: said for name, said in {**now, **changed}.items() if said}


def _tidy(typed: Texts) -> dict[str, str]:
    return {name: said.replace("\r\n", "\n").strip() for name, said in typed.items()}
