"""A practice roundtable, from its beginning to its form: marked everywhere, and nothing real moves."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db.models import Q
from django.urls import reverse
from docx import Document
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Child, Event
from homeward.casefile.sight import sight_of
from homeward.documents.papers import PRACTICE, case_note, consultation_form
from homeward.documents.pdf import pdf_of
from homeward.documents.word import word_of
from homeward.obligations.models import Determination, Obligation, Tally
from homeward.permanency.consultations import actions
from homeward.permanency.consultations.register import pairs_of
from homeward.permanency.consultations.saves import text_of
from homeward.permanency.consultations.steps import children_of
from homeward.permanency.models import ActionStep, Consultation, SystemicBarrier
from homeward.permanency.ratings.actions import Details, rate
from homeward.permanency.ratings.scale import scale_on
from homeward.workforce.actions import appoint
from homeward.workforce.models import RoleName
from homeward.worklists.counts import keep_counts
from homeward.worklists.models import NightlyCount, RoundtableCount
from tests.casefile.staff import LONG_AGO, person
from tests.cast_county import TODAY, SignIn
from tests.permanency.consultations.meetings import BARRIER, SOMEBODY, STEP

pytestmark = pytest.mark.django_db

LEARNER = "learner-01"


@pytest.fixture
def child() -> Child:
    return Child.objects.get(external_id="practice-nevaeh-lindqvist")


def doing() -> dict[str, Any]:
    return {"by": person(LEARNER), "today": TODAY}


def practised(child: Child) -> Consultation:
    """Begun, written, held, rated, its form completed: all of it by somebody who learns."""
    one = actions.begin(child=child, on=TODAY, token=uuid4(), **doing())
    actions.start(consultation=one, **doing())
    actions.write(consultation=one, typed={**SOMEBODY, **STEP, **BARRIER}, opened=number(one), **doing())
    rate(child=child, value="poor", on=TODAY, details=Details(scale_on(TODAY)), **doing())
    actions.hold(consultation=one, **doing())
    return actions.complete(consultation=one, opened=number(one), **doing())


def number(one: Consultation) -> int:
    _, latest = text_of(one)
    return latest.number if latest else 0


def real_world() -> Iterator[list[Any]]:
    """Every number that a page shows, and every row of a real child that a roundtable could move."""
    keep_counts(as_of=TODAY)
    real = Q(child__agency__is_practice=False)
    yield sorted(NightlyCount.objects.values_list("agency", "on", "what", "children"), key=str)
    yield sorted(RoundtableCount.objects.values_list("agency", "month", "what", "part", "number"), key=str)
    yield sorted(Tally.objects.exclude(agency__is_practice=True).values_list(), key=str)
    yield sorted(Child.objects.filter(agency__is_practice=False).values_list("pk", "version"), key=str)
    for model in (Event, Obligation, Determination):
        yield sorted(model.objects.filter(real).values_list(), key=str)
    for agreed in (ActionStep, SystemicBarrier):
        of_real = agreed.objects.exclude(consultation__members__child__agency__is_practice=True)
        yield sorted(of_real.values_list(), key=str)


def test_a_whole_practice_roundtable_changes_no_number_and_no_real_child(child: Child) -> None:
    before = list(real_world())
    one = practised(child)
    assert (one.completed_at is not None, ActionStep.objects.filter(consultation=one).count()) == (True, 1)
    assert Event.objects.filter(child=child, kind="roundtable_held", on=TODAY).exists(), "it moved the made-up child"
    assert [after == then for after, then in zip(real_world(), before, strict=True)] == [True] * len(before)
    assert mail.outbox == []


def test_nobody_else_sees_it_and_it_stands_in_no_list_of_theirs(sign_in: SignIn, child: Child) -> None:
    practised(child)
    for who in ("ocm-001", "sup-01", "pc-01", "admin-01", "fac-01"):
        client = sign_in(who)
        assert client.get(reverse("child", args=[child.pk])).status_code == 404
        for name in ("today", "children", "due", "roundtables_needed", "meetings", "barriers", "roundtables_going"):
            assert str(child.pk) not in client.get(reverse(name)).content.decode()


def test_its_barriers_are_not_counted_even_by_a_consultant_who_learns_too(child: Child) -> None:
    both = person("pc-01")
    before = len(pairs_of(sight_of(both, on=TODAY), today=TODAY))
    appoint(person=both, role=RoleName.LEARNER, from_on=LONG_AGO)
    practised(child)
    assert len(pairs_of(sight_of(both, on=TODAY), today=TODAY)) == before


PAGES = ("consultation", "consultation_presenter", "consultation_meeting", "consultation_projector", "end_consultation")
AFTER = ("consultation_form", "consultation_text", "consultation")
OF_CHILD = ("child", "ratings", "consultations", "roundtables_of_child", "plan_and_goals", "begin_consultation", "rate")
MARK = "<strong>Practice.</strong> This child is made up."


def test_every_page_of_a_practice_child_says_so_and_no_page_of_a_real_one(sign_in: SignIn, child: Child) -> None:
    client = sign_in(LEARNER)
    for name in OF_CHILD:
        assertContains(client.get(reverse(name, args=[child.pk])), MARK, msg_prefix=name)
    one = actions.begin(child=child, on=TODAY, token=uuid4(), **doing())
    here = (child.pk, one.pk)
    assertContains(client.get(reverse("consultation", args=here)), MARK)
    actions.start(consultation=one, **doing())
    for name in PAGES[1:]:
        assertContains(client.get(reverse(name, args=here)), MARK, msg_prefix=name)
    real = Child.objects.get(external_id="nevaeh-lindqvist")
    assertNotContains(sign_in("ocm-001").get(reverse("child", args=[real.pk])), "<strong>Practice.</strong>")


def test_its_form_and_its_papers_say_so(sign_in: SignIn, child: Child) -> None:
    one = practised(child)
    client = sign_in(LEARNER)
    for name in AFTER:
        assertContains(client.get(reverse(name, args=(child.pk, one.pk)), follow=True), MARK, msg_prefix=name)
    for paper in (kind(one, children_of(one), child) for kind in (consultation_form, case_note)):
        assert paper.mark == PRACTICE
        written = Document(BytesIO(word_of(paper, None)))
        assert written.paragraphs[0].text == f"{PRACTICE}. It is no record of anybody."
        assert pdf_of(paper).startswith(b"%PDF")


def test_the_way_to_a_practice_roundtable_lists_the_made_up_children_alone(sign_in: SignIn, child: Child) -> None:
    one = practised(child)
    page = sign_in("coach-01").get(reverse("practice_roundtable"))
    assertContains(page, reverse("begin_consultation", args=[child.pk]))
    assertContains(page, reverse("consultation", args=[child.pk, one.pk]))
    assertContains(page, "form completed")
    listed = {one.agency.is_practice for one, _ in page.context["listed"]}
    assert listed == {True}
