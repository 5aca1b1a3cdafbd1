"""Words of a query that the documents hold as a part of a longer word, or in parts, in languages that join their nouns.

"Steuer" stands there as "Hundesteuer", and "Wartungsvertrag" as a "Vertrag" for "Wartung". Looked up only for words
that no passage holds, and, as in spelling, against the terms that some passage has.
"""

from collections.abc import Iterator

from bot.language.tables import languages
from bot.language.words import Word, folded, term_of
from bot.library import Snapshot
from bot.search.query import Query

SHORTEST_PART_CHARS = 4  # shorter ends and beginnings are those of any word
SHORTEST_PREFIX_CHARS = 2  # what may stand before a word that is the end of another: "gehalten" is of "halten"
MOST_COMPOUNDS = 5  # for one word
LINKS = ("", "s", "es", "n", "en", "er", "e")  # what stands between the parts: Wartung-s-vertrag


def compounds(word: Word, query: Query, snapshot: Snapshot) -> list[frozenset[str]]:
    """The forms in which passages hold the word as a part of others, likeliest first, or as parts of it."""
    joining = [code for code in snapshot.languages if languages()[code].has_compounds]
    if not joining or any(map(snapshot.document_frequency, word.terms)):
        return []
    vocabulary = snapshot.vocabulary()
    found: set[str] = set()
    for language in joining:
        part = term_of(word.text, language)
        if len(part) >= SHORTEST_PART_CHARS:
            others = vocabulary.union(query.terms)
            longer = [term for term in vocabulary if part in term]  # few of them, and told ten times as fast
            found.update(term for term in longer if _ends_in(term, part) or _begins_with(term, part, others))
    best = sorted(found, key=lambda term: (-snapshot.document_frequency(term), term))[:MOST_COMPOUNDS]
    parts = [form for language in joining for form in _parts(word, language, vocabulary)]
    return [*(frozenset({term}) for term in best), *parts[:1]]


def _ends_in(term: str, part: str) -> bool:
    return len(term) >= len(part) + SHORTEST_PREFIX_CHARS and term.endswith(part)


def _begins_with(term: str, part: str, others: frozenset[str]) -> bool:
    """Whether the term is the word and another one that the corpus or the query has."""
    return term.startswith(part) and any(
        len(rest) >= SHORTEST_PART_CHARS and rest in others
        for rest in (term[len(part) + len(link) :] for link in LINKS if term.startswith(part + link))
    )


def _parts(word: Word, language: str, vocabulary: frozenset[str]) -> Iterator[frozenset[str]]:
    """The word as two that stand in a passage each; the longest last part first."""
    whole = folded(word.text)
    for i in range(SHORTEST_PART_CHARS, len(whole) - SHORTEST_PART_CHARS + 1):
        last = term_of(whole[i:], language)
        firsts = (term_of(whole[:i].removesuffix(link), language) for link in LINKS if whole[:i].endswith(link))
        for first in firsts:
            if len(first) >= SHORTEST_PART_CHARS and {first, last} <= vocabulary:
                yield frozenset({first, last})
