"""What is set side by side over documents made by hand, and what is not."""

from dataclasses import replace

import pytest

from bot.answer.evidence import Evidence
from bot.answer.short import Choice, choose
from bot.answer.units import units_of
from bot.comparison.asking import asked
from bot.comparison.sources import sources_say
from bot.records import Aspect, Block, BlockKind, Document, Hit, Passage, Sentence, Span
from bot.records.hits import Scores

MATCHED = Evidence(0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0)


SAGE, SAGES = "How long does dried sage keep in jars in the cellar?", "In the cellar, dried sage in jars keeps for"


def hit(document: Document, *headings: str) -> Hit:
    """All of a document as one passage, a sentence a line."""
    starts = [0]
    for line in document.text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    lines = document.text.splitlines()
    sentences = tuple(Sentence(start, start + len(line), line) for start, line in zip(starts, lines, strict=False))
    context = "\n".join((document.title, *headings))
    passage = Passage(document.id, 0, 0, len(document.text), document.text, sentences, headings, context)
    return Hit(0, passage, sentences[0], Scores(0, 0, 0, 0, 0), 1.0)


def source(name: str, text: str, title: str = "") -> Document:
    return Document(f"{name}.md", title, f"/{name}.md", "markdown", text, "", "")


def side_by_side(question: str, *documents: Document, headings: tuple[tuple[str, ...], ...] = ()) -> tuple[Aspect, ...]:
    figure = asked(question)
    if figure is None:
        return ()
    by_id = {document.id: document for document in documents}
    places = headings or ((),) * len(documents)
    hits = [hit(document, *place) for document, place in zip(documents, places, strict=True)]
    return sources_say(question, figure, hits, in_order(hits, by_id), by_id.__getitem__)


def in_order(hits: list[Hit], documents: dict[str, Document]) -> Choice:
    """All sentences of the hits, of which none answers better than another."""
    passages = [(number, one.passage, documents[one.passage.document]) for number, one in enumerate(hits)]
    units = [unit for place in passages for unit in units_of(*place, "en")]
    return Choice.of(choose(units, [MATCHED] * len(units), among=range(len(hits))))


def verdict(question: str, *texts: str, titles: tuple[str, ...] = (), headings: tuple[str, ...] = ()) -> str:
    """The verdict on documents of one sentence each; "" where nothing is shown."""
    named = titles or ("",) * len(texts)
    documents = [source(f"s{i}", text, title) for i, (text, title) in enumerate(zip(texts, named, strict=True))]
    shown = side_by_side(question, *documents, headings=tuple((heading,) for heading in headings))
    return shown[0].verdict.value if shown else ""


