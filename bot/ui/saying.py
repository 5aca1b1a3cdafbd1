"""What the page says, in the language of whoever reads it: English stands in the code, `words/` holds the others."""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

PAGE, SCRIPTS = "page", "scripts"  # the tables of a file of words: for this package, and for assets/*.js
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
    words = translations(language(), PAGE).get(english, english)
    if not values:
        return words
    return words.format(**{name: number(value) if isinstance(value, int) else value for name, value in values.items()})


def say_count(count: int, one: str, many: str, **values: object) -> str:
    """As `say`: the sentence for one or the one for any other `{count}`, which is all that our languages tell apart."""
    # Both literals are keys; the check that all are translated reads them here.
    return say(one if count == 1 else many, count=count, **values)


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


@cache
def translations(wanted: Language, table: str) -> Mapping[str, str]:
    """The words of a language by the English ones; none for English itself."""
    if wanted is Language.ENGLISH:
        return MappingProxyType({})
    text = files("bot.ui").joinpath("words", f"{wanted}.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text)[table])
