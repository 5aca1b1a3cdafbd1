import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import quantities as module
from bot.text.quantities import Quantity, may_measure, quantities
from bot.text.units import Dimension, Unit, unit_symbols, unit_words

DAY = 86_400.0
MONTH = 365.2425 * DAY / 12


def only(text: str) -> Quantity:
    (found,) = quantities(text)
    return found


@pytest.mark.parametrize(
    ("text", "low", "high", "counted"),
    [
        ("Up to six treatments are recommended.", None, 6, "treatments"),
        ("at least 5 sessions", 5, None, "sessions"),
        ("at least five (5) separate appointments.", 5, None, "appointments"),
        ("needs 1 or 2 treatments to improve", 1, 2, "treatments"),
        ("one or two treatments", 1, 2, "treatments"),
        ("two to six treatments might be needed", 2, 6, "treatments"),
        ("between three and four visits", 3, 4, "visits"),
        ("no more than 12 doses", None, 12, "doses"),
        ("ten sessions or fewer", None, 10, "sessions"),
        ("seven of the ten patients had burns", 7, 7, "patients"),
        ("two hundred and fifty people", 250, 250, "people"),
        ("a dozen eggs", 12, 12, "eggs"),
        ("a single dose of it", 1, 1, "dose"),
    ],
)
def test_counts_keep_their_bounds_and_what_they_count(
    text: str, low: float | None, high: float | None, counted: str
) -> None:
    found = only(text)
    assert (found.low, found.high, found.counted) == (low, high, counted)
    assert found.unit.dimension is Dimension.COUNT


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("7 to 10 days apart", 7 * DAY, 10 * DAY),
        ("three weeks apart", 21 * DAY, 21 * DAY),
        ("45 minutes to two hours", 2_700, 7_200),
        ("one hour or less", None, 3_600),
        ("90 to 180 days", 90 * DAY, 180 * DAY),
        ("three to six months", 3 * MONTH, 6 * MONTH),
        ("half an hour", 1_800, 1_800),
        ("an hour and a half", 5_400, 5_400),
        ("two and a half hours", 9_000, 9_000),
        ("24 hours of recovery at most", None, DAY),
        ("within 14 business days", None, 14 * DAY),
        ("thirty (30) days' notice", 30 * DAY, 30 * DAY),
        ("a 24-month warranty", 24 * MONTH, 24 * MONTH),
        ("two hours and twenty minutes", 8_400, 8_400),
        ("within an hour", None, 3_600),
        ("three quarters of an hour", 2_700, 2_700),
        ("people aged 30 to 60 are ideal", 360 * MONTH, 720 * MONTH),
    ],
)
def test_times_are_seconds_whatever_their_units(text: str, low: float | None, high: float | None) -> None:
    found = only(text)
    assert found.unit.dimension is Dimension.TIME
    assert found.low == pytest.approx(low)
    assert found.high == pytest.approx(high)


@pytest.mark.parametrize(
    ("text", "low", "high", "base"),
    [
        ("about $2K to $3K", 2_000, 3_000, "USD"),
        ("2,000-3,000 USD", 2_000, 3_000, "USD"),
        ("from $40 to $60", 40, 60, "USD"),
        ("EUR 1 million", 1_000_000, 1_000_000, "EUR"),
        ("500,000 euros", 500_000, 500_000, "EUR"),
        ("1.5% per month", 1.5, 1.5, "%"),
        ("-20 °C", -20, -20, "°C"),
        ("between 50 and 68 °F", 10, 20, "°C"),
        ("1064 nm", 1.064e-6, 1.064e-6, "m"),
        ("80 km/h", 80, 80, "km/h"),
        ("half a tonne", 500_000, 500_000, "g"),
        ("24 V", 24, 24, "V"),
        ("three quarters of the patients", 75, 75, "%"),
        ("nine out of ten patients", 90, 90, "%"),
        ("90–110 Nm", 90, 110, "Nm"),
        ("49 dB(A)", 49, 49, "dB"),
        ("900 mJ/cm²", 0.9, 0.9, "J/cm²"),
        ("0.25 cm²", 2.5e-5, 2.5e-5, "m²"),
    ],
)
def test_money_shares_and_measures_come_in_one_unit_a_dimension(text: str, low: float, high: float, base: str) -> None:
    found = only(text)
    assert found.low == pytest.approx(low)
    assert found.high == pytest.approx(high)
    assert found.unit.base == base


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("every 4-6 weeks", (28, 42)),
        ("once a week", (7, 7)),
        ("two times a day", (0.5, 0.5)),
        ("daily", (1, 1)),
        ("every other day", (2, 2)),
        ("twice daily", (0.5, 0.5)),
    ],
)
def test_what_recurs_is_the_time_between(text: str, days: tuple[float, float]) -> None:
    found = only(text)
    assert found.is_interval
    assert (found.low, found.high) == (days[0] * DAY, days[1] * DAY)


