"""Telling one kind of text from others by examples: a logistic regression over their vectors, and over their words.

What a kind is stands in the examples alone, which are data: no list of words decides.
"""

import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from bot.encoders.protocol import FloatArray
from bot.text.words import WORD

# A judgement: examples as short as "I am pregnant" need it as low as this.
RIDGE = 0.1
RIDGE_OF_INTERCEPT = 1e-4
MOST_STEPS = 25  # Newton's method takes about eight
SMALL_STEP = 1e-6

# For words. Chosen on tests/data/care_aside*.toml and a spent blind set, by how seldom a question that needs no note
# scores above one that does: with half the places words share one so often that this doubles in German, twice as many
# gain nothing; letters by three lose, letters by six gain in German, and words by three gain for red flags.
PLACES = 32768
WORDS_TO_VECTOR = 2.0
RUNS_OF_WORDS = 3
RUNS_OF_LETTERS = (4, 5, 6)
# Beside the pieces of forms.
FEWER_PLACES = 16384
PLACES_TO_PIECES = 3.0
TWO_LETTERS = {"ae": "a", "oe": "o", "ue": "u"}  # how an umlaut is typed without its key
SMALL_STEP_WITH_WORDS = 0.05  # and the next line: smaller ones take half as long again and change log odds by 0.0001
ENOUGH_OF_GRADIENT = 0.1
MOST_DIRECTIONS = 50

