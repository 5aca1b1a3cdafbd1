"""Lines of a PDF page that are read from the right, put from the order of their places into that of reading.

PDFium turns such lines round character by character, so that a ligature's letters change places, and it trusts the
order in which a file draws. Here nothing but the places of the glyphs counts.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import numpy as np

from bot.ingest.readers.pdf_geometry import Flags, Floats, Ints, PageShape
from bot.ingest.readers.pdf_glyphs import Glyphs
from bot.ingest.readers.pdf_runs import WIDEST_SPACE, is_parted
from bot.text.reading_order import (
    has_right_to_left,
    is_right_to_left,
    line_runs_left,
    reading_order,
    with_matched_brackets,
)

# In parts of the size: gaps between letters that are a space if PDFium says so, if nobody does, and if the letters'
# boxes may be those of their marks.
LEAST_SPACE = 0.08
SURE_SPACE = 0.25
UNSURE_SPACE = 0.6
# In parts of the size: boxes that are lower are of a part of a letter. Chromium's PDFs spell some letters out
# (ActualText), and PDFium gives them the box of the last stroke, which may be the dot below.
WHOLE_HEIGHT = 0.9
MARK_REACH = 40  # letters before and behind a mark among which its own is looked for

_PRESENTATION_FORMS = (*range(0xFB1D, 0xFDFE), *range(0xFE70, 0xFEFD))


@dataclass(slots=True)
class _Sign:
    """What one place of a line shows: letters in their order, and which glyphs they are."""

    text: str
    glyphs: list[int]
    x0: float
    x1: float
    stroke: int


@dataclass(frozen=True, slots=True)
class _Page:
    """The glyphs of a page with their upright boxes, sizes, quarters and kinds: those that take room, and marks."""

    glyphs: Glyphs
    boxes: Floats
    sizes: Floats
    quarters: Ints
    placed: Ints
    marks: Ints

    def is_sure_of(self, sign: _Sign) -> bool:
        """Whether the box of a sign tells how wide it is: not one whose marks may have taken its place."""
        first = sign.glyphs[0]
        is_whole = self.boxes[first, 3] - self.boxes[first, 1] >= WHOLE_HEIGHT * self.sizes[first]
        return bool(is_whole) or not any(unicodedata.combining(character) for character in sign.text)


def in_reading_order(glyphs: Glyphs, shape: PageShape) -> Glyphs:
    """`glyphs` with the lines that letters read from the right stand in, each in the order of reading, behind the rest.

    On a page that is read from the right, these are all lines.
    """
    if not has_right_to_left(glyphs.text):
        return glyphs
    page = _page(glyphs, shape)
    is_page_right = is_right_to_left(glyphs.text)
    lines = [line for line in _lines(page) if is_page_right or has_right_to_left(_text(glyphs, line))]
    lines = [line for line in lines if _is_placed(page, line)]
    if not lines:
        return glyphs
    marks = _marks_by_letter(page)
    rearranged = np.zeros(len(glyphs.text), dtype=bool)
    rearranged[np.concatenate(lines)] = True
    for letter, found in marks.items():
        rearranged[found] = rearranged[letter]
    kept = _others(glyphs, rearranged)
    text, places, numbers = _text(glyphs, kept), kept.tolist(), glyphs.line_of[kept].tolist()
    next_number = int(glyphs.line_of.max()) + 1
    for number, line in enumerate(lines, start=next_number):
        line_text, found = _read(_signs(page, line, marks), is_page_right_to_left=is_page_right)
        text += line_text
        places += found
        numbers += [number] * len(found)
    return replace(
        glyphs,
        text=text,
        boxes=np.ascontiguousarray(glyphs.boxes[places]),
        line_of=np.array(numbers, dtype=np.int64),
        style_of=glyphs.style_of[places],
        whole_lines_from=next_number,
        is_right_to_left=is_page_right,
    )


def _page(glyphs: Glyphs, shape: PageShape) -> _Page:
    quarters = np.array([style.quarter for style in glyphs.styles], dtype=np.int64)[glyphs.style_of]
    sizes = np.array([style.size for style in glyphs.styles], np.float32)[glyphs.style_of]
    boxes = shape.upright(glyphs.boxes, quarters)
    is_mark = np.array([unicodedata.bidirectional(character) == "NSM" for character in glyphs.text])
    is_made_up = np.array([character == " " for character in glyphs.text]) & (boxes[:, 2] <= boxes[:, 0])
    return _Page(
        glyphs, boxes, sizes, quarters, placed=np.flatnonzero(~(is_mark | is_made_up)), marks=np.flatnonzero(is_mark)
    )


def _text(glyphs: Glyphs, places: Ints) -> str:
    return "".join(map(glyphs.text.__getitem__, places.tolist()))


def _lines(page: _Page) -> list[Ints]:
    """The glyphs that stand beside each other with nothing but word spaces between, as whole lines or parts of them.

    What PDFium gives one after the other makes words, whose heights are sure, and the places of the words make lines.
    """
    if not len(page.placed):
        return []
    boxes, quarters = page.boxes[page.placed], page.quarters[page.placed]
    begins = np.flatnonzero(
        np.append(True, is_parted(boxes, page.sizes[page.placed]) | (quarters[1:] != quarters[:-1]))
    )
    words = np.split(page.placed, begins[1:])
    outlines = np.column_stack(
        [np.minimum.reduceat(boxes[:, :2], begins, axis=0), np.maximum.reduceat(boxes[:, 2:], begins, axis=0)]
    )
    sizes = np.maximum.reduceat(page.sizes[page.placed], begins)
    lines: list[list[int]] = []
    for level in _levels(outlines, sizes, quarters[begins]):
        edge = -np.inf
        for k in sorted(level, key=lambda k: (outlines[k, 0], k)):
            if outlines[k, 0] - edge > WIDEST_SPACE * sizes[k]:
                lines.append([])
            lines[-1].append(k)
            edge = max(edge, float(outlines[k, 2]))
    return [np.sort(np.concatenate([words[k] for k in line])) for line in lines]


def _levels(outlines: Floats, sizes: Floats, quarters: Ints) -> list[list[int]]:
    """Words at the same height, whether beside each other or not; whole ones, the widest first, say where these are."""
    middles, heights = (outlines[:, 1] + outlines[:, 3]) / 2, outlines[:, 3] - outlines[:, 1]
    widths = outlines[:, 2] - outlines[:, 0]
    levels: list[list[int]] = []
    known: list[tuple[int, float, int]] = []
    for k in np.lexsort((np.arange(len(sizes)), -widths, heights < WHOLE_HEIGHT * sizes)).tolist():
        here = (int(quarters[k]), float(middles[k]))
        place = bisect_left(known, (*here, 0))
        near = [level for level in known[max(place - 1, 0) : place + 1] if level[0] == here[0]]
        nearest = min(near, key=lambda level: abs(level[1] - here[1]), default=None)
        if nearest and abs(nearest[1] - here[1]) <= heights[levels[nearest[2]][0]] / 2:
            levels[nearest[2]].append(k)
        else:
            known.insert(place, (*here, len(levels)))
            levels.append([k])
    return levels


def _marks_by_letter(page: _Page) -> dict[int, list[int]]:
    """The marks over and under each letter, in Unicode's order: the nearest letter of those drawn in the same go."""
    text, strokes = page.glyphs.text, page.glyphs.style_of
    letters = np.array([i for i in page.placed.tolist() if text[i] != " "], dtype=np.int64)
    found: dict[int, list[int]] = {}
    for mark in page.marks.tolist() if len(letters) else ():
        place = int(np.searchsorted(letters, mark))
        near = letters[max(place - MARK_REACH, 0) : place + MARK_REACH]
        alike = near[strokes[near] == strokes[mark]]
        near = alike if len(alike) else near
        middle = (page.boxes[mark, 0] + page.boxes[mark, 2]) / 2
        away = np.maximum(page.boxes[near, 0] - middle, middle - page.boxes[near, 2])
        letter = int(near[np.argmin(np.maximum(away, 0))])
        found.setdefault(letter, []).append(mark)
    return {letter: sorted(marks, key=lambda i: unicodedata.combining(text[i])) for letter, marks in found.items()}


