"""Periods in every spelling, and of documents by the first of their sources that names one."""

import pytest

from bot.language.asked_times import asked_time, only_says_period
from bot.language.keys import KeyFinder, held_keys, keys_in
from bot.language.periods import lies_within, name_of, period_of_key, periods_in, stated_period
from bot.language.spans import asked_openly
from bot.records import UNKNOWN, WEAKLY, Period


@pytest.mark.parametrize(
    "written",
    [
        "Q3 2022",
        "the third quarter of 2022",
        "3rd quarter 2022",
        "3Q22",
        "2022-Q3",
        "q3_2022",
        "Q3 FY22",
        "im dritten Quartal des Geschäftsjahres 2022",
        "3. Quartal 2022",
        "T3 2022",
        "troisième trimestre 2022",
        "tercer trimestre de 2022",
        "terzo trimestre del 2022",
        "derde kwartaal van 2022",
        "terceiro trimestre de 2022",
    ],
)
def test_a_quarter_is_the_same_three_months_in_every_spelling(written: str) -> None:
    (period,) = periods_in(written)
    assert (period.start, period.end) == ("2022-07-01", "2022-09-30")


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("on 14 June 2024", "2024-06-14", "2024-06-14"),
        ("in February 2024", "2024-02-01", "2024-02-29"),
        ("H1 2023", "2023-01-01", "2023-06-30"),
        ("the second half of 2023", "2023-07-01", "2023-12-31"),
        ("zweite Jahreshälfte 2023", "2023-07-01", "2023-12-31"),
        ("in 1998", "1998-01-01", "1998-12-31"),
        ("fiscal year 2022", "2022-01-01", "2022-12-31"),
        ("Geschäftsjahr 2022/23", "2022-01-01", "2023-12-31"),
        ("2019-2021", "2019-01-01", "2021-12-31"),
        ("from March to June 2024", "2024-03-01", "2024-06-30"),
        ("von November 2023 bis Februar 2024", "2023-11-01", "2024-02-29"),
    ],
)
def test_a_period_begins_and_ends_with_its_days(written: str, start: str, end: str) -> None:
    assert [(period.start, period.end) for period in periods_in(written)] == [(start, end)]


@pytest.mark.parametrize(
    "written", ["in June", "the third quarter", "T3 hormones", "2,022 people", "$2024", "H1N1", ""]
)
def test_what_names_no_year_is_no_period(written: str) -> None:
    assert periods_in(written) == ()


def test_the_periods_of_a_text_stand_in_its_order() -> None:
    text = "Since Q1 2021, unlike 2019, and until 3 May 2022."
    assert [period.words for period in periods_in(text)] == ["Q1 2021", "2019", "3 May 2022"]


@pytest.mark.parametrize("name", ["2024-06-14", "2024-06", "2022-Q3", "2022-H2", "2022", "2022/2023"])
def test_the_name_of_a_period_reads_as_the_same_period(name: str) -> None:
    (key,) = keys_in(name)
    period = period_of_key(key)
    assert period is not None
    assert name_of(period) == name


@pytest.mark.parametrize(
    ("asked", "written", "grade"),
    [
        ("in the third quarter of 2022", "3Q22", 1.0),
        ("in Q3 2022", "third quarter", 0.0),
        ("in Q3 2022", "Q3 2023", 0.0),
        ("in Q3 2022", "2022", 0.0),
        ("in Q3 2022", "14 August 2022", WEAKLY),
        ("in the first half of 2022", "Q2 2022", WEAKLY),
        ("in 2022", "Q2 2022", 1.0),
        ("im dritten Quartal", "Q3 2022", 1.0),
        ("from March to June 2024", "2 May 2024", 1.0),
        ("from March to June 2024", "2 July 2024", 0.0),
    ],
)
def test_a_text_holds_a_period_that_its_own_lies_within(asked: str, written: str, grade: float) -> None:
    (key,) = keys_in(asked)
    assert held_keys([KeyFinder.of(key)], written) == (grade,)


def test_a_quarter_without_a_year_is_of_the_year_of_its_place() -> None:
    (key,) = keys_in("in Q3 2022")
    finders = [KeyFinder.of(key)]
    assert held_keys(finders, "In the third quarter the mill stood still.", "Annual report 2022") == (1.0,)
    assert held_keys(finders, "In the third quarter the mill stood still.", "Annual report 2021") == (0.0,)
    assert held_keys(finders, "In the third quarter of 2021 it stood still.", "Annual report 2022") == (0.0,)


