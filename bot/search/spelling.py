"""Words of a query that the documents write otherwise: typos, hyphens, figures.

A term that no passage holds finds nothing and counts as missing, although "presure" means pressure, "microneedling"
stands there as "micro-needling", and "$2K" as "2,000". Everything here is proved against the corpus: no term is
offered that no passage holds, and no run of terms that stands nowhere in that order.

A word that is spelt right is taken for no other one, however near: a router is not "outer". Dictionaries tell, and not
the encoder, under which a slip is no nearer to what was meant than a right word to the one that it would be taken for.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_lowercase
from typing import Literal, TypeAlias

from bot.encoders.common_words import common_terms
from bot.language.detection import question_language
from bot.language.dictionaries import has_dictionary, is_spelt
from bot.language.tables import ENGLISH, languages
from bot.language.wordlists import wordlists
from bot.language.words import Word, folded, function_words, term_of, term_of_folded, words
from bot.library import Snapshot
from bot.records import Key
from bot.search.keyed import best_for, is_whole, runs_in_corpus, stands
from bot.search.query import Query

Kind: TypeAlias = Literal["spelling", "joined", "split", "number"]

MOST_TERMS = 3  # for one misspelt word
SHORTEST_CHARS = 4  # of a misspelt word and of what it is taken for: shorter words have neighbours everywhere
LONGEST_BYTES = 48  # of a misspelt word: none of its edits becomes a run so long that the index drops it
SHORTEST_PART_CHARS = 2
HYPHENS = "-\u2010\u2011'’"


@dataclass(frozen=True, slots=True)
class Correction:
    """Terms of the corpus that stand for `word` of a query.

    "spelling": up to three terms, likeliest first, any of which is what may have been meant. "joined", "split",
    "number": the terms of one other way to write the word, which belong together; a word may have several such ways.
    """

    word: Word
    terms: tuple[str, ...]
    kind: Kind


def corrections(query: Query, snapshot: Snapshot) -> tuple[Correction, ...]:
    """Other ways in which the corpus writes the words of `query`, in the order of the words.

    Figures and neighbouring words are looked up in other forms whether or not the corpus has the form that was typed;
    a word is split, or taken for misspelt, only when no passage holds it.
    """
    found = [*_keyed(query, snapshot), *_joined(query, snapshot)]
    settled = {correction.word for correction in found}
    for word in query.sought:
        if word not in settled and word.text.isalpha() and not any(map(snapshot.document_frequency, word.terms)):
            found += [*_split(word, snapshot), *_respelt(word, query, snapshot)]
    return tuple(sorted(found, key=lambda correction: correction.word.start))


def _respelt(word: Word, query: Query, snapshot: Snapshot) -> list[Correction]:
    """The terms of the corpus that one edit of the word makes.

    A correct word that the documents lack is left alone but for its own forms: most short words have a neighbour in any
    corpus.
    """
    typed, language = folded(word.text), question_language(query.text, snapshot.languages)
    if len(typed) < SHORTEST_CHARS or len(typed.encode()) > LONGEST_BYTES or _is_piece(word, language):
        return []
    grammar = _function_words(snapshot.languages)
    near = [edit for edit in dict.fromkeys(_edits(typed)) if len(edit) >= SHORTEST_CHARS and edit not in grammar]
    best = _terms_of(near, word, snapshot)
    if best and is_spelt(word.text, language):
        best = _terms_of([edit for edit in near if _are_forms(typed, edit, language)], word, snapshot)
    return [Correction(word, tuple(best[:MOST_TERMS]), "spelling")] if best else []


def _terms_of(edits: Sequence[str], word: Word, snapshot: Snapshot) -> list[str]:
    """The terms of edits that some passage holds: same first letter, then frequent, then by alphabet.

    The edits are stemmed, and not the stem edited: one letter of "complicatoins" is three of "complic".
    """
    stems = {term_of_folded(edit, language) for language in snapshot.languages for edit in edits}
    held = (stems & snapshot.vocabulary()) - _function_words(snapshot.languages)
    return sorted(held, key=lambda term: (term[0] != word.term[0], -snapshot.document_frequency(term), term))


def _are_forms(one: str, other: str, language: str) -> bool:
    """Whether two words differ only in an ending of verbs that the stemmer leaves apart: "dauert" and "dauern"."""
    endings = languages()[language].endings
    shortened = ({word, *map(word.removesuffix, endings)} for word in (one, other))
    return bool(endings) and bool(set.intersection(*shortened))


def _is_piece(word: Word, language: str) -> bool:
    """Whether the encoder knows the word, which is then no slip: it knows those of English, and names."""
    return (language == ENGLISH or not has_dictionary(language)) and word.term in common_terms()


def _edits(word: str) -> Iterator[str]:
    """Every string at the optimal string alignment distance 1: one letter less, other, more, or two swapped."""
    letters = ascii_lowercase if word.isascii() else "".join(sorted({*ascii_lowercase, *word}))
    for i in range(len(word) + 1):
        before, after = word[:i], word[i:]
        yield from (before + letter + after for letter in letters)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in letters if letter != after[0])
        if len(after) > 1 and after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:]


def _split(word: Word, snapshot: Snapshot) -> list[Correction]:
    """The word as two that stand side by side somewhere: "microneedling" as micro-needling."""
    vocabulary, grammar = snapshot.vocabulary(), _function_words(snapshot.languages)
    for i in range(SHORTEST_PART_CHARS, len(word.text) - SHORTEST_PART_CHARS + 1):
        parts = (word.text[:i], word.text[i:])
        joints = HYPHENS if any(map(grammar.__contains__, map(folded, parts))) else f"{HYPHENS} "  # Hasan: not "has an"
        for language in snapshot.languages:
            terms = tuple(term_of(part, language) for part in parts)
            if vocabulary.issuperset(terms) and stands(terms, joints, snapshot, language):
                return [Correction(word, terms, "split")]
    return []


def _joined(query: Query, snapshot: Snapshot) -> Iterator[Correction]:
    """Neighbours that the corpus writes as one: "micro needling" as microneedling.

    Both must carry meaning unless a hyphen joins them: "of ten patients" does not ask for often.
    """
    grammar = _function_words(snapshot.languages)
    for first, second in pairwise(words(query.text, query.language)):
        between = query.text[first.end : second.start]
        pair = [word for word in query.sought if word.term in {first.term, second.term}]
        needed = {"-": 1, " ": 2}.get(between)
        typed = first.text + second.text
        if needed is None or len(pair) < needed or not typed.isalpha() or folded(typed) in grammar:
            continue
        terms = dict.fromkeys(term_of(typed, language) for language in snapshot.languages)
        # A stem that is no longer than the first word is that word: Snowball takes "Europe fully" for Europe.
        held = [term for term in terms if len(term) > len(first.text) and term in snapshot.vocabulary()]
        yield from (Correction(word, (term,), "joined") for term in held for word in pair)


def _function_words(codes: Sequence[str]) -> frozenset[str]:
    """The words of grammar of all these languages, by their codes."""
    return frozenset[str]().union(*map(function_words, codes))


def _keyed(query: Query, snapshot: Snapshot) -> Iterator[Correction]:
    """Numbers and ordinals as the corpus writes them: 2000, 2,000 and 2K are the same, and the 2nd is the second."""
    for key in query.keys:
        if is_whole(key):
            continue
        typed = frozenset(_terms(key.text))
        following = next(iter(words(query.text[key.end :])), None)
        held = [word for word in query.words if key.start <= word.start < key.end]
        for run in runs_in_corpus(key, following.text if following else "", snapshot):
            if not typed.issubset(run):
                yield from (Correction(word, run, "number") for word in held)
        yield from _unit(query, key, snapshot)


def _unit(query: Query, key: Key, snapshot: Snapshot) -> Iterator[Correction]:
    """The word for a unit right after a number, when no passage holds the word but one has the number with its sign."""
    number = re.escape(key.text)
    for word in query.words:
        sign = wordlists().signs.get(word.text.casefold().removesuffix("s"))
        if sign and query.text[key.end : word.start] == " " and not snapshot.document_frequency(word.term):
            signed = re.compile(rf"{re.escape(sign)} ?{number}(?!\w)|(?<!\w){number} ?{re.escape(sign)}")
            if any(signed.search(passage.text) for passage in best_for(_terms(key.text), snapshot)):
                yield Correction(word, _terms(key.text), "number")


def _terms(text: str) -> tuple[str, ...]:
    return tuple(word.term for word in words(text))
