"""Words and index terms: one analysis of documents and questions, each in its own language."""

import unicodedata
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

import regex

from bot.language.tables import ENGLISH, Language, languages
from bot.text.words import is_unspaced, spelt_words, unbroken, word_spans

if TYPE_CHECKING:
    import tantivy

LONGEST_TERM_CHARS = 64  # longer runs are not words; tantivy refuses terms over 65,530 bytes

# Marks that a reader may leave out: accents that do not compose, the points of Hebrew, the vowels of Arabic.
ASKING_AMONG = 3  # "at what hour", "until when", "in welchem Jahr"
LEANING_AMONG = 6  # "for a longer time it is"
_OPTIONAL_MARKS = regex.compile(r"[\u0300-\u036f]|[\p{M}&&[\p{Hebrew}\p{Arabic}\u064b-\u0655\u0670]]", regex.VERSION1)
_PART_END = regex.compile(r"[,;](?=\s)|[.()–—]")
_KANA = regex.compile(r"\p{Hiragana}+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands in a text (`text[start:end]`) and the index term it becomes.

    `other_terms` are those that it becomes in the other languages of a library.
    """

    text: str
    start: int
    end: int
    term: str
    other_terms: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """All of them, its own first."""
        return (self.term, *self.other_terms)


@cache
def analyzer(language: str = ENGLISH) -> "tantivy.TextAnalyzer":
    """What makes a term of a composed word: lower case, no accents, and the stem in that language."""
    return _analyzer(languages()[language].stemmer)


@lru_cache(maxsize=65_536)
def term_of(word: str, language: str = ENGLISH) -> str:
    """The index term of one word, or "" when the index drops it (over-long runs)."""
    plain = folded(word)
    return term_of_folded(plain, language) if plain else ""


def term_of_folded(plain: str, language: str) -> str:
    """The index term of what `folded` made of a word; nothing is remembered, so that many can be tried."""
    for pattern, other in languages()[language].spelling:
        plain = pattern.sub(other, plain)
    return next(iter(analyzer(language).analyze(plain)), "")


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """The word composed, unbroken, in lower case, without accents and optional marks; "" for an over-long run."""
    composed = unicodedata.normalize("NFC", unbroken(word))
    if not composed.isascii():
        composed = _OPTIONAL_MARKS.sub("", composed)
    return next(iter(_analyzer("").analyze(composed)), "")


def words(text: str, language: str = ENGLISH) -> list[Word]:
    """All words of `text` in order; over-long runs are left out."""
    spans = [(span.of(text), span) for span in word_spans(text)]
    found = (Word(word, span.start, span.end, term_of(word, language)) for word, span in spans)
    return [word for word in found if word.term]


def terms(text: str, language: str = ENGLISH) -> list[str]:
    """The index terms of `text` in order: those of `words`, without their places, and several times faster."""
    return [term for term in (term_of(word, language) for word in spelt_words(text)) if term]


def content_words(text: str, language: str = ENGLISH) -> list[Word]:
    """The words of `text` that carry its subject: neither words of that language's grammar nor frames of questions."""
    found = words(text, language)
    framing = _framing(text, found, languages()[language])
    return [word for word, is_frame in zip(found, framing, strict=True) if not is_frame]


def is_name(word: Word) -> bool:
    """Whether a word inside of a text is written as names are."""
    return word.start > 0 and not word.text.islower() and any(map(str.isalpha, word.text))


def is_function_word(word: str, language: str = ENGLISH) -> bool:
    """Whether the word carries the form of a sentence in that language and not its subject."""
    return folded(word) in function_words(language)


@cache
def function_words(language: str = ENGLISH) -> frozenset[str]:
    """The words of that language that carry the form of a sentence, without accents."""
    return frozenset(map(folded, languages()[language].words))


@cache
def negations(language: str = ENGLISH) -> frozenset[str]:
    """The words of that language that negate or except, without accents."""
    return frozenset(map(folded, languages()[language].negations))


def names_documents(word: str, language: str = ENGLISH) -> bool:
    """Whether the word is what documents, or places in them, are called whatever they are about."""
    return folded(word) in map(folded, languages()[language].documents)


def asks_of_texts(question: str, language: str = ENGLISH) -> bool:
    """Whether what texts speak of is asked for, as by "which documents have" and "which leases mention"."""
    known = languages()[language]
    return _has_any(question, known.documents | known.telling)


def asks_of_mentions(question: str, language: str = ENGLISH) -> bool:
    """Whether it is asked which texts speak of something, be it to deny it: "which leases mention dogs"."""
    return _has_any(question, languages()[language].telling)


def has_negation(text: str, language: str = ENGLISH) -> bool:
    """Whether `text` holds a word that negates or excepts."""
    return not negations(language).isdisjoint(map(folded, spelt_words(text)))


def negates(text: str, sought: AbstractSet[str], language: str = ENGLISH) -> bool:
    """Whether every part of `text` between signs that holds one of the terms `sought` has a word that negates it.

    Some negate only what follows them: "it is vegan and contains no nuts" does not say that it is not vegan.
    """
    held = [part for part in _PART_END.split(text) if not sought.isdisjoint(terms(part, language))]
    return bool(held) and all(_negates(part, sought, language) for part in held)


def _negates(part: str, sought: AbstractSet[str], language: str) -> bool:
    said = list(spelt_words(part))
    last = max(i for i, word in enumerate(said) if term_of(word, language) in sought)
    words_of, forwards = negations(language), languages()[language].negating_next
    negating = [i for i, word in enumerate(said) if folded(word) in words_of]
    return any(i < last or folded(said[i]) not in forwards for i in negating)


def sets_limit(text: str, language: str = ENGLISH) -> bool:
    """Whether `text` holds a word that makes what is said hold only under a condition."""
    return _has_any(text, languages()[language].limits)


def leans(sentence: str, language: str = ENGLISH) -> bool:
    """Whether one of the first words of `sentence` stands for something that was named before it."""
    return _has_any(sentence, languages()[language].pronouns, LEANING_AMONG)


def _has_any(text: str, sought: AbstractSet[str], among: int | None = None) -> bool:
    """Whether one of the first words of `text`, or of all of them, is one of these."""
    plain = frozenset(map(folded, sought))
    return any(folded(word) in plain for word in islice(spelt_words(text), among))


def is_open(question: str, language: str = ENGLISH) -> bool:
    """Whether more is asked for than yes or no: one of the first words is a question word of that language."""
    return _has_any(question, languages()[language].asking, ASKING_AMONG)


def _framing(text: str, found: Sequence[Word], language: Language) -> list[bool]:
    """Of each word, whether it belongs to the form of the question only."""
    plain = [folded(word.text) for word in found]
    known = function_words(language.code)
    framing = [word in known or _KANA.fullmatch(word) is not None for word in plain]
    places = [*_places_of_runs(plain, language.code), *_places_inside(text, found, language)]
    for place in places:
        framing[place] = True
    return framing


def _places_of_runs(plain: Sequence[str], language: str) -> Iterator[int]:
    """Which words belong to a phrase of several words."""
    phrases = _phrases(language)
    for i, word in enumerate(plain):
        for phrase in phrases.get(word, ()):
            if tuple(plain[i : i + len(phrase)]) == phrase:
                yield from range(i, i + len(phrase))


def _places_inside(text: str, found: Sequence[Word], language: Language) -> Iterator[int]:
    """Which words touch a phrase of a script without spaces."""
    for phrase in filter(is_unspaced, language.phrases):
        start = text.find(phrase)
        while start >= 0:
            end = start + len(phrase)
            yield from (i for i, word in enumerate(found) if word.start < end and start < word.end)
            start = text.find(phrase, end)


@cache
def _phrases(language: str) -> dict[str, list[tuple[str, ...]]]:
    """The phrases of several words, by their first."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in languages()[language].phrases:
        if not is_unspaced(phrase):
            plain = tuple(map(folded, spelt_words(phrase)))
            by_first.setdefault(plain[0], []).append(plain)
    return by_first


@cache
def _analyzer(stemmer: str) -> "tantivy.TextAnalyzer":
    import tantivy

    builder = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
        .filter(tantivy.Filter.remove_long(LONGEST_TERM_CHARS))
        .filter(tantivy.Filter.lowercase())
    )
    if stemmer:
        builder = builder.filter(tantivy.Filter.stemmer(stemmer))
    return builder.filter(tantivy.Filter.ascii_fold()).build()