def _others(glyphs: Glyphs, rearranged: Flags) -> Ints:
    """What stays as it is, with the spaces between."""
    stays = ~rearranged
    for i in np.flatnonzero(stays).tolist():
        stays[i] = glyphs.text[i] != " " or (i > 0 and stays[i - 1])
    return np.flatnonzero(stays)


def _groups(page: _Page, line: Ints) -> list[Ints]:
    """The glyphs of a line that PDFium gives one after the other with one box: what one sign stands for."""
    boxes, strokes = page.glyphs.boxes[line], page.glyphs.style_of[line]
    is_first = np.append(True, (boxes[1:] != boxes[:-1]).any(axis=1) | (np.diff(strokes) != 0))
    return np.split(line, np.flatnonzero(is_first)[1:])


def _is_placed(page: _Page, line: Ints) -> bool:
    """Whether each sign of a line has a place of its own; else places tell nothing, and PDFium's order is kept."""
    firsts = np.array([group[0] for group in _groups(page, line)], dtype=np.int64)
    places = np.column_stack([page.glyphs.boxes[firsts], page.glyphs.style_of[firsts]])
    return len(np.unique(places, axis=0)) == len(firsts)


def _signs(page: _Page, line: Ints, marks: Mapping[int, Sequence[int]]) -> list[_Sign]:
    """The signs of a line from left to right, with the spaces between words."""
    signs: list[_Sign] = []
    for group in _groups(page, line):
        x0, _, x1, _ = page.boxes[group[0]].tolist()
        text, found = _letters(_text(page.glyphs, group), group.tolist())
        over = [mark for letter in group.tolist() for mark in marks.get(letter, ())]
        text += "".join(page.glyphs.text[mark] for mark in over)
        signs.append(_Sign(text, [*found, *over], x0, x1, int(page.glyphs.style_of[group[0]])))
    return _with_spaces(page, line, sorted(signs, key=lambda sign: sign.x0 + sign.x1))


