"""The first line of every page: who opens it, on which day it is in the agency, and what she sees by her work."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from homeward.casefile.models import Child
from homeward.casefile.visibility import OWNERS, PRACTISE, SEE_THEIR_AGENCY, Sight, get_child_for, sight_of
from homeward.website import policy_in_force, second_factor, typed
from homeward.workforce.models import Person, RoleName

SEE_FILES: Final = OWNERS | SEE_THEIR_AGENCY | PRACTISE
"""The roles that work with children's files."""

READ_FILES: Final = SEE_FILES | {RoleName.TRIBAL_GUEST}
"""The roles that see children's files at all."""

FORM: Final = ("GET", "HEAD", "POST")
"""What a page with a form answers to."""

_Given = ParamSpec("_Given")
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Visit:
    """Who looks, on which day, and what she sees."""

    person: Person
    today: date
    sight: Sight

    def child(self, child_id: UUID, *, page: str) -> Child:
        """The first line of every page about a child (`visibility.get_child_for`)."""
        return get_child_for(self.person, child_id, sight=self.sight, page=page)


def visit_of(request: HttpRequest) -> Visit:
    """The visit of a request of somebody who is signed in; worked out once a request."""
    known: Visit | None = getattr(request, "visit", None)
    if known is None:
        assert isinstance(request.user, Person), "signed in"
        today = policy_in_force.today()
        known = Visit(request.user, today, sight_of(request.user, on=today))
        setattr(request, "visit", known)  # noqa: B010  (a request is made to carry things along)
    return known


def signed_in(
    *, roles: frozenset[str] | None = None, methods: tuple[str, ...] = ("GET", "HEAD"), takes_files: bool = False
) -> Callable[[Callable[Concatenate[HttpRequest, Visit, _Given], HttpResponseBase]], View]:
    """A page for those who are signed in, and who have one of the roles if any are named; browsers keep no copy.

    The view is given the visit. A form that is sent after the session has ended is kept (`website.typed`). The page
    says itself who may open it (`is_open_to`): the navigation asks; and whether it `takes_files` (`website.uploads`).
    """

    def is_open_to(request: HttpRequest) -> bool:
        return roles is None or bool(roles & visit_of(request).sight.roles)

    def decorate(view: Callable[Concatenate[HttpRequest, Visit, _Given], HttpResponseBase]) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **given: Any) -> HttpResponseBase:
            if not is_open_to(request):
                raise PermissionDenied("This page is not for your role.")
            visit = visit_of(request)
            if way_on := second_factor.first(request, visit.sight.roles, visit.today):
                return way_on
            return view(request, visit, *args, **given)

        behind_the_door = login_required(never_cache(require_http_methods(list(methods))(opened)))

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **given: Any) -> HttpResponseBase:
            kept = None if request.user.is_authenticated else typed.kept(request)
            return kept or behind_the_door(request, *args, **given)

        said: Any = guarded
        said.is_open_to, said.keeps_what_is_typed, said.takes_files = is_open_to, True, takes_files
        page: View = said
        return page

    return decorate
