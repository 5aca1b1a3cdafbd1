"""Whether two statements give a figure of one thing: what speaks for and against it, each with a fitted weight."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.comparison.asking import Asked, figure_words, is_named
from bot.comparison.figures import Statement
from bot.comparison.values import agree
from bot.language.words import Word, function_words, terms, words

MOST_WORDS, MOST_NAMES = 5, 3  # counted of what tells two things apart; one more says hardly more
MOST_SAID = 4  # words of a question that both say
# `python -m benchmarks.sources_say --fit`, on even cases.
BIAS = -2.93
WEIGHTS = {
    "agrees": 1.5,
    "said": 0.94,
    "missing": -0.67,
    "lacking": -1.0,
    "unnamed": -0.9,
    "ahead": -0.81,
    "beside": -1.13,
    "names": -0.46,
    "titles": -2.74,
    "counted": -3.55,
    "recurs": -1.68,
}


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two statements have in common, and what only one of them says.

    `agrees` is 1 when the figures are equal. Of the words of the question, `said` is the number of those that both
    passages have, `missing` the share of those that either lacks, `lacking` the number of those that only one lacks;
    `unnamed` is 1 when either lacks a name or a number of it. Of the words that only one unit has, and the other not
    nearby, `ahead` is the number of those before the figure and the question's words, `names` of names and numbers
    there; `beside` of those right beside a word of the question that nothing of the other passage has. `titles` is 1
    when the titles name two things, `counted` when the figures count two kinds, `recurs` when only one recurs.
    """

    agrees: float
    said: float
    missing: float
    lacking: float
    unnamed: float
    ahead: float
    beside: float
    names: float
    titles: float
    counted: float
    recurs: float

    @property
    def score(self) -> float:
        """The logit of the chance that both are of one thing."""
        return BIAS + math.fsum(weight * getattr(self, name) for name, weight in WEIGHTS.items())


def likeness(asked: Asked, one: Statement, other: Statement) -> Likeness:
    """What tells whether both state the same quantity of the same thing."""
    pairs = ((one, other), (other, one))
    sought = asked.subject | ({asked.counted} if asked.counted else frozenset())
    ahead = [word for pair in pairs for word in _ahead(asked, *pair)]
    beside = sum(_is_beside(asked, pair[0], word) for pair in pairs for word in _own(asked, *pair, pair[1].around))
    return Likeness(
        agrees=float(agree(one.figure, other.figure) is True),
        said=float(min(len(sought & one.around & other.around), MOST_SAID)),
        missing=len(sought - (one.around & other.around)) / max(1, len(sought)),
        lacking=float(len(sought & (one.around ^ other.around))),
        unnamed=float(not asked.names <= one.around & other.around),
        ahead=float(min(len(ahead), MOST_WORDS)),
        beside=float(min(beside, MOST_NAMES)),
        names=float(min(sum(map(is_named, ahead)), MOST_NAMES)),
        titles=float(all(any(map(is_named, _own_title(asked, *pair))) for pair in pairs)),
        counted=float(set(terms(one.figure.counted)) != set(terms(other.figure.counted))),
        recurs=float(one.figure.is_interval != other.figure.is_interval),
    )


def _own(asked: Asked, one: Statement, other: Statement, known: frozenset[str]) -> list[Word]:
    """The words of weight of `one` that neither the question nor, of `other`, the terms `known` have."""
    return _telling(one.words, asked.terms | known)


def _telling(said: Sequence[Word], known: frozenset[str]) -> list[Word]:
    """The words that are neither known, nor of grammar, nor only relate a thing to its figure."""
    known |= figure_words().neutral
    return [word for word in said if word.term not in known and word.text.lower() not in function_words()]


def _ahead(asked: Asked, one: Statement, other: Statement) -> list[Word]:
    """The words that only `one` has before the last of its figure and the question's words: they say of what it is."""
    end = max((one.figure.start, *(word.start for word in one.words if word.term in asked.terms)))
    return [word for word in _own(asked, one, other, other.near) if word.start < end]


def _is_beside(asked: Asked, statement: Statement, word: Word) -> bool:
    """Whether nothing but a space or a hyphen parts a word from one of the question: "return ticket"."""
    text = statement.sentence.text
    for near in statement.words:
        if near.term in asked.terms and near != word:
            between = text[min(word.end, near.end) : max(word.start, near.start)]
            if between in ("", " ", "-"):
                return True
    return False


def _own_title(asked: Asked, one: Statement, other: Statement) -> list[Word]:
    """The words of the title of `one` that neither the question, nor its unit, nor the other passage has."""
    return _telling(words(one.title), asked.terms | one.own | other.around)