def _letters(letters: str, glyphs: Sequence[int]) -> tuple[str, list[int]]:
    """The letters of one sign in their order, and the glyph of each.

    PDFium turns round what one glyph stands for, but not what it makes itself of a presentation form.
    """
    order = list(zip(letters, glyphs, strict=True))
    if has_right_to_left(letters) and (letters not in _ligatures() or letters[::-1] in _ligatures()):
        order.reverse()
    spelt = [(part, i) for letter, i in order for part in _spelt(letter)]
    return "".join(part for part, _ in spelt), [i for _, i in spelt]


@cache
def _ligatures() -> frozenset[str]:
    """What the presentation forms of several letters stand for."""
    spelt = (_spelt(chr(code)) for code in _PRESENTATION_FORMS)
    return frozenset(letters for letters in spelt if len(letters) > 1)


def _spelt(letter: str) -> str:
    """The letters that a presentation form stands for; any other letter as it is."""
    if ord(letter) not in _PRESENTATION_FORMS:
        return letter
    return unicodedata.normalize("NFKC", letter).strip()


def _with_spaces(page: _Page, line: Ints, signs: Sequence[_Sign]) -> list[_Sign]:
    """`signs` with a space added wherever the file draws none but leaves the room of one."""
    made_up = [] if any(sign.text == " " for sign in signs) else _made_up_spaces(page, line)
    found = list(signs[:1])
    for before, after in pairwise(signs):
        is_told = bisect_right(made_up, before.x0 + before.x1) < bisect_left(made_up, after.x0 + after.x1)
        least = LEAST_SPACE if is_told else SURE_SPACE
        if not (page.is_sure_of(before) and page.is_sure_of(after)):
            least = UNSURE_SPACE
        is_wide = after.x0 - before.x1 >= least * float(page.sizes[after.glyphs[0]])
        if is_wide and " " not in (before.text, after.text):
            found.append(_Sign(" ", [before.glyphs[-1]], before.x1, after.x0, -1))
        if not after.text == before.text == " ":
            found.append(after)
    return found


def _made_up_spaces(page: _Page, line: Ints) -> list[float]:
    """Twice the places across the page of the spaces that PDFium makes up beside the glyphs of a line."""
    text = page.glyphs.text
    beside = {*(line - 1).tolist(), *(line + 1).tolist()}
    spaces = [i for i in beside if 0 <= i < len(text) and text[i] == " " and page.boxes[i, 2] <= page.boxes[i, 0]]
    return sorted(2 * float(page.boxes[i, 0]) for i in spaces)


def _read(line: Sequence[_Sign], *, is_page_right_to_left: bool) -> tuple[str, list[int]]:
    """The text of a line in the order of reading, and the glyph of each of its characters."""
    drawn = [sign.text for sign in line]
    is_right = line_runs_left("".join(drawn).strip(), is_page_right_to_left=is_page_right_to_left)
    order = reading_order(drawn, [sign.stroke for sign in line], is_right_to_left=is_right)
    text = with_matched_brackets("".join(drawn[k] for k in order))
    return text, [glyph for k in order for glyph in line[k].glyphs]
