"""Where a request comes from, known to whatever it leads to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

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

    Behind a proxy that is the proxy's, unless the server in front of Django (gunicorn's `forwarded_allow_ips`) was
    told which proxy to believe; a header that anybody may send is not believed here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with comes_from(request.META.get("REMOTE_ADDR", "")):
            return self.get_response(request)
