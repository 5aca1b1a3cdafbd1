from bot.records import Passage, Sentence
from bot.search.duplicates import group_near_duplicates, resemblance, shingles


def passage(text: str, document: str = "docs/a.md") -> Passage:
    return Passage(document, 0, 0, len(text), text, (Sentence(0, len(text), text),))


def test_shingles_are_runs_of_three_terms() -> None:
    assert shingles("The gold needles heat skin") == {
        ("the", "gold", "needl"),
        ("gold", "needl", "heat"),
        ("needl", "heat", "skin"),
    }


def test_a_short_text_is_one_shingle() -> None:
    assert shingles("Gold needles") == {("gold", "needl")}


def test_resemblance_is_the_shared_part_of_all_shingles() -> None:
    # a b c d e has 3 shingles, a b c d x has 3; two are shared, four there are.
    assert resemblance(shingles("alpha beta gamma delta epsilon"), shingles("alpha beta gamma delta xi")) == 2 / 4


def test_the_same_words_with_other_case_and_marks_are_near_duplicates() -> None:
    first = passage("Pregnant women should not have laser skin tightening.")
    second = passage("PREGNANT women should not have laser-skin tightening!", "docs/b.md")
    other = passage("Ultrasound needs 1 or 2 treatments.")
    assert group_near_duplicates([first, other, second]) == [[0, 2], [1]]


def test_another_figure_in_a_short_sentence_is_no_duplicate() -> None:
    first = passage("Radio frequency takes two to six treatments.")
    second = passage("Radio frequency takes three to four treatments.")
    assert group_near_duplicates([first, second]) == [[0], [1]]


def test_nothing_makes_no_groups() -> None:
    assert group_near_duplicates([]) == []
