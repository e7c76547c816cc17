"""Bringing in a family tree: a file is read, somebody chooses who of it belongs here, and only they are recorded."""

from dataclasses import replace
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from homeward.casefile.actions import ChangedSinceError
from homeward.casefile.models import Child
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.family.actions import Newcomer
from homeward.family.confidential import CLOSED
from homeward.family.duplicates import known_like
from homeward.family.kinship import Kin
from homeward.family.models import Relative, Tie
from homeward.family.pages import family_address, recording, sender
from homeward.family.people import Kinsfolk, Member, kinsfolk_of
from homeward.family.relations import RELATIONS
from homeward.family.tree_actions import Chosen, bring_in_tree
from homeward.family.tree_file import TreeFile, opened_again, read_tree
from homeward.family.tree_forms import CHILD, TOO_LARGE, ChooseForm, TiesForm, UploadForm, known_as
from homeward.family.tree_proposals import Ties, as_in_file, further_ties, proposals
from homeward.obligations.forms import RecordingForm
from homeward.obligations.steps import Found, add_faults
from homeward.website.words import counted

_CHANGED: Final = "Somebody else saved something for this child since you opened this page. Look again, and save again."


@signed_in(methods=FORM, takes_files=True)
def bring_in_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The file; then who of it belongs here; then how each is tied. Only the last step records."""
    child = recording(visit, child_id)
    step = request.POST.get("step", "")
    if step not in {"choose", "ties", "save"}:
        return _upload(request, visit, child)
    try:
        tree = opened_again(request.POST.get("tree", ""), _whose(visit, child))
    except ValidationError as refused:
        return _page(request, child, "upload", UploadForm({}, {}, missing=refused.messages[0]))
    bringing = _Bringing(request, visit, child, tree)
    return bringing.choose() if step == "choose" else bringing.tie(is_saved=step == "save")


def _upload(request: HttpRequest, visit: Visit, child: Child) -> HttpResponse:
    missing = TOO_LARGE if getattr(request, "upload_is_too_large", False) else ""
    if request.method != "POST":
        return _page(request, child, "upload", UploadForm())
    form = UploadForm(request.POST, request.FILES, missing=missing)
    if form.is_valid():
        try:
            tree = read_tree(form.cleaned_data["sent"].read())
            return _Bringing(request, visit, child, tree).choose()
        except ValidationError as refused:
            add_faults(form, ValidationError({"sent": refused.messages}))
    return _page(request, child, "upload", form)


def _page(request: HttpRequest, child: Child, step: str, form: Any, status: int = 200, **more: Any) -> HttpResponse:
    given = {"child": child, "form": form, "back_at": family_address(child), "above": "Family", **more}
    return render(request, f"family/tree_{step}.html", {**given, "title": "Bring in a family tree"}, status=status)


def _whose(visit: Visit, child: Child) -> str:
    """For whom what was read of a file is signed."""
    return f"{child.pk}.{visit.person.pk}"


class _Bringing:
    """A file that was read, and the steps from there."""

    def __init__(self, request: HttpRequest, visit: Visit, child: Child, tree: TreeFile) -> None:
        self.request, self.visit, self.child, self.tree = request, visit, child, tree
        self.ties = Ties(tree)
        self.members = _known(child, kinsfolk_of(visit, child))
        self.known = [
            (known_as(one, child.pk), one.name if one.relative.child_id == child.pk else f"{one.name}, {one.kin.words}")
            for one in self.members
        ]
        self.form = partial(ChooseForm, tree=tree, known=self.known)

    def choose(self) -> HttpResponse:
        """Who of the file is known already, and who belongs here."""
        if "tree" not in self.request.POST:
            return self._choosing(self.form(initial=RecordingForm.opened_for(self.child)))
        sent = {name: self.request.POST.getlist(name) for name in ("take", "same")}
        one = {name: self.request.POST.get(name, "") for name in ("anchor", "anchor_is", "token", "version")}
        return self._choosing(self.form(initial={**sent, **one}))

    def _choosing(self, form: ChooseForm) -> HttpResponse:
        people = self.tree.named
        alike = known_like((Relative(**one.facts) for one in people), self.members)
        taken, same = (set(form[name].value() or ()) for name in ("take", "same"))
        rows = [
            {
                "somebody": one,
                "told": self.ties.told(one),
                "is_taken": str(one.number) in taken,
                "alike": [(code := f"{one.number}={known_as(who, self.child.pk)}", who, code in same) for who in found],
            }
            for one, found in zip(people, alike, strict=True)
        ]
        signed = self.tree.signed(_whose(self.visit, self.child))
        return _page(self.request, self.child, "choose", form, rows=rows, tree=self.tree, signed=signed)

    def tie(self, *, is_saved: bool) -> HttpResponse:
        """How each who was chosen is tied; then all of it is recorded."""
        choice = self.form(self.request.POST)
        if choice.is_valid() and not choice.cleaned_data["take"]:
            choice.add_error("take", "Tick whoever belongs to the family. Nobody is added unasked.")
        if not choice.is_valid():
            return self._choosing(choice)
        chosen = [one for one in self.tree.named if str(one.number) in choice.cleaned_data["take"]]
        places: dict[int, str] = choice.cleaned_data["places"]
        proposed = proposals(self.ties, places, [one.number for one in chosen])
        further = further_ties(self.tree, set(places), proposed, self.ties)
        form = partial(
            TiesForm, chosen=chosen, known=self.known, further=[(str(one), self._said(one)) for one in further]
        )
        if not is_saved:
            initial = {"token": choice.cleaned_data["token"], "version": choice.cleaned_data["version"]}
            initial |= {"further": [str(one) for one in further]}
            for number, proposal in proposed.items():
                of = places.get(proposal.of, str(proposal.of))
                initial |= {f"relation_{number}": proposal.code, f"of_{number}": of}
            return self._tying(form(initial=initial), choice, len(proposed))
        typed = form(self.request.POST)
        return self._save(typed, choice) if typed.is_valid() else self._tying(typed, choice, len(proposed))

    def _tying(self, form: TiesForm, choice: ChooseForm, proposed: int, status: int = 200) -> HttpResponse:
        carried = [("tree", self.request.POST["tree"]), *((name, self.request.POST.get(name, "")) for name in _ANCHOR)]
        carried += [(name, value) for name in ("take", "same") for value in choice.cleaned_data[name]]
        return _page(self.request, self.child, "ties", form, status, carried=carried, proposed=proposed)

    def _said(self, place: int) -> str:
        tie = self.tree.ties[place]
        one, other = (self.ties.people[number].name or "somebody without a name" for number in (tie.one, tie.other))
        doubt = " (alleged)" if tie.certainty == Tie.Certainty.ALLEGED else ""
        basis = f", {Tie.Basis(tie.basis).label}" if tie.basis else ""
        return f"{one} is {Tie.Kind(tie.kind).label} {other}{basis}{doubt}"

    def _save(self, form: TiesForm, choice: ChooseForm) -> HttpResponse:
        found, places = form.cleaned_data, choice.cleaned_data["places"]
        by_code = {known_as(one, self.child.pk): one.relative for one in self.members}
        known = {number: None if code == CHILD else by_code[code] for number, code in places.items()}
        chosen = [self._chosen(number, found, places, by_code) for number in (one.number for one in form.chosen)]
        ties = [self.tree.ties[int(place)] for place in found.get("further", ())]
        try:
            kept = bring_in_tree(
                child=self.child, chosen=chosen, ties=ties, known=known, sent=sender(self.visit, found)
            )
        except ValidationError as refused:
            add_faults(form, refused)
            return self._tying(form, choice, len(chosen))
        except ChangedSinceError:
            return self._changed(form, choice)
        messages.success(self.request, f"{counted(len(kept), 'person was', 'people were')} added to the family.")
        return redirect(family_address(self.child))

    def _changed(self, form: TiesForm, choice: ChooseForm) -> HttpResponse:
        sent = self.request.POST.copy()
        sent["version"] = str(Child.objects.values_list("version", flat=True).get(pk=self.child.pk))
        form.data = sent
        form.add_error(None, _CHANGED)
        return self._tying(form, choice, len(form.chosen), status=409)

    def _chosen(self, number: int, found: Found, places: dict[int, str], by_code: dict[str, Relative]) -> Chosen:
        """Somebody as she is to be recorded; a child has the basis that the file says."""
        code, relation, somebody = (
            found[f"of_{number}"],
            RELATIONS[found[f"relation_{number}"]],
            self.ties.people[number],
        )
        of_number = next((one for one, place in places.items() if place == code), int(code) if code.isdecimal() else 0)
        tie = as_in_file(relation, of_number, somebody, self.ties) if of_number else None
        if tie and not relation.basis:
            relation = replace(relation, basis=tie.basis, certainty=tie.certainty)
        of = None if code == CHILD else by_code.get(code) or int(code)
        return Chosen(number, Newcomer(somebody.facts, relation, found["asserted_by"]), of)


_ANCHOR: Final = ("anchor", "anchor_is")


def _known(child: Child, kinsfolk: Kinsfolk) -> list[Member]:
    """Those who are known already and whose name the visitor reads: the child first."""
    own = Member(Relative(child=child), str(child), Kin("the child", "", 0, 0), [])
    return [own, *(one for one in kinsfolk.others if one.relative.is_named and one.name != CLOSED)]
