"""What was typed into a form is not lost when the session ends before it is sent: the answer keeps it in the page.

Every form carries who was signed in when it was shown, signed by this installation. Sent without a session, or with
the token of an earlier one, it is answered by a page that holds everything as hidden fields; after a new sign-in of
the same person, and of nobody else, one more press sends it. Only what comes from a page of this website is kept,
only for views that ask for it (`keeps_what_is_typed`), never a password, and no cache holds the answer.
"""

from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.html import format_html
from django.utils.safestring import SafeString

AUTHOR: Final = "typed_by"
"""The field that says who was signed in when the form was shown."""

_SALT: Final = "homeward.website.typed"
_LONGEST: Final = timedelta(days=7)
_NEVER_KEPT: Final = ("csrfmiddlewaretoken", "password")


def author_field(request: HttpRequest | None) -> SafeString:
    """The hidden field for a form that is shown to somebody who is signed in; nothing for anybody else."""
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return SafeString("")
    return format_html('<input type="hidden" name="{}" value="{}">', AUTHOR, _signed(request, user))


def _signed(request: HttpRequest, user: Any) -> str:
    """Signed once a request: a page may have many forms."""
    known: str | None = getattr(request, "signed_author", None)
    if known is None:
        known = signing.TimestampSigner(salt=_SALT).sign(str(user.pk))
        setattr(request, "signed_author", known)  # noqa: B010  (a request is made to carry things along)
    return known


def _author_of(request: HttpRequest) -> str:
    """The key of the person to whom the form was shown; empty if that is not known or too long ago."""
    try:
        return signing.TimestampSigner(salt=_SALT).unsign(request.POST.get(AUTHOR, ""), max_age=_LONGEST)
    except signing.BadSignature:
        return ""


def _is_from_here(request: HttpRequest) -> bool:
    """Whether a page of this website sent the form, as the browser says; one that says nothing is not believed."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is None and origin is None:
        return False
    here = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return site in {None, "same-origin"} and (origin is None or origin in here)


def kept(request: HttpRequest) -> HttpResponse | None:
    """The page that keeps what was sent; None if it is not to be kept."""
    view = request.resolver_match.func if request.resolver_match else None
    if request.method != "POST" or not getattr(view, "keeps_what_is_typed", False) or not _is_from_here(request):
        return None
    author = _author_of(request)
    if not author:
        return None
    user = request.user
    is_hers = user.is_authenticated and str(user.pk) == author
    fields = [(name, value) for name, values in request.POST.lists() if _may_be_kept(name) for value in values]
    given = {
        "fields": fields if is_hers or not user.is_authenticated else [],
        "is_hers": is_hers,
        "has_files": bool(request.FILES) or getattr(request, "had_files", False),
    }
    answer = render(request, "website/kept.html", given, status=403)
    add_never_cache_headers(answer)
    return answer


def _may_be_kept(name: str) -> bool:
    return not any(word in name.lower() for word in _NEVER_KEPT)
