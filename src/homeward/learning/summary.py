"""The summary for the learner's own file: one page, as a tagged PDF. What she did not share does not stand in it."""

from datetime import date
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
from homeward.website.words import day_words


@signed_in()
def summary_page(request: HttpRequest, visit: Visit, path_id: UUID) -> HttpResponse:
    """The summary as a PDF, for the learner and her coach; that it was taken out is noted."""
    opened(visit, path_id)
    path = LearningPath.objects.select_related("learner", "coach").prefetch_related(*PREFETCH).get(pk=path_id)
    paper = summary_of(standing_of(path, visit.today), visit.today)
    content = pdf_of(paper)
    audit.record(by=visit.person, verb="took_learning_summary", target=f"learning:{path.pk}")
    said = {"Content-Disposition": f'attachment; filename="{paper.file_name("pdf")}"'}
    return HttpResponse(content, content_type="application/pdf", headers=said)


def summary_of(standing: Standing, on: date) -> Paper:
    """What the two chose, talked about and agreed; no note, no reflection, no child."""
    path = standing.path
    titles = {one.activity.code: one.activity.title for one in standing.chosen}
    talks = [
        f"{day_words(talk.on)}, {titles.get(talk.activity, 'all of it')}: {talk.summary}" for talk in path.talks.all()
    ]
    steps = [
        f"By {day_words(step.due_on)}: {step.says}"
        + (f" Looked at {day_words(step.followed_on)}: {step.became}" if step.followed_on else "")
        for step in path.steps.all()
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
            Section("What was chosen, and why", [why, *(_line(one) for one in standing.chosen)] if why else []),
            Section("Talks", talks),
            Section("Next steps", steps),
            Section("Signed", signed),
        ],
        notice="This tells of support in learning. It is no test: nothing was scored, and nobody is compared by it.",
    )


def _line(one: Chosen) -> str:
    because = f" ({one.why.rstrip('. ')})" if one.why else ""
    if one.decision == INSTEAD:
        return f"In place of “{one.replaced}”: {one.activity.title}{because}."
    return f"{one.activity.title}: {'chosen' if one.is_done else 'left out'}{because}."
