"""The handbook in docs/policy is what the policy manual says today."""

from homeward.policy import load_manual
from homeward.policy.handbook import handbook
from tests.repository.tree import ROOT


def test_the_handbook_in_docs_is_what_the_manual_says() -> None:
    written = {page.name: page.read_text(encoding="utf-8") for page in (ROOT / "docs/policy").glob("*.md")}
    assert written == handbook(load_manual()), "run `make docs`"


def test_every_rule_has_a_quote_or_summary_a_link_and_three_examples_one_at_a_boundary() -> None:
    manual = load_manual()
    for entry in manual.entries:
        assert all(source.link.startswith("https://") for source in entry.sources), entry.id
        versions = getattr(entry, "versions", ())
        examples = [example for version in versions for example in version.examples]
        if versions:
            assert len(examples) >= 3, entry.id
            assert any(example.boundary for example in examples), entry.id
