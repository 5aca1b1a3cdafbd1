"""Whether two statements give a figure of one thing: what speaks for and against it, each with a fitted weight."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from bot.comparison.asking import Asked, figure_words
from bot.comparison.figures import Statement, has_digit
from bot.comparison.values import agree
from bot.language.words import Word, function_words, is_name, terms, words
from bot.text.words import WORD

LOOK_BACK = 3  # words between a preposition and the last word of what it introduces
MOST_COUNTED = 3
VERSION_SHARE, VERSION_TERMS = 0.7, 20  # of the words of two passages that are versions of one, and how many at least
_YEAR = re.compile(r"(?:19|20)\d\d")
_DEFINITE = re.compile(
    r"(?<!\bin )(?<!\bon )(?<!\bat )\b(?:(?P<alone>it|we|they)|the|this|these|our|your|its|my)\b", re.IGNORECASE
)

# `python -m benchmarks.sources_say --fit`, on even cases. Two are judgements, as few cases differ in nothing else.
WEIGHTS = {
    "agrees": 1.2,  # fitted 1.73
    "overlap": 0.71,
    "specific": 0.88,
    "named": 0.5,
    "local": -2.24,
    "place": -1.91,
    "another": -3.16,
    "between": -2.34,
    "conditions": -2.5,  # fitted -1.14
}
BIAS = -2.26


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two statements have in common, and what only one of them says; counts end at MOST_COUNTED.

    `agrees` is 1 when the figures are equal, `overlap` the share of their telling words that both have, `specific` the
    number of words that say what is asked for, `named` 1 when both say a name of it, `local` 1 when it is said of "the
    pump" under titles of two things, `place` 1 when a title or heading tells a case. Of the words that only one has,
    `another` counts those that make another thing of what is asked or stand against such of the other, `between` those
    between the question's words and the figure, `conditions` those that follow both or that a preposition introduces.
    """

    agrees: float
    overlap: float
    specific: float
    named: float
    local: float
    place: float
    another: float
    between: float
    conditions: float


def are_of_one_thing(asked: Asked, one: Statement, other: Statement) -> bool:
    """Whether both give the same quantity of the same thing under the same conditions, as far as their words tell."""
    if one.kind != other.kind:
        return False
    found = likeness(asked, one, other)
    return BIAS + math.fsum(weight * getattr(found, name) for name, weight in WEIGHTS.items()) > 0


def likeness(asked: Asked, one: Statement, other: Statement) -> Likeness:
    """What tells whether both state the same quantity of the same thing."""
    pairs = ((one, other), (other, one))
    roles = [[_role(asked, *pair, word) for word in _own_words(asked, *pair)] for pair in pairs]
    rivals = min(own.count("loose") for own in roles)
    counts = {role: sum(own.count(role) for own in roles) for role in ("another", "between", "conditions")}
    kinds = set(terms(one.figure.counted)) ^ set(terms(other.figure.counted))
    ones, others = ({word.term for word in statement.telling} - figure_words().neutral for statement in (one, other))
    names = asked.names | _names(one) | _names(other)
    named = not any(names.isdisjoint(asked.subject & statement.terms) for statement in (one, other))
    found = {
        "agrees": agree(one.figure, other.figure) is True,
        "overlap": len(ones & others) / max(1, len(ones | others)),
        "specific": asked.words,
        "named": named,
        "local": not named and any(map(partial(_is_local, asked), (one, other))) and _are_two_things(asked, one, other),
        "place": any(_tells_a_case(asked, *pair) for pair in pairs),
        **counts,
        "another": counts["another"] + rivals + len(kinds - asked.terms - one.terms - other.terms),
    }
    return Likeness(**{name: float(min(value, MOST_COUNTED)) for name, value in found.items()})


def _names(statement: Statement) -> frozenset[str]:
    return frozenset(word.term for word in statement.rest if is_name(word) or has_digit(word))


def _own_words(asked: Asked, one: Statement, other: Statement) -> list[Word]:
    """The words of `one` that say more than the question and `other` do."""
    known = asked.terms | figure_words().neutral | other.terms | other.place
    return [word for word in one.telling if word.term not in known]


