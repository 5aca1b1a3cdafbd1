"""From characters to runs: words that stand on one line with nothing but word spaces between them."""

from dataclasses import dataclass

import numpy as np

from bot.ingest.readers.pdf_geometry import Flags, Floats, Ints, PageShape
from bot.ingest.readers.pdf_glyphs import Glyphs

# In parts of the size. Spaces between words are 0.2 to 0.6; the gutter of the tightest columns seen is 0.9.
WIDEST_SPACE = 0.8
# In parts of the height of the box, which is 1.0 to 1.3 of the size: a raised number is 0.3 off, the next line 0.8.
LINE_OFFSET = 0.6


@dataclass(frozen=True, slots=True)
class Run:
    """Words on one line: `number` counts the runs of a page from the top down, `first` is its first glyph.

    The box is in points from the top left of the page turned so that these words stand upright; `quarter` are those
    turns from the page's own axes. On a page read from the right, x grows to the left, so that everywhere a line
    begins at its smallest x. `is_bold` where all of it is.
    """

    number: int
    text: str
    first: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    is_bold: bool
    quarter: int
    is_page_right_to_left: bool = False

    @property
    def middle(self) -> float:
        """How far down the middle of the line is."""
        return (self.y0 + self.y1) / 2


def runs_of(glyphs: Glyphs, shape: PageShape) -> tuple[Run, ...]:
    """The runs of a page, in the order of their numbers: from the top down, then from where lines begin."""
    drawn = np.array([i for i, character in enumerate(glyphs.text) if character != " "], dtype=np.int64)
    if not len(drawn):
        return ()
    quarter_of_style = np.array([style.quarter for style in glyphs.styles], dtype=np.int64)
    quarters = quarter_of_style[glyphs.style_of[drawn]]
    boxes = shape.upright(glyphs.boxes[drawn], quarters)
    if glyphs.is_right_to_left:
        boxes[:, [0, 2]] = -boxes[:, [2, 0]]
    sizes = np.array([style.size for style in glyphs.styles], np.float32)[glyphs.style_of[drawn]]
    lines = glyphs.line_of[drawn]
    is_apart = is_parted(boxes, sizes) & (lines[1:] < glyphs.whole_lines_from)
    begins = np.flatnonzero(np.append(True, is_apart | _changes(quarters) | _changes(lines)))
    ends = np.append(begins[1:], len(drawn))
    outlines = np.column_stack(
        [np.minimum.reduceat(boxes[:, :2], begins, axis=0), np.maximum.reduceat(boxes[:, 2:], begins, axis=0)]
    )
    order = np.lexsort((begins, outlines[:, 0], np.round(outlines[:, 1] + outlines[:, 3])))
    return tuple(
        _run(number, glyphs, drawn[begins[k] : ends[k]], outlines[k]) for number, k in enumerate(order.tolist())
    )


def is_parted(boxes: Floats, sizes: Floats) -> Flags:
    """Whether each character is too far from the one before to stand in its run."""
    before, after = boxes[:-1], boxes[1:]
    gap = np.maximum(after[:, 0] - before[:, 2], before[:, 0] - after[:, 2])  # the second for right to left
    offset = np.abs((after[:, 1] + after[:, 3]) - (before[:, 1] + before[:, 3])) / 2
    height = np.maximum(after[:, 3] - after[:, 1], before[:, 3] - before[:, 1])
    is_wide = gap > WIDEST_SPACE * np.maximum(sizes[:-1], sizes[1:])
    return np.asarray(is_wide | (offset > LINE_OFFSET * height))


def _changes(values: Ints) -> Flags:
    return np.asarray(values[1:] != values[:-1])


def _run(number: int, glyphs: Glyphs, drawn: Ints, outline: Floats) -> Run:
    first, last = int(drawn[0]), int(drawn[-1])
    styles = [glyphs.styles[glyphs.style_of[i]] for i in (first, drawn[len(drawn) // 2], last)]
    x0, y0, x1, y1 = outline.tolist()
    return Run(
        number=number,
        text=glyphs.text[first : last + 1],
        first=first,
        x0=x0,
        y0=y0,
        x1=x1,
        y1=y1,
        size=styles[1].size,
        is_bold=all(style.is_bold for style in styles),
        quarter=styles[1].quarter,
        is_page_right_to_left=glyphs.is_right_to_left,
    )