def test_several_thousand_dollars_is_money_of_no_known_amount() -> None:
    found = only("It can exceed several thousand dollars.")
    assert (found.low, found.high, found.is_vague, found.unit.base) == (None, None, True, "USD")


@pytest.mark.parametrize("text", ["about three months", "roughly 3 months", "a couple of months"])
def test_rough_figures_say_so(text: str) -> None:
    assert only(text).is_approximate


@pytest.mark.parametrize(
    "text",
    [
        "On 15 October 2025 the FDA warned.",
        "published on March 3, 2019",
        "It was signed in 2019.",
        "on 2025-10-15",
        "volume 4, issue 1, pages 16 to 19",
        "cleared by the 510(k) process",
        "Laser skin tightening is one of these treatments.",
        "open from 10:30 to 17:00",
        "as shown before [12]",
        "No one knows.",
        "version 6.31.1",
    ],
)
def test_dates_and_numbers_that_name_something_are_no_quantities(text: str) -> None:
    assert quantities(text) == ()


def test_a_list_number_is_no_quantity_and_moves_no_offset() -> None:
    text = "1. It needs patience.\n2. It may require up to 6 sessions."
    found = only(text)
    assert text[found.start : found.end] == "up to 6 sessions"


@given(st.text(alphabet="0123456789 .,-–$€%abdehiklmnorstuwy()\n", max_size=120))
def test_quantities_are_disjoint_in_order_and_inside_the_text(text: str) -> None:
    found = quantities(text)
    edges = [edge for quantity in found for edge in (quantity.start, quantity.end)]
    assert edges == sorted(edges)
    assert all(0 <= quantity.start < quantity.end <= len(text) for quantity in found)


@given(st.integers(1, 400), st.integers(1, 400), st.sampled_from(["days", "hours", "sessions", "mg", "euros"]))
def test_a_range_reads_the_same_in_either_order(one: int, other: int, unit: str) -> None:
    found, turned = only(f"{one} to {other} {unit}"), only(f"{other} to {one} {unit}")
    assert (found.low, found.high) == (turned.low, turned.high)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.high


SENTENCES = (
    "The paint takes an hour and a half to dry.",
    "Sweep the chimney twice a year.",
    "Three quarters of the guests stayed for a couple of nights.",
    "Nothing of the kind is known.",
    "It opens daily.",
    "Everybody came.",
)


@pytest.mark.parametrize(("name", "unit"), [*unit_words().items(), *unit_symbols().items()])
def test_a_figure_in_any_unit_is_one_that_the_text_may_hold(name: str, unit: Unit) -> None:
    for text in (f"5 {name}", f"5{name}", f"It is five-{name}."):
        for quantity in quantities(text):
            assert may_measure(text, (quantity.unit.dimension,)), (text, unit)


def test_no_dimension_is_missed_by_the_look_at_the_words() -> None:
    texts = [
        *SENTENCES,
        "aged 30 to 50",
        "twice daily",
        "paid annually",
        "$5",
        "US$ 5",
        "before her fifteenth birthday",
    ]
    missed = [
        (text, quantity.unit.dimension)
        for text in texts
        for quantity in quantities(text)
        if not may_measure(text, (quantity.unit.dimension,))
    ]
    assert missed == []
    assert may_measure("Nothing of the kind.", ())
    assert not may_measure("It takes 5 minutes.", (Dimension.MONEY, Dimension.MASS))


def test_what_a_look_at_the_words_rules_out_the_whole_grammar_does_not_find(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = [quantities(text) for text in SENTENCES]
    monkeypatch.setattr(module, "_is_hint", lambda _text, _runs: True)
    monkeypatch.setattr(module, "runs_of", lambda _text: frozenset({"one", "half"}))
    assert [quantities(text) for text in SENTENCES] == quick


@pytest.mark.parametrize(
    "text", ["About 2e+13 rows fit.", "At most 1.8e19 of them.", "See E-1057.", "COVID-19 spread."]
)
def test_powers_of_ten_and_identifiers_are_no_quantities(text: str) -> None:
    assert quantities(text) == ()


def test_degrees_of_no_scale_are_a_temperature_of_their_own() -> None:
    assert (only("Heat it to 40 degrees.").low, only("Heat it to 40 degrees.").unit.base) == (40, "degrees")


@pytest.mark.parametrize("text", ["5 day\N{LATIN SMALL LETTER LONG S}", "f\N{LATIN SMALL LETTER DOTLESS I}ve days"])
def test_letters_that_stand_for_others_when_case_is_ignored_do_no_harm(text: str) -> None:
    assert (only(text).low, only(text).unit.base) == (5 * DAY, "s")
