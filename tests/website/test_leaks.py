"""Nothing of a child comes to whoever may not see her, on any page, table or answer: whatever pages there will be."""

import re
import zipfile
from io import BytesIO
from uuid import UUID

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from homeward.casefile.actions import break_glass, restrict
from homeward.casefile.models import Amendment, Assignment, Child, Event, Placement
from homeward.extracts.models import Difference, Extract, Mention, State
from homeward.obligations.refresh import refresh_some
from homeward.workforce.models import Agency
from homeward.worklists.counts import keep_counts
from tests.casefile.staff import child_of, person
from tests.cast_county import TODAY, SignIn
from tests.website.test_every_address import NAMES, OF_A_CHILD, PUBLIC, address

pytestmark = pytest.mark.django_db

EVERYBODY = ("ocm-001", "pc-01", "qa-01", "admin-01", "fac-01", "coach-01", "guest-01")
FILED = "permanency_plan_filed"
HIDDEN = {"restricted": "Zorvina Quillmarrow", "elsewhere": "Yestrid Pelhambrook", "practice": "Wunjo Tarrowfeld"}
REFUSED = {403, 404, 405}


def _named(child: Child, kind: str) -> Child:
    """The child with a name and an identifier that nobody else has, and a plan."""
    child.first_name, child.last_name = HIDDEN[kind].split()
    child.external_id = f"ident-{kind}-7731"
    child.save()
    if not Event.objects.filter(child=child, kind=FILED).exists():
        Event.objects.create(child=child, kind=FILED, on=TODAY, source="typed", recorded_at=timezone.now())
    return child


@pytest.fixture
def hidden(the_day: None) -> dict[str, Child]:
    """A restricted child, one of another agency, and a made-up one; each left a trace wherever traces are left."""
    seen = child_of()
    own = Child.objects.filter(unit=seen.unit).exclude(pk=seen.pk).order_by("external_id")
    other, partner = own[1], Agency.objects.get(external_id="partner")
    Assignment.objects.filter(child=other).delete()
    Child.objects.filter(pk=other.pk).update(agency=partner, unit=None)
    found = {
        "restricted": _named(own[0], "restricted"),
        "elsewhere": _named(Child.objects.get(pk=other.pk), "elsewhere"),
        "practice": _named(Child.objects.filter(agency__is_practice=True).order_by("pk")[0], "practice"),
    }
    Child.objects.filter(pk__in=[seen.pk, *(one.pk for one in found.values())]).update(case_id="one-family")
    restrict(child=found["restricted"], named=[person("sup-01")], by=person("sup-01"), on=TODAY)
    extract = Extract.objects.create(
        agency=Agency.objects.get(external_id="county"),
        called="nightly.zip",
        sent_at=timezone.now(),
        state=State.CHECKED,
        untouched=[str(one.pk) for one in found.values()],
    )
    for one in found.values():
        told = {"kind": FILED, "on": str(TODAY), "value": ""}
        Difference.objects.create(child=one, extract=extract, recorded=told, event=Event.objects.filter(child=one)[0])
        Mention.objects.update_or_create(
            child=one, column="supervisor", defaults={"identifier": f"of-{one.last_name}", "is_known": False}
        )
        break_glass_of_yesterday(one)
    refresh_some(child_ids=[one.pk for one in found.values()], as_of=TODAY)
    keep_counts(as_of=TODAY)
    return found


def break_glass_of_yesterday(child: Child) -> None:
    if not child.agency.is_practice:
        opened = break_glass(child_id=child.pk, by=person("pc-01"), reason="A call from the hospital", on=TODAY)
        type(opened).objects.filter(pk=opened.pk).update(from_on="2026-11-21", until_on="2026-11-21")


def out_of_sight(hidden: dict[str, Child], who: str) -> list[Child]:
    """Those whom a person may not see; somebody is there for whom that is so."""
    seen = Child.objects.visible_to(person(who), on=TODAY)
    return [one for one in hidden.values() if one not in seen]


def told(answer: object) -> str:
    """All that an answer says: its head, and its body unpacked."""
    body: bytes = answer.getvalue()  # type: ignore[attr-defined]
    if body[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(body)) as packed:
            body = b"".join(packed.read(name) for name in packed.namelist())
    return f"{answer.headers} {body.decode(errors='replace')}"  # type: ignore[attr-defined]


