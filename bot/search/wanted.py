"""The words of a query as they are looked for: how much each weighs, and the forms in which a text may hold it."""

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from bot.language.words import Word
from bot.library import Snapshot
from bot.records import Span
from bot.search.compounds import compounds
from bot.search.query import Query
from bot.search.spelling import Correction, corrections

# Of the weight of a word that no passage holds: what the subject of a corpus weighs, which every passage has. On 300
# even questions of SQuAD and of COVID-QA as many first and first five hits are right as with 0; with .3 fewer are.
LEAST_WEIGHT = 0.1


@dataclass(frozen=True, slots=True)
class Wanted:
    """A content word of a query. A text holds it when it holds all terms of one of its `forms`.

    `weight` is the inverse document frequency of its most frequent form, and never nothing; `is_known` is whether any
    passage may hold it, `is_carried` whether not the question but the conversation before it said the word.
    """

    word: Word
    weight: float
    forms: tuple[frozenset[str], ...]
    is_known: bool
    is_carried: bool = False

    def is_in(self, held: AbstractSet[str]) -> bool:
        """Whether a text with the terms `held` has the word."""
        return any(form <= held for form in self.forms)


def wanted_words(query: Query, snapshot: Snapshot) -> tuple[Wanted, ...]:
    """The content words of `query`, with the forms that the corpus of `snapshot` has for them."""
    other_forms: dict[Word, list[frozenset[str]]] = {}
    for correction in corrections(query, snapshot):
        other_forms.setdefault(correction.word, []).extend(_forms(correction))
    for word in query.sought:
        if word not in other_forms:
            other_forms[word] = compounds(word, query, snapshot)
    own = (_wanted(word, other_forms[word], snapshot) for word in query.words)
    carried = (_wanted(word, other_forms[word], snapshot) for word in query.carried)
    return _without_bridges((*own, *(replace(word, is_carried=True) for word in carried)))


def unknown_words(query: Query, wanted: Sequence[Wanted]) -> tuple[str, ...]:
    """The words that no passage holds, as they were typed; characters in a row that none holds are one."""
    spans: list[Span] = []
    for word in (word.word for word in wanted if not word.is_known):
        if spans and word.start < spans[-1].end:
            spans[-1] = Span(spans[-1].start, word.end)
        else:
            spans.append(Span(word.start, word.end))
    return tuple(span.of(query.in_context) for span in spans)


def _without_bridges(wanted: tuple[Wanted, ...]) -> tuple[Wanted, ...]:
    """Of a run without spaces not the pairs that nobody wrote: the end of one known word and the start of the next."""
    covered = {place for word in wanted if word.is_known for place in range(word.word.start, word.word.end)}
    return tuple(
        word for word in wanted if word.is_known or not covered.issuperset(range(word.word.start, word.word.end))
    )


def inverse_document_frequency(frequency: int, passages: int) -> float:
    """BM25's weight of a term in `frequency` of `passages` passages, > 0 (Robertson and Zaragoza 2009, eq. 3.3)."""
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))


def _forms(correction: Correction) -> list[frozenset[str]]:
    if correction.kind == "spelling":
        return [frozenset({term}) for term in correction.terms]
    return [frozenset(correction.terms)]


def _wanted(word: Word, others: Sequence[frozenset[str]], snapshot: Snapshot) -> Wanted:
    forms = (*(frozenset({term}) for term in word.terms), *others)
    frequency = max(min(snapshot.document_frequency(term) for term in form) for form in forms)
    rarest = inverse_document_frequency(0, snapshot.passage_count)
    weight = max(inverse_document_frequency(frequency, snapshot.passage_count), LEAST_WEIGHT * rarest)
    return Wanted(word, weight, forms, is_known=frequency > 0)
