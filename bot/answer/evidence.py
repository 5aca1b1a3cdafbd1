"""Everything that speaks for a sentence, list item or row as the answer to a question, as numbers."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TypeAlias

from bot.answer.units import Unit
from bot.language.answer_types import AnswerType, answer_type, named
from bot.language.asked_times import end_in_time
from bot.language.keys import KeyFinder, held_keys
from bot.language.periods import periods_in
from bot.language.tables import languages
from bot.language.wordlists import wordlists
from bot.language.words import has_negation, is_name, is_open, terms
from bot.records import WEAKLY, KeyKind
from bot.search.query import Query, neighbours
from bot.search.wanted import Wanted, share_of

Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one unit.

    `passage` is the score of its passage, less that of the first, at most 0. Cosines with the question, in [-1, 1]:
    `sentence`; `introduction`, the larger of that and the cosine of what introduces it; `before`, of the sentence
    before, 0 without one. Shares of the question's words by weight and grade, in [0, 1]: `matched` in the unit itself,
    `matched_inherited` in it or in what it inherits, `matched_around` also in the sentence before; `matched_rest` of
    those that it does not inherit, in the unit itself, 0 where it inherits all; `matched_heading` in its innermost
    heading, beyond what the title and the headings above hold. `phrase` is the share of the question's neighbouring
    words that are neighbours in it and not in what it inherits, `keys` how well it holds the identifiers, dates and
    numbers of the question, itself or by what it inherits, in [0, 1]; `grades` are those of each. `answer_type` is 1
    when it names what the question asks for, and not only what the question itself names. `negation` is 1 when the
    question and the unit, or what introduces it, have a word that negates or excepts, `affirms` when neither has one
    and the question is none for yes or no. `first` is 1 for the first of its passage.
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
    affirms: float
    first: float
    grades: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks, the same for every unit."""

    query: Query
    wanted: tuple[Wanted, ...]
    pairs: tuple[Pair, ...]
    kind: AnswerType
    own: frozenset[str]
    finders: tuple[KeyFinder, ...]
    negates: bool
    is_open: bool
    end_in_time: int
    names: tuple[Wanted, ...]
    is_of_time: bool

    @classmethod
    def of(cls, query: Query, wanted: tuple[Wanted, ...], *, is_of_time: bool = False) -> "Asked":
        """What `query` asks for, whose words are `wanted`; `is_of_time` where documents are chosen by their periods."""
        text, asked_in, spoken = query.text, query.asked_in, terms(query.text, query.language)
        return cls(
            query=query,
            wanted=wanted,
            pairs=neighbours(query, spoken, frozenset(query.terms)),
            kind=answer_type(text, asked_in),
            own=frozenset(spoken),
            finders=tuple(map(KeyFinder.of, query.keys)),
            negates=has_negation(text, asked_in),
            is_open=is_open(text, asked_in),
            end_in_time=end_in_time(text, asked_in),
            names=_names(query, wanted),
            is_of_time=is_of_time,
        )

    def share(self, held: AbstractSet[str], given: AbstractSet[str] = frozenset()) -> float:
        """The weight of the words that a text with the terms `held` has, of the weight of all but those in `given`.

        0 where that leaves none.
        """
        return share_of([word for word in self.wanted if not word.is_in(given)], held)

    def only_times(self, unit: Unit) -> bool:
        """Whether a unit only says of what time its document is, where that is settled and something else is asked."""
        if not self.is_of_time or not unit.only_dates:
            return False
        held = frozenset(terms(unit.sentence.text, unit.language))
        return not any(word.is_in(held) for word in self.wanted if not word.word.text[-1:].isdecimal())

    def names_news(self, text: str, language: str) -> bool:
        """Whether `text` names something of the kind asked for that the question does not name itself."""
        return self._has_news(named(text, self.kind, language))

    def names_who(self, unit: Unit) -> bool:
        """Whether a unit names somebody who is asked for; a month is written as people are, and is nobody."""
        months = wordlists().months
        said = named(unit.sentence.text, self.kind, unit.language)
        return self._has_news([name for name in said if name.casefold() not in months])

    def _has_news(self, names: Sequence[str]) -> bool:
        said = (terms(name, self.query.language) for name in names)
        return any(not self.own.issuperset(words) for words in said)


