"""The summary for the learner's own file: one page, as a tagged PDF. What she did not share does not stand in it."""

import re
from datetime import date
from textwrap import shorten
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from homeward.audit import actions as audit
from homeward.casefile.page import Visit, signed_in
from homeward.documents.papers import Paper, Section
from homeward.documents.pdf import pdf_of
from homeward.learning.chosen import INSTEAD, Chosen
from homeward.learning.models import LearningPath
from homeward.learning.standing import PREFETCH, Standing, standing_of
from homeward.learning.who import opened
from homeward.website.words import counted, day_words

_TIGHTER: Final = ((6, 300), (3, 150), (2, 80))
"""How many of the latest talks and next steps stand on the page, and how many letters of each text, where not all of it
fits. What is shortened is whole in the record."""
_PAGE: Final = re.compile(rb"/Type\s*/Page\b")


@signed_in()
def summary_page(request: HttpRequest, visit: Visit, path_id: UUID) -> HttpResponse:
    """The summary as a PDF, for the learner and her coach; that it was taken out is noted."""
    opened(visit, path_id)
    path = LearningPath.objects.select_related("learner", "coach").prefetch_related(*PREFETCH).get(pk=path_id)
    paper, content = on_one_page(standing_of(path, visit.today), visit.today)
    audit.record(by=visit.person, verb="took_learning_summary", target=f"learning:{path.pk}")
    said = {"Content-Disposition": f'attachment; filename="{paper.file_name("pdf")}"'}
    return HttpResponse(content, content_type="application/pdf", headers=said)


def on_one_page(standing: Standing, on: date) -> tuple[Paper, bytes]:
    """The summary and its PDF, with as much of it as one page holds."""
    paper = summary_of(standing, on)
    content = pdf_of(paper)
    for most, letters in _TIGHTER:
        if len(_PAGE.findall(content)) == 1:
            break
        paper = summary_of(standing, on, most=most, letters=letters)
        content = pdf_of(paper)
    return paper, content


def summary_of(standing: Standing, on: date, *, most: int = 20, letters: int = 4000) -> Paper:
    """What the two chose, talked about and agreed; no note, no reflection, no child."""

    def short(text: str) -> str:
        return shorten(text, letters, placeholder=" …")

    path = standing.path
    titles = {one.activity.code: one.activity.title for one in standing.chosen}
    talks = [
        f"{day_words(talk.on)}, {titles.get(talk.activity, 'all of it')}: {short(talk.summary)}"
        for talk in path.talks.all()
    ]
    steps = [
        f"By {day_words(step.due_on)}: {short(step.says)}"
        + (f" Looked at {day_words(step.followed_on)}: {short(step.became)}" if step.followed_on else "")
        for step in sorted(path.steps.all(), key=lambda one: one.due_on, reverse=True)
    ]
    signed = [
        f"{path.learner if one.signed_as == 'learner' else path.coach}, {one.get_signed_as_display()}, "
        f"{day_words(one.signed_on)}"
        for one in path.signatures.all()
    ]
    why = next((choosing.why for choosing in path.choosings.all()), "")
    return Paper(
        kind="learning-summary",
        title="Learning on the job: permanence",
        on=on,
        is_draft=not standing.is_complete,
        facts=[
            ("Learner", str(path.learner)),
            ("Coach", str(path.coach)),
            ("Begun on", day_words(path.begun_on)),
        ],
        sections=[
            Section("What was chosen, and why", [short(why), *map(short, map(_line, standing.chosen))] if why else []),
            Section("Talks", _latest(talks, "talk", most)),
            Section("Next steps", _latest(steps, "step", most)),
            Section("Signed", signed),
        ],
        notice="This tells of support in learning. It is no test: nothing was scored, and nobody is compared by it. "
        "A text that ends with … is whole in Homeward.",
    )


def _latest(lines: list[str], noun: str, most: int) -> list[str]:
    """The latest lines, and how many more the record has."""
    earlier = len(lines) - most
    return [*lines[:most], *([f"And {counted(earlier, f'earlier {noun}')}."] if earlier > 0 else [])]


def _line(one: Chosen) -> str:
    because = f" ({one.why.rstrip('. ')})" if one.why else ""
    if one.decision == INSTEAD:
        return f"In place of “{one.replaced}”: {one.activity.title}{because}."
    return f"{one.activity.title}: {'chosen' if one.is_done else 'left out'}{because}."
