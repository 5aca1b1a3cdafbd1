"""What of a document its guide quotes: the most central sentences, dates and figures, who wrote it, what it answers.

Central are the stating sentences nearest to the mean of all of them, each as far from those already taken as can be
(maximal marginal relevance; Carbonell and Goldstein 1998), and not more than a few of one section.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

import numpy as np

from bot.encoders import FloatArray
from bot.language.keys import keys_in
from bot.language.stating import asks, asks_or_introduces, may_state
from bot.language.tables import languages
from bot.language.words import content_words, leans
from bot.records import Block, BlockKind, Document, KeyKind, Span
from bot.records.documents import UNKNOWN, block_at
from bot.text.quantities import Quantity, quantities
from bot.text.units import COUNT
from bot.text.words import count_words

MOST_CENTRAL = 5
MOST_OF_A_SECTION = 2
MOST_DATES = MOST_FIGURES = 3
MOST_QUESTIONS = 8  # kept; fewer are shown, those that a search is seen to answer
LONGEST_QUESTION_WORDS = 12
MOST_ASKED = 64  # headings and lines that ask which are looked at
LOOKED_AT = 200  # sentences nearest to the mean, among which all are chosen
HEAD_LINES = 12  # of a text, in which it says who wrote it, and when
# In cosines. The first was chosen by `python -m benchmarks.guides DATA`; the others are judgements, which cost little
# there: such sentences say less to somebody who reads nothing around them.
REPEATS = 0.4  # of its cosine with the nearest that is already chosen
OPENS = 0.1  # for the first sentences of a document, which say what it is about
ANOTHER_OF_SECTION = -0.1  # for each that is already chosen of its section
LEANS = -0.1  # for one that goes on about what the sentence before it names
SHORT, SHORTEST_WORDS = -0.2, 6
LONG, LONGEST_WORDS = -0.1, 60
OPENING_SENTENCES = 2
NEARLY = 0.1  # of the cosine of a question with the nearest sentence; what a search makes of it, only that tells
NAME = r"(?![a-zß-ÿ])[^\W\d_][\w.'’-]*"  # one of its words
DECIMALS = 4  # what is beyond differs between processors, and guides must not


@dataclass(frozen=True, slots=True)
class Marks:
    """What a guide quotes of a text, by its places, and questions that it may answer, the likeliest first."""

    central: tuple[Span, ...] = ()
    dates: tuple[Span, ...] = ()
    figures: tuple[Span, ...] = ()
    byline: tuple[Span, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A document as its guide reads it: the spans of its sentences in order, and their vectors, of shape (n, d).

    `starts` are the places at which its passages begin, ascending; `place` gives the vector of title and headings of
    one of them, counted from 0.
    """

    document: Document
    language: str
    spans: Sequence[Span]
    vectors: FloatArray
    starts: Sequence[int]
    place: Callable[[int], FloatArray]

    @cached_property
    def blocks_of(self) -> list[Block]:
        """The block of each sentence."""
        return [block_at(self.document.blocks, span.start, span.end) for span in self.spans]

    @cached_property
    def lead_ins(self) -> list[tuple[int, int]]:
        """Where words that introduce lists and head tables stand, in order."""
        return sorted({(block.lead_in.start, block.lead_in.end) for block in self.document.blocks if block.lead_in})

    @cached_property
    def stating(self) -> list[int]:
        """The sentences that state something: those of prose, where there are any."""
        rows = zip(self.spans, self.blocks_of, strict=True)
        states = [i for i, (span, block) in enumerate(rows) if self._states(span, block)]
        prose = [i for i in states if self.blocks_of[i].kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)]
        return prose or states or [i for i, b in enumerate(self.blocks_of) if b.kind is not BlockKind.HEADING]

    @cached_property
    def nearest(self) -> list[tuple[float, int]]:
        """The cosine with the mean of all that is stated, and the sentence; nearest first."""
        vectors = self.vectors[self.stating]
        mean = vectors.mean(axis=0)
        cosines = np.round(vectors @ (mean / max(float(np.linalg.norm(mean)), 1e-9)), DECIMALS)
        order = np.lexsort((self.stating, -cosines))[:LOOKED_AT].tolist()
        return [(float(cosines[i]), self.stating[i]) for i in order]

    @property
    def central_first(self) -> list[int]:
        """The sentences of `nearest`."""
        return [sentence for _, sentence in self.nearest] if self.spans else []

    def of(self, sentence: int) -> str:
        """The words of a sentence."""
        return self.spans[sentence].of(self.document.text)

    def place_between(self, start: int, end: int) -> FloatArray | None:
        """The vector of title and headings of the first passage that begins between these places; None without one."""
        i = bisect_left(self.starts, start)
        return self.place(i) if i < len(self.starts) and self.starts[i] < end else None

    def _states(self, span: Span, block: Block) -> bool:
        i = bisect_left(self.lead_ins, (span.end, 0)) - 1
        is_lead_in = i >= 0 and span.start < self.lead_ins[i][1]
        sentence = span.of(self.document.text)
        return not is_lead_in and not asks_or_introduces(sentence) and may_state(sentence, block)


