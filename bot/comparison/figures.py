"""The figure or date that is asked for, where a unit of a passage gives just one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answer.choosing import Chosen
from bot.comparison.asking import Asked
from bot.comparison.values import POINTS
from bot.language.words import Word, negations, terms, words
from bot.records import Document, Passage, Sentence
from bot.text.moments import moments
from bot.text.quantities import Quantity, may_measure, quantities
from bot.text.units import Dimension
from bot.text.words import WORD

UNITS_READ = 3  # of a passage, likeliest first: the unit that answers best may be one without a figure
LEAST_MATCHED = (
    0.35  # of a question's words, by weight, in a unit and what it leans on; hardly one with less is compared
)
NEGATED_WORDS = 5  # "must not be heated to more than 40 °C"
_CELL = " | "
_CUT = re.compile(r"\d[.,]\Z")  # before what is left of a number that is spelt in another way


@dataclass(frozen=True, slots=True)
class Statement:
    """A unit with the one figure in it that is asked for; `rank` is that of the quotation it stands in.

    `words` are those beside the figure, `own` their terms. `near` are the terms of the unit, of title,
    headings and lead-in, and of the sentence before; `around` are all of its passage, those of title and headings too.
    """

    passage: Passage
    sentence: Sentence
    title: str
    figure: Quantity
    words: tuple[Word, ...]
    own: frozenset[str]
    near: frozenset[str]
    around: frozenset[str]
    rank: int


def statements(
    asked: Asked, units: Sequence[Chosen], passage: Passage, document: Document, rank: int
) -> Iterator[Statement]:
    """What the likeliest `units` of a passage state of what is asked, best first."""
    around: frozenset[str] | None = None
    stating = sorted((one for one in units if _may_state(one)), key=lambda one: -one.score)
    for unit in (one.unit for one in stating[:UNITS_READ]):
        text = unit.sentence.text
        found = [figure for figure in _read(text, asked.dimensions) if _is_asked(asked, text, figure)]
        if len(found) != 1:
            continue
        around = around or frozenset(terms("\n".join((passage.text, *passage.headings, document.title))))
        figure = _as_meant(text, found[0])
        beside = tuple(word for word in words(text) if _is_beside(text, figure, word))
        own = frozenset(word.term for word in beside)
        before = passage.sentences[unit.position - 1].text if unit.position else ""
        near = own | frozenset(terms(f"{unit.inherited}\n{before}"))
        yield Statement(passage, unit.sentence, document.title, figure, beside, own, near, around | near, rank)


def _may_state(one: Chosen) -> bool:
    return one.unit.states and one.evidence.matched_around >= LEAST_MATCHED


def _read(text: str, dimensions: frozenset[Dimension]) -> list[Quantity]:
    """The figures of a sentence in order; with points in time, which are then no lengths of time, where asked for."""
    points = moments(text) if dimensions & POINTS else ()
    figures = quantities(text) if may_measure(text, dimensions) else ()
    lengths = (figure for figure in figures if not any(_overlap(figure, point) for point in points))
    return sorted((*points, *lengths), key=lambda figure: figure.start)


def _is_asked(asked: Asked, text: str, figure: Quantity) -> bool:
    is_other = figure.is_vague or figure.unit.dimension not in asked.dimensions
    if is_other or _CUT.search(text, 0, figure.start) or _is_of_asked(asked, text, figure):
        return False
    if asked.counted and figure.counted:
        return asked.counted in terms(figure.counted)
    return figure.is_interval or not asked.recurs


def _is_of_asked(asked: Asked, text: str, other: Quantity) -> bool:
    """Whether another figure is but a number in the name of what is asked, or says that it is one of that."""
    said, before = terms(other.of(text)), terms(text[: other.start])[-1:]
    is_one_of_it = other.low == other.high == 1 and not asked.terms.isdisjoint(said)
    return is_one_of_it or not (asked.subject.isdisjoint(said[:1]) or asked.subject.isdisjoint(before))


def _as_meant(text: str, figure: Quantity) -> Quantity:
    """The figure; "not be kept above 40" is "at most 40"."""
    before = [match.group().lower() for match in WORD.finditer(text, 0, figure.start)][-NEGATED_WORDS:]
    if not negations().isdisjoint(before) and (figure.low is None) != (figure.high is None):
        return replace(figure, low=figure.high, high=figure.low)
    return figure


def _is_beside(text: str, figure: Quantity, part: Word) -> bool:
    """Whether a part of a sentence may say what its figure is of; of a row, the first cell and the figure's."""
    if _overlap(part, figure):
        return False
    return text.count(_CELL, 0, part.start) in (0, text.count(_CELL, 0, figure.start))


def _overlap(one: Word | Quantity, other: Quantity) -> bool:
    return one.start < other.end and other.start < one.end
