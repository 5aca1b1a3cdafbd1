"""Whether two units give a figure of one thing, by what speaks for and against it, and whether the figures agree.

In doubt, figures are neither equal nor different.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.comparison.asking import Asked, figure_words, is_named
from bot.comparison.stated import Given
from bot.language.words import Word, function_words, terms, words
from bot.text.quantities import Quantity
from bot.text.units import Dimension
from bot.text.words import WORD

MOST_WORDS, MOST_TELLING, MOST_CASES = 5, 3, 2  # counted of what tells two things apart; one more says little
MOST_SAID = 4  # words of a question that both say
LOOK_BACK = 2  # words from one that begins a case to what it is one of: "for large groups"
# `python -m benchmarks.sources_say --fit`, on even cases; that equal figures speak for one thing is held down there.
BIAS = -2.94
WEIGHTS = {
    "agrees": 1.5,
    "said": 0.98,
    "lacking": -1.19,
    "unnamed": -0.95,
    "ahead": -0.9,
    "beside": -1.3,
    "names": -0.49,
    "titles": -2.74,
    "counted": -3.77,
    "recurs": -1.91,
    "cases": -0.83,
}

EXACT_SHARE = 0.005  # of the larger: what is left of a unit turned into another, as people round it
MONTHS_SHARE = 0.04  # months and years have no one length: 30 days are a month, 52 weeks a year
NEAR_SHARE = 0.1  # "about six weeks" may be forty days; whether two such figures differ is not for a machine to say
SAME_DEGREES = 0.5  # of a temperature, whose zero is none

POINTS = frozenset({Dimension.DATE, Dimension.CLOCK})


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two units with a figure have in common, and what only one of them says.

    `agrees` is 1 when the figures are equal. Of the words of the question, `said` is the number of those that both
    passages have, `lacking` of those that only one has; `unnamed` is 1 when either lacks a name or a number of it. Of
    the words that only one unit has, and the other not nearby, `ahead` is the number of those before the figure or a
    word of the question, `names` of names and numbers there; of those that nothing of the other passage has, `beside`
    is the number of those right beside a word of the question, `cases` of those that tell a case: "for students", "on
    average". `titles` is 1 when the titles name two things, `counted` when the figures count two kinds, `recurs` when
    only one recurs.
    """

    agrees: float
    said: float
    lacking: float
    unnamed: float
    ahead: float
    beside: float
    names: float
    titles: float
    counted: float
    recurs: float
    cases: float

    @property
    def score(self) -> float:
        """The logit of the chance that both are of one thing."""
        return BIAS + math.fsum(weight * getattr(self, name) for name, weight in WEIGHTS.items())


def likeness(asked: Asked, one: Given, other: Given) -> Likeness:
    """What tells whether both state the same quantity of the same thing."""
    pairs = ((one, other), (other, one))
    sought = asked.subject | ({asked.counted} if asked.counted else frozenset())
    ahead = [word for pair in pairs for word in _ahead(asked, *pair)]
    telling = [(mine, word) for mine, its in pairs for word in _telling(mine.beside, asked.terms | its.held)]
    return Likeness(
        agrees=float(agree(one.quantity, other.quantity) is True),
        said=float(min(len(sought & one.held & other.held), MOST_SAID)),
        lacking=float(len(sought & (one.held ^ other.held))),
        unnamed=float(not asked.names <= one.held & other.held),
        ahead=float(min(len(ahead), MOST_WORDS)),
        beside=float(min(sum(_is_beside(asked, *told) for told in telling), MOST_TELLING)),
        names=float(min(sum(map(is_named, ahead)), MOST_TELLING)),
        titles=float(all(any(map(is_named, _own_title(asked, *pair))) for pair in pairs)),
        counted=float(set(terms(one.quantity.counted)) != set(terms(other.quantity.counted))),
        recurs=float(one.quantity.is_interval != other.quantity.is_interval),
        cases=float(min(sum(_is_case(*told) for told in telling), MOST_CASES)),
    )


def _telling(said: Sequence[Word], known: frozenset[str]) -> list[Word]:
    """The words that are neither known, nor of grammar, nor only relate a thing to its figure."""
    known |= figure_words().neutral
    return [word for word in said if word.term not in known and word.text.lower() not in function_words()]


