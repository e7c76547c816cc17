"""The text of a plan: what is the same, two people's changes brought together, what is different between two."""

from homeward.permanency.plans.differences import differences, pieces
from homeward.permanency.plans.parts import Part
from homeward.permanency.plans.text import PlanText, merge

BASE = PlanText(
    {"family": "Then", "goal_selection": "Then"}, ({"goal": "", "condition": "A", "measure": "", "progress": ""},)
)
PARTS = (Part("family", "Family", ""), Part("goal_selection", "Goals", ""))


def row(condition: str, progress: str = "") -> dict[str, str]:
    return {"goal": "adoption", "condition": condition, "measure": "", "progress": progress}


def test_line_ends_spaces_at_the_end_and_empty_rows_make_no_difference() -> None:
    typed = PlanText({"family": "One\r\nTwo\r\n", "goal_selection": "  "}, ({"condition": " "}, {"condition": "A"}))
    assert typed.tidy() == PlanText(
        {"family": "One\nTwo"}, ({"goal": "", "condition": "A", "measure": "", "progress": ""},)
    )


def test_what_only_one_of_two_changed_is_as_she_left_it() -> None:
    theirs = PlanText({**BASE.texts, "family": "Theirs"}, BASE.conditions)
    mine = PlanText({**BASE.texts, "goal_selection": "Mine"}, (*BASE.conditions, row("B")))
    merged = merge(base=BASE, theirs=theirs, mine=mine)
    assert merged.is_clean
    assert merged.text == PlanText({"family": "Theirs", "goal_selection": "Mine"}, mine.conditions)


def test_where_both_changed_a_part_both_texts_are_there() -> None:
    theirs = PlanText({"family": "Theirs", "goal_selection": "Same"}, (row("T"),))
    mine = PlanText({"family": "Mine", "goal_selection": "Same"}, (row("M"),))
    merged = merge(base=BASE, theirs=theirs, mine=mine)
    assert (merged.text.texts["family"], merged.theirs) == ("Mine", {"family": "Theirs"})
    assert merged.text.conditions == (row("M"), row("T"))
    assert merged.their_conditions == (row("T"),)


def test_a_part_that_the_other_took_out_and_i_changed_is_disputed() -> None:
    merged = merge(base=BASE, theirs=PlanText({}, BASE.conditions), mine=PlanText({"family": "Mine"}, BASE.conditions))
    assert merged.theirs == {"family": ""}
    assert "goal_selection" not in merged.theirs


def test_differences_are_told_word_by_word() -> None:
    found = [(piece.how, piece.text.strip()) for piece in pieces("She calls every Sunday.", "She visits every Sunday.")]
    assert found == [("same", "She"), ("taken_out", "calls"), ("added", "visits"), ("same", "every Sunday.")]


def test_a_difference_says_in_words_how_much_of_it_there_is() -> None:
    was, now = PlanText({"family": "a b c"}), PlanText({"family": "a c d e"})
    family, goals = differences(was, now, PARTS)
    assert (family.summary, goals.summary) == ("2 words added, 1 word taken out", "Empty in both")
    assert differences(was, was, PARTS)[0].summary == "The same"


def test_a_word_that_two_sentences_share_by_chance_is_not_picked_out() -> None:
    found = [piece.how for piece in pieces("Theo and his mother wrote this", "Everybody asked what his aunt can do")]
    assert found == ["taken_out", "added"]


def test_new_lines_alone_are_no_difference() -> None:
    assert [piece.how for piece in pieces("a\nb", "a b")] == ["same"]


def test_conditions_are_compared_with_their_counterparts() -> None:
    was = PlanText({}, (row("A", "far"), row("B")))
    now = PlanText({}, (row("B"), row("A", "near"), row("C")))
    said = [one.summary for one in differences(was, now, ())]
    assert said == ["The same", "1 word added, 1 word taken out", "4 words added"]
    assert [one.summary for one in differences(was, PlanText({}), ())] == ["6 words taken out", "4 words taken out"]
