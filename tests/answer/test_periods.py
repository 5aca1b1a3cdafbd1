"""Periods of documents as evidence: alike reports that only their files' names tell apart, with the real model."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import Answer, ChatBot, Level, Library
from bot.encoders.sentence_transformer import SentenceTransformerEncoder
from bot.ingest.build import build
from bot.records import Period

pytestmark = pytest.mark.real

QUARTERS = [(year, quarter) for year in (2022, 2023) for quarter in (1, 2, 3, 4)]
DECISIONS = {
    "2024-02-12": "Der Vorstand beschloss, das Dach des Vereinsheims zu erneuern.",
    "2024-05-27": "Der Vorstand beschloss, zwei Boote zu kaufen.",
    "2024-09-09": "Der Vorstand beschloss, den Beitrag auf 84 Euro zu erhöhen.",
    "2025-01-20": "Der Vorstand beschloss, den Steg zu verbreitern.",
}


def report(heading: str, sales: float, staff: int) -> str:
    return (
        f"# {heading}\n\n## Sales\n\nSales of the bakery group were {sales} million euro.\n\n"
        f"## Staff\n\nThe group employed {staff} people at the end of the period.\n"
    )


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory, real_encoder: SentenceTransformerEncoder) -> Iterator[ChatBot]:
    """Eight quarterly reports, of which the first names sales of 1 million and 101 people, and an annual one."""
    texts = {
        f"report-{year}-q{quarter}.md": report("Report to the partners", number, 100 + number)
        for number, (year, quarter) in enumerate(QUARTERS, 1)
    }
    texts["annual-report-2022.md"] = report("Annual report to the partners", 10, 104)
    yield from bot_over(texts, tmp_path_factory.mktemp("reports"), real_encoder)


@pytest.fixture(scope="module")
def minutes(tmp_path_factory: pytest.TempPathFactory, real_encoder: SentenceTransformerEncoder) -> Iterator[ChatBot]:
    texts = {
        f"protokoll_{day}.md": f"# Protokoll der Sitzung\n\n## Beschlüsse\n\n{said}\n"
        for day, said in DECISIONS.items()
    }
    yield from bot_over(texts, tmp_path_factory.mktemp("minutes"), real_encoder)


def bot_over(texts: dict[str, str], folder: Path, encoder: SentenceTransformerEncoder) -> Iterator[ChatBot]:
    (folder / "docs").mkdir()
    for name, text in texts.items():
        (folder / "docs" / name).write_text(text, encoding="utf-8")
    build(folder / "index", [folder / "docs"], encoder)
    with Library.open(folder / "index") as library:
        yield ChatBot(library, encoder)


def first(answer: Answer) -> tuple[str, str]:
    """The file of the first quotation, and its words."""
    quotation = answer.short_answer[0]
    return quotation.citation.document.removeprefix("docs/"), quotation.text


@pytest.mark.parametrize(
    ("question", "file", "words", "period"),
    [
        ("What were the sales in the third quarter of 2022?", "report-2022-q3.md", " 3 million", "2022-07-01"),
        ("What were the sales in 3Q23?", "report-2023-q3.md", " 7 million", "2023-07-01"),
        ("How many people were employed in Q1 2023?", "report-2023-q1.md", "105 people", "2023-01-01"),
        ("What were the sales in 2022?", "annual-report-2022.md", " 10 million", "2022-01-01"),
        ("What are the latest sales?", "report-2023-q4.md", " 8 million", "2023-10-01"),
    ],
)
def test_the_report_of_the_period_answers(reports: ChatBot, question: str, file: str, words: str, period: str) -> None:
    answer = reports.reply(question)
    name, text = first(answer)
    assert name == file
    assert words in text
    assert answer.period is not None
    assert answer.period.start == period


@pytest.mark.parametrize("question", ["What were the sales in Q1 2024?", "What were the sales in 2021?"])
def test_no_report_of_another_period_is_an_answer(reports: ChatBot, question: str) -> None:
    answer = reports.reply(question)
    assert answer.level is not Level.FOUND
    assert answer.period is None


def test_a_question_without_a_period_takes_none(reports: ChatBot) -> None:
    assert reports.reply("How many people does the bakery group employ?").period is None


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("Was wurde im Mai 2024 beschlossen?", "2024-05-27"),
        ("Was wurde im ersten Quartal 2024 beschlossen?", "2024-02-12"),
        ("Was beschloss der Vorstand in der zweiten Jahreshälfte 2024?", "2024-09-09"),
        ("Was wurde 2025 beschlossen?", "2025-01-20"),
        ("Was ist der älteste Beschluss des Vorstands?", "2024-02-12"),
    ],
)
def test_minutes_answer_for_their_own_day(minutes: ChatBot, question: str, day: str) -> None:
    answer = minutes.reply(question)
    assert first(answer) == (f"protokoll_{day}.md", DECISIONS[day])
    assert answer.period == Period(day, day, day)


def test_the_library_knows_the_period_of_each_document(minutes: ChatBot) -> None:
    with minutes.library.snapshot() as snapshot:
        found = [snapshot.period_of(f"docs/protokoll_{day}.md") for day in DECISIONS]
    assert found == [Period(day, day, day) for day in DECISIONS]


MANAGED = {
    2020: ("Ada Fenn", 31, "A crane was hired for the quay."),
    2021: ("Ada Fenn", 36, "The slipway was closed for repairs."),
    2022: ("Noor Visser", 42, "In May the lighthouse was painted. The ferry carried its first car."),
}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory, real_encoder: SentenceTransformerEncoder) -> Iterator[ChatBot]:
    """Three reports of one series, each with a line that only says its year, and what has no time."""
    texts = {
        f"harbour-{year}.md": f"# Harbour report {year}\n\nThis report covers the year {year}. Manager: {who}.\n\n"
        f"## Berths\n\nAt the end of the year there were {berths} berths.\n\n## Events\n\n{events}\n"
        for year, (who, berths, events) in MANAGED.items()
    }
    texts["till.md"] = (
        "# The till\n\nThe till of the harbour kiosk runs on Windows 2000. It is emptied every evening.\n"
    )
    yield from bot_over(texts, tmp_path_factory.mktemp("harbour"), real_encoder)


@pytest.mark.parametrize(
    ("question", "file", "words"),
    [
        ("How many berths are there according to the latest report?", "harbour-2022.md", "42 berths"),
        ("How many berths were there in the first report?", "harbour-2020.md", "31 berths"),
        ("Who is the manager in the most recent year?", "harbour-2022.md", "Noor Visser"),
        ("Who was the manager in 2021?", "harbour-2021.md", "Ada Fenn"),
        ("Who was the manager after 2021?", "harbour-2022.md", "Noor Visser"),
        ("What happened in May 2022?", "harbour-2022.md", "lighthouse"),
        ("Combien de berths y avait-il selon le dernier report ?", "harbour-2022.md", "42 berths"),
    ],
)
def test_words_of_time_choose_the_document_and_are_no_answer(
    harbour: ChatBot, question: str, file: str, words: str
) -> None:
    answer = harbour.reply(question)
    name, text = first(answer)
    assert (name, words in text) == (file, True)
    assert answer.level is Level.FOUND
    assert len(answer.short_answer) == 1


@pytest.mark.parametrize(
    "question",
    ["What happened in 2021?", "Was ist 2021 passiert?", "¿Qué pasó en 2021?", "Que s'est-il passé en 2021 ?"],
)
def test_what_happened_is_told_by_what_the_documents_of_that_time_say(harbour: ChatBot, question: str) -> None:
    answer = harbour.reply(question)
    told = [quotation.text for quotation in answer.short_answer]
    assert "The slipway was closed for repairs." in told
    assert not any("covers" in text for text in told)
    assert {quotation.citation.document for quotation in answer.short_answer} == {"docs/harbour-2021.md"}
    assert answer.level is Level.FOUND
    assert answer.period is not None
    assert answer.period.start == "2021-01-01"


def test_what_happened_in_a_part_of_a_documents_time_of_which_it_says_nothing_is_only_related(harbour: ChatBot) -> None:
    answer = harbour.reply("What happened in March 2021?")
    assert answer.level is Level.RELATED
    assert answer.period is not None
    assert (answer.period.start, answer.period.end) == ("2021-01-01", "2021-12-31")


@pytest.mark.parametrize("question", ["What happened in 2016?", "Who was the manager before 2019?"])
def test_a_time_of_which_no_document_is_is_not_answered_for(harbour: ChatBot, question: str) -> None:
    assert harbour.reply(question).level is not Level.FOUND


def test_a_year_in_a_name_asks_for_no_time(harbour: ChatBot) -> None:
    answer = harbour.reply("Which till runs on Windows 2000?")
    assert first(answer)[0] == "till.md"
    assert answer.level is Level.FOUND
    assert answer.period is None
