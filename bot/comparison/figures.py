"""Sentences that give the figure asked for."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.comparison.asking import Asked, figure_words
from bot.comparison.values import POINTS
from bot.language.words import Word, function_words, negations, terms, words
from bot.records import Document, Passage, Sentence, Span
from bot.text.moments import moments
from bot.text.quantities import Quantity, may_measure, quantities
from bot.text.units import Dimension
from bot.text.words import WORD

_CELL = " | "
NEGATED_WORDS = 5  # "must not be heated to more than 40 °C"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with the one figure in it that is asked for; `rank` is that of the quotation it stands in.

    `rest` are the words beside the figure; `others` the other figures; `limits` what says when it holds; `place` are
    the terms of title, headings and lead-in.
    """

    passage: Passage
    sentence: Sentence
    title: str
    figure: Quantity
    rest: tuple[Word, ...]
    others: frozenset[str]
    limits: frozenset[str]
    is_negated: bool
    place: frozenset[str]
    rank: int

    @property
    def terms(self) -> frozenset[str]:
        """The index terms of the words beside the figure."""
        return frozenset(word.term for word in self.rest)

    @property
    def kind(self) -> tuple[object, ...]:
        """What must be the same of figures that are compared, beside the words."""
        return self.others, self.limits, self.is_negated, self.figure.is_interval, self.figure.unit.base

    @property
    def telling(self) -> list[Word]:
        """The words beside the figure that are none of grammar."""
        return [word for word in self.rest if word.text.lower() not in function_words()]


def statements(asked: Asked, passage: Passage, document: Document, rank: int) -> Iterator[Statement | None]:
    """What the sentences of a passage state of what is asked; None for one that gives several figures of it.

    The words of the question may stand in title, headings and lead-in as well.
    """
    around = frozenset(terms(" ".join((document.title, *passage.headings))))
    for sentence in passage.sentences:
        said = frozenset(terms(sentence.text))
        place = around | frozenset(terms(_lead_in(document, sentence)))
        sought = asked.subject | ({asked.counted} if asked.counted else set())
        if said.isdisjoint(asked.terms) or not sought <= said | place:
            continue
        found = [figure for figure in _read(sentence.text, asked.dimensions) if _is_asked(asked, sentence.text, figure)]
        if len(found) == 1:
            yield _statement(asked, passage, sentence, document.title, place, found[0], rank)
        elif found and asked.subject <= said:
            yield None


def _lead_in(document: Document, sentence: Sentence) -> str:
    """The header of a row, what introduces an item of a list; "" without one."""
    i = bisect_right(document.blocks, sentence.start, key=lambda block: block.start) - 1
    if i < 0 or document.blocks[i].end <= sentence.start:
        return ""
    lead_in = document.blocks[i].lead_in
    return lead_in.of(document.text) if lead_in else ""


def _read(text: str, dimensions: frozenset[Dimension]) -> list[Quantity]:
    """The figures of a sentence in order; with points in time, which are then no lengths of time, where asked for."""
    points = moments(text) if dimensions & POINTS else ()
    figures = quantities(text) if may_measure(text, dimensions) else ()
    lengths = (figure for figure in figures if not any(_overlap(figure, point) for point in points))
    return sorted((*points, *lengths), key=lambda figure: figure.start)


def _is_asked(asked: Asked, text: str, figure: Quantity) -> bool:
    is_other = figure.is_vague or figure.unit.dimension not in asked.dimensions
    if is_other or _is_of_asked(asked, text, figure):
        return False
    if asked.counted:
        return terms(figure.counted)[-1:] == [asked.counted]
    return figure.is_interval or not asked.recurs


def _statement(
    asked: Asked, passage: Passage, sentence: Sentence, title: str, place: frozenset[str], figure: Quantity, rank: int
) -> Statement:
    text = sentence.text
    core, near = _clauses(asked, text, figure)
    rest = tuple(word for word in words(text) if _is_beside(text, core, figure, word))
    figure, is_negated = _negated(text, figure, rest)
    others = (other for other in (*moments(text), *quantities(text)) if _is_beside(text, core, figure, other))
    others = (
        other for other in others if _is_condition(" ".join(text[: other.start].split()[-1:])) or _holds(near, other)
    )
    told = {text[other.start : other.end].lower() for other in others if not _is_of_asked(asked, text, other)}
    numbers = {word.term for word in rest if has_digit(word)} - asked.subject
    limits = figure_words().limits.intersection(word.text.lower() for word in rest if not _softens(text, figure, word))
    return Statement(passage, sentence, title, figure, rest, frozenset(told | numbers), limits, is_negated, place, rank)


def _negated(text: str, figure: Quantity, rest: Sequence[Word]) -> tuple[Quantity, bool]:
    """The figure, and whether it is denied; "not be kept above 40" is "at most 40"."""
    denied = [word for word in rest if word.text.lower() in negations()]
    before = [match.start() for match in WORD.finditer(text, 0, figure.start)][-NEGATED_WORDS:]
    if any(word.start in before for word in denied) and (figure.low is None) != (figure.high is None):
        return replace(figure, low=figure.high, high=figure.low), False
    return figure, bool(denied)


def _is_beside(text: str, core: Span, figure: Quantity, part: Word | Quantity) -> bool:
    """Whether a part of a sentence belongs to what it says of the figure; of a row, the first cell and the figure's."""
    if not _holds(core, part) or _overlap(part, figure):
        return False
    return text.count(_CELL, 0, part.start) in (0, text.count(_CELL, 0, figure.start))


def _is_of_asked(asked: Asked, text: str, other: Quantity) -> bool:
    """Whether another figure is but a number in the name of what is asked, or says that it is one of that."""
    said, before = terms(text[other.start : other.end]), terms(text[: other.start])[-1:]
    is_one_of_it = other.low == other.high == 1 and not asked.terms.isdisjoint(said)
    return is_one_of_it or not (asked.subject.isdisjoint(said[:1]) or asked.subject.isdisjoint(before))


def _softens(text: str, figure: Quantity, word: Word) -> bool:
    """Whether a word says nothing but how a figure is meant: "only 5 kg"."""
    return word.term in figure_words().neutral and not text[word.end : figure.start].strip()


def _clauses(asked: Asked, text: str, figure: Quantity) -> tuple[Span, Span]:
    """The part of a sentence up to where its figure and the words of the question end; and where both stand in it."""
    said = [word for word in words(text) if word.term in asked.terms]
    start = min((figure.start, *(word.start for word in said)))
    end = max((figure.end, *(word.end for word in said)))
    breaks = ((match.start(), match.end()) for match in figure_words().breaks.finditer(text))
    ends = (at for at, rest in breaks if at >= end and not _is_condition(text[rest:]))
    return Span(0, min(ends, default=len(text))), Span(start, end)


def _is_condition(clause: str) -> bool:
    """Whether a clause begins with a word that restricts what is said beside it."""
    first = WORD.search(clause)
    return first is not None and first.group().lower() in figure_words().restricts | figure_words().limits


def has_digit(word: Word) -> bool:
    """Whether a word is or holds a number."""
    return any(map(str.isdigit, word.text))


def _holds(span: Span, part: Word | Quantity) -> bool:
    return span.start <= part.start and part.end <= span.end


def _overlap(one: Word | Quantity, other: Quantity) -> bool:
    return one.start < other.end and other.start < one.end