@pytest.mark.parametrize(
    ("question", "one", "other", "expected"),
    [
        (SAGE, "Dried sage in jars keeps for a year in the cellar.", f"{SAGES} two years.", "differ"),
        (SAGE, "Dried sage in jars keeps for a year in the cellar.", f"{SAGES} 12 months.", "agree"),
        # other words before and behind
        (
            SAGE,
            "In jars, dried sage keeps in the cellar for a year, and mint on ice.",
            f"{SAGES} 9 weeks.",
            "differ",
        ),
        # what is read out of other words
        (
            "How hot may the nut oil in the blue press get?",
            "The nut oil in the blue press must not get above 90 °C.",
            "The nut oil in the blue press may get up to 80 °C.",
            "differ",
        ),
        (
            "How old must children be for the archery class at Orm?",
            "Children must be at the age of nine for the archery class at Orm.",
            "For the archery class at Orm, children must be at least 12 years old.",
            "differ",
        ),
        (
            "How many people fit into the Orm boat on the lake?",
            "Seven people fit into the Orm boat on the lake.",
            "On the lake, 7 people fit into the Orm boat.",
            "agree",
        ),
        (
            "How high is the tower of Fort Lund on the hill?",
            "The tower of Fort Lund on the hill is 40 m high.",
            "On the hill, the tower of Fort Lund has a height of 44 m.",
            "differ",
        ),
    ],
)
def test_the_same_quantity_of_the_same_thing_is_compared(question: str, one: str, other: str, expected: str) -> None:
    assert verdict(question, one, other) == expected


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        # another thing
        ("How long does sage keep?", "Sage keeps for a year.", "Dill keeps for two years."),
        ("How much is the ticket?", "The ticket is $3.", "The return ticket is $5."),
        ("How much does a key cost?", "A key costs $3.", "A copy of a key costs $5."),
        ("How long does Rilo last?", "Rilo lasts 3 hours.", "Rilo Max lasts 5 hours."),
        # another quantity
        ("How thick is the board?", "The board is 5 mm thick.", "The board is 5 m long."),
        ("How long does the lamp shine?", "The lamp shines for 8 hours.", "The lamp charges in 2 hours."),
        ("How many cars has the firm?", "The firm has 30 cars.", "The firm has 12 sheds."),
        ("How often is it swept?", "It is swept every two weeks.", "It is swept for two hours."),
        ("How heavy is the Orm lamp?", "The Orm lamp weighs 2 kg.", "The Orm lamp comes in a box of 5 kg."),
        ("How much is the Orm course?", "The Orm course is $90.", "For the Orm course books are $20."),
        ("How large is Orm field?", "Orm field has an area of 90 m².", "The barn at Orm field has an area of 20 m²."),
        ("How many pupils has Orm school?", "Orm school has 300 pupils.", "Orm school has 20 evening pupils."),
        (
            "What is the minimum stay at Orm?",
            "The minimum stay at Orm is 2 nights.",
            "The maximum stay at Orm is 9 nights.",
        ),
        # one word may be said of many things
        ("How much does a stamp cost?", "A stamp costs $2.", "A stamp costs $3."),
        # another condition
        ("How much is the Orm fort?", "The Orm fort is $9.", "The Orm fort is $5 for students."),
        ("How long do adults sleep?", "Adults sleep at least 8 hours.", "Adults sleep 6 hours on average."),
        ("How long does paint dry?", "Paint dries in 2 hours.", "Paint dries in 5 hours in winter."),
        ("How long does paint dry?", "Paint dries in 2 hours.", "Paint dries in 5 hours if it is oily."),
        (SAGE, f"{SAGES} a year.", f"{SAGES} two years without lids."),
        ("What is the dose?", "The dose is 5 mg.", "For cats the dose is 2 mg."),
        ("How many days does it take?", "It takes 3 days.", "It takes 5 days without the stamp."),
        ("How effective is it?", "Under 60 it is 90% effective.", "Over 70 it is 80% effective."),
        # figures that cannot be told to differ
        ("How long is the hike?", "The hike takes at least 2 hours.", "The hike takes up to 5 hours."),
        ("How much does it weigh?", "It weighs about 10 kg.", "It weighs 10.4 kg."),
        ("How much does it cost?", "It costs 5 euros.", "It costs 6 dollars."),
        # a figure that is spelt otherwise is none of its parts
        (
            "What does entry to the old fort of Orm cost?",
            "Entry to the old fort of Orm costs 7,00 euros.",
            "Entry to the old fort of Orm costs 7,50 euros.",
        ),
        # no figures
        ("How many rows fit?", "About 2e+13 rows fit.", "About 3e+13 rows fit."),
        ("What does E-1057 mean?", "E-1057 means: wait 5 minutes.", "E-1057 means: wait 9 minutes."),
        ("Is a stamp $2?", "A stamp is $2.", "A stamp is $3."),
        ("Can the oil get 90 °C hot?", "The oil can get 90 °C hot.", "The oil can not get 90 °C hot."),
        # neither one figure nor two sources
        ("How long does sage keep?", "Sage keeps for a year.", "Sage keeps for a year or, dried, for two years."),
    ],
)
def test_what_is_not_the_same_or_not_sure_is_not_shown(question: str, one: str, other: str) -> None:
    assert verdict(question, one, other) == verdict(question, other, one) == ""


