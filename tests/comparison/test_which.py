"""Alike things: which of them is meant, and which of them has the most."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from bot import Answer, ChatBot, Library, Turn, build
from bot.encoders import Encoder
from bot.records import Doubt, Order

Ask = Callable[..., Answer]
BERTHS = {"Gull": ("340", "7 May 2023"), "Heron": ("1,180", "2 April 2021"), "Tern": ("95", "30 June 2024")}
BERTH = """# Berth contract, {name}

The harbour keeps {name} free for the boat named in the annex. The mooring fee is {fee} euros per season.

The contract starts on {start}. Waste oil is taken back at the fuel pier.
"""

pytestmark = pytest.mark.real


@pytest.fixture
def ask_over(tmp_path: Path, real_encoder: Encoder) -> Iterator[Callable[[dict[str, str]], ChatBot]]:
    opened: list[Library] = []

    def over(texts: dict[str, str]) -> ChatBot:
        docs = tmp_path / "docs"
        docs.mkdir()
        for name, text in texts.items():
            (docs / f"{name}.md").write_text(text, encoding="utf-8")
        build(tmp_path / "index", [docs], real_encoder)
        opened.append(Library.open(tmp_path / "index"))
        return ChatBot(opened[-1], real_encoder)

    yield over
    for library in opened:
        library.close()


@pytest.fixture
def berths(ask_over: Callable[[dict[str, str]], ChatBot]) -> ChatBot:
    return ask_over(_berths(BERTHS))


def _berths(berths: dict[str, tuple[str, str]]) -> dict[str, str]:
    return {name: BERTH.format(name=name, fee=fee, start=start) for name, (fee, start) in berths.items()}


def _names(answer: Answer) -> list[str]:
    return sorted(choice.name for choice in answer.which.choices) if answer.which else []


def _figures(answer: Answer) -> list[float | None]:
    return [one.figure.low for one in answer.listing.documents if one.figure] if answer.listing else []


def test_what_alike_documents_answer_otherwise_is_quoted_from_each_and_asked_back(berths: ChatBot) -> None:
    answer = berths.reply("How much is the mooring fee?")
    assert answer.which is not None
    assert (answer.which.count, _names(answer)) == (3, ["Gull", "Heron", "Tern"])
    assert answer.did_you_mean_reason is Doubt.SEVERAL
    assert set(answer.did_you_mean) == {f"How much is the mooring fee ({name})?" for name in BERTHS}
    assert {quotation.text for quotation in answer.short_answer} == {
        f"The mooring fee is {fee} euros per season." for fee, _ in BERTHS.values()
    }


def test_every_choice_is_answered_from_what_it_names(berths: ChatBot) -> None:
    answer = berths.reply("When does the contract start?")
    assert answer.which is not None
    for choice in answer.which.choices:
        chosen = berths.reply(choice.question)
        assert (chosen.level, chosen.which) == ("found", None)
        assert chosen.short_answer[0].text == choice.quotation.text == choice.quotation.citation.exact


@pytest.mark.parametrize(
    "question",
    [
        "How much is the mooring fee for Heron?",  # named
        "Where is waste oil taken back?",  # all say the same
        "Is waste oil taken back?",
    ],
)
def test_what_is_named_or_said_alike_is_not_asked_back(berths: ChatBot, question: str) -> None:
    answer = berths.reply(question)
    assert (answer.level, answer.which, answer.did_you_mean) == ("found", None, ())


def test_what_the_conversation_or_the_chosen_documents_settle_is_not_asked_back(berths: ChatBot) -> None:
    first = "When does the contract for Tern start?"
    answer = berths.reply("And the mooring fee?", [Turn(first, berths.reply(first))])
    assert (answer.which, answer.short_answer[0].text) == (None, "The mooring fee is 95 euros per season.")
    assert berths.reply("How much is the mooring fee?", documents=["docs/Gull.md"]).which is None


def test_two_sources_on_one_thing_are_not_two_things(ask_over: Callable[[dict[str, str]], ChatBot]) -> None:
    bot = ask_over(
        {
            "guide": "# A guide to tar\n\nTar dries within 9 days. Heat it in a water bath. Ropes soak up more.",
            "club": "# The club's tar\n\nTar dries within 4 days. Members get it at cost. Brushes hang in the shed.",
        }
    )
    assert bot.reply("How long does tar take to dry?").which is None


def test_sections_of_one_document_are_told_apart_by_their_headings(
    ask_over: Callable[[dict[str, str]], ChatBot],
) -> None:
    sections = [("Nordhalle", "12"), ("Südhalle", "31"), ("Altbau", "7")]
    text = "# Lagerhallen\n\n" + "\n\n".join(f"## {name}\n\nDie Halle hat {n} Tore." for name, n in sections)
    answer = ask_over({"hallen": text}).reply("Wie viele Tore hat die Halle?")
    assert _names(answer) == ["Altbau", "Nordhalle", "Südhalle"]


@pytest.mark.parametrize(
    ("question", "order", "first", "figures"),
    [
        ("Which berth has the highest mooring fee?", Order.HIGHEST, "Heron", [1180.0, 340.0, 95.0]),
        ("Which berth has the lowest mooring fee?", Order.LOWEST, "Tern", [95.0, 340.0, 1180.0]),
        ("Which contract started first?", Order.EARLIEST, "Heron", []),
        ("Which contract started last?", Order.LATEST, "Tern", []),
    ],
)
def test_the_figures_of_all_are_set_in_order(
    berths: ChatBot, question: str, order: Order, first: str, figures: Sequence[float]
) -> None:
    answer = berths.reply(question)
    assert answer.listing is not None
    assert (answer.listing.order, answer.listing.complete, answer.listing.total) == (order, True, 3)
    assert answer.listing.documents[0].title == f"Berth contract, {first}"
    assert answer.short_answer[0].citation.document == f"docs/{first}.md"
    assert answer.level != "not_found"
    assert not figures or _figures(answer) == figures


RIVERS = {
    "Ash": "The Ash is 4 km long and falls 90 metres.",
    "Birch River": "The Birch River is 7 km long and falls 12 metres.",
    "Cress": "The Cress is 31 km long and falls 140 metres.",
    "Dill": "The Dill is 18 km long and falls 60 metres.",
}


def test_all_things_are_set_in_order_and_not_only_those_called_what_is_asked_for(
    ask_over: Callable[[dict[str, str]], ChatBot],
) -> None:
    below = "## The bank\n\nA path follows the river on its left bank."
    bot = ask_over({name: f"# {name}\n\n## In short\n\n{text}\n\n{below}" for name, text in RIVERS.items()})
    answer = bot.reply("Which is the longest river?")
    assert answer.listing is not None
    assert [one.title for one in answer.listing.documents] == ["Cress", "Dill", "Birch River", "Ash"]
    assert _figures(answer) == [31_000.0, 18_000.0, 7_000.0, 4_000.0]  # and not how far they fall


@pytest.mark.parametrize("question", ["The latest?", "cheapest", "the highest ("])
def test_a_superlative_of_nothing_is_set_in_no_order(berths: ChatBot, question: str) -> None:
    assert berths.reply(question).listing is None


def test_of_equal_figures_both_stand_first(ask_over: Callable[[dict[str, str]], ChatBot]) -> None:
    bot = ask_over(_berths(BERTHS | {"Avocet": ("1,180", "1 May 2022")}))
    answer = bot.reply("Which berth has the highest mooring fee?")
    assert _figures(answer) == [1180.0, 1180.0, 340.0, 95.0]
    assert {one.citation.document for one in answer.short_answer[:2]} == {"docs/Avocet.md", "docs/Heron.md"}


def test_figures_of_two_measures_are_set_in_no_order(ask_over: Callable[[dict[str, str]], ChatBot]) -> None:
    texts = _berths(BERTHS)
    texts["Gull"] = texts["Gull"].replace("per season", "per month")
    assert ask_over(texts).reply("Which berth has the highest mooring fee?").listing is None


def test_a_thing_with_two_figures_leaves_the_order_open(ask_over: Callable[[dict[str, str]], ChatBot]) -> None:
    texts = _berths(BERTHS)
    texts["Gull"] += "\nFor guests the mooring fee is 2,000 euros per season.\n"
    assert ask_over(texts).reply("Which berth has the highest mooring fee?").listing is None


def test_what_cannot_be_set_in_order_is_at_most_related(ask_over: Callable[[dict[str, str]], ChatBot]) -> None:
    texts = _berths(BERTHS)
    texts["Gull"] = texts["Gull"].replace("340 euros", "340 kroner")
    answer = ask_over(texts).reply("Which berth has the highest mooring fee?")
    assert (answer.listing, answer.level) == (None, "related")


WINCH = """# Sheet for {name}

