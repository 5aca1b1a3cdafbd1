"""The visible characters of a PDF page, each once: the stream that its text and its highlights are both made from."""

import re
import sys
from dataclasses import dataclass

import numpy as np

from bot.ingest.readers.pdf_characters import HYPHEN_AT_LINE_END, Characters, Style
from bot.ingest.readers.pdf_geometry import Flags, Floats, Ints, PageShape

# Letters drawn twice for boldness are set off by 0.02 to 0.1 of their size; "ll" in a narrow font by 0.22.
SAME_PLACE_SHARE = 0.15

_UNSEEN = re.compile("[\x00\x01\x03-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff0-\ufffb]")
# A soft hyphen that is drawn ends a line; Symbol and Wingdings have no Unicode, and Word takes its bullets from them.
_MEANT = str.maketrans({"\r": "\n", "\xad": "-", "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "‣"})
_SPACE = re.compile(r"[^\S\n]")


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page as many as `text` has code points, white space only as single spaces between words.

    `boxes` are those of `Characters`, `line_of` numbers PDFium's lines, `style_of` points into `styles`. `outside`
    counts characters that are no part of it, because they lie beside the visible page.

    Lines from number `whole_lines_from` on are sorted by their places: each is one run. `is_right_to_left` tells
    whether most letters of the page are read from the right.
    """

    text: str
    boxes: Floats
    line_of: Ints
    style_of: Ints
    styles: tuple[Style, ...]
    outside: int = 0
    whole_lines_from: int = sys.maxsize
    is_right_to_left: bool = False


def glyphs_of(characters: Characters, shape: PageShape) -> Glyphs:
    """What one sees of `characters` on the page."""
    text = _SPACE.sub(" ", characters.text.translate(_MEANT))
    if not text:
        return Glyphs("", characters.boxes, characters.object_of, characters.object_of, ())
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.int64)
    is_hyphen = codes == ord(HYPHEN_AT_LINE_END)
    is_break = codes == ord("\n")
    is_space = codes == ord(" ")
    is_unseen = np.zeros(len(text), dtype=bool)
    is_unseen[[match.start() for match in _UNSEEN.finditer(text)]] = True
    is_drawn = ~(is_break | is_space | is_unseen)
    is_outside = is_drawn & ~shape.shows(characters.boxes)
    is_drawn &= ~is_outside
    is_drawn &= ~_is_again(codes, characters, is_drawn)
    kept = np.flatnonzero(is_drawn | is_space)
    kept = kept[~(is_space[kept] & np.append(True, is_space[kept][:-1]))]  # no space first or behind a space
    text = text.replace(HYPHEN_AT_LINE_END, "-")
    lines = np.cumsum(is_break | np.append(False, is_hyphen[:-1]))
    return Glyphs(
        text="".join(map(text.__getitem__, kept.tolist())),
        boxes=np.ascontiguousarray(characters.boxes[kept]),
        line_of=lines[kept],
        style_of=characters.object_of[kept],
        styles=characters.styles,
        outside=int(is_outside.sum()),
    )


def _is_again(codes: Ints, characters: Characters, is_drawn: Flags) -> Flags:
    """Which characters are drawn where the same one is drawn already.

    A ligature is several characters with one box, maybe the same one twice ("ff"): they are one glyph, which is
    compared by its first character, and left out as a whole.
    """
    drawn = np.flatnonzero(is_drawn)
    again = np.zeros(len(codes), dtype=bool)
    if not len(drawn):
        return again
    boxes, objects = characters.boxes[drawn], characters.object_of[drawn]
    is_first = np.append(True, (boxes[1:] != boxes[:-1]).any(axis=1) | (objects[1:] != objects[:-1]))
    firsts = drawn[is_first]
    left, bottom = characters.boxes[firsts, 0], characters.boxes[firsts, 1]
    sizes = np.array([style.size for style in characters.styles], np.float32)[characters.object_of[firsts]]
    ordered = np.lexsort((left, np.round(bottom), codes[firsts]))
    near = sizes[ordered[1:]] * SAME_PLACE_SHARE
    is_same = (
        (np.diff(codes[firsts][ordered]) == 0)
        & (np.abs(np.diff(left[ordered])) < near)
        & (np.abs(np.diff(bottom[ordered])) < near)
    )
    glyph_again = np.zeros(len(firsts), dtype=bool)
    glyph_again[np.maximum(ordered[1:], ordered[:-1])[is_same]] = True
    again[drawn] = glyph_again[np.cumsum(is_first) - 1]
    return again
