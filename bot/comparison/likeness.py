"""Whether two units give a figure of one thing: what speaks for and against it, each with a fitted weight."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.comparison.asking import Asked, figure_words, is_named
from bot.comparison.stated import Given
from bot.comparison.values import agree
from bot.language.words import Word, function_words, terms, words
from bot.text.words import WORD

Pair = tuple[Given, Given]

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
    return Likeness(
        agrees=float(agree(one.quantity, other.quantity) is True),
        said=float(min(len(sought & one.held & other.held), MOST_SAID)),
        lacking=float(len(sought & (one.held ^ other.held))),
        unnamed=float(not asked.names <= one.held & other.held),
        ahead=float(min(len(ahead), MOST_WORDS)),
        beside=float(min(_count(_is_beside, asked, pairs), MOST_TELLING)),
        names=float(min(sum(map(is_named, ahead)), MOST_TELLING)),
        titles=float(all(any(map(is_named, _own_title(asked, *pair))) for pair in pairs)),
        counted=float(set(terms(one.quantity.counted)) != set(terms(other.quantity.counted))),
        recurs=float(one.quantity.is_interval != other.quantity.is_interval),
        cases=float(min(_count(_is_case, asked, pairs), MOST_CASES)),
    )


def _count(tells: Callable[[Asked, Given, Word], bool], asked: Asked, pairs: Sequence[Pair]) -> int:
    """Of how many of the words that only one passage has, and the question has not, `tells` is true."""
    return sum(
        tells(asked, one, word) for one, other in pairs for word in _telling(one.beside, asked.terms | other.held)
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
    text = given.text
    for near in given.beside:
        if near.term in asked.terms and near != word:
            between = text[min(word.end, near.end) : max(word.start, near.start)]
            if between in ("", " ", "-"):
                return True
    return False


def _is_case(_asked: Asked, given: Given, word: Word) -> bool:
    """Whether a word says when or for whom a figure holds, or which end of several it is."""
    before = [match.group().lower() for match in WORD.finditer(given.text, 0, word.start)][-LOOK_BACK:]
    return word.text.lower() in figure_words().limits or not figure_words().cases.isdisjoint(before)


def _own_title(asked: Asked, one: Given, other: Given) -> list[Word]:
    """The words of the title of `one` that neither the question, nor its unit, nor the other passage has."""
    return _telling(words(one.document.title), asked.terms | one.own | other.held)