{name} is a winch for small boats.

## Figures

The greatest load of {name} is {load} kg. It turns at {speed} metres a minute.

## Care

{kept}
"""


def test_a_superlative_that_all_documents_say_of_their_own_is_part_of_the_figure(
    ask_over: Callable[[dict[str, str]], ChatBot],
) -> None:
    winches = [("Ada 20", "340", "12"), ("Bruno 8", "910", "7"), ("Cleo 40", "125", "15")]
    kept = "Keep the drum of this one dry and clean, and grease its teeth before the first frost of the year. " * 12
    texts = {
        name.split()[0]: WINCH.format(name=name, load=load, speed=speed, kept=kept) for name, load, speed in winches
    }
    answer = ask_over(texts).reply("Which winch has the greatest load?")
    assert _figures(answer) == [910_000.0, 340_000.0, 125_000.0]
    assert (answer.level, answer.short_answer[0].citation.document) == ("found", "docs/Bruno.md")


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Wer kann am frühesten liefern?", "Wiebke"),
        ("Wer kann am spätesten liefern?", "Thore"),
        ("Welche Anzahlung ist die niedrigste?", "Thore"),
    ],
)
def test_people_are_set_in_order_by_an_adverb_or_a_predicate(
    ask_over: Callable[[dict[str, str]], ChatBot], question: str, first: str
) -> None:
    offers = [
        ("Wiebke Oltjen", "2. März 2025", "90"),
        ("Thore Kamp", "14. Mai 2025", "45"),
        ("Enno Rah", "9. April 2025", "70"),
    ]
    texts = {
        name.split()[0]: f"Angebot\n\n{name} kann am {day} liefern. Die Anzahlung von {name} beträgt {sum_} Euro.\n"
        for name, day, sum_ in offers
    }
    answer = ask_over(texts).reply(question)
    assert answer.listing is not None
    assert (answer.level, answer.listing.total) == ("found", 3)
    assert answer.short_answer[0].citation.document == f"docs/{first}.md"


def test_a_figure_of_the_latest_document_is_no_date(ask_over: Callable[[dict[str, str]], ChatBot]) -> None:
    texts = {
        f"report-{year}": f"# Report\n\nReport of 3 May {year}. There are {year % 100} boats.\n"
        for year in (2021, 2023)
    }
    assert ask_over(texts).reply("How many boats are there in the latest report?").listing is None


def test_one_thing_alone_is_set_in_no_order(ask_over: Callable[[dict[str, str]], ChatBot]) -> None:
    bot = ask_over(_berths({"Gull": BERTHS["Gull"]}))
    assert bot.reply("Which berth has the highest mooring fee?").listing is None


def test_the_row_with_the_most_is_told_by_the_cell_below_the_header(
    ask_over: Callable[[dict[str, str]], ChatBot],
) -> None:
    rows = (
        "| Crane | Reach | Hire per day |\n| --- | --- | --- |\n| Ursa | 12 m | 90 euros |\n| Lynx | 30 m | 75 euros |"
    )
    bot = ask_over({"cranes": f"# Cranes for hire\n\n{rows}\n"})
    answer = bot.reply("Which crane has the longest reach?")
    assert answer.listing is not None
    assert [one.quotation.text for one in answer.listing.documents] == [
        "Lynx | 30 m | 75 euros",
        "Ursa | 12 m | 90 euros",
    ]
