"""Which unit answers: a weighted sum of its evidence, and the chance among all units of the passages that are read.

Every weight is at least 0. Fitted by `python -m benchmarks.fit_answer DATA` on the answer spans of the even questions
of squad_dev_articles and covidqa, by the likelihood of the answering units (ListNet; Cao et al. 2007).
"""

import math
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from bot.answer.evidence import Evidence
from bot.answer.units import Unit
from bot.language.keys import keys_in
from bot.language.periods import periods_in
from bot.records import KeyKind, Period

NEAR = 0.05  # of the best chance: units of the same kind, of which the question asks for one end
NEAR_DOCUMENT = 0.3  # of units that only the times of their documents tell apart, as any document has one
_NUMBER = re.compile(r"\d+")

WEIGHTS = {
    "passage": 0.44,
    "sentence": 2.39,
    "introduction": 2.26,
    "before": 0.98,
    "matched_inherited": 0.61,
    "matched_around": 3.76,
    "matched_rest": 1.43,
    "matched_heading": 2.0,  # a judgement: the sets have hardly a heading that tells two sentences apart
    "phrase": 2.0,
    "keys": 3.0,  # a judgement: fitted it is 0.2, but the sets ask for no row of a table by its code
    "answer_type": 0.69,
    "negation": 2.0,  # a judgement: fitted it is 1.5, but few questions of the sets have a negation
    "affirms": 0.5,  # a judgement: fitted it is 0, as hardly a question of the sets has an answer and its opposite
    "first": 0.52,
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A unit with its evidence, its score, and the chance, in [0, 1], that it is the one that answers, if any does."""

    unit: Unit
    evidence: Evidence
    score: float
    chance: float


def at_end_in_time(ranked: Sequence[Chosen], end: int) -> list[Chosen]:
    """The units, best first, with the latest (`end` 1) or earliest (-1) of those that answer nearly as well in front.

    The time of a unit is that of its innermost heading, else of its document, else the first in its own words; where
    these are all of one time its own words decide, and where no unit has any, a version number. Units without, and
    orders of only one, change nothing.
    """
    if not end or not ranked:
        return list(ranked)
    best = ranked[0]
    near = [one for one in ranked if one.chance >= NEAR * best.chance and one.evidence.keys >= best.evidence.keys]
    for moment in (_placed, _stated, _version):
        dated = [(found, one) for one in near if (found := moment(one, best))]
        if len({found for found, _ in dated}) > 1:
            _, first = (max if end > 0 else min)(dated, key=lambda pair: (pair[0], end * pair[1].score))
            return [first, *(one for one in ranked if one is not first)]
    return list(ranked)


def _placed(one: Chosen, best: Chosen) -> tuple[str, ...]:
    headings = periods_in(one.unit.block.headings[-1]) if one.unit.block.headings else ()
    if headings:
        return _days(headings[0])
    if one.unit.period is not None and one.chance < NEAR_DOCUMENT * best.chance:
        return ()
    return _days(one.unit.period) if one.unit.period else _stated(one, best)


def _stated(one: Chosen, _: Chosen) -> tuple[str, ...]:
    said = periods_in(one.unit.sentence.text)
    return _days(said[0]) if said else ()


def _days(period: Period) -> tuple[str, ...]:
    return period.start, period.end


def _version(one: Chosen, _: Chosen) -> tuple[str, ...] | tuple[int, ...]:
    """The number of the version that a unit names, or its innermost heading, as numbers that can be compared."""
    for text in (*one.unit.block.headings[-1:], one.unit.sentence.text):
        for key in keys_in(text):
            if key.kind is KeyKind.ORDINAL and not key.name.startswith("#"):
                return tuple(int(number) for number in _NUMBER.findall(key.name))
    return ()


def score(evidence: Evidence, weights: Mapping[str, float] = WEIGHTS) -> float:
    """The weighted sum; only its order, and its differences within one question, mean something."""
    return math.fsum(weight * getattr(evidence, name) for name, weight in weights.items())


def choose(
    units: Sequence[Unit],
    evidence: Sequence[Evidence],
    weights: Mapping[str, float] = WEIGHTS,
    *,
    among: Container[int],
) -> list[Chosen]:
    """The units in their order, with their chances; 0 for those that state nothing.

    The chances of those of the passages `among` add up to 1; of others they say what they would be beside them.
    """
    scores = [score(one, weights) for one in evidence]
    stating = [value for unit, value in zip(units, scores, strict=True) if unit.states and unit.passage in among]
    best = max(stating, default=0.0)
    total = math.fsum(math.exp(value - best) for value in stating)
    return [
        Chosen(unit, one, value, min(1.0, math.exp(value - best) / total) if unit.states and total else 0.0)
        for unit, one, value in zip(units, evidence, scores, strict=True)
    ]