def test_what_a_sentence_leaves_to_its_title_and_to_the_one_before_is_compared() -> None:
    question = "How long does the battery of the hand lamp Orm last?"
    texts = ("Take the hand lamp Orm along.\nIts battery lasts 9 hours.", "The battery of the hand lamp lasts 7 hours.")
    assert verdict(question, *texts, titles=("Walks", "The Orm")) == "differ"
    assert verdict(question, *texts, titles=("Walks", "Others")) == ""


def test_a_sentence_without_a_figure_gives_way_to_the_next() -> None:
    text = f"Dried sage in jars keeps in the cellar.\n{SAGES} a year."
    assert verdict(SAGE, text, f"{SAGES} two years.") == "differ"


def test_one_source_that_gives_two_figures_is_no_two_sources() -> None:
    assert verdict(SAGE, f"{SAGES} a year.\n{SAGES} two years.") == ""


def test_a_source_that_gives_two_figures_of_what_is_asked_is_not_set_beside_another() -> None:
    assert verdict(SAGE, f"{SAGES} a year.\n{SAGES} two years.", f"{SAGES} a year.") == ""


def test_sources_do_not_agree_where_another_may_say_otherwise() -> None:
    agreeing = (f"{SAGES} a year.", f"{SAGES} 12 months.")
    assert verdict(SAGE, *agreeing) == "agree"
    assert verdict(SAGE, *agreeing, "Put up, dried sage in jars keeps in the cellar for two years.") == ""


def test_three_sources_are_one_aspect_and_one_that_differs_makes_it_differ() -> None:
    texts = tuple(f"{SAGES} {figure}." for figure in ("a year", "12 months", "two years"))
    documents = [source(f"s{i}", text) for i, text in enumerate(texts)]
    (aspect,) = side_by_side(SAGE, *documents)
    assert (aspect.verdict.value, [said.words.text for said in aspect.said]) == (
        "differ",
        ["a year", "12 months", "two years"],
    )
    for said, document in zip(aspect.said, documents, strict=True):
        assert document.text[said.words.start : said.words.end] == said.words.text
        assert document.text[said.citation.start : said.citation.end] == said.citation.exact == said.sentence.text


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("The Pump A20", "The Pump B30"), ""),
        (("House in Fir Lane", "House in Oak Road"), ""),
        (("The pump", "About the pump"), "differ"),
    ],
)
def test_what_is_said_under_the_names_of_two_things_is_not_compared(titles: tuple[str, str], expected: str) -> None:
    sentences = (
        "The garden pump drinks 8 litres of oil every winter.",
        "The garden pump drinks 9 litres of oil every winter.",
    )
    assert verdict("How much oil does the garden pump drink every winter?", *sentences, titles=titles) == expected


def test_the_row_of_a_table_is_compared_with_a_sentence_by_the_figure_asked_for() -> None:
    table = source("t", "Boat | Length | Price\nRowing boat Orm 2 | 3.9 m | €640", "Boats")
    header, row = table.text.split("\n")
    head = Block(BlockKind.TABLE_ROW, 0, len(header))
    below = Block(BlockKind.TABLE_ROW, len(header) + 1, len(table.text), lead_in=Span(0, len(header)))
    other = source("o", "The rowing boat Orm 2 costs €590.")
    question = "What does the rowing boat Orm 2 cost?"
    (aspect,) = side_by_side(question, replace(table, blocks=(head, below)), other)
    assert [said.words.text for said in aspect.said] == ["€640", "€590"]
    assert [said.sentence.text for said in aspect.said] == [row, other.text]


def test_a_copy_that_was_folded_is_no_second_source() -> None:
    first, copied = source("a", f"{SAGES} a year."), source("b", f"{SAGES} a year.")
    figure = asked(SAGE)
    assert figure is not None
    documents = {document.id: document for document in (first, copied)}
    hits = [hit(first), hit(copied)]
    assert sources_say(SAGE, figure, hits, in_order(hits, documents), documents.__getitem__)
    folded = [replace(hit(first), also_in=(hit(copied).passage,))]
    assert not sources_say(SAGE, figure, folded, in_order(folded, documents), documents.__getitem__)
