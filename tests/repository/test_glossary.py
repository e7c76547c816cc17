"""The glossary knows every word of the vocabulary, and no name that does not exist."""

import importlib
import re

import pytest
from django.apps import apps

from homeward.policy import vocabulary
from tests.repository.tree import ROOT

GLOSSARY = (ROOT / "docs/glossary.md").read_text()
CODES = {
    "events": vocabulary.EVENT_KINDS,
    "ratings": vocabulary.RATINGS,
    "goals": vocabulary.GOALS,
    "placement types": vocabulary.PLACEMENT_TYPES,
    "discharge reasons": vocabulary.DISCHARGE_REASONS,
    "owners": vocabulary.OWNERS,
    "outcomes": vocabulary.OUTCOMES,
    "determinations": vocabulary.DETERMINATIONS,
}


@pytest.mark.parametrize("codes", CODES.values(), ids=CODES.keys())
def test_every_code_is_in_the_glossary(codes: tuple[str, ...]) -> None:
    assert [code for code in codes if f"`{code}`" not in GLOSSARY] == []


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(homeward(?:\.\w+)+)`", GLOSSARY))))
def test_every_name_of_code_in_the_glossary_exists(name: str) -> None:
    module, _, attribute = name.rpartition(".")
    try:
        importlib.import_module(name)
    except ModuleNotFoundError:
        assert hasattr(importlib.import_module(module), attribute)


def test_every_table_of_the_website_is_in_the_glossary() -> None:
    models = [model for model in apps.get_models() if model.__module__.startswith("homeward.")]
    assert [model.__name__ for model in models if f"`{model.__name__}`" not in GLOSSARY] == []
    assert len(models) > 15
