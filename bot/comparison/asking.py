"""What a question asks a figure or a date of: what that measures, and the words that say of which thing."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.language.words import content_words, term_of, terms
from bot.text.units import Dimension, unit_words


@dataclass(frozen=True, slots=True)
class Asked:
    """Figures of one of `dimensions`, of the thing that all terms of `subject` name.

    `counted` is the term of what is counted, "" when nothing is; `measure` are terms that name the measure, which a
    sentence may leave out. `recurs` says that the time between is asked for ("how often").
    """

    dimensions: frozenset[Dimension]
    subject: frozenset[str]
    measure: frozenset[str] = frozenset()
    counted: str = ""
    recurs: bool = False
    names: frozenset[str] = frozenset()

    @property
    def is_price(self) -> bool:
        """Whether a sum of money is asked for, and nothing else."""
        return self.dimensions == {Dimension.MONEY}


@dataclass(frozen=True, slots=True)
class _Measure:
    asks: re.Pattern[str]
    dimensions: frozenset[Dimension]
    words: frozenset[str]
    recurs: bool


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The words of language/figures.toml, as patterns and terms; but for `neutral` all as spelt."""

    asks: re.Pattern[str]
    defines: re.Pattern[str]
    counts: re.Pattern[str]
    neutral: frozenset[str]
    negations: frozenset[str]
    limits: frozenset[str]
    restricts: frozenset[str]
    cases: frozenset[str]
    measures: tuple[_Measure, ...]

    @property
    def all_measures(self) -> frozenset[str]:
        """The terms that name any measure."""
        return frozenset().union(*(measure.words for measure in self.measures))


@cache
def figure_words() -> FigureWords:
    """The words that decide, read once."""
    data = tomllib.loads((files("bot.language") / "figures.toml").read_text(encoding="utf-8"))
    measures = (
        _Measure(
            _pattern(row["asks"]),
            frozenset(map(Dimension, row["dimensions"])),
            frozenset(terms(row["words"])),
            row.get("recurs", False),
        )
        for row in data["measures"]
    )
    return FigureWords(
        asks=_pattern(data["asks"]),
        defines=_pattern(data["defines"]),
        counts=_pattern(data["counts"]),
        neutral=frozenset(terms(data["neutral"])),
        negations=frozenset(data["negations"].split()),
        limits=frozenset(data["limits"].split()),
        restricts=frozenset(data["restricts"].split()),
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
    dimensions, measure, counted, recurs = fits
    words = figure_words()
    said = content_words(context or question)
    subject = frozenset(word.term for word in said) - measure - words.neutral - {counted}
    names = frozenset(word.term for word in said if word.start and is_name(word.text)) & subject
    return Asked(dimensions, subject, measure, counted, recurs, names)


def is_name(word: str) -> bool:
    """Whether a word inside a sentence is spelt as a name is: with a capital or with digits."""
    return any(letter.isupper() or letter.isdigit() for letter in word)


def asks_price(question: str) -> bool:
    """Whether `question`, or the fragment of one, asks for a sum of money."""
    found = asked(question) or asked(f"what {question}")
    return found is not None and found.is_price


def _read(question: str) -> tuple[frozenset[Dimension], frozenset[str], str, bool] | None:
    text = question.strip()
    words = figure_words()
    if not words.asks.search(text) or words.defines.search(text):
        return None
    if match := words.counts.search(text):
        return _count(match["noun"])
    fitting = [measure for measure in words.measures if measure.asks.search(text)]
    if not fitting:
        return None
    named = frozenset().union(*(measure.words for measure in fitting))
    return fitting[0].dimensions, named, "", fitting[0].recurs


def _count(noun: str) -> tuple[frozenset[Dimension], frozenset[str], str, bool]:
    """Of "how many days of leave" a time, of "how many rooms" a number of rooms."""
    first, *rest = noun.split()
    unit = unit_words().get(first.lower())
    if unit is not None:
        return frozenset({unit.dimension}), frozenset({term_of(first)}), "", False
    head = rest[0] if rest and rest[0].endswith("s") and not first.endswith("s") else first
    return frozenset({Dimension.COUNT}), frozenset({term_of(head)}), term_of(head), False


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