def traces(child: Child, *, identifier: bool = True) -> str:
    """A pattern of everything by which one would know the child, or find a way to her file."""
    keys = [child.pk, *Event.objects.filter(child=child).values_list("pk", flat=True)]
    words = [child.first_name, child.last_name, *(str(key) for key in keys), *(UUID(str(key)).hex for key in keys)]
    return "|".join(map(re.escape, [*words, child.external_id] if identifier else words))


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_page_says_anything_of_whom_she_may_not_see(sign_in: SignIn, hidden: dict[str, Child], who: str) -> None:
    client, blind = sign_in(who), out_of_sight(hidden, who)
    assert blind
    seen = Child.objects.visible_to(person(who), on=TODAY).filter(events__kind=FILED).first() or child_of()
    extract = reverse("extract", args=(Extract.objects.get().pk,))
    pages = [
        *(address(name, seen) for name in NAMES),
        extract,
        "/children/?care=all",
        "/roundtables-needed/?show=exempt",
    ]
    anything = {one: traces(one) for one in blind}
    # Whoever reviews why a record was opened is told its identifier, and nothing else of it.
    but_identifier = {one: traces(one, identifier=False) for one in blind}
    for at in pages:
        said = told(client.get(at))
        for one, trace in (but_identifier if at == "/review/" else anything).items():
            assert not re.search(trace, said), (at, one)
    no_search_finds(client, blind)


def no_search_finds(client: Client, blind: list[Child]) -> None:
    for one in blind:
        trace = traces(one)
        for at in ("/search/", "/children/", "/people/"):
            for sought in (one.first_name, one.last_name, one.external_id):
                said = told(client.post(at, {"sought": sought})).replace(sought, "")
                assert not re.search(trace, said), (at, sought)


@pytest.mark.parametrize("who", ["admin-01", "guest-01"])
def test_no_page_of_a_hidden_child_opens(sign_in: SignIn, hidden: dict[str, Child], who: str) -> None:
    client = sign_in(who)
    for one in (hidden["restricted"], hidden["practice"]):
        nobody = Child(pk=UUID(int=7))
        for name in OF_A_CHILD:
            at = address(name, one)
            answers = client.get(at), client.post(at)
            assert {answer.status_code for answer in answers} <= REFUSED, at
            said, of_nobody = told(answers[0]), told(client.get(at.replace(str(one.pk), str(nobody.pk))))
            assert not re.search(f"{one.first_name}|{one.last_name}|{one.external_id}", said), at
            assert told_apart(said, one) == told_apart(of_nobody, nobody), "whether there is such a child is not told"


def told_apart(said: str, child: Child) -> str:
    """What an answer says, without what is another one each time."""
    said = said.replace(str(child.pk), "")
    return re.sub(r"value=\"[^\"]{40,}\"|csrfmiddlewaretoken[^>]*|'Expires': '[^']*'|\d\d:\d\d:\d\d", "", said)


def counted(child: Child) -> tuple[int, ...]:
    child.refresh_from_db()
    rows = (Event, Amendment, Assignment, Placement)
    return (child.version, child.is_restricted, *(model.objects.filter(child=child).count() for model in rows))


def reads_only(client: Client, child: Child) -> None:
    """Every address of the child is refused to whoever sends something to it, and nothing of the child changes."""
    before, version = counted(child), child.version
    sent = {"step": "save", "version": version, "token": str(UUID(int=5)), "when": "today", "why": "So it is"}
    for name in OF_A_CHILD:
        at = address(name, child)
        assert client.post(at, sent).status_code in REFUSED, at
    assert counted(child) == before


def test_what_is_open_by_exception_is_only_read(sign_in: SignIn, hidden: dict[str, Child]) -> None:
    one = hidden["restricted"]
    for who in ("pc-01", "admin-01"):
        client = sign_in(who)
        break_glass(child_id=one.pk, by=person(who), reason="A call from the hospital", on=TODAY)
        assert client.get(reverse("child", args=(one.pk,))).status_code == 200
        reads_only(client, one)
        mention = Mention.objects.get(child=one, column="supervisor")
        assert client.get(reverse("identify", args=(mention.pk,))).status_code in REFUSED
        settle = reverse("settle", args=(Difference.objects.get(child=one).pk,))
        assert client.post(settle, {"decision": "take"}).status_code in REFUSED


@pytest.mark.parametrize("who", ["qa-01", "guest-01"])
def test_whoever_only_reads_changes_nothing(sign_in: SignIn, who: str, the_day: None) -> None:
    seen = Child.objects.visible_to(person(who), on=TODAY).filter(events__kind=FILED)
    assert seen.exists()
    reads_only(sign_in(who), seen[0])


@pytest.mark.parametrize("who", ["ocm-001", "fac-01", "admin-01"])
def test_no_answer_is_kept_on_the_way_and_each_says_what_it_may_do(sign_in: SignIn, who: str) -> None:
    client, child = sign_in(who), Child.objects.filter(Q(unit=child_of().unit), events__kind=FILED)[0]
    for name in NAMES:
        answer = client.get(address(name, child))
        if name not in {"favicon", "healthz", "readyz"}:
            assert "no-store" in answer.headers.get("Cache-Control", ""), name
        assert "default-src 'none'" in answer.headers.get("Content-Security-Policy", ""), name
        answer.close()
    assert set(NAMES) >= PUBLIC