Floats: TypeAlias = npt.NDArray[np.float64]
Places: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Fitted:
    """Weights of shape (pieces + FEWER_PLACES + 1, kinds), for the rows of `text_row`; their products are log odds.

    `made_from` changes with the examples.
    """

    kinds: tuple[str, ...]
    pieces: tuple[str, ...]
    weights: FloatArray
    made_from: str

    def write(self, path: Traversable) -> None:
        """Keep it in a file, rounded to 16 bits."""
        texts = {"kinds": "\n".join(self.kinds), "pieces": "\n".join(self.pieces), "made_from": self.made_from}
        np.savez_compressed(
            Path(str(path)),
            allow_pickle=False,
            weights=self.weights.astype("<f2"),
            **{name: np.frombuffer(text.encode(), dtype=np.uint8) for name, text in texts.items()},
        )

    @classmethod
    def read(cls, path: Traversable) -> "Fitted":
        """What `write` kept."""
        with as_file(path) as file, np.load(file, allow_pickle=False) as kept:
            texts = {name: kept[name].tobytes().decode() for name in ("kinds", "pieces", "made_from")}
            weights = kept["weights"].astype(np.float32)
        kinds, pieces = (tuple(texts[name].split("\n")) for name in ("kinds", "pieces"))
        return cls(kinds, pieces, weights, texts["made_from"])

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The row of each piece."""
        return {piece: i for i, piece in enumerate(self.pieces)}


def text_row(text: str, pieces: Sequence[str], places: Mapping[str, int]) -> FloatArray:
    """What a text is told by, shape (pieces + FEWER_PLACES + 1,): its `pieces`, its words, and 1 for all texts.

    The pieces are of unit length where all are known.
    """
    row = np.zeros(len(places) + FEWER_PLACES + 1, dtype=np.float32)
    row[[places[piece] for piece in pieces if piece in places]] = 1 / np.sqrt(max(1, len(pieces)))
    of_words = np.unique(word_places(text) % FEWER_PLACES)
    row[len(places) + of_words] = PLACES_TO_PIECES / np.sqrt(max(1, len(of_words)))
    row[-1] = 1.0
    return row


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


def fit_with_words(vectors: FloatArray, texts: Sequence[str], is_of_kind: Sequence[bool]) -> FloatArray:
    """Weights as `fit` gives them, of shape (d + PLACES + 1,): for the vectors of `texts`, for their words, for all.

    An encoder that was trained on one language sees little in another; the words, and the letters in them, tell what
    it does not.
    """
    rows = _Rows(vectors, texts)
    wanted = np.array(is_of_kind, dtype=np.float64)
    share = max(1.0, (len(wanted) - wanted.sum()) / max(1.0, wanted.sum()))
    weight = np.where(wanted > 0, share, 1.0)
    ridge = np.full(vectors.shape[1] + PLACES + 1, RIDGE)
    ridge[-1] = RIDGE_OF_INTERCEPT
    fitted = np.zeros(len(ridge))
    for _ in range(MOST_STEPS):
        likely = 1.0 / (1.0 + np.exp(-rows.times(fitted)))
        step = _newton_step(rows, weight * (wanted - likely), weight * likely * (1.0 - likely), ridge, fitted)
        fitted += step
        if np.abs(step).max() < SMALL_STEP_WITH_WORDS:
            break
    return fitted.astype(np.float32)


def log_odds_with_words(weights: FloatArray, vector: FloatArray, places: Places) -> float:
    """How much likelier than not a text is of the kind, by what `fit_with_words` has learnt: above 0, it rather is.

    `vector`, of shape (d,), and `places` of its words are those of the text. Weights that an earlier version has learnt
    for fewer places are read as far as they go: half of the places, folded, are the places of a hash half as wide.
    """
    of_places = weights[len(vector) : -1]
    of_words = of_places[places % len(of_places)].sum() * _share_of_one(len(places))
    return float(vector @ weights[: len(vector)] + of_words + weights[-1])


def word_places(text: str) -> Places:
    """The places among PLACES that count for a text: of its words, of two and three in a row, and of their letters.

    Each has the place that its hash gives (Weinberger et al. 2009, "Feature Hashing for Large Scale Multitask
    Learning", without the signs), and counts once. Case and accents are ignored, and the two ways to write an umlaut.
    """
    words = [_plain(word) for word in WORD.findall(text)]
    line = ["^", *words, "$"]
    pieces = {*words, *(" ".join(line[i : i + n]) for n in (2, RUNS_OF_WORDS) for i in range(len(line) - n + 1))}
    for word in words:
        whole = f"<{word}>"
        pieces.update(f"#{whole[i : i + n]}" for n in RUNS_OF_LETTERS for i in range(len(whole) - n + 1))
    return np.unique([zlib.crc32(piece.encode("utf-8", "replace")) % PLACES for piece in pieces]).astype(np.int64)


class _Rows:
    """The features of examples as a matrix of shape (n, d + PLACES + 1), of whose word part only the ones are kept."""

    def __init__(self, vectors: FloatArray, texts: Sequence[str]) -> None:
        self._vectors = vectors.astype(np.float64)
        places = [word_places(text) for text in texts]
        self._where = np.concatenate(places)
        self._row = np.repeat(np.arange(len(texts)), [len(of_text) for of_text in places])
        self._share = np.array([_share_of_one(len(of_text)) for of_text in places])[self._row]

    def times(self, column: Floats) -> Floats:
        """The matrix times a column of as many values as there are features."""
        count, width = self._vectors.shape
        of_words = np.bincount(self._row, column[width:-1][self._where] * self._share, minlength=count)
        product: Floats = self._vectors @ column[:width] + of_words + column[-1]
        return product

    def across(self, column: Floats) -> Floats:
        """The transposed matrix times a column of as many values as there are rows."""
        of_words = np.bincount(self._where, column[self._row] * self._share, minlength=PLACES)
        return np.concatenate([column @ self._vectors, of_words, [column.sum()]])

    def squared_across(self, column: Floats) -> Floats:
        """`across` with every value of the matrix squared."""
        of_words = np.bincount(self._where, column[self._row] * self._share**2, minlength=PLACES)
        return np.concatenate([column @ self._vectors**2, of_words, [column.sum()]])


def _newton_step(
    rows: _Rows,
    residual: Floats,
    curve: Floats,
    ridge: Floats,
    fitted: Floats,
) -> Floats:
    """Newton's step by conjugate gradients: there are too many words to solve for at once."""
    scale = 1.0 / (rows.squared_across(curve) + ridge)
    left = rows.across(residual) - ridge * fitted
    step = np.zeros_like(fitted)
    along = scale * left
    size, enough = left @ along, ENOUGH_OF_GRADIENT**2 * (left @ left)
    for _ in range(MOST_DIRECTIONS):
        if left @ left <= enough:
            break
        bent = rows.across(curve * rows.times(along)) + ridge * along
        length = size / (along @ bent)
        step += length * along
        left -= length * bent
        scaled = scale * left
        size, before = left @ scaled, size
        along = scaled + (size / before) * along
    return step


def _plain(word: str) -> str:
    """A word without its case, its accents and its umlauts, however they are typed."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    for typed, letter in TWO_LETTERS.items():
        plain = plain.replace(typed, letter)
    return plain


def _share_of_one(count: int) -> float:
    """What each of so many places counts, so that the words of every text weigh the same."""
    return WORDS_TO_VECTOR / float(np.sqrt(max(1, count)))
