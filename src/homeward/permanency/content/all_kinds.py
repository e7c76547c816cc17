"""Every kind of content that an agency writes itself on a page."""

from typing import Any, Final

from homeward.permanency.consultations.guide import GUIDE
from homeward.permanency.content.kinds import Kind
from homeward.permanency.plans.parts import PARTS

KINDS: Final[tuple[Kind[Any], ...]] = (PARTS, GUIDE)
