"""The languages that texts are read in, each a TOML file beside this module: its stemmer, its words, its phrases."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

ENGLISH = "en"
_IS_LANGUAGE = re.compile(r"[a-z]{2}\.toml")  # other tables are no languages


@dataclass(frozen=True, slots=True)
class Language:
    """What is known of a language; everything in it is as it is typed.

    `stemmer` is the name of its Snowball stemmer, "" where there is none. `spelling` is what becomes of a word without
    accents before it is stemmed: patterns and what takes their place. `endings` are those of verbs that its stemmer
    leaves apart. `words` carry the form of a sentence and not its subject; the words of a phrase do when they stand
    together. `asking` ask for more than yes or no; `documents` are what documents, and places in them, are called
    whatever they are about; `telling` say that a text speaks of something; `pronouns` stand for what was named before;
    `limits` make what is said hold only under a condition; `negations` turn it into its opposite, or leave something
    out of it, those that are `negating_next` only of what follows them; `latest` and `earliest` ask for one end of an
    order in time, `happenings` for whatever a time brings; `times` name lengths of time; `bylines` stand before the
    name of who wrote a text. `has_compounds` is whether it writes nouns together, `capitalises_nouns` whether all nouns
    are written as names are, `bends_articles` whether an article changes with its noun's part in the sentence, or joins
    with a preposition. `asks` are the kinds of answers, each with the pattern of the questions that ask for one,
    `names` with that of what names one. `leaning` are the signs that a question leans on those before it, each with its
    pattern; `properties` and `vague` are words that do not say what it is about, `unique` nouns of which there is only
    one.
    """

    code: str
    stemmer: str
    spelling: tuple[tuple[re.Pattern[str], str], ...]
    endings: tuple[str, ...]
    words: frozenset[str]
    asking: frozenset[str]
    documents: frozenset[str]
    telling: frozenset[str]
    pronouns: frozenset[str]
    limits: frozenset[str]
    negations: frozenset[str]
    negating_next: frozenset[str]
    phrases: tuple[str, ...]
    latest: tuple[str, ...]
    earliest: tuple[str, ...]
    times: frozenset[str]
    happenings: frozenset[str]
    bylines: tuple[str, ...]
    has_compounds: bool
    capitalises_nouns: bool
    bends_articles: bool
    asks: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str], ...]
    leaning: tuple[tuple[str, str], ...]
    properties: str
    vague: str
    unique: str


@cache
def languages() -> Mapping[str, Language]:
    """All languages by code, in the order of the codes."""
    tables = (file for file in files(__package__).iterdir() if _IS_LANGUAGE.fullmatch(file.name))
    found = sorted(tables, key=lambda file: file.name)
    return MappingProxyType(
        {
            file.name.removesuffix(".toml"): _parsed(file.name.removesuffix(".toml"), file.read_text(encoding="utf-8"))
            for file in found
        }
    )


def _parsed(code: str, text: str) -> Language:
    table = tomllib.loads(text)
    leaning = table.get("leaning", {})
    return Language(
        code=code,
        stemmer=table.get("stemmer", ""),
        spelling=tuple((re.compile(pattern), other) for pattern, other in table.get("spelling", [])),
        endings=tuple(table.get("endings", "").split()),
        words=frozenset(table.get("words", "").split()),
        asking=frozenset(table.get("asking", "").split()),
        documents=frozenset(table.get("documents", "").split()),
        telling=frozenset(table.get("telling", "").split()),
        pronouns=frozenset(table.get("pronouns", "").split()),
        limits=frozenset(table.get("limits", "").split()),
        negations=frozenset(table.get("negations", "").split()),
        negating_next=frozenset(table.get("negating_next", "").split()),
        phrases=tuple(table.get("phrases", [])),
        latest=tuple(table.get("latest", [])),
        earliest=tuple(table.get("earliest", [])),
        times=frozenset(table.get("times", "").split()),
        happenings=frozenset(table.get("happenings", "").split()),
        bylines=tuple(table.get("bylines", [])),
        has_compounds=table.get("has_compounds", False),
        capitalises_nouns=table.get("capitalises_nouns", False),
        bends_articles=table.get("bends_articles", False),
        asks=tuple((kind, "|".join(patterns)) for kind, patterns in table.get("asks", {}).items()),
        names=tuple((kind, "|".join(patterns)) for kind, patterns in table.get("names", {}).items()),
        leaning=tuple((sign, "|".join(told)) for sign, told in leaning.items() if isinstance(told, list)),
        properties=leaning.get("properties", ""),
        vague=leaning.get("vague", ""),
        unique=leaning.get("unique", ""),
    )
