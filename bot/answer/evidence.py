"""Everything that speaks for a sentence, list item or row as the answer to a question, as numbers."""

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from bot.answer.units import Unit
from bot.language.words import content_words, has_negation, terms
from bot.search.query import Query
from bot.search.wanted import Wanted
from bot.text.answer_types import AnswerType, answer_type, named


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one unit.

    `passage` is the score of its passage, less that of the first, at most 0. Cosines with the question, in [-1, 1]:
    `sentence`; `introduction`, the larger of that and the cosine of what introduces it; `before` and `after`, of the
    neighbours, 0 without. Shares of the question's words by weight and
    grade, in [0, 1]: `matched` in the unit itself,
    `matched_inherited` in it or in what it inherits, `matched_around` also in the sentence before. `rarest` is 1 when
    the rarest word is in the unit or inherited. `phrase` is the share of the question's neighbouring words that are
    neighbours in it. `answer_type` is 1 when it names what the question asks for, and not only what the question
    itself names. `negation` is 1 when both have a word that negates or excepts. `news` is the logarithm of how many content words it has beside the question's, `brevity` the negated
    logarithm of its length in words, `first` 1 for the first of its passage.
    """

    passage: float
    sentence: float
    introduction: float
    before: float
    after: float
    matched: float
    matched_inherited: float
    matched_around: float
    rarest: float
    phrase: float
    answer_type: float
    negation: float
    news: float
    brevity: float
    first: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks, the same for every unit."""

    wanted: tuple[Wanted, ...]
    pairs: tuple[tuple[str, str], ...]
    kind: AnswerType
    own: frozenset[str]
    negates: bool

    @classmethod
    def of(cls, query: Query, wanted: tuple[Wanted, ...]) -> "Asked":
        """What `query` asks for, whose words are `wanted`."""
        spoken = terms(query.text, query.language)
        content = set(query.terms)
        pairs = tuple(pair for pair in pairwise(spoken) if content & set(pair))
        kind, negates = answer_type(query.text), has_negation(query.text, query.language)
        return cls(wanted, pairs, kind, frozenset(spoken), negates)

    def share(self, held: AbstractSet[str]) -> float:
        """The weight of the words that a text with the terms `held` has, of the weight of all; 0 without words."""
        total = sum(word.weight for word in self.wanted)
        return sum(word.weight * word.grade(held) for word in self.wanted) / total if total else 0.0

    def names_news(self, text: str) -> bool:
        """Whether `text` names something of the kind asked for that the question does not name itself."""
        return any(not self.own.issuperset(terms(name)) for name in named(text, self.kind))


def weigh(asked: Asked, units: Sequence[Unit], cosines: Sequence[float], ahead: float, language: str) -> list[Evidence]:
    """The evidence for each unit of one passage in a language.

    `cosines` are those of its sentences, `ahead` is the passage's score less that of the first.
    """
    spoken = [terms(unit.sentence.text, language) for unit in units]
    held = [frozenset(words) for words in spoken]
    rarest = max(asked.wanted, key=lambda word: word.weight, default=None)
    evidence = []
    for i, unit in enumerate(units):
        introduction = unit.introduced_by
        inherited = held[i].union(terms(unit.inherited, language))
        if introduction is not None:
            inherited |= held[introduction]
        around = inherited | held[i - 1] if i else inherited
        evidence.append(
            Evidence(
                passage=ahead,
                sentence=cosines[i],
                introduction=cosines[i] if introduction is None else max(cosines[i], cosines[introduction]),
                before=cosines[i - 1] if i else 0.0,
                after=cosines[i + 1] if i + 1 < len(units) else 0.0,
                matched=asked.share(held[i]),
                matched_inherited=asked.share(inherited),
                matched_around=asked.share(around),
                rarest=rarest.grade(inherited) if rarest else 0.0,
                phrase=_phrase(asked.pairs, spoken[i]),
                answer_type=float(asked.names_news(unit.sentence.text)),
                negation=float(asked.negates and has_negation(unit.sentence.text, language)),
                news=math.log(
                    1 + sum(1 for w in content_words(unit.sentence.text, language) if w.term not in asked.own)
                ),
                brevity=-math.log(len(spoken[i]) + 1),
                first=float(i == 0),
            )
        )
    return evidence


def _phrase(pairs: Sequence[tuple[str, str]], spoken: Sequence[str]) -> float:
    """The share of `pairs` that are neighbours in a text."""
    neighbours = set(pairwise(spoken))
    return sum(pair in neighbours for pair in pairs) / max(len(pairs), 1)
