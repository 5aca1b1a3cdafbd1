"""What a question names, and what the documents write beside it: "radio" is half a name where "radio frequency" is."""

from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise

import numpy as np

from bot.errors import QuestionError
from bot.language.leaning import named_words
from bot.language.tables import ENGLISH
from bot.language.words import Word
from bot.library import Snapshot
from bot.search.query import Query, parse_query

READ = 50  # passages that hold a word, the best by BM25; more would cost milliseconds and tell the same


def read(question: str, held: Sequence[str]) -> Query | None:
    """The question as it is searched for; None for one that says nothing, or too much: a history may be of outside."""
    with suppress(QuestionError):
        return parse_query(question, held)
    return None


def named_terms(question: str, held: Sequence[str] = (ENGLISH,)) -> frozenset[str]:
    """The terms of `question` that say what it is about, not which property of it is asked for."""
    query = read(question, held)
    named = {word.text for word in named_words(query.text, query.asked_in)} if query else set()
    return frozenset(word.term for word in query.words if word.text in named) if query else frozenset()


def names_in(snapshot: Snapshot, question: str) -> frozenset[str]:
    """The terms of what a question names, with those that the documents write beside them."""
    query = read(question, snapshot.languages)
    return whole_names(snapshot, query, named_terms(question, snapshot.languages)) if query else frozenset()


def names_apart(snapshot: Snapshot, question: str) -> tuple[frozenset[str], ...]:
    """The terms of what a question names, each name of neighbouring words by itself, in order."""
    query, named, runs = read(question, snapshot.languages), names_in(snapshot, question), list[list[Word]]()
    if query is None:
        return ()
    for word in query.words:
        if word.term in named:
            if runs and _are_neighbours(query, runs[-1][-1], word):
                runs[-1].append(word)
            else:
                runs.append([word])
    return tuple(frozenset(word.term for word in run) for run in runs)


def whole_names(snapshot: Snapshot, query: Query, named: frozenset[str]) -> frozenset[str]:
    """The terms of `named`, and those beside them in `query` without which the documents hardly write them."""
    completing: list[str] = []
    for first, second in pairwise(query.words):
        is_open = (first.term in named) != (second.term in named)
        if is_open and _are_neighbours(query, first, second) and _is_one_name(snapshot, first.term, second.term):
            completing += [first.term, second.term]
    return named.union(completing)


def _are_neighbours(query: Query, first: Word, second: Word) -> bool:
    return not query.text[first.end : second.start].strip(" -\N{HYPHEN}")


def _is_one_name(snapshot: Snapshot, first: str, second: str) -> bool:
    """Whether, of the times that the rarer of the two stands in the documents, most have both, in this order."""
    forward = snapshot.forward
    numbers = forward.number(first), forward.number(second)
    rarer = min(first, second, key=snapshot.document_frequency)
    rows = np.array([key for key, _ in snapshot.lexical([rarer], READ)], dtype=np.int64)
    if None in numbers or not len(rows):
        return False
    values = forward.words(rows).values
    together = np.count_nonzero((values[:-1] == numbers[0]) & (values[1:] == numbers[1]))
    return bool(2 * together > np.count_nonzero(values == forward.number(rarer)))
