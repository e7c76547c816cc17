"""`homeward add-administrator`: the first person who can invite the others."""

from typing import Annotated

import typer

from homeward.cli.database import open_database
from homeward.cli.endings import CommandError
from homeward.cli.terminal import Page


def add_administrator(
    name: Annotated[str, typer.Argument(help="Her name.")],
    email: Annotated[str, typer.Argument(metavar="E-MAIL", help="The address with which she signs in.")],
    agency: Annotated[str, typer.Option(metavar="IDENTIFIER", help="The agency's identifier in the state system.")],
    called: Annotated[str, typer.Option(metavar="NAME", help="The agency's name, if it is new.")] = "",
) -> None:
    """Take on the first administrator of an agency.

    Prints the link with which she chooses her password. It is for an installation that is new, or an agency that
    has lost its only administrator; the link works once, for seven days. Called again for an administrator of that
    agency who has not chosen a password yet, it gives a new link.
    """
    open_database(create=True)
    from django.core.exceptions import ValidationError

    from homeward.administration.actions.first import add_administrator as add
    from homeward.administration.actions.invitations import token_of
    from homeward.website.policy_in_force import today

    try:
        invitation = add(name=name, email=email, agency_identifier=agency, agency_name=called, on=today())
    except ValidationError as refused:
        raise CommandError(*refused.messages) from refused
    page = Page()
    page.line(f"{invitation.person} is administrator of {invitation.person.agency}. Give her this link, it works once:")
    page.whole(_address(token_of(invitation)))


def _address(token: str) -> str:
    from django.conf import settings
    from django.urls import reverse

    scheme = "https" if settings.HTTPS else "http"
    known = (settings.HOMEWARD_SITE_URL, *settings.CSRF_TRUSTED_ORIGINS, f"{scheme}://{settings.ALLOWED_HOSTS[0]}")
    server = next(address for address in known if address)
    return server.rstrip("/") + reverse("invitation", args=(token,))
