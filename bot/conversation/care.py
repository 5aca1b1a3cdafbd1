"""The care router: which questions deserve a word of care before the quotations, and which quotations warn.

A note says where to turn, never what is the matter. What calls for one, its words, and what counts as a warning are
learnt from the examples of the corpus (`bot.ingest.learning`); without any, nothing of this happens.
"""

from base64 import b64decode
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from bot.answer.level import RELATED_FROM
from bot.answer.placing import Placed
from bot.encoders import FloatArray
from bot.encoders.examples import is_of_kind, log_odds_with_words, word_places
from bot.records import CareGuide, CareNote, Concern, Move, Span, Turn

GRAVITY = tuple(Concern)  # mildest first
WEIGHTS_KEPT = 64  # decoded; a corpus has six
NO_VECTOR = np.empty(0, dtype=np.float32)
# The log odds that each kind of note needs, by meaning or by words alone, and below which the mildest rules out all.
# Chosen on tests/data/care_aside*.toml and a spent blind set: examples are harder, so they tell too little.
MARGINS, RULED_OUT = {Concern.PERSONAL: 0.1, Concern.RED_FLAG: -1.0}, -1.0
MARGINS_BY_WORDS = {Concern.RED_FLAG: 1.25}


def note_for(question: str, guides: Sequence[CareGuide], vector: FloatArray | None) -> CareNote | None:
    """The note that `question` deserves; None for one that is about nobody's safety.

    `vector` is that of the question. Without it, for as long as there is no encoder, its words alone tell red
    flags, and nothing calls for a milder note: words would show that one in vain too often.
    """
    found = [note for guide in guides for note in _called_for(question, guide, vector)]
    gravest = max(found, key=lambda note: GRAVITY.index(note.kind), default=None)
    start = len(question) - len(question.lstrip())
    whole = Span(start, start + len(question.strip()))
    return replace(gravest, words=(whole,)) if gravest else None


def note_after(before: Turn, own: CareNote | None) -> CareNote | None:
    """The note that a question deserves which leans on the turn `before`, when it deserves its `own` by itself.

    A note stays for as long as questions lean on what called for it, and a red flag is not taken back by a milder word
    after it.
    """
    kept = before.answer.care
    if kept and (own is None or kept.kind is Concern.RED_FLAG):
        return replace(kept, words=own.words if own else ())
    return own


def warns(guides: Sequence[CareGuide], sentences: FloatArray) -> bool:
    """Whether a passage warns by any of its sentences, given as vectors of shape (n, d)."""
    return any(bool(is_of_kind(_weights(guide.warning), sentences).any()) for guide in guides)


def warnings_first(
    hits: Sequence[Placed], is_warning: Callable[[Placed], bool], least: float = RELATED_FROM
) -> tuple[Placed, ...]:
    """The same hits, those that warn first; within both groups the order stays.

    A warning that likely answers something else, below the probability `least`, stays where it is among the others:
    a caution on another matter helps nobody.
    """
    ranks = range(len(hits))
    first = {i for i in ranks if hits[i].hit.probability >= least and is_warning(hits[i])}
    order = sorted(ranks, key=lambda i: i not in first)
    return tuple(_told(hits[was], now - was) for now, was in enumerate(order))


def _called_for(question: str, guide: CareGuide, vector: FloatArray | None) -> list[CareNote]:
    """The gravest note of a guide that the question is grave enough for; none when it is for none.

    Every note has weights for "at least so grave" (Frank and Hall 2001, "A Simple Approach to Ordinal Classification"),
    so what is taken for grave needs not be taken for mild; but it must not be taken for what concerns nobody.
    """
    if vector is None:
        notes = tuple(note for note in guide.notes if note.kind is Concern.RED_FLAG)
        weights, vector, margins = guide.by_words, NO_VECTOR, MARGINS_BY_WORDS
    else:
        notes, weights, margins = guide.notes, guide.by_meaning, MARGINS
    places = word_places(question)
    log_odds = [log_odds_with_words(_weights(level), vector, places) for level in weights]
    called_for = [note for note, odds in zip(notes, log_odds, strict=True) if odds > margins[note.kind]]
    return called_for[-1:] if log_odds[0] > RULED_OUT else []


@lru_cache(WEIGHTS_KEPT)
def _weights(kept: str) -> FloatArray:
    return np.frombuffer(b64decode(kept), dtype="<f2").astype(np.float32)


def _told(hit: Placed, ranks_down: int) -> Placed:
    if ranks_down == 0:
        return hit
    return replace(hit, move=Move.WARNS if ranks_down < 0 else Move.BEHIND_WARNINGS)
