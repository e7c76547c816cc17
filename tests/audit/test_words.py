"""Whoever reads the audit reads words: every verb and every page that is ever noted has plain ones."""

import re
from pathlib import Path

import homeward
from homeward.audit.words import VERBS
from homeward.obligations.dated import DatedRecord
from homeward.roundtables.models.room import Span
from homeward.worklists.seen import PAGE_WORDS

SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in Path(homeward.__path__[0]).rglob("*.py"))


def test_every_verb_that_is_recorded_anywhere_has_words() -> None:
    recorded = set(re.findall(r'verb="(\w+)"', SOURCE)) | set(re.findall(r'\b_note\([^()]*"(\w+)"', SOURCE))
    recorded |= {verb for pair in re.findall(r'verb = "(\w+)" if \w+ else "(\w+)"', SOURCE) for verb in pair}
    nouns = {str(kind._meta.verbose_name).replace(" ", "_") for kind in DatedRecord.__subclasses__()}
    recorded |= {f"{did}_{noun}" for noun in nouns for did in ("record", "correct", "withdraw")}
    recorded |= {f"{did}_{kind._meta.model_name}" for kind in Span.__subclasses__() for did in ("add", "withdraw")}
    assert len(recorded) > 60
    assert recorded - set(VERBS) == set()
    assert set(VERBS) - recorded == set(), "words for what nobody records"


def test_every_page_of_a_child_that_is_noted_has_words() -> None:
    opened = set(re.findall(r'\bpage="(\w+)"', SOURCE))
    opened |= set(re.findall(r'(?:_responsible|_drafting)\(visit, child_id, "(\w+)"\)', SOURCE))
    assert "ratings" in opened
    assert opened - set(PAGE_WORDS) == set()


def test_no_word_is_a_code() -> None:
    assert [said for said in (*VERBS.values(), *PAGE_WORDS.values()) if "_" in said or said != said.strip()] == []
