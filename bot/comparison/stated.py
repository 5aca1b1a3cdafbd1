"""What documents state: units that may be asked for, the things that they are about, and the figures that they give."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeVar

from bot.answer.units import Unit, units_of
from bot.language.orders import Measure, measures_in
from bot.language.words import Word, terms, words
from bot.library import Snapshot
from bot.records import CitedQuotation, Document, Figure, Passage
from bot.records.citations import cite
from bot.search.confidence import ALIKE_WORDS
from bot.search.wanted import Wanted
from bot.text.quantities import Quantity

MOST_READ = 400  # passages with the words that are asked for; where there are more, nothing is said of all of them
LONGEST_NAME_WORDS = 8
LEVELS = range(3)  # what tells two things apart: the title, the headings, the first cell of a row


@dataclass(frozen=True, eq=False)
class Stated:
    """A unit of a passage that may be asked for."""

    passage: Passage
    document: Document
    unit: Unit

    @property
    def text(self) -> str:
        """Its words."""
        return self.unit.sentence.text

    @cached_property
    def labels(self) -> tuple[str, str, str]:
        """What may name the thing it is about, one for each of `LEVELS`."""
        headings = [heading for heading in self.unit.block.headings if heading != self.document.title]
        return self.document.title, ", ".join(headings), self.unit.cells[0] if len(self.unit.cells) > 1 else ""

    @cached_property
    def label(self) -> frozenset[str]:
        """The terms of all of these."""
        return frozenset(terms("\n".join(self.labels), self.unit.language))

    @cached_property
    def own(self) -> frozenset[str]:
        """The terms of the unit itself, those of the header of a row too."""
        return frozenset(terms(self.unit.spelt_out, self.unit.language))

    @cached_property
    def said(self) -> frozenset[str]:
        """The terms of the unit, those of its figures and of its thing aside."""
        of_figures = " ".join(one.quantity.of(self.text) for one in self.measures)
        return (self.own - self.label).difference(terms(of_figures, self.unit.language))

    @cached_property
    def near(self) -> frozenset[str]:
        """The terms of the unit, of all that it inherits, and of the sentence before."""
        before = self.passage.sentences[self.unit.position - 1].text if self.unit.position else ""
        return self.own | frozenset(terms(f"{self.unit.inherited}\n{before}", self.unit.language))

    @cached_property
    def held(self) -> frozenset[str]:
        """The terms of its passage and all that stands above it."""
        return self.own | frozenset(terms(f"{self.passage.context}\n{self.passage.text}", self.unit.language))

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The figures and dates of the unit, but for the numbers in the name of its thing: "Heron 9"."""
        found = measures_in(self.text, self.unit.language)
        return tuple(one for one in found if not self.label.issuperset(terms(one.quantity.of(self.text))))

    def cell_of(self, place: int) -> int:
        """The number of the cell of a row that a place of the text is in, counted from 0; 0 of anything else."""
        return self.text.count("|", 0, place) if self.unit.is_row else 0

    @property
    def quotation(self) -> CitedQuotation:
        """Its words."""
        sentence = self.unit.sentence
        citation = cite(self.passage, self.document).narrowed(sentence.start, sentence.end)
        return CitedQuotation(citation.exact, sentence.start, sentence.end, citation)

    def is_alike(self, other: "Stated") -> bool:
        """Whether both say the same of two things: by their words, or those of their passages, figures and names aside.

        The words of a passage count only where one of the labels has a word of the other's.
        """
        if max(_share(self.own - self.label, other.own - other.label), _share(self.said, other.said)) >= ALIKE_WORDS:
            return True
        return not self.label.isdisjoint(other.label) and self.stands_alike(other)

    def stands_alike(self, other: "Stated") -> bool:
        """Whether the passages of both hold the same words, figures and names aside."""
        return _share(self.held - self.label, other.held - other.label) >= ALIKE_WORDS


