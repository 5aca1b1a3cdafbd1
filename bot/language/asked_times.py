"""Which words of a question say no more than of what time it asks: "in the most recent quarter", "in June 2023".

They choose among documents that have periods. What else a question says is what it asks about that time; where that is
only what happened, whatever the documents say of it is asked for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from bot.language.dates import is_year
from bot.language.keys import keys_in
from bot.language.periods import lies_within, periods_in
from bot.language.tables import ENGLISH, languages
from bot.language.wordlists import wordlists
from bot.language.words import content_words, folded, function_words, is_name, names_documents, terms, words
from bot.records import Key, KeyKind, Period
from bot.text.words import WORD_OF_LETTERS

MOST_BESIDE = 2  # words beside a date, in a line that only says of what time a document is: "covers", "reporting"


@dataclass(frozen=True, slots=True)
class AskedTime:
    """What a question says of time.

    `end` is 1 where it asks for the latest, -1 for the earliest, else 0; `keys` are its dates. `starts` are
    the places of the words that say so, and of those beside them that name a time or a document; `names_it` is whether
    there are any beside.
    """

    end: int
    keys: tuple[Key, ...]
    starts: frozenset[int]
    names_it: bool


def end_in_time(question: str, language: str = ENGLISH) -> int:
    """Which end of an order in time is asked for: 1 for the latest, -1 for the earliest, 0 for none."""
    return _asked_end([folded(word.text) for word in words(question, language)], language)[0]


def asked_time(
    question: str, language: str, keys: Sequence[Key] = (), is_kind: Callable[[str], bool] | None = None
) -> AskedTime:
    """What a question in that language, with these keys, says of time.

    `is_kind` says of a word whether it is what documents of some time are called: "newsletter".
    """
    said = words(question, language)
    plain = [folded(word.text) for word in said]
    end, phrase = _asked_end(plain, language)
    dates = tuple(key for key in keys if key.kind is KeyKind.DATE and not _is_of_name(key, question, language))
    places = {i for i, word in enumerate(said) if any(key.start <= word.start < key.end for key in dates)}
    places.update(phrase)
    own = sorted(places)
    for i in own:
        for step in (-1, 1):
            beside = _beside(plain, i, step, language)
            if beside is not None and (names_time(plain[beside], language) or (is_kind and is_kind(said[beside].text))):
                places.add(beside)
    return AskedTime(end, dates, frozenset(said[i].start for i in places), len(places) > len(own))


def names_time(word: str, language: str = ENGLISH) -> bool:
    """Whether the word names a length of time, or a document: "month", "file"."""
    return folded(word) in _time_words(language) or names_documents(word, language)


def asks_what_happens(word: str, language: str = ENGLISH) -> bool:
    """Whether the word asks for whatever a time brings: "happened", "planned"."""
    return folded(word) in _happenings(language)


def only_says_period(text: str, period: Period, language: str, title: str = "") -> bool:
    """Whether `text`, below that title, only says that its document is of that period: "This report covers 2023"."""
    if not any(lies_within(period, said) for said in periods_in(text)):
        return False
    dates = [key for key in keys_in(text) if key.kind is KeyKind.DATE]
    known = terms(title, language)
    told = [
        word
        for word in content_words(text, language)
        if not any(key.start <= word.start < key.end for key in dates)
        and not names_time(word.text, language)
        and word.term not in known
    ]
    return len(told) <= MOST_BESIDE and not any(word.text.isdecimal() for word in told)


def shape_of(name: str) -> tuple[str, ...]:
    """The words of a title or a file's name but for those that say a time: those of a series have the same."""
    known = wordlists()
    times = known.quarters | known.halves | known.ordinals.keys() | known.months.keys()
    said = (word.casefold() for word in WORD_OF_LETTERS.findall(name))
    return tuple(word for word in said if word not in times)


def _asked_end(plain: Sequence[str], language: str) -> tuple[int, range]:
    """The end, and the places of the phrase that asks for it."""
    for end, phrases in _ends(language):
        for phrase in phrases:
            for i in range(len(plain) - len(phrase) + 1):
                if tuple(plain[i : i + len(phrase)]) == phrase:
                    return end, range(i, i + len(phrase))
    return 0, range(0)


def _beside(plain: Sequence[str], i: int, step: int, language: str) -> int | None:
    """The place of the next word that is none of grammar."""
    i += step
    while 0 <= i < len(plain) and plain[i] in function_words(language):
        i += step
    return i if 0 <= i < len(plain) else None


def _is_of_name(key: Key, question: str, language: str) -> bool:
    """Whether the year is a part of a name: "Windows 2000" is no Windows of that year."""
    if not is_year(key.name.rpartition("#")[2]) or languages()[language].capitalises_nouns:
        return False
    before = [word for word in words(question[: key.start], language) if question[word.end : key.start].isspace()]
    return any(is_name(word) and folded(word.text) not in function_words(language) for word in before)


@cache
def _ends(language: str) -> tuple[tuple[int, tuple[tuple[str, ...], ...]], ...]:
    known = languages()[language]
    return tuple(
        (end, tuple(tuple(map(folded, phrase.split())) for phrase in phrases))
        for end, phrases in ((1, known.latest), (-1, known.earliest))
    )


@cache
def _time_words(language: str) -> frozenset[str]:
    return frozenset(map(folded, languages()[language].times))


@cache
def _happenings(language: str) -> frozenset[str]:
    return frozenset(map(folded, languages()[language].happenings))
