"""Everything that speaks for a sentence, list item or row as the answer to a question, as numbers."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from bot.answer.units import Unit
from bot.language.tables import languages
from bot.language.words import end_in_time, has_negation, terms
from bot.language.written import Key, held_keys
from bot.search.query import Query
from bot.search.reading import is_name
from bot.search.wanted import Wanted
from bot.text.answer_types import AnswerType, answer_type, named


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one unit.

    `passage` is the score of its passage, less that of the first, at most 0. Cosines with the question, in [-1, 1]:
    `sentence`; `introduction`, the larger of that and the cosine of what introduces it; `before`, of the sentence
    before, 0 without one. Shares of the question's words by weight and grade, in [0, 1]: `matched` in the unit itself,
    `matched_inherited` in it or in what it inherits, `matched_around` also in the sentence before; `matched_rest` of
    those that it does not inherit, in the unit itself, 0 where it inherits all; `matched_heading` in its innermost
    heading, beyond what the title holds. `phrase` is the share of the question's
    neighbouring words that are neighbours in it, `keys` how well it holds the identifiers, dates and numbers of the
    question, itself or by what it inherits, in [0, 1]. `answer_type` is 1 when it names what the question asks for, and
    not only what the question itself names; `negation` is 1 when both have a word that negates or excepts; `first` is 1
    for the first of its passage.
    """

    passage: float
    sentence: float
    introduction: float
    before: float
    matched: float
    matched_inherited: float
    matched_around: float
    matched_rest: float
    matched_heading: float
    phrase: float
    keys: float
    answer_type: float
    negation: float
    first: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks, the same for every unit."""

    wanted: tuple[Wanted, ...]
    pairs: tuple[tuple[str, str], ...]
    kind: AnswerType
    own: frozenset[str]
    keys: tuple[Key, ...]
    negates: bool
    end_in_time: int
    names: tuple[Wanted, ...]

    @classmethod
    def of(cls, query: Query, wanted: tuple[Wanted, ...]) -> "Asked":
        """What `query` asks for, whose words are `wanted`."""
        spoken = terms(query.text, query.language)
        content = set(query.terms)
        pairs = tuple(pair for pair in pairwise(spoken) if content & set(pair))
        kind, negates = answer_type(query.text), has_negation(query.text, query.language)
        return cls(
            wanted,
            pairs,
            kind,
            frozenset(spoken),
            query.keys,
            negates,
            end_in_time(query.text, query.language),
            _names(query, wanted),
        )

    def share(self, held: AbstractSet[str], given: AbstractSet[str] = frozenset()) -> float:
        """The weight of the words that a text with the terms `held` has, of the weight of all but those in `given`.

        0 where that leaves none.
        """
        rest = [word for word in self.wanted if not word.is_in(given)]
        total = sum(word.weight for word in rest)
        return sum(word.weight * word.grade(held) for word in rest) / total if total else 0.0

    def gain(self, held: AbstractSet[str], given: AbstractSet[str]) -> float:
        """The share of the question's words by which a text with the terms `held` goes beyond one with `given`."""
        total = sum(word.weight for word in self.wanted)
        gained = sum(word.weight * max(0.0, word.grade(held) - word.grade(given)) for word in self.wanted)
        return gained / total if total else 0.0

    def held_keys(self, text: str, inherited: str) -> tuple[float, ...]:
        """How well a text and what it inherits hold each of the keys, in [0, 1]."""
        grades = zip(held_keys(self.keys, text), held_keys(self.keys, inherited), strict=True)
        return tuple(map(max, grades))

    def names_news(self, text: str) -> bool:
        """Whether `text` names something of the kind asked for that the question does not name itself."""
        return any(not self.own.issuperset(terms(name)) for name in named(text, self.kind))


def weigh(asked: Asked, units: Sequence[Unit], cosines: Sequence[float], ahead: float, language: str) -> list[Evidence]:
    """The evidence for each unit of one passage in a language.

    `cosines` are those of its sentences, `ahead` is the passage's score less that of the first.
    """
    spoken = [terms(unit.sentence.text, language) for unit in units]
    held = [frozenset(words) for words in spoken]
    evidence = []
    for i, unit in enumerate(units):
        introduction = unit.introduced_by
        given = frozenset(terms(unit.inherited, language))
        inherited = held[i] | given
        if introduction is not None:
            inherited |= held[introduction]
        around = inherited | held[i - 1] if i else inherited
        grades = asked.held_keys(unit.sentence.text, unit.inherited)
        evidence.append(
            Evidence(
                passage=ahead,
                sentence=cosines[i],
                introduction=cosines[i] if introduction is None else max(cosines[i], cosines[introduction]),
                before=cosines[i - 1] if i else 0.0,
                matched=asked.share(held[i]),
                matched_inherited=asked.share(inherited),
                matched_around=asked.share(around),
                matched_rest=asked.share(held[i], given),
                matched_heading=_matched_heading(asked, unit, language),
                phrase=_phrase(asked.pairs, spoken[i]),
                keys=sum(grades) / len(grades) if grades else 0.0,
                answer_type=float(asked.names_news(unit.sentence.text)),
                negation=float(asked.negates and has_negation(unit.sentence.text, language)),
                first=float(i == 0),
            )
        )
    return evidence


def _matched_heading(asked: Asked, unit: Unit, language: str) -> float:
    *outer, innermost = unit.title, *unit.block.headings
    return asked.gain(frozenset(terms(innermost, language)), frozenset(terms("\n".join(outer), language)))


def _names(query: Query, wanted: Sequence[Wanted]) -> tuple[Wanted, ...]:
    """The words of the question that are names by how they are written, where its other words are written small."""
    own = [word for word in wanted if not word.is_carried]
    named = tuple(word for word in own if is_name(word.word))
    if languages()[query.language].capitalises_nouns or len(named) == len(own) > 1:
        return ()
    return named


def _phrase(pairs: Sequence[tuple[str, str]], spoken: Sequence[str]) -> float:
    """The share of `pairs` that are neighbours in a text."""
    neighbours = set(pairwise(spoken))
    return sum(pair in neighbours for pair in pairs) / max(len(pairs), 1)
