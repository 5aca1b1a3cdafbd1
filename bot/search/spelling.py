"""Words of a query that the documents write otherwise: typos, hyphens, figures.

A term that no passage holds finds nothing and counts as missing, although "presure" means pressure, "microneedling"
stands there as "micro-needling", and "$2K" as "2,000". Everything here is proved against the corpus: no term is
offered that no passage holds, and no run of terms that stands nowhere in that order.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_lowercase
from typing import Literal, TypeAlias

from bot.encoders.common_words import common_terms
from bot.language.words import Word, analyzer, function_words, term_of, words
from bot.library import Snapshot
from bot.records import Passage
from bot.search.query import Query

Kind: TypeAlias = Literal["spelling", "joined", "split", "number"]

MOST_TERMS = 3  # for one misspelt word
SHORTEST_CHARS = 4  # of a misspelt word and of what it is taken for: shorter words have neighbours everywhere
LONGEST_BYTES = 48  # of a misspelt word: none of its edits becomes a run so long that the index drops it
SHORTEST_PART_CHARS = 2
PASSAGES_READ = 10  # the best for a run of terms, to see whether they stand side by side in one of them
THOUSAND = 1_000
HYPHENS = "-\u2010\u2011'’"
IN_NUMBERS = ",."

# 600 · 2,000 · 2K · 2.5k, and no part of 3D, 2nd or 1.2.3
NUMBER = re.compile(r"(?<![^\W_])(?<!\d[.,])(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(\d{1,2}))?([kK]?)(?![^\W_]|[.,]\d)")
SIGNS = {"dollar": "$", "usd": "$", "euro": "€", "eur": "€", "pound": "£", "gbp": "£", "percent": "%"}


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
    found = [*_figures(query, snapshot), *_joined(query, snapshot)]
    settled = {correction.word for correction in found}
    for word in query.sought:
        if word not in settled and word.text.isalpha() and not any(map(snapshot.document_frequency, word.terms)):
            found += [*_split(word, snapshot), *_respelt(word, snapshot)]
    return tuple(sorted(found, key=lambda correction: correction.word.start))


def _respelt(word: Word, snapshot: Snapshot) -> list[Correction]:
    """The terms of the corpus that one edit of the word makes: same first letter, then frequent, then by alphabet.

    A correct word that the documents lack is left alone: most short words have a neighbour in any corpus.
    """
    typed = word.text.casefold()
    if len(typed) < SHORTEST_CHARS or len(typed.encode()) > LONGEST_BYTES or word.term in common_terms():
        return []
    vocabulary = snapshot.vocabulary()
    known = frozenset[str]().union(*map(function_words, snapshot.languages))
    near = [edit for edit in dict.fromkeys(_edits(typed)) if len(edit) >= SHORTEST_CHARS and edit not in known]
    # The edits are stemmed, and not the stem edited: one letter of "complicatoins" is three of "complic".
    stems = (stem for language in snapshot.languages for edit in near for stem in analyzer(language).analyze(edit))
    terms = {term for term in stems if term in vocabulary}
    best = sorted(terms, key=lambda term: (term[0] != word.term[0], -snapshot.document_frequency(term), term))
    return [Correction(word, tuple(best[:MOST_TERMS]), "spelling")] if best else []


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
    vocabulary = snapshot.vocabulary()
    for i in range(SHORTEST_PART_CHARS, len(word.text) - SHORTEST_PART_CHARS + 1):
        parts = (word.text[:i], word.text[i:])
        terms = tuple(map(term_of, parts))
        has_function_word = any(part.casefold() in function_words() for part in parts)
        joints = HYPHENS if has_function_word else f"{HYPHENS} "  # "Hasan" is not "has an"
        if vocabulary.issuperset(terms) and _stands(terms, joints, snapshot):
            return [Correction(word, terms, "split")]
    return []


def _joined(query: Query, snapshot: Snapshot) -> Iterator[Correction]:
    """Neighbours that the corpus writes as one: "micro needling" as microneedling.

    Both must carry meaning unless a hyphen joins them: "of ten patients" does not ask for often.
    """
    for first, second in pairwise(words(query.text)):
        between = query.text[first.end : second.start]
        pair = [word for word in query.sought if word.term in {first.term, second.term}]
        needed = {"-": 1, " ": 2}.get(between)
        if needed is None or len(pair) < needed:
            continue
        typed = first.text + second.text
        term = term_of(typed)
        # A stem that is no longer than the first word is that word: Snowball takes "Europe fully" for Europe.
        is_new = len(term) > len(first.text) and typed.isalpha() and typed.casefold() not in function_words()
        if is_new and term in snapshot.vocabulary():
            yield from (Correction(word, (term,), "joined") for word in pair)


def _figures(query: Query, snapshot: Snapshot) -> Iterator[Correction]:
    """Numbers as the corpus may write them: 2000, 2,000 and 2K are the same, and 600 dollars are $600."""
    vocabulary = snapshot.vocabulary()
    for match in NUMBER.finditer(query.text):
        held = [word for word in query.sought if match.start() <= word.start < match.end()]
        typed = _terms(match.group())
        for form in _forms(match):
            if form != typed and vocabulary.issuperset(form) and _stands(form, IN_NUMBERS, snapshot):
                yield from (Correction(word, form, "number") for word in held)
        yield from _unit(query, match, snapshot)


def _forms(match: re.Match[str]) -> Iterable[tuple[str, ...]]:
    """The terms of every way to write the number, each once; none for one below a thousand or with cents."""
    whole, fraction, suffix = match.groups()
    hundredths = int(whole.replace(",", "") + (fraction or "").ljust(2, "0")) * (THOUSAND if suffix else 1)
    value, cents = divmod(hundredths, 100)
    if cents or value < THOUSAND:
        return ()
    written = [str(value), f"{value:,}"]
    if value % 100 == 0 and value < THOUSAND * THOUSAND:
        written.append(f"{value / THOUSAND:g}k")
    return dict.fromkeys(_terms(form) for form in written)


def _unit(query: Query, match: re.Match[str], snapshot: Snapshot) -> Iterator[Correction]:
    """The word for a unit right after a number, when no passage holds the word but one has the number with its sign."""
    number = match.group()
    for word in query.sought:
        sign = SIGNS.get(word.term)
        if sign and query.text[match.end() : word.start] == " " and not snapshot.document_frequency(word.term):
            signed = re.compile(rf"{re.escape(sign)} ?{re.escape(number)}(?!\w)|(?<!\w){number} ?{re.escape(sign)}")
            if any(signed.search(passage.text) for passage in _best_for(_terms(number), snapshot)):
                yield Correction(word, _terms(number), "number")


def _stands(terms: Sequence[str], joints: str, snapshot: Snapshot) -> bool:
    """Whether one of the best passages for `terms` has them in this order, with one of `joints` between each two."""
    if len(terms) == 1:
        return True
    return any(_holds(passage.encoder_input, terms, joints) for passage in _best_for(terms, snapshot))


def _holds(text: str, terms: Sequence[str], joints: str) -> bool:
    found = words(text)
    for i in range(len(found) - len(terms) + 1):
        run = found[i : i + len(terms)]
        if all(word.term == term for word, term in zip(run, terms, strict=True)) and all(
            text[a.end : b.start] in joints and b.start == a.end + 1 for a, b in pairwise(run)
        ):
            return True
    return False


def _best_for(terms: Sequence[str], snapshot: Snapshot) -> list[Passage]:
    return snapshot.passages([key for key, _ in snapshot.lexical(terms, PASSAGES_READ)])


def _terms(text: str) -> tuple[str, ...]:
    return tuple(word.term for word in words(text))
