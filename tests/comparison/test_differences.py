"""Where two near-duplicates say something else."""

import pytest

from bot.comparison.differences import Difference, differences


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Pay within 30 days.", "Pay within 90 days.", ("30", "90")),
        ("Pay within three days.", "Pay within four days.", ("three", "four")),
        ("It is 5 mm thick.", "It is 5 cm thick.", ("mm", "cm")),
        ("It ends on 3 May.", "It ends on 3 June.", ("May", "June")),
        ("Dogs are allowed.", "Dogs are not allowed.", ("", "not")),
        ("Dogs are allowed.", "Dogs aren't allowed.", ("", "n't")),
        ("Ask Anna for it.", "Ask Berta for it.", ("Anna", "Berta")),
        ("It costs $5.", "It costs €5.", ("$", "€")),
        ("All may enter.", "All may enter unless it rains.", ("", "unless it rains")),
    ],
)
def test_figures_dates_names_units_and_negations_are_differences(
    one: str, other: str, expected: tuple[str, str]
) -> None:
    assert differences(one, other) == (Difference(*expected),)
    assert differences(other, one) == (Difference(*reversed(expected)),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The rent must be paid at once.", "The rent is to be paid at once."),
        ("Please close the gate.", "Kindly close the gate."),
        ("Rent: 30 euro", "rent - 30 Euro."),
        ("", ""),
    ],
)
def test_other_words_for_the_same_are_none(one: str, other: str) -> None:
    assert differences(one, other) == ()
