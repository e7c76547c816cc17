"""Somebody who may sign in."""

from homeward.workforce.models import Person

PASSWORD = "a long way home 7"


def casey() -> Person:
    """Casey, who has a password and no role."""
    person = Person(email="casey@example.org", name="Casey Young")
    person.set_password(PASSWORD)
    person.save()
    return person
