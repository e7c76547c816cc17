"""What other parts put on Today: each says it as a block of the page. They know Today; Today does not know them."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest

from homeward.casefile.page import Visit

Block = Callable[[HttpRequest, Visit], str]
"""The block of a person as markup; empty where there is nothing for her."""

_told: Final[list[Block]] = []


def tell(block: Block) -> None:
    """Put a block on Today. Said twice, it stands there once."""
    if block not in _told:
        _told.append(block)


def blocks(request: HttpRequest, visit: Visit) -> list[str]:
    """The blocks that say something to this person."""
    return [said for block in _told if (said := block(request, visit))]
