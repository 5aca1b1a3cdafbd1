"""The words of a query as they are looked for: how much each weighs, and the forms in which a text may hold it.

A word that no passage has in any spelling is looked up by its meaning: it takes the corpus's words nearest to it under
the encoder as soft forms, graded by their cosine. Names must match as they are written, so only words in small letters
have soft forms, and the first of a question, which is written large whatever it is.
"""

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import numpy as np

from bot.encoders import FloatArray
from bot.encoders.common_words import filler_terms
from bot.language.asked_times import asked_time, asks_what_happens
from bot.language.forms import names_kind
from bot.language.identifiers import parts_of
from bot.language.words import Word, names_documents
from bot.library import Snapshot
from bot.records import Key, KeyKind, Span
from bot.search.compounds import compounds
from bot.search.initials import SpeltOut, shortened, spelt_out
from bot.search.keyed import is_whole, runs_in_corpus
from bot.search.query import Query
from bot.search.spelling import Correction, corrections

SOFT_FORMS = 5  # for one word
# Between these cosines of a soft form its grade rises from 0 to 1. Of what a word is otherwise called in a few pages,
# about as much lies below .65 ("sick" is "illness" by .51) as above, where less is wrong.
SOFT_FROM, SOFT_WHOLE = 0.45, 0.75
BEST_GRADE = 0.95
# The least cosine from which a word is known by it. Over the shipped corpus it lets gym be exercise (.66) and downsides
# drawbacks (.74), and no near-topic thing but sunscreen (.67, sun) and forehead (.68, face) be known
# (`python -m benchmarks.soft_words DATA`).
KNOWN_FROM = 0.65
FILLER_FROM = 0.7  # of one of the very commonest words, most of which ("use", "take") are near to many
MOST_SUPPORT = 0.99  # of a word that no passage holds


@dataclass(frozen=True, slots=True)
class SoftForm:
    """A term of the corpus that means nearly what a word of a query does, with their cosine."""

    term: str
    cosine: float

    @property
    def grade(self) -> float:
        """How well it stands for the word, in (0, 1)."""
        return min(BEST_GRADE, (self.cosine - SOFT_FROM) / (SOFT_WHOLE - SOFT_FROM))

    @property
    def is_known(self) -> bool:
        """Whether the word is known by it."""
        return self.cosine >= KNOWN_FROM


# Of the weight of a word that no passage holds: what the subject of a corpus weighs, which every passage has. On 300
# even questions of SQuAD and of COVID-QA as many first and first five hits are right as with 0; with .3 fewer are.
LEAST_WEIGHT = 0.1
# Passages without any word, counted beside those of the corpus: that both of two hold a word makes it no common one.
BACKGROUND = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """A content word of a query. A text holds it when it holds all terms of one of its `forms`.

    A text that holds only one of its `soft` forms, which stand best first, holds the word with that grade.
    An identifier or a date is one word, however many it was typed as; `run` are its terms as the corpus writes it.
    `support` in [0, 1] is how well the corpus knows the word: 1 when a passage may hold it, else the cosine of the
    corpus's nearest word, 0 where nothing was compared. `weight` is the inverse document frequency of its most
    frequent form, and never nothing; `is_carried` is whether the conversation before the question said the word.
    `spelt_out` is what a word of initials stands for, as a passage writes it, where the corpus does not have the word.
    `is_filler` is whether it is one of the very commonest words, names the kind of the only document, or says only of
    what time it is asked, and no passage holds it, or the periods of documents tell the time: then it decides nothing.
    """

    word: Word
    weight: float
    forms: tuple[frozenset[str], ...]
    support: float
    soft: tuple[SoftForm, ...] = ()
    is_carried: bool = False
    run: tuple[str, ...] = ()
    is_filler: bool = False
    spelt_out: str = ""

    @property
    def is_known(self) -> bool:
        """Whether a passage may hold the word, or one that means nearly the same."""
        return self.support >= KNOWN_FROM

    @property
    def terms(self) -> tuple[str, ...]:
        """Every term of one of its forms, soft ones too."""
        return (*self._own_terms, *(form.term for form in self.soft))

    @property
    def sought_terms(self) -> tuple[str, ...]:
        """Those by which passages are looked for: not the soft forms that say little."""
        return (*self._own_terms, *(form.term for form in self.soft if form.is_known))

    @property
    def _own_terms(self) -> tuple[str, ...]:
        return tuple(term for form in self.forms for term in sorted(form))

    def is_in(self, held: AbstractSet[str]) -> bool:
        """Whether a text with the terms `held` has the word."""
        return any(form <= held for form in self.forms)

    def grade(self, held: AbstractSet[str]) -> float:
        """How well a text with the terms `held` has the word, in [0, 1]."""
        return 1.0 if self.is_in(held) else next((form.grade for form in self.soft if form.term in held), 0.0)


