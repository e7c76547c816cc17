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
from homeward.family.people import Kinsfolk, Member, kinsfolk_of


@signed_in()
def genogram_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The generations of the family."""
    child = visit.child(child_id, page="genogram")
    kinsfolk = kinsfolk_of(visit, child)
    given = {
        "child": child,
        "drawing": genogram.draw(kinsfolk),
        "rows": [(one, *_nearest(one, kinsfolk)) for one in kinsfolk.members],
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


def _nearest(one: Member, kinsfolk: Kinsfolk) -> tuple[str, str]:
    """The parents and the partners of somebody, by name."""
    names = {other.relative.pk: other.name for other in kinsfolk.members}
    pk = one.relative.pk
    parents = [names[tie.one_id] for tie in kinsfolk.ties if tie.kind == Tie.Kind.PARENT and tie.other_id == pk]
    partners = [
        names[tie.other_id if tie.one_id == pk else tie.one_id]
        for tie in kinsfolk.ties
        if tie.kind == Tie.Kind.PARTNER and pk in {tie.one_id, tie.other_id}
    ]
    return ", ".join(parents), ", ".join(partners)


@signed_in()
def ecomap_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The people around the child, and how strong each connection is."""
    child = visit.child(child_id, page="ecomap")
    kinsfolk = kinsfolk_of(visit, child)
    return render(request, "family/ecomap.html", {"child": child, "drawing": ecomap.draw(kinsfolk.others)})
