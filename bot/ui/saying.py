"""What the page says, in the language of whoever reads it: English stands in the code, `words/` holds the others."""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

# The tables of a file of words: for this package, for assets/*.js, and for what the bot below them says.
PAGE, SCRIPTS, BOT = "page", "scripts", "bot"
LEAST_GROUPED = 10_000  # in Spanish, which leaves four digits together (Ortografía de la lengua española, 2010)


class Language(StrEnum):
    """The languages of the page, by their BCP 47 tag."""

    ENGLISH = "en"
    GERMAN = "de"
    SPANISH = "es"


# Each language by its own name, so that its readers find it.
NAMES = MappingProxyType({Language.ENGLISH: "English", Language.GERMAN: "Deutsch", Language.SPANISH: "Español"})
_language: ContextVar[Language] = ContextVar("language", default=Language.ENGLISH)


def language() -> Language:
    """The language of the request that is being answered; English outside of one."""
    return _language.get()


@contextmanager
def speaking(wanted: Language) -> Iterator[None]:
    """Say everything in that language, here and in what is started from here with this context."""
    token = _language.set(wanted)
    try:
        yield
    finally:
        _language.reset(token)


def say(english: str, **values: object) -> str:
    """The sentence `english` in the reader's language, with `values` in its named places.

    Whole numbers are grouped as the language does; one that is a name, as a page's is, comes as text.
    """
    return _filled(translations(language(), PAGE).get(english, english), values)


def say_count(count: int, one: str, many: str, **values: object) -> str:
    """As `say`: the sentence for one or the one for any other `{count}`, which is all that our languages tell apart."""
    # Both literals are keys; the check that all are translated reads them here.
    return say(one if count == 1 else many, count=count, **values)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence, and the language that it is in."""

    words: str
    language: Language


def lang_of(told: Spoken) -> str | None:
    """Its `lang` attribute on the reader's page; None where it is in the language of the page."""
    return told.language if told.language is not language() else None


def spoken(english: str) -> Spoken:
    """A sentence of the bot in the reader's language, if it is one that never changes; else in English as it is."""
    words = translations(language(), BOT).get(english)
    return Spoken(words, language()) if words else Spoken(english, Language.ENGLISH)


def say_of_bot(english: str, /, **values: object) -> str:
    """As `say`, for the sentences that the bot has."""
    return _filled(translations(language(), BOT).get(english, english), values)


def number(value: int) -> str:
    """A whole number as the reader's language writes it."""
    match language():
        case Language.ENGLISH:
            return f"{value:,}"
        case Language.SPANISH if abs(value) < LEAST_GROUPED:
            return str(value)
        case _:
            return f"{value:,}".replace(",", ".")


def capital(words: str) -> str:
    """`words` with a capital at the beginning; the others stay as they are, as German nouns must."""
    return words[:1].upper() + words[1:]


def _filled(words: str, values: Mapping[str, object]) -> str:
    if not values:
        return words
    return words.format(**{name: number(value) if isinstance(value, int) else value for name, value in values.items()})


@cache
def translations(wanted: Language, table: str) -> Mapping[str, str]:
    """The words of a language by the English ones; none for English itself."""
    if wanted is Language.ENGLISH:
        return MappingProxyType({})
    text = files("bot.ui").joinpath("words", f"{wanted}.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text)[table])
