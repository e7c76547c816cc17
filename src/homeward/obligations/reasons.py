"""How these pages say the reasons of a determination."""

from functools import cache

from homeward.website.policy_in_force import manual_in_force
from homeward.website.words import plain


@cache
def _reasons() -> dict[str, str]:
    said = {word.name: word.yes for word in manual_in_force().condition_words.values()}
    said |= {
        word.unknown_code: word.unknown for word in manual_in_force().condition_words.values() if word.unknown_code
    }
    return said


def reason_words(codes: str) -> list[str]:
    """The reasons of a determination (codes, `;` between) in the manual's own words."""
    return [_reasons().get(code, plain(code)) for code in codes.split(";") if code]
