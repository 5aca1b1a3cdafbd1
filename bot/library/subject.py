"""What a collection is about, when it is about one thing: a phrase that most titles and most passages hold.

Over such documents people leave the subject out ("How long does it take?"). Among documents about many things no phrase
is in most titles and most passages, so there is no subject.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from bot.encoders.common_words import is_common
from bot.language.words import Word, is_function_word, words
from bot.library.forward import ForwardIndex
from bot.library.runs import Rows, places_of

LONGEST_WORDS = 4
# Of the titles, and of the passages' texts, more than so many hold the subject.
LEAST_SHARE = 0.5
JOINTS = (" ", "-")


def subject_of(titles: Sequence[str], forward: ForwardIndex, rows: Rows, language: str) -> str:
    """The subject of documents in a language with these titles and rows of passages; "" when they share none.

    The longest phrase that more than half of the titles and more than half of the passages' texts hold; of equally long
    ones the one that most passages hold, then the first by alphabet. A single word must not be one of the commonest.
    """
    written: dict[tuple[str, ...], Counter[str]] = {}
    for title in titles:
        for terms, phrase in dict(phrases(title, language)).items():
            written.setdefault(terms, Counter())[phrase] += 1
    shared = [terms for terms, forms in written.items() if forms.total() > LEAST_SHARE * len(titles)]
    held = {terms: _count_passages(terms, forward, rows) for terms in shared if _is_telling(terms, written[terms])}
    found = [terms for terms, count in held.items() if count > LEAST_SHARE * len(rows)]
    if not found:
        return ""
    forms = written[min(found, key=lambda terms: (-len(terms), -held[terms], terms))]
    return min(forms, key=lambda phrase: (-forms[phrase], phrase))


def phrases(text: str, language: str, longest: int = LONGEST_WORDS) -> Iterator[tuple[tuple[str, ...], str]]:
    """The terms of every run of words that neither begins nor ends with a function word, and the run itself."""
    found = words(text, language)
    for i, first in enumerate(found):
        if not _carries(first, language):
            continue
        for j in range(i, min(i + longest, len(found))):
            last = found[j]
            if not last.text.isalpha() or (j > i and text[found[j - 1].end : last.start] not in JOINTS):
                break
            if _carries(last, language):
                yield tuple(word.term for word in found[i : j + 1]), text[first.start : last.end]


def _carries(word: Word, language: str) -> bool:
    return len(word.text) > 1 and not is_function_word(word.text, language)


def _is_telling(terms: Sequence[str], forms: Counter[str]) -> bool:
    return len(terms) > 1 or not any(is_common(phrase) for phrase in forms)


def _count_passages(terms: Sequence[str], forward: ForwardIndex, rows: Rows) -> int:
    """How many of the passages have the terms one after the other in a sentence."""
    numbers = [number for number in map(forward.number, terms) if number is not None]
    if len(numbers) < len(terms):
        return 0
    places, offsets = places_of(numbers, forward.sentences.values), forward.sentences.offsets
    sentences = np.searchsorted(offsets, places, side="right") - 1
    inside = sentences[places + len(terms) <= offsets[sentences + 1]]
    passages = np.searchsorted(forward.first_sentences, inside, side="right") - 1
    return int(np.isin(rows, passages).sum())
