"""Telling one kind of text from others by examples: a logistic regression over their vectors, and nothing to tune.

What a kind is stands in the examples alone, which are data: no list of words decides.
"""

import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from bot.encoders.protocol import FloatArray
from bot.text.words import WORD

# A judgement: examples as short as "I am pregnant" need it as low as this.
RIDGE = 0.1
RIDGE_OF_INTERCEPT = 1e-4
MOST_STEPS = 25  # Newton's method takes about eight
SMALL_STEP = 1e-6
BUCKETS = 512  # for the words of a text; a thousand examples have some 2,500 words and pairs that come more than once


def fit(vectors: FloatArray, is_of_kind: Sequence[bool]) -> FloatArray:
    """Weights, shape (d + 1,), that tell the vectors, shape (n, d), of a kind from the others; the last is for all.

    Both sides weigh the same, however many examples each has, but the kind never less than its number.
    """
    rows = np.hstack([vectors, np.ones((len(vectors), 1))]).astype(np.float64)
    wanted = np.array(is_of_kind, dtype=np.float64)
    share = max(1.0, (len(wanted) - wanted.sum()) / max(1.0, wanted.sum()))
    weight = np.where(wanted > 0, share, 1.0)
    ridge = np.full(rows.shape[1], RIDGE)
    ridge[-1] = RIDGE_OF_INTERCEPT
    fitted = np.zeros(rows.shape[1])
    for _ in range(MOST_STEPS):
        likely = 1.0 / (1.0 + np.exp(-(rows @ fitted)))
        slope = rows.T @ (weight * (wanted - likely)) - ridge * fitted
        curve = (rows * (weight * likely * (1.0 - likely))[:, None]).T @ rows + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        fitted += step
        if np.abs(step).max() < SMALL_STEP:
            break
    return fitted.astype(np.float32)


def is_of_kind(weights: FloatArray, vectors: FloatArray) -> npt.NDArray[np.bool_]:
    """Whether each of the vectors, shape (n, d), is rather of the kind than not."""
    found: npt.NDArray[np.bool_] = vectors @ weights[:-1] + weights[-1] > 0
    return found


def words_vectors(texts: Sequence[str]) -> FloatArray:
    """What stands for the meaning of texts where no encoder is at hand: unit vectors of shape (n, BUCKETS).

    Every word and every pair of neighbours counts in the place that its hash gives (Weinberger et al. 2009, "Feature
    Hashing for Large Scale Multitask Learning", without the signs).
    """
    vectors = np.zeros((len(texts), BUCKETS), dtype=np.float32)
    for vector, text in zip(vectors, texts, strict=True):
        for piece in _pieces(text):
            vector[zlib.crc32(piece.encode("utf-8", "replace")) % BUCKETS] = 1.0
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(lengths > 0, lengths, 1.0)).astype(np.float32)


def _pieces(text: str) -> Iterator[str]:
    words = [word.casefold() for word in WORD.findall(text)]
    yield from words
    yield from (f"{first} {second}" for first, second in pairwise(words))