def test_a_day_lies_within_its_quarter_and_not_the_other_way_round() -> None:
    (day,), (quarter,) = periods_in("14 August 2022"), periods_in("Q3 2022")
    assert lies_within(day, quarter)
    assert not lies_within(quarter, day)


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ("docs/report-2022-q3.md", "2022-Q3"),
        ("docs/2024-06-14 minutes.docx", "2024-06-14"),
        ("docs/minutes_2024_06_14.pdf", "2024-06-14"),
        ("docs/20240614_protokoll.txt", "2024-06-14"),
        ("docs/minutes-june-2024.md", "2024-06"),
        ("docs/report_2022.pdf", "2022"),
        ("docs/06-2024.md", "2024-06"),
        ("docs/jahresbericht_2022_23.md", "2022/2023"),
        ("docs/2023/notes.md", "2023"),
    ],
)
def test_the_name_of_a_file_or_folder_names_its_period(document: str, name: str) -> None:
    period = stated_period(document, "Notes", "", UNKNOWN)
    assert period is not None
    assert name_of(period) == name


@pytest.mark.parametrize("document", ["docs/scan0012345678.pdf", "docs/v2.1.md", "docs/from-2019-and-2022.md"])
def test_a_file_whose_name_says_no_period_or_two_has_none(document: str) -> None:
    assert stated_period(document, "Notes", "", UNKNOWN) is None


def test_of_what_names_a_period_the_surest_decides() -> None:
    lines = (
        "Minutes\n\nDate: 4 May 2023\nPresent: Ines, Karl\n\nThe roof of 1960 was mended in June 2022, as was agreed.\n"
    )
    sources = ("docs/minutes-2024.md", "Minutes of Q1 2023", lines, "2020-01-31")
    plain = ("docs/minutes.md", "Minutes", "", UNKNOWN)
    found = [stated_period(*plain[:i], *sources[i:]) for i in range(5)]
    assert [one and name_of(one) for one in found] == ["2024", "2023-Q1", "2023-05-04", "2020-01-31", None]


def test_two_periods_in_the_first_lines_are_unclear_unless_one_lies_within_the_other() -> None:
    assert stated_period("a/b.md", "Plan", "Plan\n3 May 2023\n9 June 2023\n", "2020-01-31") is None
    within = stated_period("a/b.md", "Plan", "Plan of 2023\n3 May 2023\n", UNKNOWN)
    assert within == Period("2023-05-03", "2023-05-03", "3 May 2023")


@pytest.mark.parametrize(
    ("question", "start", "end"),
    [
        ("Who led it before 2022?", "1972-01-01", "2021-12-31"),
        ("Wer leitete es vor dem Juni 2023?", "1973-01-01", "2023-05-31"),
        ("Qui était là avant 2021 ?", "1971-01-01", "2020-12-31"),
        ("¿Quién estaba después de 2021?", "2022-01-01", "2071-12-31"),
        ("What came after Q3 2022?", "2022-10-01", "2072-12-31"),
        ("What came between March and May 2024?", "2024-03-01", "2024-05-31"),
        ("Was war zwischen 2019 und 2021?", "2019-01-01", "2021-12-31"),
    ],
)
def test_a_question_asks_for_all_the_time_before_after_or_between(question: str, start: str, end: str) -> None:
    found = [period for key in keys_in(question) if (period := period_of_key(asked_openly(key, question)))]
    assert [(period.start, period.end) for period in found] == [(start, end)]


def test_a_time_before_a_year_is_met_by_years_before_it_and_by_its_own_words() -> None:
    question = "What was built before 1950?"
    finders = [KeyFinder.of(asked_openly(key, question)) for key in keys_in(question)]
    texts = ["It was built in 1931.", "It was built before 1950.", "It was built in 1950.", "It was built in 1962."]
    assert [held_keys(finders, text) for text in texts] == [(1.0,), (1.0,), (0.0,), (0.0,)]


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Report on the months April to June 2023.", "en", True),
        ("Berichtszeitraum: 1. April bis 30. Juni 2023, zweites Quartal 2023", "de", True),
        ("In June 2023 it rained.", "en", False),
        ("In the second quarter of 2023 thirty boats were called back.", "en", False),
        ("Revenue in Q2 2023: 512", "en", False),
    ],
)
def test_a_line_that_only_says_its_period_is_told_from_one_that_says_more(text: str, language: str, said: bool) -> None:
    assert only_says_period(text, Period("2023-04-01", "2023-06-30", "Q2 2023"), language) is said


def test_words_beside_a_time_that_name_one_belong_to_it_and_a_year_in_a_name_does_not() -> None:
    def said(question: str, language: str) -> list[str]:
        found = asked_time(question, language, keys_in(question), lambda word: word in {"report", "Bericht"})
        return [question[start:].split()[0].strip("?.") for start in sorted(found.starts)]

    assert said("Who led it in the most recent quarter?", "en") == ["most", "recent", "quarter"]
    assert said("How much is it in the latest report?", "en") == ["latest", "report"]
    assert said("Wie viel ist es im neuesten Bericht?", "de") == ["neuesten", "Bericht"]
    assert said("¿Cuánto fue en el último trimestre?", "es") == ["último", "trimestre"]
    assert said("Combien en 2022 ?", "fr") == ["2022"]
    assert said("What does the Act 2010 say?", "en") == []