def _role(asked: Asked, statement: Statement, beside: Statement, word: Word) -> str:
    """What a word that only one of two statements has does to the thing that it states a figure of."""
    text = statement.sentence.text
    shared = [near for near in statement.telling if near.term in asked.subject | beside.terms]
    is_measure = word.term in figure_words().all_measures
    is_other = is_name(word) or has_digit(word) or is_measure or _leads_to(text, word, shared)
    if is_other or any(_touches(text, word, near) for near in shared):
        return "another"
    ends = [near.start for near in statement.rest if near.term in asked.terms] + [statement.figure.start]
    if min(ends) < word.start < max(ends):
        return "between"
    before = [match.group().lower() for match in WORD.finditer(text, 0, word.start)][-LOOK_BACK:]
    is_loose = word.start < max(ends) and figure_words().restricts.isdisjoint(before)
    return "loose" if is_loose else "conditions"


def _touches(text: str, word: Word, near: Word) -> bool:
    between = text[min(word.end, near.end) : max(word.start, near.start)]
    return near != word and not between.strip(" -") and len(between) <= 1


def _leads_to(text: str, word: Word, shared: Sequence[Word]) -> bool:
    """Whether a preposition and nothing else of weight parts a word from one of both: "an upgrade of the licence"."""
    following = next((near for near in shared if near.start > word.start), None)
    between = text[word.end : following.start].lower().split() if following else []
    return (
        bool(between) and between[0] in figure_words().restricts | {"of"} and function_words().issuperset(between[1:])
    )


def _are_two_things(asked: Asked, one: Statement, other: Statement) -> bool:
    """Whether titles may be those of two things: both say something of their own, or one has a name.

    Those of two versions of one document may not, if what they say does not come first.
    """
    own, theirs = _own_title(asked, one, other), _own_title(asked, other, one)
    if any(map(is_name, (*own, *theirs))):
        return True
    ones, others = (frozenset(terms(statement.passage.text)) for statement in (one, other))
    is_alike = min(len(ones), len(others)) >= VERSION_TERMS and len(ones & others) >= VERSION_SHARE * len(ones | others)
    return bool(own and theirs) and not (is_alike and own[0].start and theirs[0].start)


def _own_title(asked: Asked, one: Statement, other: Statement) -> list[Word]:
    """The words of the title of `one`, but for years, that neither the question, a sentence nor the other title has."""
    known = asked.terms | figure_words().neutral | one.terms | other.terms | frozenset(terms(other.title))
    return [word for word in _telling(one.title) if word.term not in known and not _YEAR.fullmatch(word.text)]


def _tells_a_case(asked: Asked, one: Statement, other: Statement) -> bool:
    """Whether title or headings of `one` are of a case or a kind of what is asked.

    So are "Salt for children", and "car tyres", but not "tyre shop".
    """
    known = asked.terms | figure_words().neutral | one.terms | other.terms
    if _heading_terms(one) - _heading_terms(other) - known:
        return True
    said, own = words(one.title), _own_title(asked, one, other)
    for i, word in enumerate(said):
        if word.text.lower() in figure_words().cases and (not i or said[i - 1].term in known):
            return any(added.start > word.start for added in own)
    kinds = [near for near in said if near.term in asked.subject - asked.names]
    return any(near.start > word.start and _touches(one.title, word, near) for word in own for near in kinds)


def _heading_terms(statement: Statement) -> frozenset[str]:
    headings = statement.passage.headings
    below = headings[1:] if headings[:1] == (statement.title,) else headings
    return frozenset(word.term for heading in below for word in _telling(heading))


def _is_local(asked: Asked, statement: Statement) -> bool:
    """Whether a sentence is on the one thing of its document: "the pump", "we", but not "in the fridge"."""
    said = statement.sentence.text[: max(statement.figure.end, *(word.end for word in statement.rest), 0)]
    for match in _DEFINITE.finditer(said):
        following = [word.term for word in words(said[match.end() :])][:2]
        if match["alone"] or not following or not asked.terms.isdisjoint(following):
            return True
    return False


def _telling(text: str) -> list[Word]:
    return [word for word in words(text) if word.text.lower() not in function_words()]
