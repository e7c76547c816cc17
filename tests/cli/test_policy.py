from pathlib import Path

import pytest

from homeward.policy import load_manual
from homeward.policy.handbook import handbook
from tests.cli.command import AS_OF, one_child, read_rows, run

SUPERSEDES = 'supersedes = "wi-dmcps.consultation-form"\n'

RULE = """
id    = "ours.consultation-form"
title = "The form, within ten working days"
owner = "ongoing_case_manager"
SUPERSEDES
[[source]]
cite       = "Our handbook, 3"
document   = "Our handbook"
quote      = "within ten working days"
link       = "https://example.org"
confidence = "text read"

[[version]]
effective_from = 2019-07-01
per     = "roundtable_held"
opens   = "occasion"
due     = { after = "occasion", by = "10 working days" }
met_by  = { first = "consultation_form_completed", from = "occasion" }
because = "Roundtable held on {occasion}; the form follows"
"""

EXAMPLE = """
[[version.example]]
name     = "the tenth working day"
boundary = BOUNDARY
facts    = { removed_on = 2024-01-15, roundtable_held = 2024-12-02 }
as_of    = 2024-12-03
expect   = { due_on = DUE }
"""


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """An agency's own manual on top of Milwaukee's, with one rule."""
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "manual.toml").write_text('title = "Ours"\nbuilds_on = ["wi_dmcps"]\n')
    write_examples(folder, ("true", "2024-12-16"), ("false", "2024-12-16"), ("false", "2024-12-16"))
    return folder


@pytest.fixture
def small(ours: Path) -> Path:
    """The same on top of Wisconsin's manual, which has fewer examples to run."""
    (ours / "manual.toml").write_text('title = "Ours"\nbuilds_on = ["wi"]\n')
    return ours


def write_examples(folder: Path, *examples: tuple[str, str], supersedes: str = SUPERSEDES) -> None:
    written = [EXAMPLE.replace("BOUNDARY", boundary).replace("DUE", due) for boundary, due in examples]
    (folder / "form.toml").write_text(RULE.replace("SUPERSEDES\n", supersedes) + "".join(written))


def test_list_names_every_rule_with_its_title_owner_and_how_sure_it_is() -> None:
    text = " ".join(run("policy", "list").stdout.split())
    for rule in load_manual().obligations:
        about = f"{rule.owner.replace('_', ' ')} · manual {rule.manual} · {rule.sources[0].confidence}"
        assert f"{rule.id} {rule.title} {about}" in text
    for entry in load_manual().entries:
        assert f"{entry.id} {entry.title}" in text


def test_list_of_a_folder_shows_what_it_stands_on(ours: Path) -> None:
    text = run("policy", "list", "--manual", ours).stdout
    assert text.startswith("Ours (ours), on top of us, wi, wi_dmcps\n")
    assert "wi-dmcps.consultation-form" not in text


@pytest.mark.parametrize(
    "id",
    [
        *("wi.permanency-hearing", "wi-dmcps.roundtable-determination", "wi.review-notices"),
        *("hearing_cycle", "tpr_count", "wi.court-days"),
    ],
)
def test_show_has_all_that_the_handbook_has_of_a_rule(id: str) -> None:
    shown = run("policy", "show", id)
    assert shown.exit_code == 0
    bare = "".join(char for char in shown.stdout if char.isalnum())
    rule = load_manual().entry(id)
    for said in (
        rule.title,
        rule.reading,
        rule.open_question,
        *(source.quote or source.summary for source in rule.sources),
    ):
        assert "".join(char for char in said if char.isalnum()) in bare


def test_show_tells_what_the_names_mean_that_a_rule_uses() -> None:
    text = " ".join(run("policy", "show", "wi-dmcps.roundtable-month-15").stdout.split("Names used here")[1].split())
    assert "• age_18: the child is 18 or over" in text
    assert "• discharged_on: the day on which the episode ended" in text


def test_show_of_a_rule_that_is_not_suggests_one() -> None:
    shown = run("policy", "show", "wi.permanency-pln")
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert shown.stderr == 'there is no rule "wi.permanency-pln" in wi_dmcps. Did you mean "wi.permanency-plan"?\n'


@pytest.mark.parametrize("name", ["us", "wi_dmcps"])
def test_check_finds_the_manuals_that_come_with_homeward_in_order(name: str) -> None:
    shown = run("policy", "check", name)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout.startswith(f"{name}: well formed; ")