def _ahead(asked: Asked, one: Given, other: Given) -> list[Word]:
    """The words that only `one` has before the last of its figure and the question's words: they say of what it is."""
    end = max((one.quantity.start, *(word.start for word in one.beside if word.term in asked.terms)))
    return [word for word in _telling(one.beside, asked.terms | other.near) if word.start < end]


def _is_beside(asked: Asked, given: Given, word: Word) -> bool:
    """Whether nothing but a space or a hyphen parts a word from one of the question: "return ticket"."""
    near = [other for other in given.beside if other.term in asked.terms and other != word]
    between = {given.text[min(word.end, other.end) : max(word.start, other.start)] for other in near}
    return not between.isdisjoint(("", " ", "-"))


def _is_case(given: Given, word: Word) -> bool:
    """Whether a word says when or for whom a figure holds, or which end of several it is."""
    before = [match.group().lower() for match in WORD.finditer(given.text, 0, word.start)][-LOOK_BACK:]
    return word.text.lower() in figure_words().limits or not figure_words().cases.isdisjoint(before)


def _own_title(asked: Asked, one: Given, other: Given) -> list[Word]:
    """The words of the title of `one` that neither the question, nor its unit, nor the other passage has."""
    return _telling(words(one.document.title), asked.terms | one.own | other.held)


def agree(one: Quantity, other: Quantity) -> bool | None:
    """Whether the figures are equal or one range holds the other; None where that cannot be told."""
    if one.unit.dimension in POINTS:
        return _points_agree(one, other)
    ends = [
        _same(one, other, a, b)
        for a, b in ((one.low, other.low), (one.high, other.high))
        if a is not None and b is not None
    ]
    opens = ((one.low is None) + (other.low is None), (one.high is None) + (other.high is None))
    if opens in ((0, 0), (2, 0), (0, 2)):
        if all(end is True for end in ends):
            return True
        if None in ends:
            return None
        return opens == (0, 0) and (_holds(one, other) or _holds(other, one))
    return _bound_agrees(one, other)


def _points_agree(one: Quantity, other: Quantity) -> bool | None:
    """Of hours and dates: equal or not. A point is not compared with a span, nor spans that share an end."""
    if (one.low == one.high) is not (other.low == other.high):
        return None
    same = (one.low == other.low, one.high == other.high)
    return all(same) if len(set(same)) == 1 else None


def _same(one: Quantity, other: Quantity, a: float, b: float) -> bool | None:
    """Whether two ends are the same figure; None where they are so near that it may be meant."""
    difference = abs(a - b)
    if one.unit.dimension is Dimension.TEMPERATURE:
        return difference <= (0 if one.unit == other.unit else SAME_DEGREES)
    share = difference / max(abs(a), abs(b)) if difference else 0.0
    is_exact = one.unit == other.unit
    exact = 1e-9 if is_exact else MONTHS_SHARE if one.unit.dimension is Dimension.TIME else EXACT_SHARE
    if share <= exact:
        return True
    is_sure = is_exact and not one.is_approximate and not other.is_approximate
    return None if share <= NEAR_SHARE and not is_sure else False


def _holds(one: Quantity, other: Quantity) -> bool:
    """Whether a span takes in the other one."""
    ends = (one.low, one.high, other.low, other.high)
    low, high, least, most = (end if end is not None else 0.0 for end in ends)
    return low <= least and most <= high


def _bound_agrees(one: Quantity, other: Quantity) -> bool | None:
    """A bound and a closed figure agree where that ends at the bound, and differ where it lies beyond."""
    bound, closed = (one, other) if None in (one.low, one.high) else (other, one)
    is_upper = bound.high is not None
    end, near, far = (bound.high, closed.high, closed.low) if is_upper else (bound.low, closed.low, closed.high)
    if end is None or near is None or far is None:
        return None
    if _same(one, other, end, near):
        return True
    is_beyond = far > end * (1 + NEAR_SHARE) if is_upper else far < end * (1 - NEAR_SHARE)
    return False if is_beyond else None
