"""What speaks for a sentence as an answer, over one document in memory."""

from pathlib import Path

import pytest

from bot.answer.evidence import Asked, Evidence, Scales
from bot.answer.units import units_of
from bot.config import ReadingLimits, SplitSettings
from bot.ingest.readers import read_document
from bot.ingest.splitter import split
from bot.language.tables import ENGLISH
from bot.language.words import terms
from bot.search.query import parse_query
from bot.search.wanted import SoftForm, Wanted

OVEN = "# The oven\n\n## Weight\n\nIt has 40 kg.\n\n## Care of the oven\n\nWipe it dry.\n"


def weighed(question: str, text: str, soft: dict[str, SoftForm] | None = None) -> dict[str, Evidence]:
    """By sentence, when all words of the question weigh the same and some have a soft form."""
    document = read_document(Path("a.md"), "a.md", text.encode(), ReadingLimits())
    assert document is not None
    soft = soft or {}
    query = parse_query(question)
    wanted = tuple(
        Wanted(word, 1.0, (frozenset({word.term}),), 1.0, (soft[word.text],) if word.text in soft else ())
        for word in query.words
    )
    found: dict[str, Evidence] = {}
    for number, passage in enumerate(split(document, SplitSettings())):
        units = units_of(number, passage, document, ENGLISH)
        spoken = [terms(unit.sentence.text) for unit in units]
        evidence = Scales(Asked.of(query, wanted)).weigh(units, spoken, [0.0] * len(units), 0.0)
        found |= {unit.sentence.text: one for unit, one in zip(units, evidence, strict=True)}
    return found


def matched_heading(question: str, soft: dict[str, SoftForm]) -> dict[str, float]:
    return {sentence: one.matched_heading for sentence, one in weighed(question, OVEN, soft).items()}


def test_what_only_the_innermost_heading_holds_tells_sections_apart() -> None:
    found = matched_heading("weight of the oven", {})
    assert (found["It has 40 kg."], found["Wipe it dry."]) == (0.5, 0.0)  # all sections are of the oven


def test_a_heading_holds_a_word_by_its_soft_form_with_the_grade() -> None:
    found = matched_heading("heaviness of the oven", {"heaviness": SoftForm("weight", 0.6)})
    assert found["It has 40 kg."] == pytest.approx(0.25)


def test_neighbours_that_the_title_has_speak_for_no_sentence_below_it() -> None:
    found = weighed("price of the gas oven", "# The gas oven\n\nThe gas oven heats bread. The price is 9 euro.\n")
    assert found["The gas oven heats bread."].phrase == 0.0
    free = weighed("price of the gas oven", "# Ovens\n\nThe gas oven heats bread. The price is 9 euro.\n")
    assert free["The gas oven heats bread."].phrase > 0.0
