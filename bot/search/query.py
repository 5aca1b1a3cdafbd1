"""A question as it is searched for: its text for the encoder, its content words for the lexical index."""

import unicodedata
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.errors import QuestionError
from bot.language.detection import question_language
from bot.language.keys import keys_in
from bot.language.spans import asked_openly
from bot.language.tables import ENGLISH, languages
from bot.language.words import Word, content_words, term_of, words
from bot.records import Key
from bot.text.normalise import clean

MAX_QUESTION_CHARS = 4_000  # about 700 words; the encoder reads the first 200 of them


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage that was shown before, by its document and the place where it begins."""

    document: str
    start: int


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched with: `text` in full, and its content words, each index term once, in order.

    `keys` are the identifiers, dates, numbers and ordinals of `text`. `carried` are content words of the conversation
    before it, at the places they would have after `text`; `shown` the passages of the last answer, which are looked at
    again; `about` the terms that name what it asks about there, be it in its text or before it. Its terms are those of
    `language`, one of the library's; `asked_in` is its own.
    """

    text: str
    words: tuple[Word, ...]
    keys: tuple[Key, ...] = ()
    carried: tuple[Word, ...] = ()
    shown: tuple[Shown, ...] = ()
    about: frozenset[str] = frozenset()
    language: str = ENGLISH
    asked_in: str = ENGLISH

    @property
    def sought(self) -> tuple[Word, ...]:
        """Its own words, then those carried."""
        return (*self.words, *self.carried)

    @property
    def in_context(self) -> str:
        """The text with the words carried."""
        return " ".join([self.text, *(word.text for word in self.carried)])

    def read_in(self, languages: Sequence[str]) -> "Query":
        """The same question, read again for documents in these languages; what is carried stays as it is."""
        return replace(parse_query(self.text, languages), carried=self.carried, shown=self.shown, about=self.about)

    def reworded(self, text: str, languages: Sequence[str]) -> "Query":
        """Another question after the same conversation."""
        found = parse_query(text, languages)
        shift = len(found.text) - len(self.text)
        carried = (replace(word, start=word.start + shift, end=word.end + shift) for word in self.carried)
        return replace(found, carried=tuple(carried), shown=self.shown)

    @property
    def carried_keys(self) -> tuple[Key, ...]:
        """The keys of the words carried, at their places."""
        after = len(self.text) + 1
        found = keys_in(" ".join(word.text for word in self.carried)) if self.carried else ()
        return tuple(replace(key, start=key.start + after, end=key.end + after) for key in found)

    @property
    def terms(self) -> tuple[str, ...]:
        """The index terms of all of these."""
        return tuple(word.term for word in self.sought)


def parse_query(question: str, languages: Sequence[str] = (ENGLISH,)) -> Query:
    """The query for a question to documents in these languages, that of the most passages first.

    Its own language says which of its words carry its subject; their terms are those of every language of the library.
    Raises QuestionError when it is empty or over `MAX_QUESTION_CHARS`.
    """
    return _query(question, languages, content_words)


def every_word(text: str, languages: Sequence[str] = (ENGLISH,)) -> Query:
    """As `parse_query`, for words that are all to be found, those of grammar too."""
    return _query(text, languages, words)


def _query(question: str, languages: Sequence[str], sought: Callable[[str, str], list[Word]]) -> Query:
    text = " ".join(unicodedata.normalize("NFC", clean(question)).split())
    if not text:
        raise QuestionError("The question is empty; type what you want to know.")
    if len(text) > MAX_QUESTION_CHARS:
        raise QuestionError(f"The question has {len(text):,} characters; ask in at most {MAX_QUESTION_CHARS:,}.")
    asked_in = question_language(text, languages)
    language = asked_in if asked_in in languages else languages[0]
    found = [_read(word, language, languages) for word in sought(text, asked_in)]
    first_of_each = {word.term: word for word in reversed(found)}
    in_order = tuple(sorted(first_of_each.values(), key=lambda word: word.start))
    keys = tuple(asked_openly(key, text) for key in keys_in(text))
    return Query(text, in_order, keys, language=language, asked_in=asked_in)


def neighbours(query: Query, spoken: Sequence[str], content: AbstractSet[str]) -> tuple[tuple[str, str], ...]:
    """The neighbouring terms, of those of `query` in order, of which one is among `content`.

    Both, where articles bend: "der Ofen" is "im Ofen" and "des Ofens" elsewhere.
    """
    if languages()[query.language].bends_articles:
        return tuple(pair for pair in pairwise(spoken) if set(pair) <= content)
    return tuple(pair for pair in pairwise(spoken) if not content.isdisjoint(pair))


def _read(word: Word, language: str, languages: Sequence[str]) -> Word:
    """The word with its term in `language` and its other terms in the others."""
    term = term_of(word.text, language)
    others = dict.fromkeys(term_of(word.text, other) for other in languages)
    return replace(word, term=term, other_terms=tuple(other for other in others if other != term))
