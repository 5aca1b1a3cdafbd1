"""Every document that holds some words: not the best of them, but all, by the places of the words in the forward index.

A document holds a word when its text, its title or a heading does. Words that are one thing ("E-1057", a phrase in
quotes) have to stand together in one sentence, title or heading path.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.language.words import term_of
from bot.library import Snapshot
from bot.library.runs import Rows, Runs
from bot.search.query import Query
from bot.search.wanted import Wanted, wanted_words

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

# How far apart the terms of one thing may stand, beyond their number: "Vertrag über die Wartung" is a Wartungsvertrag.
WORDS_BETWEEN = 2
# Up to so many texts are looked through one by one; for more, one pass over all words (4 ms for ten million) is faster.
FEW_TEXTS = 256


@dataclass(frozen=True, slots=True)
class Together:
    """Terms that stand in one sentence: one after the other in a phrase, else near each other in any order.

    They count in documents that are read in one of the `languages`; in all where there is none.
    """

    terms: tuple[str, ...]
    languages: frozenset[str] = frozenset()
    is_phrase: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """Something that a document must hold, in one of its `ways`; `text` is how it was asked.

    `stand_ins` are words of the documents by which it is held where none of them has it as it was asked.
    """

    text: str
    ways: tuple[Together, ...]
    stand_ins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """Where a clause stands: the numbers of the sentences, ascending, and the rows of the passages.

    A passage has it in a sentence, outside of any, or in title and headings. `documents` says of each of the texts of
    the snapshot whether it has it.
    """

    sentences: Rows
    rows: Rows
    documents: Flags


@dataclass(frozen=True, slots=True)
class Found:
    """A text that holds what is wanted: the id of its document, and where.

    `count` are the sentences with all of it, or with any of it where none has all; `sentences` the numbers of those
    with any, those with most first, then in order. Where it stands in no sentence, they are those of the first passage
    whose title, headings or text outside of sentences have it, which counts as one.
    """

    document: str
    language: str
    count: int
    sentences: Rows


def clauses_of(query: Query, snapshot: Snapshot) -> list[Clause]:
    """The words of a query, each in all forms in which the documents have it."""
    return [clause_of(word, snapshot) for word in wanted_words(query, snapshot)]


def clause_of(word: Wanted, snapshot: Snapshot) -> Clause:
    """A word in its forms; its own term in a language counts in documents of that language only."""
    ways = []
    for form in word.forms:
        (first, *others) = sorted(form)
        is_own = not others and not word.run and first in word.word.terms
        own = (code for code in snapshot.languages if is_own and term_of(word.word.text, code) == first)
        ways.append(Together((first, *others), frozenset(own)))
    is_written = word.run or any(map(snapshot.document_frequency, word.word.terms))
    instead = word.forms[len(word.word.terms) :] if not is_written else ()
    stand_ins = dict.fromkeys(snapshot.written(term) for form in instead for term in sorted(form))
    return Clause(word.word.text, tuple(ways), tuple(stand_ins))


def phrase_of(text: str, words: Sequence[str], snapshot: Snapshot) -> Clause:
    """Words that stand one after the other, each in any form, as a document in each language reads them."""
    read: dict[tuple[str, ...], set[str]] = {}
    for code in snapshot.languages:
        read.setdefault(tuple(term_of(word, code) for word in words), set()).add(code)
    return Clause(text, tuple(Together(terms, frozenset(codes), is_phrase=True) for terms, codes in read.items()))


def either(clauses: Sequence[Clause]) -> Clause:
    """What holds one of the clauses."""
    ways = tuple(way for one in clauses for way in one.ways)
    return Clause(
        " OR ".join(one.text for one in clauses), ways, tuple(word for one in clauses for word in one.stand_ins)
    )


def held_by(clause: Clause, snapshot: Snapshot, among: Flags) -> Held:
    """Where the clause stands in the documents `among` the texts of the snapshot."""
    texts, forward = snapshot.texts, snapshot.forward
    in_sentences: list[Rows] = []
    in_passages: list[Rows] = []
    documents = np.zeros(len(among), dtype=np.bool_)
    for way in clause.ways:
        numbers = [number for number in map(forward.number, way.terms) if number is not None]
        if len(numbers) < len(way.terms):
            continue
        asked = among & np.isin(texts.languages, sorted(way.languages)) if way.languages else among
        rarest = min(range(len(numbers)), key=lambda i: (snapshot.document_frequency(way.terms[i]), i))
        search = _Search(numbers, rarest, is_phrase=way.is_phrase)
        sentences = search.texts_of(forward.sentences, _parts(snapshot, asked))
        rows = np.searchsorted(forward.first_sentences, sentences, side="right") - 1
        is_asked = asked[texts.at(rows)]
        in_sentences.append(sentences[is_asked])
        elsewhere = np.concatenate([_under(search, snapshot), _outside(search, snapshot)])
        in_passages += [rows[is_asked], elsewhere[asked[texts.at(elsewhere)]]]
    found = _merged(in_passages, len(forward))
    documents[texts.at(found)] = True
    return Held(_merged(in_sentences, len(forward.sentences)), found, documents)


def found_in(
    snapshot: Snapshot, documents: Flags, held: Sequence[Held], weights: Sequence[float], most: int
) -> Iterator[Found]:
    """The first `most` of the `documents`, with the sentences that hold what of it counts, by weight.

    Where nothing counts, the sentences are those of the first passage, and the count is 0.
    """
    texts, first_sentences = snapshot.texts, snapshot.forward.first_sentences
    weight, times = np.zeros(int(first_sentences[-1])), np.zeros(int(first_sentences[-1]), dtype=np.int16)
    for one, worth in zip(held, weights, strict=True):
        weight[one.sentences] += worth
        times[one.sentences] += 1
    for place in np.flatnonzero(documents)[: max(0, most)].tolist():
        first_row, after_row = texts.first_rows[place : place + 2].tolist()
        first, after = first_sentences[first_row], first_sentences[after_row]
        here = np.flatnonzero(times[first:after]) + first
        complete = int(np.count_nonzero(times[here] == len(held)))
        count = complete or len(here)
        if not len(here):
            row = _first_row(held, first_row, after_row)
            here = np.arange(first_sentences[row], first_sentences[row + 1])
            count = int(bool(held))
        in_order = here[np.lexsort((here, -weight[here]))]
        yield Found(texts.ids[place], str(texts.languages[place]), count, in_order)


def _first_row(held: Sequence[Held], first_row: int, after_row: int) -> int:
    """The first of these rows that holds something; the first of all when none does."""
    rows = (one.rows[np.searchsorted(one.rows, first_row) :][:1].tolist() for one in held)
    return min([row for (row,) in rows if row < after_row], default=first_row)


@dataclass(frozen=True, slots=True)
class _Search:
    """The numbers of terms that stand together, and which of them is the rarest, where one looks first."""

    numbers: Sequence[int]
    rarest: int
    is_phrase: bool

    def texts_of(self, texts: Runs, parts: Sequence[slice]) -> Rows:
        """Which of the texts hold them, ascending; `parts` are those of the values that are looked through."""
        values, number = texts.values, self.numbers[self.rarest]
        places = np.concatenate([np.flatnonzero(values[part] == number) + part.start for part in parts])
        found = np.searchsorted(texts.offsets, places, side="right") - 1
        if len(self.numbers) > 1:
            found = found[self._are_together(texts, places, found)]
        return found[np.diff(found, prepend=-1) > 0]

    def _are_together(self, texts: Runs, places: Rows, owners: Rows) -> Flags:
        """Whether all of them stand around each place of the rarest, in the same text."""
        first, after = texts.offsets[owners], texts.offsets[owners + 1]
        reach = len(self.numbers) - 1 + WORDS_BETWEEN
        together = np.ones(len(places), dtype=np.bool_)
        for i, number in enumerate(self.numbers):
            is_there = np.zeros(len(places), dtype=np.bool_)
            for shift in [i - self.rarest] if self.is_phrase else range(-reach, reach + 1):
                at = places + shift
                is_there |= (at >= first) & (at < after) & (texts.values.take(at, mode="clip") == number)
            together &= is_there
        return together


def _parts(snapshot: Snapshot, asked: Flags) -> list[slice]:
    """The parts of the values of all sentences that are of the texts asked, or all of it when these are many."""
    forward, rows = snapshot.forward, snapshot.texts.first_rows
    places = np.flatnonzero(asked)
    if len(places) > FEW_TEXTS:
        return [slice(0, len(forward.sentences.values))]
    bounds = forward.sentences.offsets[forward.first_sentences[rows[np.stack([places, places + 1])]]]
    return [slice(first, after) for first, after in bounds.T.tolist()] or [slice(0, 0)]


def _under(search: _Search, snapshot: Snapshot) -> Rows:
    """The rows of the passages whose title, headings or lead-in hold the terms."""
    forward = snapshot.forward
    is_found = np.zeros(len(forward.contexts), dtype=np.bool_)
    is_found[search.texts_of(forward.contexts, [slice(0, len(forward.contexts.values))])] = True
    rows: Rows = np.flatnonzero(is_found[forward.context_rows])
    return rows


def _outside(search: _Search, snapshot: Snapshot) -> Rows:
    """The rows of the passages that have words outside of their sentences, such as numbers of items, and hold a term.

    There nothing stands together.
    """
    if len(search.numbers) > 1:
        return np.zeros(0, dtype=np.int64)
    unspoken = snapshot.forward.unspoken
    return snapshot.forward.unspoken_rows[search.texts_of(unspoken, [slice(0, len(unspoken.values))])]


def _merged(numbers: Sequence[Rows], count: int) -> Rows:
    """All numbers, which lie below `count`, ascending, each once."""
    is_there = np.zeros(count, dtype=np.bool_)
    for one in numbers:
        is_there[one] = True
    merged: Rows = np.flatnonzero(is_there)
    return merged
