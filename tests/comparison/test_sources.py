"""What is set side by side over documents made by hand, and what is not."""

from dataclasses import replace

import pytest

from bot.answer.choosing import choose
from bot.answer.evidence import Evidence
from bot.answer.short import Choice
from bot.answer.units import units_of
from bot.comparison.asking import asked
from bot.comparison.sources import sources_say
from bot.records import Aspect, Block, BlockKind, Document, Hit, Passage, Sentence, Span
from bot.records.hits import Scores


NOTHING_KNOWN = Evidence(*[0.0] * 15)


def hit(document: Document, *headings: str) -> Hit:
    """All of a document as one passage, a sentence a line."""
    starts = [0]
    for line in document.text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    lines = document.text.splitlines()
    sentences = tuple(Sentence(start, start + len(line), line) for start, line in zip(starts, lines, strict=False))
    passage = Passage(document.id, 0, 0, len(document.text), document.text, sentences, headings)
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
    return Choice.of(choose(units, [NOTHING_KNOWN] * len(units), among=range(len(hits))))


def verdict(question: str, *texts: str, titles: tuple[str, ...] = (), headings: tuple[str, ...] = ()) -> str:
    """The verdict on documents of one sentence each; "" where nothing is shown."""
    named = titles or ("",) * len(texts)
    documents = [source(f"s{i}", text, title) for i, (text, title) in enumerate(zip(texts, named, strict=True))]
    shown = side_by_side(question, *documents, headings=tuple((heading,) for heading in headings))
    return shown[0].verdict.value if shown else ""


@pytest.mark.parametrize(
    ("question", "one", "other", "expected"),
    [
        ("How long does dried sage keep?", "Dried sage keeps for a year.", "Dried sage keeps for two years.", "differ"),
        ("How high is Mount Tem?", "Mount Tem is 900 m high.", "Mount Tem is 0.9 km high.", "agree"),
        ("How many legs has a crab?", "A crab has ten legs.", "Crabs have 10 legs.", "agree"),
        ("When was Fort Lund built?", "Fort Lund was built in 1640.", "Fort Lund was built in 1655.", "differ"),
        ("How hot may nut oil get?", "Nut oil must not get above 90 °C.", "Nut oil may get up to 80 °C.", "differ"),
        ("How much does a red stamp cost?", "Usually a red stamp costs $2.", "A red stamp costs $3.", "differ"),
        ("weight of the Orm lamp", "The Orm lamp weighs 2 kg.", "The Orm lamp weighs only 3,000 g.", "differ"),
        ("What is the yield of Field 4?", "The yield of Field 4 is 3 t.", "Field 4 has a yield of 4 t.", "differ"),
        (
            "deposit for the Orm cabin?",
            "The deposit for the Orm cabin is $40.",
            "Pay a deposit of $40 for the Orm cabin.",
            "agree",
        ),
        # what is said in a clause of its own is no condition
        (
            "How deep is Lake Orm?",
            "Lake Orm is 20 m deep.",
            "Born of ice, Lake Orm is 25 m deep, and pike live in it.",
            "differ",
        ),
        ("How deep is Lake Orm?", "Lake Orm is 20 m deep.", "Lake Orm has a depth of 30 m.", "differ"),
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
        ("What is the dose?", "The dose is 5 mg.", "For cats the dose is 2 mg."),
        ("How many days does it take?", "It takes 3 days.", "It takes 5 days without the stamp."),
        ("How effective is it?", "Under 60 it is 90% effective.", "Over 70 it is 80% effective."),
        # figures that cannot be told to differ
        ("How long is the hike?", "The hike takes at least 2 hours.", "The hike takes up to 5 hours."),
        ("How much does it weigh?", "It weighs about 10 kg.", "It weighs 10.4 kg."),
        ("How much does it cost?", "It costs 5 euros.", "It costs 6 dollars."),
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


def test_one_source_that_gives_two_figures_is_no_two_sources() -> None:
    assert verdict("How long does sage keep?", "Sage keeps for a year.\nSage keeps for two years.") == ""


def test_a_source_that_gives_two_figures_of_what_is_asked_is_not_set_beside_another() -> None:
    two = "Sage keeps for a year.\nSage keeps for two years."
    assert verdict("How long does sage keep?", two, "Sage keeps for a year.") == ""


def test_three_sources_are_one_aspect_and_one_that_differs_makes_it_differ() -> None:
    texts = ("Dried sage keeps for a year.", "Dried sage keeps for 12 months.", "Dried sage keeps for two years.")
    documents = [source(f"s{i}", text) for i, text in enumerate(texts)]
    (aspect,) = side_by_side("How long does dried sage keep?", *documents)
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
        (("Pump A20", "Pump B30"), ""),
        (("House in Fir Lane", "House in Oak Road"), ""),
        (("The pump", "About the pump"), "differ"),
        (("Pump: terms of 2022", "Pump: terms of 2024"), "differ"),
        (("Pumps for gardens", "Pumps"), ""),
    ],
)
def test_what_is_said_of_the_thing_of_a_document_is_compared_only_under_like_titles(
    titles: tuple[str, str], expected: str
) -> None:
    sentences = ("The pump drinks 8 litres of oil.", "The pump drinks 9 litres of oil.")
    assert verdict("How much oil does the pump drink?", *sentences, titles=titles) == expected


