from dataclasses import replace

import pytest

from bot.answer.composition import quote
from bot.answer.level import level_of
from bot.answer.placing import placed
from bot.records import Document, Hit, Level, Move, Passage, Quotation, Scores, Sentence, SourceClass, Span
from bot.records.citations import cite

TEXT = "Risks include:\n\n- burns\n- scars that stay. They fade."
PASSAGE = Passage(
    document="docs/a.md",
    position=1,
    start=26,
    end=53,
    text="scars that stay. They fade.",
    sentences=(Sentence(26, 42, "scars that stay."), Sentence(43, 53, "They fade.")),
    headings=("Risks",),
    context="A › Risks\nRisks include:",
    lead_in=Span(0, 14),
)
DOCUMENT = Document(
    id="docs/a.md",
    title="A",
    location="/docs/a.md",
    format="markdown",
    text=TEXT,
    text_sha256="aa",
    source_sha256="bb",
    publisher="FDA",
    source_class=SourceClass.REGULATOR,
    date="2025-10-15",
)


def hit(probability: float = 0.91234567, also_in: tuple[Passage, ...] = ()) -> Hit:
    scores = Scores(passage=0.123456, sentence=0.5, lexical=7.0, matched=1.0, fused=0.98765)
    return Hit(3, PASSAGE, PASSAGE.sentences[1], scores, probability, ("scars",), also_in)


def quoted(*hits: Hit) -> tuple[Quotation, ...]:
    return quote(placed(hits), [hit.sentence for hit in hits], {"docs/a.md": DOCUMENT}.__getitem__)


def test_a_citation_is_the_text_at_its_offsets_with_what_stands_around_it() -> None:
    cited = cite(PASSAGE, DOCUMENT)
    assert TEXT[cited.start : cited.end] == cited.exact == PASSAGE.text
    assert (cited.prefix, cited.suffix) == (TEXT[:26], "")
    assert (cited.publisher, cited.source_class, cited.date) == ("FDA", SourceClass.REGULATOR, "2025-10-15")


def test_a_quotation_keeps_its_best_sentence_its_lead_in_and_its_reasons() -> None:
    (quotation,) = quoted(hit())
    assert (quotation.rank, quotation.probability) == (1, 0.9123)
    assert (quotation.sentence.text, quotation.sentence.start) == ("They fade.", 43)
    assert quotation.lead_in == "Risks include:"
    assert (quotation.why.passage, quotation.why.fused, quotation.why.matched_words) == (0.1235, 0.9877, ("scars",))


def test_a_quotation_that_was_moved_says_why_and_where_the_evidence_had_put_it() -> None:
    first, second = placed((hit(), hit()))
    in_order = (replace(second, move=Move.WARNS), first)
    moved, stayed = quote(in_order, [placed.hit.sentence for placed in in_order], {"docs/a.md": DOCUMENT}.__getitem__)
    assert (moved.rank, moved.why.found_at, moved.why.moved) == (1, 2, Move.WARNS)
    assert (stayed.rank, stayed.why.found_at, stayed.why.moved) == (2, None, Move.NONE)


def test_the_score_of_a_reranker_goes_along_rounded() -> None:
    scored = hit()
    scored = replace(scored, scores=replace(scored.scores, rerank=3.456789))
    assert [quotation.why.rerank for quotation in quoted(hit(), scored)] == [None, 3.4568]


def test_a_near_duplicate_is_cited_under_the_quotation_it_repeats() -> None:
    (quotation,) = quoted(hit(also_in=(PASSAGE,)))
    assert quotation.also_in == (cite(PASSAGE, DOCUMENT),)


@pytest.mark.parametrize(
    ("probabilities", "level"),
    [
        ([], Level.NOT_FOUND),
        ([0.09], Level.NOT_FOUND),
        ([0.1], Level.RELATED),
        ([0.49], Level.RELATED),
        ([0.5], Level.FOUND),
        ([0.1, 0.6], Level.FOUND),
    ],
)
def test_the_likeliest_passage_decides_the_level(probabilities: list[float], level: Level) -> None:
    assert level_of(probabilities) is level
