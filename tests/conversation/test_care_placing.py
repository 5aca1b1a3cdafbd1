"""Warnings first, and sellers that yield: orders worked by hand."""

from dataclasses import replace

import pytest

from bot.answer.placing import Placed, placed, standing, yielding
from bot.conversation.care import warnings_first
from bot.records import Document, Hit, Move, Passage, Scores, Sentence, SourceClass

CLASSES = {
    "seller": SourceClass.CLINIC,
    "fda": SourceClass.REGULATOR,
    "paper": SourceClass.JOURNAL,
    "wiki": SourceClass.ENCYCLOPEDIA,
}
SELLERS = (SourceClass.CLINIC,)


def passage(text: str, document: str) -> Passage:
    return Passage(document, 0, 0, len(text), text, (Sentence(0, len(text), text),), ())


def hit(text: str, fused: float, document: str = "wiki", probability: float = 0.6, rerank: float | None = None) -> Hit:
    part = passage(text, document)
    return Hit(0, part, part.sentences[0], Scores(0.5, 0.5, 1.0, 1.0, fused, rerank), probability)


def texts(hits: tuple[Placed, ...]) -> list[tuple[str, int, Move]]:
    return [(hit.hit.passage.text, hit.rank, hit.move) for hit in hits]


def is_warning(placed: Placed) -> bool:
    return placed.hit.passage.text.startswith(("Avoid", "Not"))


def test_warnings_come_first_in_their_order_and_every_move_is_told() -> None:
    hits = [hit("Price.", 9), hit("Avoid the sun.", 8), hit("Time.", 7), hit("Not suitable in pregnancy.", 6)]
    assert texts(warnings_first(placed(hits), is_warning)) == [
        ("Avoid the sun.", 2, Move.WARNS),
        ("Not suitable in pregnancy.", 4, Move.WARNS),
        ("Price.", 1, Move.BEHIND_WARNINGS),
        ("Time.", 3, Move.BEHIND_WARNINGS),
    ]


def test_warnings_that_lead_already_are_not_called_moved() -> None:
    hits = placed([hit("Avoid the sun.", 9), hit("Price.", 8)])
    assert warnings_first(hits, is_warning) == hits


def test_a_warning_about_another_matter_stays_where_it_is() -> None:
    hits = placed([hit("Price.", 9), hit("Avoid wet floors.", 8, probability=0.05)])
    assert warnings_first(hits, is_warning) == hits


def test_a_seller_yields_to_a_regulator_or_journal_that_is_nearly_as_relevant() -> None:
    hits = placed([hit("Buy!", 9.0, "seller"), hit("Beware.", 8.95, "fda"), hit("Read.", 8.92, "paper")])
    assert texts(yielding(hits, CLASSES.__getitem__, SELLERS)) == [
        ("Beware.", 2, Move.PREFERRED),
        ("Read.", 3, Move.PREFERRED),
        ("Buy!", 1, Move.YIELDS),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("seller", 9.0), ("fda", 8.8)),  # clearly more relevant
        (("seller", 9.0), ("wiki", 8.99)),  # to an authority only
        (("wiki", 9.0), ("fda", 8.99)),  # a wiki sells nothing
        (("fda", 9.0), ("seller", 8.99)),  # has yielded already
    ],
)
def test_nothing_else_moves(first: tuple[str, float], second: tuple[str, float]) -> None:
    hits = placed([hit("a", first[1], first[0]), hit("b", second[1], second[0])])
    assert yielding(hits, CLASSES.__getitem__, SELLERS) == hits


def test_without_yielding_classes_and_after_a_reranker_the_order_stays() -> None:
    hits = placed([hit("a", 9.0, "seller"), hit("b", 8.99, "fda")])
    assert yielding(hits, CLASSES.__getitem__, ()) == hits
    reranked = placed([hit("a", 9.0, "seller", rerank=2.0), hit("b", 8.99, "fda", rerank=1.9)])
    assert yielding(reranked, CLASSES.__getitem__, SELLERS) == reranked


def test_the_kind_of_source_that_an_upload_says_it_is_counts_for_nothing() -> None:
    source = Document("fda.md", "Safety", "/fda.md", "text", "Beware.", "aa", "bb")
    assert standing(replace(source, source_class=SourceClass.REGULATOR)) is SourceClass.REGULATOR
    assert standing(replace(source, source_class=SourceClass.REGULATOR, is_upload=True)) is SourceClass.UNKNOWN
