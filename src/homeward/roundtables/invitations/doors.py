"""By which door somebody comes to a roundtable, and how long it is open."""

from allauth.socialaccount.models import SocialAccount

from homeward.roundtables.models import Invited, Roundtable
from homeward.workforce.models import Person, Role, RoleName


def comes_as_guest(person: Person) -> bool:
    """Whether she has no way in of her own: no password, no account of the agency's provider, no work in Homeward.

    An external consultant who has been given an account signs in as everybody does.
    """
    if person.has_usable_password() or SocialAccount.objects.filter(user=person).exists():
        return False
    return not Role.objects.filter(person=person).exclude(name=RoleName.EXTERNAL_CONSULTANT).exists()


def is_open(invited: Invited) -> bool:
    """Whether her seat opens the roundtable still: she has it, and the form is not completed."""
    if invited.withdrawn_at or not invited.person.is_active:
        return False
    return Roundtable.objects.of_seats(invited.person_id).filter(pk=invited.roundtable_id).exists()
