"""Fakes whose results one can compute on paper."""

from collections.abc import Sequence

import numpy as np

from bot.encoders import FloatArray
from bot.language.words import words

AXES = ("cost", "price", "pain", "needle", "sun", "skin", "session", "laser")


class WordEncoder:
    """One axis a word of `AXES`, one for all other words; a text is the unit vector of its word counts.

    "cost cost pain" is (2, 1, 0, …) / √5; a text without a word stands on the last axis.
    """

    def __init__(self, *, name: str = "words", fingerprint: str = "words-1") -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.encoded: list[str] = []

    @property
    def dimension(self) -> int:
        return len(AXES) + 1

    def encode(self, texts: Sequence[str]) -> FloatArray:
        self.encoded.extend(texts)
        counts = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in words(text):
                name = word.text.casefold().removesuffix("s")
                counts[row, AXES.index(name) if name in AXES else -1] += 1
            if not counts[row].any():
                counts[row, -1] = 1
        return np.ascontiguousarray(counts / np.linalg.norm(counts, axis=1, keepdims=True))
