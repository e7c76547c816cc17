"""The drawings of a family, each with a table that says the same; for all who see the file, and to be printed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.audit import actions as audit
from homeward.casefile.page import Visit, signed_in
from homeward.family import ecomap, genogram
from homeward.family.gedcom import gedcom_of
from homeward.family.models import Tie
from homeward.family.pages import recording
from homeward.family.people import Kinsfolk, kinsfolk_of


@signed_in()
def genogram_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The generations of the family."""
    child = visit.child(child_id, page="genogram")
    kinsfolk = kinsfolk_of(visit, child)
    parents, partners = _nearest(kinsfolk)
    given = {
        "child": child,
        "drawing": genogram.draw(kinsfolk),
        "rows": [(one, parents[one.relative.pk], partners[one.relative.pk]) for one in kinsfolk.members],
        "may_record": kinsfolk.reader.keeps,
    }
    return render(request, "family/genogram.html", given)


@signed_in()
def tree_file_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The family as a file for programs that draw family trees; that it was taken out is noted."""
    child = recording(visit, child_id)
    content = gedcom_of(kinsfolk_of(visit, child))
    audit.record(by=visit.person, verb="took_family_tree", child_id=child.pk, target=f"child:{child.pk}")
    said = {"Content-Disposition": f'attachment; filename="family-{visit.today.isoformat()}.ged"'}
    return HttpResponse(content, content_type="text/vnd.familysearch.gedcom; charset=utf-8", headers=said)


Names = dict[UUID, list[str]]


def _nearest(kinsfolk: Kinsfolk) -> tuple[Names, Names]:
    """The names of everybody's parents, and of everybody's partners."""
    names = {one.relative.pk: one.name for one in kinsfolk.members}
    parents, partners = Names((pk, []) for pk in names), Names((pk, []) for pk in names)
    for tie in kinsfolk.ties:
        if tie.kind == Tie.Kind.PARENT:
            parents[tie.other_id].append(names[tie.one_id])
        elif tie.kind == Tie.Kind.PARTNER:
            partners[tie.one_id].append(names[tie.other_id])
            partners[tie.other_id].append(names[tie.one_id])
    return parents, partners


@signed_in()
def ecomap_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The people around the child, and how strong each connection is."""
    child = visit.child(child_id, page="ecomap")
    kinsfolk = kinsfolk_of(visit, child)
    return render(request, "family/ecomap.html", {"child": child, "drawing": ecomap.draw(kinsfolk.others)})
