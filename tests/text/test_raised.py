import pytest

from bot.text.raised import MAX_CHARS, lowered, raised


@pytest.mark.parametrize(
    ("before", "text", "characters"),
    [
        ("2", "64", "⁶⁴"),
        ("10", "-3", "⁻³"),
        ("10", "\N{MINUS SIGN}3", "⁻³"),
        ("cell", "\N{EN DASH}1", "⁻¹"),
        ("m", "2", "²"),
        ("m", "2 ", "² "),
        ("(a + b)", "2", "²"),
        ("", "14", "¹⁴"),
        ("Ca", "2+", "²⁺"),
        ("2", "n", "ⁿ"),
        ("x", "n+1", "ⁿ⁺¹"),
        ("2", "(n+1)", "⁽ⁿ⁺¹⁾"),
        ("2", "n/2", "^(n/2)"),
        ("10", "0.5", "^(0.5)"),
        ("10", "1,5", "^(1,5)"),
        ("2", "2ⁿ", "^(2ⁿ)"),
    ],
)
def test_a_power_is_written_in_raised_characters_where_all_have_one(before: str, text: str, characters: str) -> None:
    assert raised(text, before) == characters


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("1", "st"),
        ("n", "th"),
        ("M", "me"),
        ("XX", "e"),
        ("N", "o"),
        ("1", "er"),
        ("Acme", "TM"),
        ("word", "[1]"),
        ("2019", "[1]"),
        ("word", "(1)"),
        ("word", "1)"),
        ("word", "*"),
        ("word", "1,2"),
        ("word", "3\N{EN DASH}5"),
        ("for months.", "3"),
        ("he said”", "3"),
        ("word", " "),
        ("word", ""),
        ("2", "1" * (MAX_CHARS + 1)),
    ],
)
def test_endings_of_ordinals_words_and_marks_of_footnotes_are_no_powers(before: str, text: str) -> None:
    assert raised(text, before) is None


@pytest.mark.parametrize(("text", "characters"), [("2", "₂"), ("10", "₁₀"), ("n+1", "ₙ₊₁"), (" 2", " ₂")])
def test_a_lowered_figure_is_written_in_lowered_characters(text: str, characters: str) -> None:
    assert lowered(text) == characters


@pytest.mark.parametrize("text", ["max", "i", "1,2", "", " "])
def test_lowered_words_and_what_has_no_lowered_characters_stay_as_they_are(text: str) -> None:
    assert lowered(text) is None
