"""Where a request comes from, known to whatever it leads to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

_ORIGIN: ContextVar[str] = ContextVar("origin", default="")


def current_origin() -> str:
    """The network address that what happens now comes from; empty on the command line."""
    return _ORIGIN.get()


@contextmanager
def comes_from(address: str) -> Iterator[None]:
    """What happens inside the block comes from this network address."""
    token = _ORIGIN.set(address)
    try:
        yield
    finally:
        _ORIGIN.reset(token)


class OriginMiddleware:
    """Notes the network address of each request for the audit: the address that spoke to this server.

    Behind the agency's proxy (HOMEWARD_BEHIND_PROXY) it is the address that spoke to the proxy: what the proxy added
    at the end of X-Forwarded-For. What stands before may have been sent by anybody, and is not believed. It takes the
    place of the proxy's address in the request, so that the limits on signing in count visitors too, not the proxy.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.HOMEWARD_BEHIND_PROXY and (address := _told_by_proxy(request)):
            request.META["REMOTE_ADDR"] = address
        with comes_from(request.META.get("REMOTE_ADDR", "")):
            return self.get_response(request)


def _told_by_proxy(request: HttpRequest) -> str:
    """The last address in X-Forwarded-For; empty if there is none."""
    try:
        return str(ip_address(request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()))
    except ValueError:
        return ""
