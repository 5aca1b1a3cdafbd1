"""What the documents of a collection speak of: groups of documents with near vectors, named by their telling phrases.

The groups are those of k-means on the sphere (Dhillon and Modha 2001), as many as give the best silhouette (Rousseeuw
1987) with the groups' centres in place of their members (Hruschka et al. 2004). A group is named by the phrases whose
odds to be in its documents are highest against those in all others, times the share of its documents that have them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt

from bot.encoders import FloatArray
from bot.encoders.common_words import is_common
from bot.language.words import is_function_word
from bot.library.subject import phrases

MOST_SUBJECTS = 12
FEWEST_TO_GROUP = 4  # documents; fewer are a subject each
FEWEST_OF_EACH = 3  # on average: the nearest two of a few documents are hardly a subject of their own
LEAST_SILHOUETTE = 0.2  # less, and the documents are all about one thing
ALIKE = 0.2  # from a centre, in cosines: what lies nearer to another than so is no other subject
MOST_FITTED = 4_000  # documents that the centres are fitted on
ROUNDS = 20
MOST_NAMES = 3
LONGEST_PHRASE = 3
MOST_PHRASES = 24  # kept of a document
LONGER_IS_WORTH = 0.5  # of a count, for each word more: a name of two words says more than either
DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of up to three words of a document: its terms, how it is written there most often, and how often."""

    terms: str
    written: str
    count: int


@dataclass(frozen=True, slots=True)
class Grouped:
    """A group of documents, by their places in what was grouped, and the phrases that name it."""

    names: tuple[str, ...]
    members: tuple[int, ...]


def phrases_of(texts: Iterable[str], language: str) -> tuple[Phrase, ...]:
    """The most frequent phrases of these texts, at most `MOST_PHRASES`; of equals those that come first."""
    written: dict[tuple[str, ...], Counter[str]] = {}
    for text in texts:
        for terms, words in phrases(text, language, LONGEST_PHRASE):
            if not any(is_function_word(word, language) for word in words.split()):
                written.setdefault(terms, Counter())[words] += 1
    telling = {terms: forms for terms, forms in written.items() if len(terms) > 1 or not is_common(min(forms))}
    best = sorted(telling, key=lambda terms: -_weight(telling[terms].total(), len(terms)))[:MOST_PHRASES]
    return tuple(Phrase(" ".join(terms), _most(telling[terms]), telling[terms].total()) for terms in best)


def grouped(vectors: FloatArray, phrases_by_document: Sequence[Sequence[Phrase]]) -> tuple[Grouped, ...]:
    """The subjects of documents with these unit vectors and phrases, that of the most documents first."""
    if not len(vectors):
        return ()
    labels = _labels(vectors)
    groups = [np.flatnonzero(labels == label).tolist() for label in np.unique(labels)]
    held = Counter(phrase.terms for document in phrases_by_document for phrase in document)
    named = [Grouped(_names(members, phrases_by_document, held), tuple(members)) for members in groups]
    return tuple(sorted(named, key=lambda group: (-len(group.members), group.members)))


def _labels(vectors: FloatArray) -> npt.NDArray[np.int64]:
    """The group of each document."""
    count = len(vectors)
    if count < FEWEST_TO_GROUP:
        return np.arange(count)
    fitted = vectors[np.unique(np.linspace(0, count - 1, min(count, MOST_FITTED)).astype(np.int64))]
    best, centres = LEAST_SILHOUETTE, vectors[:1]
    for k in range(2, min(MOST_SUBJECTS, max(2, count // FEWEST_OF_EACH)) + 1):
        found = _centres(fitted, k)
        silhouette = _silhouette(fitted, found)
        if silhouette > best:
            best, centres = silhouette, found
    labels: npt.NDArray[np.int64] = np.round(vectors @ centres.T, DECIMALS).argmax(axis=1)
    return labels


def _centres(vectors: FloatArray, k: int) -> FloatArray:
    """The centres of `k` groups; each begins with the document farthest from those before it."""
    chosen = [int(np.round(vectors @ vectors.mean(axis=0), DECIMALS).argmax())]
    while len(chosen) < k:
        nearest = np.round(vectors @ vectors[chosen].T, DECIMALS).max(axis=1)
        chosen.append(int(nearest.argmin()))
    centres = vectors[chosen]
    labels = np.full(len(vectors), -1)
    for _ in range(ROUNDS):
        before, labels = labels, np.round(vectors @ centres.T, DECIMALS).argmax(axis=1)
        if np.array_equal(before, labels):
            break
        sums = np.stack([vectors[labels == i].sum(axis=0) if (labels == i).any() else centres[i] for i in range(k)])
        centres = np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), dtype=np.float32)
    return centres


def _silhouette(vectors: FloatArray, centres: FloatArray) -> float:
    """How much nearer documents are to their own centre than to the next, in [0, 1]."""
    distances = np.sort(1.0 - np.round(vectors @ centres.T, DECIMALS), axis=1)
    own, other = distances[:, 0], distances[:, 1]
    return round(float(((other - own) / np.maximum(other, ALIKE)).mean()), DECIMALS)


def _names(
    members: Sequence[int], phrases_by_document: Sequence[Sequence[Phrase]], held: Counter[str]
) -> tuple[str, ...]:
    """The most telling phrases, of which no two share a word."""
    inside, counts = Counter[str](), Counter[str]()
    written: dict[str, Counter[str]] = {}
    for member in members:
        for phrase in phrases_by_document[member]:
            inside[phrase.terms] += 1
            counts[phrase.terms] += phrase.count
            written.setdefault(phrase.terms, Counter())[phrase.written] += phrase.count
    others = len(phrases_by_document) - len(members)

    def worth(terms: str) -> tuple[float, float]:
        here, there = inside[terms], held[terms] - inside[terms]
        telling = (_odds(here, len(members)) - _odds(there, others)) * here / len(members) if others else 0.0
        return -round(telling, DECIMALS), -_weight(counts[terms], terms.count(" ") + 1)

    names: list[str] = []
    for terms in sorted(inside, key=lambda terms: (*worth(terms), terms)):
        if not any(set(terms.split()) & set(name.split()) for name in names):
            names.append(terms)
        if len(names) == MOST_NAMES:
            break
    return tuple(_most(written[terms]) for terms in names)


def _odds(held: int, of: int) -> float:
    """The logarithm of the odds to hold a phrase, with half a document added on either side."""
    return log((held + 0.5) / (of - held + 0.5))


def _weight(count: int, words: int) -> float:
    return count * (1 + LONGER_IS_WORTH * (words - 1))


def _most(forms: Counter[str]) -> str:
    """The form that is written most often; of equals that in small letters, then the first by alphabet."""
    return min(forms, key=lambda form: (-forms[form], not form.islower(), form))
