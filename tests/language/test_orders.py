"""Words that ask for one end of an order, and the figures that are compared for them."""

import pytest

from bot.language.orders import measures_in, ordered_by
from bot.records import Order
from bot.text.units import Dimension


@pytest.mark.parametrize(
    ("question", "language", "order", "dimension", "rest"),
    [
        ("Which barge has the highest toll?", "en", Order.HIGHEST, None, "Which barge has toll?"),
        ("Which barge costs the least?", "en", Order.LOWEST, Dimension.MONEY, "Which barge costs price ?"),
        ("Which permit ends last?", "en", Order.LATEST, Dimension.DATE, "Which permit ends ?"),
        ("Welches Boot ist am leichtesten?", "de", Order.LOWEST, Dimension.MASS, "Welches Boot ist Gewicht ?"),
        ("Welche Erlaubnis endet zuletzt?", "de", Order.LATEST, Dimension.DATE, "Welche Erlaubnis endet ?"),
        ("¿Qué barco es el más caro?", "es", Order.HIGHEST, Dimension.MONEY, "¿Qué barco es precio ?"),
        ("¿Qué barco tiene la tasa más alta?", "es", Order.HIGHEST, None, "¿Qué barco tiene la tasa ?"),
        ("Quel bateau est le moins cher ?", "fr", Order.LOWEST, Dimension.MONEY, "Quel bateau est prix ?"),
    ],
)
def test_a_superlative_asks_for_one_end_of_what_it_measures(
    question: str, language: str, order: Order, dimension: Dimension | None, rest: str
) -> None:
    found = ordered_by(question, language)
    assert found is not None
    assert (found.order, found.rest) == (order, rest)
    assert dimension in (found.dimensions or {None})


def test_a_question_without_a_superlative_asks_for_no_order() -> None:
    assert ordered_by("How high is the toll of the barge?", "en") is None


@pytest.mark.parametrize("question", ["How much must be paid at least?", "How many may come at the most?"])
def test_a_limit_asks_for_no_order(question: str) -> None:
    assert ordered_by(question, "en") is None


@pytest.mark.parametrize(
    ("text", "language", "value", "kind"),
    [
        ("Die Maut beträgt 1.250,50 Euro im Jahr.", "de", 1250.5, ("EUR", "", "jahr")),
        ("The toll is 1,250.50 euro a year.", "en", 1250.5, ("EUR", "", "year")),
        ("The mast weighs 1.250 kg.", "en", 1250.0, ("g", "", "")),
        ("Die Probe dauert 14 Tage.", "de", 14.0, ("", "tag", "")),
    ],
)
def test_a_figure_is_read_as_its_language_writes_it(
    text: str, language: str, value: float, kind: tuple[str, str, str]
) -> None:
    (measure,) = measures_in(text, language)
    assert (measure.ends, measure.kind) == ((value, value), kind)


def test_dates_of_every_language_are_in_the_order_of_the_calendar() -> None:
    texts = [("bis 3. Oktober 2024", "de"), ("hasta el 4 de octubre de 2024", "es"), ("until 5 October 2024", "en")]
    days = [measures_in(text, language)[0].ends[0] for text, language in texts]
    assert days == [days[0], days[0] + 1, days[0] + 2]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The toll of the third quarter of 2023", "1 July 2023", "30 September 2023"),
        ("The toll for 01/2022", "1 January 2022", "31 January 2022"),
        ("The toll from March to June 2024", "1 March 2024", "30 June 2024"),
    ],
)
def test_a_time_of_months_reaches_from_its_first_day_to_its_last(text: str, first: str, last: str) -> None:
    (measure,) = measures_in(text, "en")
    assert measure.ends == (measures_in(first, "en")[0].ends[0], measures_in(last, "en")[0].ends[1])
    assert measure.kind == measures_in(first, "en")[0].kind


def test_a_quarter_of_no_year_is_no_figure() -> None:
    assert measures_in("The toll of Q3", "en") == ()


@pytest.mark.parametrize(
    ("text", "figure", "kind"),
    [
        ("The toll of 1800 euros is due.", "1800 euros", ("EUR", "", "")),
        ("The bridge of 1800 stands.", "1800", ("years", "", "")),
        ("It opens on 15 May.", "15 May", ("days of a year", "", "")),
    ],
)
def test_a_sum_is_no_year_and_a_date_ends_before_the_full_stop(
    text: str, figure: str, kind: tuple[str, str, str]
) -> None:
    (measure,) = measures_in(text, "en")
    assert (measure.quantity.of(text), measure.kind) == (figure, kind)


def test_what_is_counted_is_kept_as_it_is_written_and_no_number() -> None:
    (days,) = measures_in("Die Probe dauert 14 Tage.", "de")
    assert (days.quantity.counted, days.counted) == ("Tage", "tag")
    assert [one.quantity.counted for one in measures_in("Call 0800 7719.", "en")] == ["", ""]
