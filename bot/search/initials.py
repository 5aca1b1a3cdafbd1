"""Words made of initials, and what they stand for in the documents: PTO for "paid time off", and the other way round.

Nothing is known of such words beforehand. One that no passage holds stands for the run of words whose initials it
spells, if the corpus has one that cannot be chance; one that the corpus holds, only for the run that it is written
beside somewhere: "Paid Time Off (PTO)". A run may have a short word that has no letter: "terms of use" is TU, too.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from bot.encoders.common_words import common_terms
from bot.language.words import Word, function_words, term_of, words
from bot.library import Snapshot
from bot.library.runs import Numbers, Rows, Runs
from bot.search.keyed import best_for
from bot.search.query import Query

Run: TypeAlias = tuple[str, ...]
Flags: TypeAlias = npt.NDArray[np.bool_]

FEWEST, MOST = 3, 6  # letters; two spell too many runs
FEWEST_DEFINED = 2  # of those that the documents write beside their run
# How many runs of a corpus may spell a word by chance, for one of them to be what it stands for; where more may, it is
# the one that comes again and again.
BY_CHANCE = 0.1
USUAL = 3
LEAST_CONTENT = 2  # words of a run that are no words of grammar


@dataclass(frozen=True, slots=True)
class SpeltOut:
    """What a word stands for: the terms, and the words as a passage has them, "" where the corpus has the word too."""

    run: Run
    text: str = ""


def spelt_out(word: Word, query: Query, snapshot: Snapshot) -> SpeltOut | None:
    """What a word of a query stands for in this corpus, if its letters are initials."""
    is_written = any(map(snapshot.document_frequency, word.terms))
    if not _may_be_initials(word, query, is_written=is_written):
        return None
    initials = word.text.lower()
    if is_written:
        run = _defined(initials, word.term, snapshot)
        return SpeltOut(run) if run else None
    run = _likely(initials, snapshot)
    return SpeltOut(run, _as_written(run, snapshot)) if run else None


def shortened(query: Query, snapshot: Snapshot) -> Iterator[tuple[Word, str]]:
    """The words of a query in a run that the corpus writes its initials beside, each with these."""
    spoken = words(query.text, query.language)
    content = {word.start for word in query.words}
    vocabulary, grammar = snapshot.vocabulary(), function_words(query.language)
    for first, length in product(range(len(spoken)), range(FEWEST_DEFINED, MOST + 1)):
        run = spoken[first : first + length]
        if len(run) < length or len([word for word in run if word.start in content]) < LEAST_CONTENT:
            continue
        initials = "".join(word.term[0] for word in run)
        is_term = initials in vocabulary and initials not in grammar
        if is_term and _is_beside([word.term for word in run], initials, snapshot):
            yield from ((word, initials) for word in query.words if run[0].start <= word.start < run[-1].end)


def _may_be_initials(word: Word, query: Query, *, is_written: bool) -> bool:
    text = word.text
    if not text.isalpha() or not text.isascii() or len(text) > MOST:
        return False
    if text.isupper() and not query.text.isupper():
        return len(text) >= (FEWEST_DEFINED if is_written else FEWEST)
    return not is_written and len(text) >= FEWEST and word.term not in common_terms()


def _likely(initials: str, snapshot: Snapshot) -> Run:
    """The run that these are the initials of, of those in headings before others; () where it may be there by chance.

    The one that comes most often; ties go by alphabet.
    """
    sentences, contexts = snapshot.spoken
    for texts in (contexts, sentences):
        runs = _runs(initials, texts, snapshot)
        best = _commonest(runs)
        if best and (
            (runs[best] >= USUAL and 2 * runs[best] >= runs.total())
            or _by_chance(initials, texts, snapshot) <= BY_CHANCE
        ):
            return best
    return ()


def _defined(initials: str, term: str, snapshot: Snapshot) -> Run:
    """The run that these are the initials of and that the term stands beside most often: "Paid Time Off (PTO)"."""
    number = snapshot.forward.number(term)
    if number is None:
        return ()
    sentences, _ = snapshot.spoken
    return _commonest(_runs(initials, sentences, snapshot, beside=number))


def _commonest(runs: Counter[Run]) -> Run:
    """The run that comes most often; () where two do, since then nothing says which is meant."""
    (best, often), (_, next_often) = [*runs.most_common(2), ((), 0), ((), 0)][:2]
    return best if often > next_often else ()


def _runs(initials: str, texts: Runs, snapshot: Snapshot, beside: int | None = None) -> Counter[Run]:
    """The runs of some texts whose initials these are, with how often each comes; those of enough words of content.

    Only those right before or after the term with the number `beside`, if that is given.
    """
    forward = snapshot.forward
    grammar, numbers = _grammar(snapshot)
    spans = [forward.beginning_with(letter) for letter in initials]
    ends = np.full(2 * len(spans), -1, dtype=np.int32)  # beyond the last word, where no run ends
    values = np.concatenate([texts.values, ends])
    starts = None if beside is None else _starts_beside(np.flatnonzero(values == beside), len(spans))
    first, last = _found(spans, values, numbers, starts)
    kept = np.equal(*np.searchsorted(texts.offsets, [first, last], side="right"))
    if beside is not None:
        kept &= (values[first - 1] == beside) | (values[last + 1] == beside)
    runs = Counter(
        tuple(forward.spelt(values[start : end + 1]))
        for start, end in zip(first[kept].tolist(), last[kept].tolist(), strict=True)
    )
    return Counter({run: count for run, count in runs.items() if len(set(run) - grammar) >= LEAST_CONTENT})


def _starts_beside(places: Rows, length: int) -> Rows:
    """Where a run of so many words, each but the first after one that intrudes or not, may begin beside a place."""
    starts = np.unique(np.concatenate([places + 1, *(places - back for back in range(length, 2 * length))]))
    return starts[starts >= 0]


def _found(spans: Sequence[range], values: Numbers, grammar: Numbers, starts: Rows | None) -> tuple[Rows, Rows]:
    """First and last word of every run of words whose numbers lie in these spans; those of grammar may intrude.

    Only of runs that begin at `starts`, if these are given.
    """
    is_first = _within(values if starts is None else values[starts], spans[0])
    first = last = np.flatnonzero(is_first) if starts is None else starts[is_first]
    for span in spans[1:]:
        following = last + 1
        intrudes = ~_within(values[following], span) & np.isin(values[following], grammar)
        following = following + intrudes
        fits = _within(values[following], span)
        first, last = first[fits], following[fits]
    return first, last


def _by_chance(initials: str, texts: Runs, snapshot: Snapshot) -> float:
    """How many runs would have these initials if the words of the texts stood in any order."""
    grammar = np.isin(texts.values, _grammar(snapshot)[1])
    ways = np.ones(1)  # the chance of a run by how many of its words are none of grammar
    for letter in initials:
        begins = _within(texts.values, snapshot.forward.beginning_with(letter))
        ways = np.convolve(ways, [(begins & grammar).mean(), (begins & ~grammar).mean()])
    return len(texts.values) * float(ways[LEAST_CONTENT:].sum())


def _grammar(snapshot: Snapshot) -> tuple[frozenset[str], Numbers]:
    """The terms of grammar in the languages of the corpus, and their numbers."""
    terms = _grammar_of(snapshot.languages)
    numbers = [number for term in sorted(terms) if (number := snapshot.forward.number(term)) is not None]
    return terms, np.array(numbers, dtype=np.int32)


@cache
def _grammar_of(languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(term_of(word, code) for code in languages for word in function_words(code))


def _within(values: Numbers, span: range) -> Flags:
    within: Flags = (values >= span.start) & (values < span.stop)
    return within


def _is_beside(run: Sequence[str], initials: str, snapshot: Snapshot) -> bool:
    """Whether the initials stand right after the run somewhere, as in "Paid Time Off (PTO)", or before it."""
    *numbers, beside = (snapshot.forward.number(term) for term in (*run, initials))
    if beside is None or None in numbers:
        return False
    sentences, _ = snapshot.spoken
    places = np.flatnonzero(sentences.values == beside)
    starts = np.concatenate([places - len(run), places + 1])
    around = sentences.values.take(starts[:, np.newaxis] + np.arange(len(run)), mode="clip")
    return bool((around == np.array(numbers)).all(axis=1).any())


def _as_written(run: Run, snapshot: Snapshot) -> str:
    """The words of the first passage that has the run."""
    for passage in best_for(run, snapshot):
        text = passage.encoder_input
        found = words(text, snapshot.language_of(passage.document))
        for i in range(len(found) - len(run) + 1):
            if tuple(word.term for word in found[i : i + len(run)]) == run:
                return " ".join(text[found[i].start : found[i + len(run) - 1].end].split())
    return ""