def test_check_tells_what_came_out_otherwise(small: Path) -> None:
    write_examples(small, ("true", "2024-12-16"), ("false", "2024-12-13"), ("false", "2024-12-16"), supersedes="")
    shown = run("policy", "check", small)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert shown.stderr.splitlines()[:2] == [
        'ours.consultation-form, example "the tenth working day":',
        "    due_on is 2024-12-16; expected 2024-12-13",
    ]


def test_check_asks_for_three_examples_and_one_at_a_boundary(small: Path) -> None:
    write_examples(small, ("false", "2024-12-16"), ("false", "2024-12-16"), supersedes="")
    assert run("policy", "check", small).stderr.splitlines()[:2] == [
        "ours/form.toml, ours.consultation-form: has 2 examples; write at least 3",
        "ours/form.toml, ours.consultation-form: no example is at a boundary; give one boundary = true",
    ]


def test_check_says_where_a_manual_is_not_well_formed(ours: Path) -> None:
    (ours / "form.toml").write_text(RULE.replace("SUPERSEDES", "").replace("per     =", "pre     ="))
    shown = run("policy", "check", ours)
    assert shown.exit_code == 2
    assert (
        shown.stderr
        == 'ours/form.toml, ours.consultation-form.version[1].pre: there is no key "pre" here. Did you mean "per"?\n'
    )


def test_docs_writes_the_handbook(tmp_path: Path) -> None:
    shown = run("policy", "docs", tmp_path / "pages")
    pages = handbook(load_manual())
    assert f"{len(pages)} pages of wi_dmcps" in shown.stdout
    assert {file.name: file.read_text() for file in (tmp_path / "pages").iterdir()} == pages


def test_docs_into_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("mine")
    assert run("policy", "docs", tmp_path / "pages").exit_code == 2
    assert (tmp_path / "pages").read_text() == "mine"


def test_diff_counts_by_rule_and_shows_what_moves(ours: Path, tmp_path: Path) -> None:
    caseload = one_child(tmp_path / "in", ("roundtable_held", "2026-11-02", ""))
    shown = run("policy", "diff", "wi_dmcps", ours, caseload, "--as-of", AS_OF)
    assert "as of Sun, Nov 22, 2026" in " ".join(shown.stdout.split())
    lines = [line.split() for line in shown.stdout.splitlines()]
    assert ["ours.consultation-form", "1"] in lines
    assert "wren ours.consultation-form 1 moves due 2026-11-09 → 2026-11-16".split() in [line[:8] for line in lines]


def test_diff_of_a_setting_writes_every_row_to_a_file(cast: Path, tmp_path: Path) -> None:
    file = tmp_path / "moved.csv"
    setting = ("--set", "month_15_for_every_child=true")
    shown = run("policy", "diff", "wi_dmcps", "wi_dmcps", cast, "--as-of", AS_OF, *setting, "--out", file)
    rows = read_rows(file)
    assert f"({len(rows)} rows)" in " ".join(shown.stdout.split())
    assert {row["rule_id"] for row in rows} >= {"wi-dmcps.roundtable-month-15"}
    assert list(tmp_path.iterdir()) == [file]


def test_diff_of_a_manual_with_itself_finds_nothing(cast: Path) -> None:
    assert run("policy", "diff", "wi", "wi", cast, "--as-of", AS_OF).stdout.endswith("\nNothing differs.\n")


def test_diff_does_not_write_over_the_caseload(tmp_path: Path) -> None:
    caseload = one_child(tmp_path / "in")
    before = (caseload / "children.csv").read_bytes()
    shown = run("policy", "diff", "wi", "us", caseload, "--as-of", AS_OF, "--out", caseload / "children.csv")
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert "belongs to what is read" in shown.stderr
    assert (caseload / "children.csv").read_bytes() == before


def test_diff_refuses_faults_and_places_that_can_not_be_written(cast: Path, tmp_path: Path) -> None:
    assert run("policy", "diff", "wi", "us", one_child(tmp_path / "in", ("rating", AS_OF, ""))).exit_code == 2
    assert "is a folder" in run("policy", "diff", "wi", "us", cast, "--out", tmp_path).stderr
    assert (
        "there is no folder" in run("policy", "diff", "wi", "us", cast, "--out", tmp_path / "no" / "where.csv").stderr
    )
