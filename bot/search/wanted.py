"""The words of a query as they are looked for: how much each weighs, and the forms in which a text may hold it.

A word that no passage has in any spelling is looked up by its meaning: it takes the corpus's words nearest to it under
the encoder as soft forms, graded by their cosine. Names must match as they are written, so only words in small letters
have soft forms, and the first of a question, which is written large whatever it is.
"""

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from bot.encoders import FloatArray
from bot.library import Snapshot
from bot.search.query import Query
from bot.search.spelling import Correction, corrections
from bot.text.words import Word

SOFT_FORMS = 5  # for one word
# The least cosine of a soft form. Over the shipped corpus gym is exercise with .66 and downsides drawbacks with .74,
# while tattoo, retinol and insurance come near nothing above .58 (`python -m benchmarks.soft_words DATA`).
SOFT_FROM = 0.65
MOST_SUPPORT = 0.99  # of a word that no passage holds


@dataclass(frozen=True, slots=True)
class SoftForm:
    """A term of the corpus that means nearly what a word of a query does; `grade`, their cosine, is how nearly."""

    term: str
    grade: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """A content word of a query. A text holds it when it holds all terms of one of its `forms`.

    A text that holds only one of its `soft` forms, which stand best first, holds the word with that grade.
    `support` in [0, 1] is how well the corpus knows the word: 1 when a passage may hold it, else the cosine of the
    corpus's nearest word, 0 where nothing was compared. `weight` is the inverse document frequency of its most
    frequent form, `is_carried` whether not the question but the conversation before it said the word.
    """

    word: Word
    weight: float
    forms: tuple[frozenset[str], ...]
    support: float
    soft: tuple[SoftForm, ...] = ()
    is_carried: bool = False

    @property
    def is_known(self) -> bool:
        """Whether a passage may hold the word, or one that means nearly the same."""
        return self.support == 1.0 or bool(self.soft)

    @property
    def sought_terms(self) -> tuple[str, ...]:
        """Every term of one of its forms, soft ones too."""
        return (*(term for form in self.forms for term in sorted(form)), *(form.term for form in self.soft))

    def is_in(self, held: AbstractSet[str]) -> bool:
        """Whether a text with the terms `held` has the word."""
        return any(form <= held for form in self.forms)


def wanted_words(query: Query, snapshot: Snapshot) -> tuple[Wanted, ...]:
    """The content words of `query`, with the forms that the corpus of `snapshot` has for them."""
    other_forms: dict[Word, list[frozenset[str]]] = {}
    for correction in corrections(query, snapshot):
        other_forms.setdefault(correction.word, []).extend(_forms(correction))
    own = (_wanted(word, other_forms.get(word, []), snapshot) for word in query.words)
    carried = (_wanted(word, other_forms.get(word, []), snapshot) for word in query.carried)
    return (*own, *(replace(word, is_carried=True) for word in carried))


@dataclass(frozen=True, slots=True)
class Support:
    """How well the corpus knows a query's own words: the least `Wanted.support`, and the mean by weight.

    Both are 1 for a query without a content word.
    """

    least: float
    mean: float


def support_of(wanted: Sequence[Wanted]) -> Support:
    """The support of the words that are not carried."""
    own = [word for word in wanted if not word.is_carried]
    total = math.fsum(word.weight for word in own)
    mean = math.fsum(word.weight * word.support for word in own) / total if total else 1.0
    return Support(min((word.support for word in own), default=1.0), mean)


def is_looked_up(word: Wanted) -> bool:
    """Whether soft forms of the word are looked for."""
    text = word.word.text
    return word.support < 1 and text.isalpha() and (text.islower() or (word.word.start == 0 and text[1:].islower()))


def softened(word: Wanted, snapshot: Snapshot, vector: FloatArray) -> Wanted:
    """The word with its soft forms; `vector` is that of its text in small letters."""
    nearest = snapshot.nearest_words(vector, SOFT_FORMS)
    support = max(0.0, min(nearest[0][1], MOST_SUPPORT)) if nearest else 0.0
    soft = tuple(SoftForm(term, cosine) for term, cosine in nearest if cosine >= SOFT_FROM)
    if not soft:
        return replace(word, support=support)
    frequency = max(snapshot.document_frequency(form.term) for form in soft)
    weight = inverse_document_frequency(frequency, snapshot.passage_count)
    return replace(word, support=support, soft=soft, weight=weight)


def inverse_document_frequency(frequency: int, passages: int) -> float:
    """BM25's weight of a term in `frequency` of `passages` passages, > 0 (Robertson and Zaragoza 2009, eq. 3.3)."""
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))


def _forms(correction: Correction) -> list[frozenset[str]]:
    if correction.kind == "spelling":
        return [frozenset({term}) for term in correction.terms]
    return [frozenset(correction.terms)]


def _wanted(word: Word, others: Sequence[frozenset[str]], snapshot: Snapshot) -> Wanted:
    forms = (frozenset({word.term}), *others)
    frequency = max(min(snapshot.document_frequency(term) for term in form) for form in forms)
    weight = inverse_document_frequency(frequency, snapshot.passage_count)
    return Wanted(word, weight, forms, support=float(frequency > 0))
