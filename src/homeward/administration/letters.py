"""The e-mail with an invitation. It says who invites and how long the link is good, and nothing of any child."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from homeward.workforce.models import Invitation


def send_invitation(invitation: Invitation, address: str) -> bool:
    """Send the link. False if the mail server did not take it; the invitation can then be sent again."""
    person = invitation.person
    assert person.email is not None, "whoever is invited has an address"
    given = {"invitation": invitation, "person": person, "address": address, "agency": settings.HOMEWARD_AGENCY}
    text = render_to_string("administration/invitation_letter.txt", given)
    try:
        return bool(send_mail(f"Your way in to {settings.HOMEWARD_AGENCY}", text, None, [person.email]))
    except OSError:  # what every fault of sending is: no server, a refusal, a broken connection
        return False
