"""The text that a record is found by."""

from search.indexing.document import TITLE_WEIGHT, whole_text


def test_the_title_counts_for_more_and_every_other_text_once() -> None:
    text = whole_text("thin film", ["water", "", "thin film", "water", "film"])
    assert text.split(" | ") == ["thin film"] * TITLE_WEIGHT + ["water", "film"]


def test_there_may_be_no_title() -> None:
    assert whole_text("", ["water"]) == "water"
    assert whole_text("", []) == ""
