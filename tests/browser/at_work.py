"""What people at work do in a browser, and the county in which they do it."""

from collections.abc import Callable
from datetime import date
from typing import Final

from homeward.obligations.models import Obligation
from homeward.workforce.models import Person
from tests.browser.visitor import Visitor
from tests.website.people import PASSWORD

PLAN: Final = "wi.permanency-plan"


def late_plan() -> Obligation:
    """A permanency plan that is overdue."""
    return Obligation.objects.counted().filter(rule=PLAN, outcome="overdue").order_by("pk")[0]


def due(rule: str, of: Obligation) -> date | None:
    """The day on which the latest obligation of a rule is due, for the child of another one."""
    return Obligation.objects.filter(child=of.child, rule=rule).order_by("-occasion")[0].due_on


def sign_in(visitor: Visitor, person: Person | None) -> None:
    """Through the door, with a password."""
    assert person is not None
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    visitor.opens("/account/login/")
    visitor.page.get_by_label("Email").fill(str(person.email))
    visitor.page.get_by_label("Password", exact=True).fill(PASSWORD)
    visitor.presses("Sign in")
    visitor.page.wait_for_url("**/today/")


def comes_back_after(visitor: Visitor, work: Callable[[], object]) -> None:
    """Somebody goes away from a page that asks how far the work is, and comes back to it when it is done.

    The page would ask in the midst of it, and come anew by itself while it is being opened.
    """
    address = visitor.page.url
    visitor.page.goto("about:blank")
    work()
    visitor.opens(address)


def can_be_used(visitor: Visitor) -> None:
    """Nothing on the page keeps anybody out, and it fits the window; without script axe can not be asked."""
    if visitor.has_script:
        assert visitor.barriers() == []
    assert not visitor.is_too_wide()