def marks_of(read: Reading) -> Marks:
    """What the guide of this document quotes; no sentence twice."""
    if not read.spans:
        return Marks()
    central = _central(read) if read.stating else []
    taken = set(central)
    dates = list(_standing_out(read, taken, _dates, MOST_DATES))
    figures = list(_standing_out(read, taken, _figures, MOST_FIGURES))
    return Marks(
        central=_spans(read, central),
        dates=_spans(read, dates),
        figures=_spans(read, figures),
        byline=tuple(_byline(read)),
        questions=tuple(islice(dict.fromkeys(_questions(read)), MOST_QUESTIONS)),
    )


def _central(read: Reading) -> list[int]:
    """The most central sentences, best first."""
    sections = _sections(read)
    most = max(MOST_OF_A_SECTION, -(-MOST_CENTRAL // len(set(sections.values()))))
    opening = set(read.stating[:OPENING_SENTENCES])
    worth = {i: cosine + _worth(read, i, is_opening=i in opening) for cosine, i in read.nearest}
    chosen: list[int] = []
    counts: Counter[tuple[str, ...]] = Counter()
    likeness = dict.fromkeys(worth, 0.0)

    def value(i: int) -> tuple[float, int]:
        apart = worth[i] - REPEATS * likeness[i] + ANOTHER_OF_SECTION * counts[sections[i]]
        return round(apart, DECIMALS), -i

    while worth and len(chosen) < MOST_CENTRAL:
        best = max(worth, key=value)
        chosen.append(best)
        counts[sections[best]] += 1
        worth = {i: own for i, own in worth.items() if i != best and counts[sections[i]] < most}
        rows = list(worth)
        for i, cosine in zip(rows, (read.vectors[rows] @ read.vectors[best]).tolist(), strict=True):
            likeness[i] = max(likeness[i], cosine)
    return chosen


def _sections(read: Reading) -> dict[int, tuple[str, ...]]:
    """The top-level section of each stating sentence: its headings down to where these differ."""
    paths = {i: read.blocks_of[i].headings for i in read.stating}
    depth = 1
    while depth < max(map(len, paths.values())) and len({path[:depth] for path in paths.values()}) == 1:
        depth += 1
    return {i: path[:depth] for i, path in paths.items()}


def _worth(read: Reading, sentence: int, *, is_opening: bool) -> float:
    text = read.of(sentence)
    count = count_words(text)
    worth = OPENS if is_opening else 0.0
    worth += LEANS if leans(text, read.language) else 0.0
    worth += SHORT if count < SHORTEST_WORDS else 0.0
    return worth + (LONG if count > LONGEST_WORDS else 0.0)


def _standing_out(read: Reading, taken: set[int], named: Callable[[str], frozenset[str]], most: int) -> Iterator[int]:
    """Of the sentences that are not taken, those nearest to the mean that name something which no other does."""
    known: set[str] = set()
    for _, i in read.nearest:
        if most == 0:
            return
        if i not in taken and (new := named(read.of(i)) - known):
            known |= new
            taken.add(i)
            most -= 1
            yield i


def _dates(text: str) -> frozenset[str]:
    return frozenset(key.name for key in keys_in(text) if key.kind is KeyKind.DATE)


def _figures(text: str) -> frozenset[str]:
    """What is measured or counted, in whatever language; years and dates are none."""
    found = frozenset(repr((q.low, q.high, q.unit)) for q in quantities(text) if _is_telling(q))
    return found or frozenset(key.name for key in keys_in(text) if key.kind is KeyKind.NUMBER)


def _is_telling(quantity: Quantity) -> bool:
    is_named = quantity.unit is not COUNT or bool(quantity.counted)
    return is_named and not quantity.is_vague


def _spans(read: Reading, sentences: Iterable[int]) -> tuple[Span, ...]:
    return tuple(read.spans[i] for i in sorted(sentences))


def _byline(read: Reading) -> Iterator[Span]:
    """What stands at the head of a text and says who wrote it, and when: the first of each. A sentence may say who.

    A line may call the text something before that: "A report by Ann Lee".
    """
    text, author = read.document.text, read.document.author
    lines = list(islice(_lines(read), HEAD_LINES))
    words = "|".join(map(re.escape, languages()[read.language].bylines)) or "(?!)"
    names = re.compile(rf"\W*(?:{words})\b\W+(?-i:(?![a-zß-ÿ])[^\W\d_])", re.IGNORECASE)
    heads = sorted({*lines, *read.spans[:HEAD_LINES]}, key=lambda span: (span.start, span.end))
    by_whom = [span for span in heads if names.match(span.of(text)) or (author != UNKNOWN and author in span.of(text))]
    called = re.compile(rf"\W*(?:[^\W\d_]+ ){{1,2}}(?:{words}) (?-i:{NAME} {NAME})", re.IGNORECASE)
    by_whom += [span for span in lines if span.of(text) != read.document.title and called.match(span.of(text))]
    dated = [span for span in lines if _dates(span.of(text))]
    yield from sorted({*by_whom[:1], *dated[:1]}, key=lambda span: span.start)


def _lines(read: Reading) -> Iterator[Span]:
    """The lines of the first blocks that are short and no sentences."""
    for block in read.document.blocks[:HEAD_LINES]:
        for line in re.finditer(r"\S.*\S", read.document.text[block.start : block.end]):
            is_sentence = may_state(line.group(), replace(block, kind=BlockKind.PARAGRAPH))
            if not is_sentence and count_words(line.group()) <= LONGEST_QUESTION_WORDS:
                yield Span(block.start + line.start(), block.start + line.end())


def _questions(read: Reading) -> Iterator[str]:
    """Lines that ask, then headings, below which stands a sentence as near to them as nearly any of the document."""
    asked = list(islice(_asked(read), MOST_ASKED)) if read.stating else []
    if not asked:
        return
    starts = np.array([read.spans[i].start for i in read.stating])
    cosines = np.round(np.stack([vector for _, _, vector in asked]) @ read.vectors[read.stating].T, DECIMALS)
    answered = [
        text
        for (text, below, _), row in zip(asked, cosines, strict=True)
        if (inside := (below.start <= starts) & (starts < below.end)).any() and row[inside].max() >= row.max() - NEARLY
    ]
    yield from sorted(answered, key=lambda text: _rank(text, read.language))


def _asked(read: Reading) -> Iterator[tuple[str, Span, FloatArray]]:
    """What may be a question, where its answer stands, and its vector; the first heading is a title, unless it asks."""
    text, end = read.document.text, len(read.document.text)
    at = {span.start: i for i, span in enumerate(read.spans)}
    headings = {block.start: block for block in read.document.blocks if block.kind is BlockKind.HEADING}
    lines = [span for span in read.spans if span.start not in headings and asks(span.of(text))]
    asking = [*lines, *(Span(block.start, block.end) for block in headings.values())]
    asking.sort(key=lambda span: span.start)
    starts = [*(span.start for span in asking), end]
    for i, span in enumerate(asking):
        words = " ".join(span.of(text).split())
        is_title = span.start == next(iter(headings), None) and not asks(words)
        if is_title or count_words(words) > LONGEST_QUESTION_WORDS:
            continue
        vector = read.vectors[at[span.start]] if span.start in at else read.place_between(span.end, starts[i + 1])
        if vector is not None:
            yield words, Span(span.end, _section_end(span, starts[i + 1 :], headings)), vector


def _section_end(span: Span, following: Sequence[int], headings: Mapping[int, Block]) -> int:
    """Where what stands below a heading or a line that asks ends: at the next of its rank; lines have the lowest."""
    if span.start not in headings:
        return following[0]
    level = headings[span.start].level
    return next(start for start in following if start not in headings or headings[start].level <= level)


def _rank(text: str, language: str) -> tuple[bool, bool]:
    """Questions first, then what names more than one thing."""
    return not asks(text), len(content_words(text, language)) < 2
