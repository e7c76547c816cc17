"""Brothers and sisters for whom one talk with somebody of their family counts too: it is held and recorded once."""

from datetime import date

from homeward.casefile.models import Child
from homeward.casefile.visibility import may_record
from homeward.family.models import Relative
from homeward.family.sharing import relatives_with
from homeward.obligations.recording import CASE_MANAGER
from homeward.workforce.models import Person


def who_share_a_talk(child: Child, relative: Relative, by: Person, *, on: date) -> list[Child]:
    """The other children of the family for whom somebody records, and on whose pages this relative is read.

    Nothing goes from or to a restricted record in this way.
    """
    if child.is_restricted:
        return []
    of_family = Child.objects.filter(as_relative__family=relative.family_id, is_restricted=False).exclude(pk=child.pk)
    return [
        one
        for one in of_family.exclude(as_relative=relative).order_by("first_name", "pk")
        if may_record(by, one, CASE_MANAGER, on=on)
        and relatives_with(one, relative.family_id).filter(pk=relative.pk).exists()
    ]
