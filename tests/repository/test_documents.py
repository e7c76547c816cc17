"""What the documents promise exists: commands, files, names."""

import re

from tests.repository.tree import ROOT, texts

DOCUMENTS = {name: text for name, text in texts().items() if name.endswith(".md")}
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def test_the_readme_names_the_two_commands() -> None:
    readme = DOCUMENTS["README.md"]
    assert {"run", "test"} <= set(re.findall(r"\bmake ([a-z-]+)", readme))


def test_every_make_command_in_a_document_or_script_exists() -> None:
    told = DOCUMENTS | {".ci/run": (ROOT / ".ci/run").read_text()}
    command = re.compile(r"(?:`|^ *)make ([a-z-]+)", re.MULTILINE)
    told_targets = {(name, target) for name, text in told.items() for target in command.findall(text)}
    assert {(name, target) for name, target in told_targets if target not in TARGETS} == set()


def test_every_link_to_a_file_leads_somewhere() -> None:
    links = {(name, link) for name, text in DOCUMENTS.items() for link in re.findall(r"\]\((?!\w+:|#)([^)#\s]+)", text)}
    assert {(name, link) for name, link in links if not (ROOT / name).parent.joinpath(link).exists()} == set()