def wanted_words(query: Query, snapshot: Snapshot) -> tuple[Wanted, ...]:
    """The content words of `query`, with the forms that the corpus of `snapshot` has for them."""
    spelt: dict[Word, SpeltOut] = {}
    for word in query.sought:
        standing_for = spelt_out(word, query, snapshot)
        if standing_for is not None:
            spelt[word] = standing_for
    other_forms = _other_forms(query, spelt, snapshot)
    whole = [wanted for key in (*query.keys, *query.carried_keys) if (wanted := _whole(key, snapshot))]
    single = [
        _wanted(word, other_forms.get(word) or compounds(word, query, snapshot), snapshot)
        for word in query.sought
        if not any(key.word.start <= word.start < key.word.end for key in whole)
    ]
    single = [replace(one, spelt_out=spelt[one.word].text) if one.word in spelt else one for one in single]
    single = [idle(one, snapshot) if not one.support and _says_time(one.word, query) else one for one in single]
    found = sorted((*whole, *single), key=lambda wanted: wanted.word.start)
    return _without_bridges(tuple(replace(wanted, is_carried=wanted.word.start >= len(query.text)) for wanted in found))


def idle(wanted: Wanted, snapshot: Snapshot) -> Wanted:
    """The word as one that decides nothing."""
    return replace(wanted, weight=_weight(snapshot.passage_count + BACKGROUND, snapshot), is_filler=True)


def _says_time(word: Word, query: Query) -> bool:
    """Whether the word only says that it is of a time that the query asks."""
    time = asked_time(query.text, query.asked_in, query.keys)
    if any(key.start <= word.start < key.end for key in query.keys if key.kind is KeyKind.DATE):
        return False
    return word.start in time.starts or (bool(time.starts) and asks_what_happens(word.text, query.asked_in))


def sought_terms(wanted: Sequence[Wanted]) -> list[str]:
    """Every term of a form of one of the words, soft forms too, each once."""
    return sorted({term for word in wanted for term in word.sought_terms})


def _other_forms(query: Query, spelt: Mapping[Word, SpeltOut], snapshot: Snapshot) -> dict[Word, list[frozenset[str]]]:
    """The forms in which the corpus has words of the query beside their own; what `spelt` tells is not respelt."""
    forms = {word: [frozenset(found.run)] for word, found in spelt.items()}
    for word, initials in shortened(query, snapshot):
        forms.setdefault(word, []).append(frozenset({initials}))
    for correction in corrections(query, snapshot):
        if correction.word not in spelt:
            forms.setdefault(correction.word, []).extend(_forms(correction))
    return forms


def unknown_words(query: Query, wanted: Sequence[Wanted]) -> tuple[str, ...]:
    """The words that no passage holds, as they were typed; characters in a row that none holds are one."""
    spans: list[Span] = []
    for word in (word.word for word in wanted if not word.is_known and not word.is_filler):
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


@dataclass(frozen=True, slots=True)
class Support:
    """How well the corpus knows a query's own words: the least `Wanted.support`, and the mean by weight.

    Both are 1 for a query without a content word.
    """

    least: float
    mean: float


def support_of(wanted: Sequence[Wanted]) -> Support:
    """The support of the words that are neither carried nor fillers."""
    own = [word for word in wanted if not word.is_carried and not word.is_filler]
    total = math.fsum(word.weight for word in own)
    mean = math.fsum(word.weight * word.support for word in own) / total if total else 1.0
    return Support(min((word.support for word in own), default=1.0), mean)


def share_of(wanted: Sequence[Wanted], held: AbstractSet[str]) -> float:
    """The weight of the words that a text with the terms `held` has, by grade, of that of all; 0 without any."""
    total = sum(word.weight for word in wanted)
    return sum(word.weight * word.grade(held) for word in wanted) / total if total else 0.0


def is_looked_up(word: Wanted) -> bool:
    """Whether soft forms of the word are looked for."""
    text = word.word.text
    return word.support < 1 and text.isalpha() and (text.islower() or (word.word.start == 0 and text[1:].islower()))


def softened(word: Wanted, snapshot: Snapshot, vector: FloatArray) -> Wanted:
    """The word with its soft forms; `vector` is that of its text in small letters."""
    nearest = snapshot.nearest_words(vector, SOFT_FORMS)
    least = FILLER_FROM if word.is_filler else SOFT_FROM
    soft = tuple(SoftForm(term, cosine) for term, cosine in nearest if cosine > least)
    support = max(0.0, min(nearest[0][1], MOST_SUPPORT)) if nearest else 0.0
    if not soft:
        return word if word.is_filler else replace(word, support=support)
    known = [snapshot.document_frequency(form.term) for form in soft if form.is_known]
    weight = _weight(max(known), snapshot) if known else word.weight
    return replace(word, support=support, soft=soft, weight=weight, is_filler=False)


def _weight(frequency: int, snapshot: Snapshot) -> float:
    passages = snapshot.passage_count + BACKGROUND
    rarest = inverse_document_frequency(0, passages)
    return max(inverse_document_frequency(frequency, passages), LEAST_WEIGHT * rarest)


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
    forms = (*([own] if own else (frozenset({term}) for term in word.terms)), *others)
    frequency = max(min(snapshot.document_frequency(term) for term in form) for form in forms)
    weight = _weight(frequency, snapshot)
    if not frequency and word.text.islower() and _is_filler(word, snapshot):
        return idle(Wanted(word, weight, forms, support=0.0), snapshot)
    return Wanted(word, weight, forms, support=float(frequency > 0))


def _is_filler(word: Word, snapshot: Snapshot) -> bool:
    """Whether it is very common, or names the only document there is: of one, all is "the report"."""
    if word.term in filler_terms():
        return True
    is_name = names_kind(word.text) or any(names_documents(word.text, code) for code in snapshot.languages)
    return is_name and np.count_nonzero(snapshot.is_asked()) == 1


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
    return replace(wanted, run=run if runs else (), support=float(bool(runs)))
