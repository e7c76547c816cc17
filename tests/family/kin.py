"""A child of the cast whose family the tests write down, and whoever writes it."""

from typing import Any
from uuid import uuid4

from django.test import Client

from homeward.casefile.models import Child
from homeward.casefile.page import Visit
from homeward.casefile.visibility import sight_of
from homeward.family.actions import Newcomer, add_relative, as_relative
from homeward.family.keep import Sender
from homeward.family.models import Relative
from homeward.family.people import Kinsfolk, kinsfolk_of
from homeward.family.relations import RELATIONS
from tests.casefile.staff import person
from tests.cast_county import TODAY

HAZEL = "hazel-brandtner"
"""In care for sixteen months, on trial at home since some of them; nothing of her family is written down yet."""
ELENA, SOFIA = "elena-quintero", "sofia-quintero"
"""Of one sibling group and one agency."""
OCM, SUP = "ocm-001", "sup-01"


def child(external_id: str = HAZEL) -> Child:
    return Child.objects.get(external_id=external_id)


def sent(by: str = "", of: Child | None = None) -> Sender:
    return Sender(person(by or keeper_of(of or child())), TODAY, uuid4())


def keeper_of(child: Child) -> str:
    """The case manager of a child of the cast."""
    found = child.assignments.get(role="ongoing_case_manager", until_on=None).person.external_id
    return str(found)


def add(
    to: Child, relation: str, name: str = "", of: Relative | None = None, *, phone: str = "", **facts: Any
) -> Relative:
    """Somebody is added to a child's family."""
    first, _, last = name.partition(" ")
    newcomer = Newcomer({"first_name": first, "last_name": last, **facts}, RELATIONS[relation], "parent", phone)
    return add_relative(child=to, newcomer=newcomer, of=of, sent=sent(of=to))


def seen_by(who: str, child: Child) -> Kinsfolk:
    """The family as somebody reads it."""
    someone = person(who)
    return kinsfolk_of(Visit(someone, TODAY, sight_of(someone, on=TODAY)), child)


def words_of(child: Child) -> dict[str, str]:
    """Who everybody with a name is to the child."""
    found = seen_by(keeper_of(child), child)
    return {one.name: one.kin.words for one in found.others if one.relative.is_named}


def own(child: Child) -> Relative:
    found = as_relative(child)
    assert found
    return found


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()