def test_two_versions_of_one_document_are_compared_whatever_their_titles_call_them() -> None:
    rest = "\nKeys go to the porter, who lends a bucket, brushes and lamps to those who clean stairs on their day."
    texts = [f"The gate is locked at {hour}:00 every evening.{rest}" for hour in (21, 22)]
    question = "When is the gate locked every evening?"
    assert verdict(question, *texts, titles=("House notice, older version", "House notice, newer version")) == "differ"
    assert verdict(question, *texts, titles=("House notice, Fir Lane", "House notice, Oak Road")) == ""
    short = [text.removesuffix(rest) for text in texts]
    assert verdict(question, *short, titles=("House notice, older version", "House notice, newer version")) == ""


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("Moss lovers: frogs", "Frog shop"), "differ"),
        (("In the pond", "Ladder"), "differ"),
        (("Tree frogs", "Water frogs"), ""),
    ],
)
def test_what_is_said_of_all_of_a_kind_is_compared_unless_a_title_names_a_special_kind(
    titles: tuple[str, str], expected: str
) -> None:
    sentences = ("Frogs sleep for 5 months of winter.", "Frogs sleep for 3 months of winter.")
    assert verdict("How long do frogs sleep in winter?", *sentences, titles=titles) == expected


def test_what_has_a_name_in_the_question_is_compared_under_any_title() -> None:
    titles = ("Walks around the coast", "Survey of 1998")
    assert verdict("How high is Mount Tem?", "Mount Tem is 900 m high.", "Mount Tem is 950 m high.", titles=titles)


def test_a_heading_that_only_one_of_them_has_says_of_another_case() -> None:
    texts = ("Dried sage keeps for a year.", "Dried sage keeps for two years.")
    assert verdict("How long does dried sage keep?", *texts, headings=("Sage", "Keeping sage")) == "differ"
    assert verdict("How long does dried sage keep?", *texts, headings=("Sage", "In tins")) == ""


def test_the_row_of_a_table_is_compared_with_a_sentence_by_the_figure_asked_for() -> None:
    table = source("t", "Boat | Length | Price\nOrm 2 | 3.9 m | €640", "Prices")
    header, row = table.text.split("\n")
    head = Block(BlockKind.TABLE_ROW, 0, len(header))
    below = Block(BlockKind.TABLE_ROW, len(header) + 1, len(table.text), lead_in=Span(0, len(header)))
    other = source("o", "The Orm 2 boat costs €590.")
    (aspect,) = side_by_side("What does the Orm 2 boat cost?", replace(table, blocks=(head, below)), other)
    assert [said.words.text for said in aspect.said] == ["€640", "€590"]
    assert [said.sentence.text for said in aspect.said] == [row, other.text]


def test_a_copy_is_no_second_source_but_a_version_with_another_figure_is() -> None:
    first = source("a", "Dried sage keeps for a year.")
    (copied, changed) = (source("b", first.text), source("c", "Dried sage keeps for two years."))
    question = "How long does dried sage keep?"
    figure = asked(question)
    assert figure is not None
    for other, count in ((copied, 0), (changed, 1)):
        folded = replace(hit(first), also_in=(hit(other).passage,))
        documents = {document.id: document for document in (first, other)}
        assert len(sources_say(question, figure, [folded], documents.__getitem__)) == count
