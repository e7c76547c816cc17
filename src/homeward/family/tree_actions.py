"""People of a family tree who were chosen one by one are recorded, with their ties, in one go or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from homeward.casefile.models import Child
from homeward.family.actions import Newcomer, add_note, add_relative, add_tie, joined
from homeward.family.keep import Sender, lock_family, noted, opened
from homeward.family.models import Relative, RelativeNote, Tie
from homeward.family.sharing import read_with
from homeward.family.tree_file import FileTie
from homeward.website.words import day_words


@dataclass(frozen=True)
class Chosen:
    """Somebody of a family tree who belongs here: who she is, to somebody known or, by number, chosen with her."""

    number: int
    newcomer: Newcomer
    of: Relative | int | None
    """None: to the child."""


@transaction.atomic
def bring_in_tree(
    *,
    child: Child,
    chosen: Sequence[Chosen],
    ties: Iterable[FileTie],
    known: dict[int, Relative | None],
    sent: Sender,
) -> list[Relative]:
    """Those who were chosen are recorded, each with a note from where she is known; then the other `ties` that were
    chosen, between them and those of the file who are `known` (None: the child). The same form twice records once.

    Raises ValidationError, PermissionDenied, or ChangedSinceError.
    """
    lock_family(child)
    tokens = {one.number: uuid5(sent.token, f"person {one.number}") for one in chosen}
    if kept := list(Relative.objects.filter(token__in=tokens.values())):
        return kept
    child = opened(child, sent)
    note = {"for_whom": RelativeNote.ForWhom.FILE, "text": f"Family tree brought in on {day_words(sent.today)}."}
    places: dict[int, Relative] = {}
    for one in _nearest_first(chosen):
        of = places[one.of] if isinstance(one.of, int) else one.of
        hers = replace(sent, token=tokens[one.number], version=None)
        places[one.number] = add_relative(child=child, newcomer=one.newcomer, of=of, sent=hers)
        hers = replace(hers, token=uuid5(hers.token, "note"))
        add_note(child=child, relative=places[one.number], said={**note, "on": sent.today}, sent=hers)
    own = joined(child, sent)
    everybody = {**{number: relative or own for number, relative in known.items()}, **places}
    for place, tie in enumerate(ties):
        said = {"asserted_by": chosen[0].newcomer.asserted_by, "basis": tie.basis, "certainty": tie.certainty}
        hers = replace(sent, token=uuid5(sent.token, f"tie {place}"), version=None)
        _add_once(child, everybody[tie.one], everybody[tie.other], tie.kind, said, hers)
    child.refresh_from_db()
    noted(child, sent, verb="bring_in_family_tree", target=f"child:{child.pk}")
    return list(places.values())


def _nearest_first(chosen: Iterable[Chosen]) -> list[Chosen]:
    """So that everybody comes after whom she is tied to. ValidationError if some are tied in a ring only."""
    waiting, ordered = list(chosen), list[Chosen]()
    while waiting:
        placed = {one.number for one in ordered}
        ready = [one for one in waiting if not isinstance(one.of, int) or one.of in placed]
        if not ready:
            fault = "These people are tied only to each other. Tie one of them to the child or to somebody known."
            raise ValidationError({f"of_{one.number}": fault for one in waiting})
        ordered += ready
        waiting = [one for one in waiting if one not in ready]
    return ordered


def _add_once(child: Child, one: Relative, other: Relative, kind: str, said: dict[str, str], sent: Sender) -> None:
    """A tie, unless it is recorded already: whoever had no name before may have had it."""
    pair = Q(one=one, other=other)
    if kind in {Tie.Kind.PARTNER, Tie.Kind.SIBLING}:
        pair |= Q(one=other, other=one)
    is_recorded = Tie.objects.current().filter(pair, read_with(child), kind=kind, ended_on=None).exists()
    if one.pk != other.pk and not is_recorded:
        add_tie(child=child, one=one, other=other, kind=kind, on=sent.today, said=said, sent=sent)