class Scales:
    """Weighs the units of one passage after the other against one question, reading what they share once."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._sought = frozenset(term for word in asked.wanted for term in word.terms)
        self._share = cache(asked.share)  # most units hold one of a few sets of the words, or none
        self._inherits = cache(self._read)
        self._heading = cache(self._gained)

    def weigh(
        self, units: Sequence[Unit], spoken: Sequence[Sequence[str]], cosines: Sequence[float], ahead: float
    ) -> list[Evidence]:
        """The evidence for each unit of one passage.

        `spoken` are the terms and `cosines` those of its sentences, `ahead` is the passage's score less that of the
        first.
        """
        asked, share = self._asked, self._share
        held = [self._sought.intersection(said) for said in spoken]
        evidence = []
        for i, unit in enumerate(units):
            introduction, language = unit.introduced_by, unit.language
            given, given_keys, given_pairs = self._inherits(unit.inherited, language)
            inherited = held[i] | given
            if introduction is not None:
                inherited |= held[introduction]
            around = inherited | held[i - 1] if i else inherited
            grades = self._grades(unit, given_keys)
            negated = has_negation(unit.sentence.text, language)
            evidence.append(
                Evidence(
                    passage=ahead,
                    sentence=cosines[i],
                    introduction=cosines[i] if introduction is None else max(cosines[i], cosines[introduction]),
                    before=cosines[i - 1] if i else 0.0,
                    matched=share(held[i]),
                    matched_inherited=share(inherited),
                    matched_around=share(around),
                    matched_rest=share(held[i], given),
                    matched_heading=self._heading(unit.title, unit.block.headings, language),
                    phrase=_phrase(asked.pairs, spoken[i], given_pairs),
                    keys=sum(grades) / len(grades) if grades else 0.0,
                    answer_type=float(asked.names_news(unit.sentence.text, language)),
                    negation=float(asked.negates and (negated or has_negation(unit.introduction, language))),
                    affirms=float(asked.is_open and not asked.negates and not negated),
                    first=float(i == 0),
                    grades=grades,
                )
            )
        return evidence

    def _grades(self, unit: Unit, given: Sequence[float]) -> tuple[float, ...]:
        """How well a unit holds the keys, itself or by what it inherits.

        A date that it only inherits is held weakly where it names another itself.
        """
        finders = self._asked.finders
        own = held_keys(finders, unit.spelt_out, unit.inherited)
        if not any(finder.key.kind is KeyKind.DATE and not own[i] and given[i] for i, finder in enumerate(finders)):
            return tuple(map(max, own, given))
        at_most = WEAKLY if periods_in(unit.sentence.text) else 1.0
        return tuple(
            max(one, min(other, at_most) if finder.key.kind is KeyKind.DATE else other)
            for finder, one, other in zip(finders, own, given, strict=True)
        )

    def _read(self, inherited: str, language: str) -> tuple[frozenset[str], tuple[float, ...], frozenset[Pair]]:
        """What a text that units inherit has of the question: terms of its words, how well its keys, and neighbours."""
        given = terms(inherited, language)
        pairs = frozenset(pairwise(given)).intersection(self._asked.pairs)
        return self._sought.intersection(given), held_keys(self._asked.finders, inherited), pairs

    def _gained(self, title: str, headings: tuple[str, ...], language: str) -> float:
        """How much of the question's words the innermost heading holds beyond the title and the headings above it."""
        *outer, innermost = title, *headings
        above = frozenset(terms("\n".join(outer), language))
        return self._asked.share(above.union(terms(innermost, language))) - self._asked.share(above)


def _names(query: Query, wanted: Sequence[Wanted]) -> tuple[Wanted, ...]:
    """The words of the question that are names by how they are written, where its other words are written small."""
    own = [word for word in wanted if not word.is_carried and not word.is_filler]
    named = tuple(word for word in own if is_name(word.word))
    if languages()[query.language].capitalises_nouns or len(named) == len(own) > 1:
        return ()
    return named


def _phrase(pairs: Sequence[Pair], spoken: Sequence[str], given: AbstractSet[Pair]) -> float:
    """The share of `pairs` that are neighbours in a text, but not yet in what it inherits."""
    held = set(pairwise(spoken)) - given
    return sum(pair in held for pair in pairs) / max(len(pairs), 1)
