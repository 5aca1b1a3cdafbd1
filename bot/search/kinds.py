"""Things of one kind: what titles and headings that stand side by side are about, and which passages are of another.

Of a kind are titles, or headings of one section, that share words: "Ultrasound skin tightening" and "Radio frequency
skin tightening". Alike are documents of which most share a word in titles and headings.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from enum import IntEnum
from typing import TypeAlias

import numpy as np

from bot.language.words import content_words, is_function_word, term_of
from bot.library import Snapshot
from bot.library.snapshot import FEWEST_OF_KIND, MOST_READ_FOR_KINDS
from bot.records import Passage
from bot.records.contexts import path_of
from bot.search.finding import Clause, Together, held_by

Heading: TypeAlias = tuple[tuple[str, ...], frozenset[str]]  # the titles and headings above it; its terms

READ = 50  # passages that hold a word, the best by BM25; more would cost milliseconds and tell the same
MOST_OTHER_WORDS = 3  # terms in which two headings of a kind may differ: "ultrasound" and "radio frequency (RF)"
NEARLY_ALL = 0.8  # of the documents: a word that so many hold tells none from another


class Naming(IntEnum):
    """Whether a word names what alike documents are about, one each."""

    NOT = 0
    PERHAPS = 1
    SURELY = 2


def names_things(snapshot: Snapshot, word: str) -> Naming:
    """Whether the word is what alike documents are about, one each: a pump, an applicant.

    Perhaps it is where nearly all of them hold it, or none, as a curriculum vitae does not say "applicant"; surely
    where it is one for several of what they hold: "pumps" for their "pump", not "year".
    """
    asked = snapshot.is_asked()
    terms = {language: term_of(word, language) for language in snapshot.languages}
    ways = tuple(Together((term,), frozenset({language})) for language, term in terms.items())
    count = int(np.count_nonzero(held_by(Clause(word, ways), snapshot, asked).documents))
    if 0 < count < NEARLY_ALL * int(np.count_nonzero(asked)) or not are_alike(snapshot):
        return Naming.NOT
    held = filter(snapshot.document_frequency, terms.values())
    is_several = any(len(snapshot.written(term)) < len(word) for term in held)
    return Naming.SURELY if is_several else Naming.PERHAPS


def are_alike(snapshot: Snapshot) -> bool:
    """Whether at least half of the documents, of three or more, share a word in their titles and headings."""
    texts, forward = snapshot.texts, snapshot.forward
    places = np.flatnonzero(snapshot.is_asked())
    sample = places[:: -(-len(places) // MOST_READ_FOR_KINDS)] if len(places) >= FEWEST_OF_KIND else places[:0]
    counts = Counter[int]()
    for first, after in zip(texts.first_rows[sample].tolist(), texts.first_rows[sample + 1].tolist(), strict=True):
        contexts = np.unique(forward.context_rows[first:after]).tolist()
        counts.update({number for context in contexts for number in forward.contexts.row(context).tolist()})
    shared = forward.spelt(
        np.array([number for number, count in counts.items() if 2 * count >= len(sample)], dtype=int)
    )
    return any(not is_function_word(term, language) for term in shared for language in snapshot.languages)


class Kinds:
    """Which words stand in each other's place in the headings of the documents; looks each word up once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._found: dict[str, tuple[Heading, ...]] = {}

    def are_alike(self, names: AbstractSet[str], earlier: str) -> bool:
        """Whether a heading has one of `names` where another of the same kind has the term `earlier` instead."""
        if earlier in names:
            return False
        headings = self.naming(names)
        return any(
            _are_of_a_kind(one, other) and earlier not in other[1] and not names & other[1] <= one[1]
            for one in self.naming([earlier])
            for other in headings
        )

    def naming(self, names: Iterable[str]) -> tuple[Heading, ...]:
        """The titles and headings that hold one of these terms."""
        return tuple(dict.fromkeys(heading for term in sorted(names) for heading in self._holding(term)))

    def _holding(self, term: str) -> tuple[Heading, ...]:
        if term not in self._found:
            keys = [key for key, _ in self._snapshot.lexical([term], READ)]
            headings = (one for passage in self._snapshot.passages(keys) for one in _headings(self._snapshot, passage))
            self._found[term] = tuple(heading for heading in dict.fromkeys(headings) if term in heading[1])
        return self._found[term]


def of_others(snapshot: Snapshot, names: AbstractSet[str], keys: Sequence[int]) -> frozenset[int]:
    """Of the passages `keys`, those that are about another thing of the kind of what `names` name.

    They stand below a heading of its kind that holds less of the names, and below none that holds as much. No passage
    is when no heading holds one of the names.
    """
    naming = Kinds(snapshot).naming(names) if names else ()
    if not naming:
        return frozenset()
    passages = zip(keys, snapshot.passages(keys), strict=True)
    return frozenset(key for key, passage in passages if _is_of_another(snapshot, names, naming, passage))


def _is_of_another(snapshot: Snapshot, names: AbstractSet[str], naming: Sequence[Heading], passage: Passage) -> bool:
    own = list(_headings(snapshot, passage))
    held = names & frozenset[str]().union(*(words for _, words in own))
    return any(held < names & other[1] and _are_of_a_kind(other, heading) for heading in own for other in naming)


def _are_of_a_kind(one: Heading, other: Heading) -> bool:
    (place, words), (beside, others) = one, other
    return place == beside and not words.isdisjoint(others) and len(others - words) <= MOST_OTHER_WORDS


def _headings(snapshot: Snapshot, passage: Passage) -> Iterator[Heading]:
    """The title that a passage stands below, and each of its headings."""
    path = path_of(passage.context, passage.headings)
    language = snapshot.language_of(passage.document)
    words = (frozenset(word.term for word in content_words(heading, language)) for heading in path)
    return ((path[:depth], held) for depth, held in enumerate(words))
