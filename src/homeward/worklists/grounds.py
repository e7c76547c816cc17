"""What the rules of a list say: one block for each rule at the end of a page, to which its rows lead.

A block depends on the manual alone, so it is made once, however many pages show it.
"""

from collections.abc import Iterable
from functools import cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from homeward.obligations.due import Due
from homeward.obligations.recording import OWNER_OF_KIND
from homeward.obligations.satisfying import kind_that_satisfies, rules


def grounds_of(rows: Iterable[Due]) -> list[SafeString]:
    """The block of each rule of some rows, in the order of their titles."""
    found = {row.rule.id: row.rule.title for row in rows}
    return [_block(rule) for rule in sorted(found, key=found.__getitem__)]


@cache
def _block(rule_id: str) -> SafeString:
    rule, kind = rules()[rule_id], kind_that_satisfies(rule_id)
    given = {"rule": rule, "kind": kind, "owner": OWNER_OF_KIND.get(kind, "")}
    return mark_safe(render_to_string("worklists/grounds.html", given))
