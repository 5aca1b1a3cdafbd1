"""The words of a query as they are looked for: how much each weighs, and the forms in which a text may hold it."""

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from bot.language.written import Key, KeyKind, parts_of
from bot.library import Snapshot
from bot.search.keyed import is_whole, runs_in_corpus
from bot.search.query import Query
from bot.search.spelling import Correction, corrections
from bot.text.words import Word


@dataclass(frozen=True, slots=True)
class Wanted:
    """A content word of a query. A text holds it when it holds all terms of one of its `forms`.

    An identifier or a date is one word, however many it was typed as; `run` are its terms as the corpus writes it.
    `weight` is the inverse document frequency of its most frequent form; `is_known` is whether any passage may hold it,
    `is_carried` whether not the question but the conversation before it said the word.
    """

    word: Word
    weight: float
    forms: tuple[frozenset[str], ...]
    is_known: bool
    is_carried: bool = False
    run: tuple[str, ...] = ()

    def is_in(self, held: AbstractSet[str]) -> bool:
        """Whether a text with the terms `held` has the word."""
        return any(form <= held for form in self.forms)


def wanted_words(query: Query, snapshot: Snapshot) -> tuple[Wanted, ...]:
    """The content words of `query`, with the forms that the corpus of `snapshot` has for them."""
    other_forms: dict[Word, list[frozenset[str]]] = {}
    for correction in corrections(query, snapshot):
        other_forms.setdefault(correction.word, []).extend(_forms(correction))
    whole = [wanted for key in (*query.keys, *query.carried_keys) if (wanted := _whole(key, snapshot))]
    single = [
        _wanted(word, other_forms.get(word, []), snapshot)
        for word in query.sought
        if not any(key.word.start <= word.start < key.word.end for key in whole)
    ]
    found = sorted((*whole, *single), key=lambda wanted: wanted.word.start)
    return tuple(replace(wanted, is_carried=wanted.word.start >= len(query.text)) for wanted in found)


def inverse_document_frequency(frequency: int, passages: int) -> float:
    """BM25's weight of a term in `frequency` of `passages` passages, > 0 (Robertson and Zaragoza 2009, eq. 3.3)."""
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))


def _forms(correction: Correction) -> list[frozenset[str]]:
    if correction.kind == "spelling":
        return [frozenset({term}) for term in correction.terms]
    return [frozenset(correction.terms)]


def _wanted(
    word: Word, others: Sequence[frozenset[str]], snapshot: Snapshot, own: frozenset[str] = frozenset()
) -> Wanted:
    forms = (own or frozenset({word.term}), *others)
    frequency = max(min(snapshot.document_frequency(term) for term in form) for form in forms)
    weight = inverse_document_frequency(frequency, snapshot.passage_count)
    return Wanted(word, weight, forms, is_known=frequency > 0)


def _whole(key: Key, snapshot: Snapshot) -> Wanted | None:
    """An identifier or a date as one word; None when it is to be looked for by its parts.

    By those where the corpus has it in no form, unless it is an identifier beyond doubt: then its parts are others'.
    """
    runs = runs_in_corpus(key, "", snapshot) if is_whole(key) else ()
    if not runs and not (key.is_strict and key.kind is KeyKind.IDENTIFIER):
        return None
    run, *_ = runs or (("".join(parts_of(key.name)),),)
    frequencies = {term: snapshot.document_frequency(term) for term in run}
    word = Word(key.text, key.start, key.end, min(run, key=lambda term: (frequencies[term], term)))
    wanted = _wanted(word, [frozenset(form) for form in runs[1:]], snapshot, frozenset(run))
    return replace(wanted, run=run if runs else (), is_known=bool(runs))
