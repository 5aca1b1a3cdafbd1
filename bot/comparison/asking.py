"""What a question asks a figure or a date of: what that measures, and the words that say of which thing."""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from bot.language.words import Word, content_words, is_name, term_of, terms
from bot.text.units import Dimension, unit_words


@dataclass(frozen=True, slots=True)
class Asked:
    """Figures of one of `dimensions`, of the thing that all terms of `subject` name.

    `counted` is the term of what is counted, "" when nothing is; `measure` are terms that name the measure, which a
    sentence may leave out. `recurs` says that the time between is asked for ("how often"). `names` are the terms of
    names and numbers.
    """

    dimensions: frozenset[Dimension]
    subject: frozenset[str] = frozenset()
    measure: frozenset[str] = frozenset()
    counted: str = ""
    recurs: bool = False
    names: frozenset[str] = frozenset()

    @property
    def terms(self) -> frozenset[str]:
        """All terms of the question that say what the figure is of."""
        return self.subject | self.measure | {self.counted}


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The words of language/figures.toml: `neutral` as terms, the others as spelt.

    `measures` are the patterns of questions with what they ask for.
    """

    asks_none: re.Pattern[str]
    counts: re.Pattern[str]
    neutral: frozenset[str]
    limits: frozenset[str]
    cases: frozenset[str]
    measures: tuple[tuple[re.Pattern[str], Asked], ...]


@cache
def figure_words() -> FigureWords:
    """The words that decide, read once."""
    data = tomllib.loads((files("bot.language") / "figures.toml").read_text(encoding="utf-8"))
    measures = []
    for row in data["measures"]:
        dimensions, named = frozenset(map(Dimension, row["dimensions"])), frozenset(terms(row["words"]))
        measures.append((_pattern(row["asks"]), Asked(dimensions, measure=named, recurs=row.get("recurs", False))))
    return FigureWords(
        asks_none=_pattern(data["asks_none"]),
        counts=_pattern(data["counts"]),
        neutral=frozenset(terms(data["neutral"])),
        limits=frozenset(data["limits"].split()),
        cases=frozenset(data["cases"].split()),
        measures=tuple(measures),
    )


def asked(question: str, context: str = "", repeated: str = "") -> Asked | None:
    """What `question` asks; None when it asks for neither a figure nor a date.

    `context` is the question with the words of the conversation that complete it, `repeated` the question that it asks
    once more of something else, if it does.
    """
    fits = _read(question) or (_read(repeated) if repeated else None)
    if fits is None:
        return None
    said = content_words(context or question)
    known = figure_words()
    subject = frozenset(word.term for word in said) - (fits.measure | known.neutral | {fits.counted})
    names = frozenset(word.term for word in said if is_named(word)) & subject
    return replace(fits, subject=subject, names=names)


def is_named(word: Word) -> bool:
    """Whether a word is written as a name, or is or holds a number."""
    return is_name(word) or any(map(str.isdigit, word.text))


def asks_price(question: str) -> bool:
    """Whether `question`, or the fragment of one, asks for a sum of money."""
    found = asked(question)
    return found is not None and found.dimensions == {Dimension.MONEY}


def _read(question: str) -> Asked | None:
    """What a question asks for, without the thing that it asks it of."""
    known = figure_words()
    if known.asks_none.search(question):
        return None
    if match := known.counts.search(question):
        return _count(match["noun"])
    fitting = [asked for pattern, asked in known.measures if pattern.search(question)]
    return replace(fitting[0], measure=frozenset().union(*(asked.measure for asked in fitting))) if fitting else None


def _count(noun: str) -> Asked:
    """Of "how many days of leave" a time, of "how many rooms" a number of rooms."""
    first, *rest = noun.split()
    for head in (first, noun, *rest):
        if unit := unit_words().get(head.lower()):
            return Asked(frozenset({unit.dimension}), measure=frozenset(terms(head)))
    head = rest[0] if rest and rest[0].endswith("s") and not first.endswith("s") else first
    return Asked(frozenset({Dimension.COUNT}), counted=term_of(head))


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
