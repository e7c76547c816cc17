"""Background checks and home studies: dated entries of a relative, read by case manager and supervisor alone."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains

from homeward.casefile.models import Child
from homeward.family.keep import take_back
from homeward.family.searching import record_screening
from tests.cast_county import TODAY, SignIn
from tests.family.kin import ELENA, SOFIA, add, child, keeper_of, page, seen_by, sent
from tests.obligations.opened import opened

pytestmark = pytest.mark.django_db


def test_each_step_is_dated_and_the_latest_stands_beside_how_far_somebody_has_come(sign_in: SignIn) -> None:
    hazel = child()
    rosa = add(hazel, "mothers_sister", "Rosa Vitale")
    client, at = sign_in(keeper_of(hazel)), reverse("record_screening", args=(hazel.pk, rosa.pk))
    for what in ("check_asked", "check_clear", "study_begun"):
        client.post(at, opened(client, at) | {"what": what, "note": "", "step": "save"})
    assertContains(client.get(reverse("family", args=(hazel.pk,))), "Home study begun")
    shown = page(client, reverse("relative", args=(hazel.pk, rosa.pk)))
    assert all(words in shown for words in ("Background check asked for", "back: nothing found", "Home study begun"))


def test_what_closes_a_way_needs_its_reason() -> None:
    hazel = child()
    rosa = add(hazel, "mothers_sister", "Rosa Vitale")
    said = {"on": TODAY, "what": "study_refused", "note": " "}
    with pytest.raises(ValidationError, match="Say on what it rests"):
        record_screening(child=hazel, relative=rosa, said=said, sent=sent(of=hazel))


@pytest.mark.parametrize("who", ["keeper", "supervisor", "qa-01", "admin-01"])
def test_who_reads_that_somebody_was_checked(sign_in: SignIn, who: str) -> None:
    hazel = child()
    rosa = add(hazel, "mothers_sister", "Rosa Vitale")
    said = {"on": TODAY, "what": "check_look", "note": "An old matter of 2009"}
    record_screening(child=hazel, relative=rosa, said=said, sent=sent(of=hazel))
    keeper = keeper_of(hazel)
    client = sign_in({"keeper": keeper, "supervisor": keeper.replace("ocm-0", "sup-")}.get(who, who))
    pages = [reverse("relative", args=(hazel.pk, rosa.pk))]
    pages += [reverse(name, args=(hazel.pk,)) for name in ("family", "genogram", "ecomap", "family_interaction")]
    shown = "".join(page(client, one) for one in pages)
    assert "Rosa Vitale" in shown
    reads = who in {"keeper", "supervisor"}
    assert [words in shown for words in ("An old matter", "something to look into")] == [reads, reads]


def test_a_check_holds_for_brothers_and_sisters_but_not_from_a_restricted_record() -> None:
    elena, sofia = child(ELENA), child(SOFIA)
    rosa = add(elena, "mothers_sister", "Rosa Quintero")
    add(sofia, "like_kin", "Coach Bell")
    said = {"on": TODAY, "what": "check_asked"}
    step = record_screening(child=elena, relative=rosa, said=said, sent=sent(of=elena))

    def at_sofia() -> list[str]:
        return [one.what for found in seen_by(keeper_of(sofia), sofia).others for one in found.screening]

    assert at_sofia() == ["check_asked"]
    Child.objects.filter(pk=elena.pk).update(is_restricted=True)
    assert at_sofia() == []
    Child.objects.filter(pk=elena.pk).update(is_restricted=False)
    take_back(entry=step, child=elena, why="Somebody else", sent=sent(of=elena))
    assert at_sofia() == []
