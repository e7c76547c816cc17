"""The guide, with the places in Homeward and the rules behind each theme."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.casefile.page import Visit, signed_in
from homeward.learning.guide import GUIDE
from homeward.learning.places import places, practice_children
from homeward.obligations.satisfying import rules
from homeward.permanency.content.versions import content_on
from homeward.policy.rule import Entry


def rules_of(codes: tuple[str, ...]) -> list[Entry]:
    """The entries of the manual in force; what it does not have is left out."""
    manual = rules()
    return [manual[code] for code in codes if code in manual]


@signed_in()
def guide_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Objectives, themes and key points. Where a page is about a child, it leads to a made-up one."""
    guide = content_on(GUIDE, visit.today)
    example = next(iter(practice_children(visit)), None)
    themes = [(theme, places(theme.places, example, request), rules_of(theme.rules)) for theme in guide.themes]
    return render(request, "learning/guide.html", {"guide": guide, "themes": themes})