@dataclass(frozen=True, eq=False)
class Given(Stated):
    """A unit with the one figure of it that is asked for."""

    measure: Measure

    @property
    def quantity(self) -> Quantity:
        """The figure and where in the unit it stands."""
        return self.measure.quantity

    @property
    def figure(self) -> Figure:
        """The figure as answers show it."""
        low, high, unit = self.quantity.low, self.quantity.high, self.quantity.unit
        return Figure(low, high, unit.base, unit.dimension.value, self.quantity.counted, self.quantity.is_approximate)

    @cached_property
    def beside(self) -> tuple[Word, ...]:
        """The words that may say what the figure is of: of a row, those of the first cell and of the figure's."""
        start, end = self.quantity.start, self.quantity.end
        around = [word for word in words(self.text, self.unit.language) if word.end <= start or end <= word.start]
        return tuple(word for word in around if self.cell_of(word.start) in (0, self.cell_of(start)))


OneStated = TypeVar("OneStated", bound=Stated)


def _share(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """The Jaccard coefficient of the terms that are no figures."""
    shared = {term for term in one & other if not term.isdecimal()}
    either = {term for term in one | other if not term.isdecimal()}
    return len(shared) / len(either) if either else 1.0


def stated(snapshot: Snapshot, sought: Sequence[str], held: Sequence[Wanted]) -> Iterator[Stated]:
    """The units of the passages with one of the terms `sought`, and with all words of `held`; best first by BM25."""
    document = cache(snapshot.document)  # several passages of one are one reading
    keys = [key for key, _ in snapshot.lexical(sought, MOST_READ)]
    if held:
        keys = [key for key in keys if not lacking(held, snapshot.forward.held(key))]
    for passage in snapshot.passages(keys):
        source = document(passage.document)
        for unit in units_of(0, passage, source, snapshot.language_of(passage.document)):
            if unit.states:
                yield Stated(passage, source, unit)


def lacking(wanted: Sequence[Wanted], held: AbstractSet[str]) -> list[Wanted]:
    """The words that a text with the terms `held` does not have."""
    return [word for word in wanted if word.grade(held) == 0]


def narrowed(wanted: Sequence[Wanted], found: Sequence[Stated]) -> Sequence[Stated]:
    """Those of which the words of a question speak: the one that a word names, else those beside which it is said.

    None where a word names several, and it is open whether it means some that are not called so.
    """
    for word in wanted:
        named = [one for one in found if word.grade(one.label) > 0]
        beside = [one for one in found if word.grade(one.held) > 0]
        if len(named) == 1:
            found = named
        elif not named or len(beside) in (len(named), len(found)):
            found = beside
        else:
            return ()
    return found


def by_name(found: Sequence[OneStated]) -> dict[str, list[OneStated]]:
    """The things that these are about by what tells their names apart, in order; none where nothing does."""
    for level in LEVELS:
        groups: dict[str, list[OneStated]] = {}
        for one in found:
            groups.setdefault(one.labels[level], []).append(one)
        if len(groups) > 1:
            names = [_name(label, list(groups), found[0].unit.language) for label in groups]
            are_names = "" not in groups and len({name.casefold() for name in names}) == len(names) and all(names)
            return dict(zip(names, groups.values(), strict=True)) if are_names else {}
    return {}


def _name(label: str, labels: Sequence[str], language: str) -> str:
    """What of a label not all have, with the word before a number; "" for a sentence."""
    spoken = words(label, language)
    common = frozenset.intersection(*(frozenset(terms(other, language)) for other in labels))
    telling = [i for i, word in enumerate(spoken) if word.term not in common]
    first, last = (telling[0], telling[-1]) if telling else (0, len(spoken) - 1)
    if not spoken or last - first >= LONGEST_NAME_WORDS:
        return ""
    is_number = not any(map(str.isalpha, spoken[first].text))
    if first and first == last and is_number and label[spoken[first - 1].end : spoken[first].start] == " ":
        first -= 1
    return label[spoken[first].start : spoken[last].end]
