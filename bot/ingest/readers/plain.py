"""Reads plain text as it stands; only its structure is guessed: paragraphs, lists, headings where that is safe."""

import re
from dataclasses import dataclass
from itertools import zip_longest

from bot.ingest.readers.outline import HeadingPath, lead_in_of
from bot.ingest.readers.plain_headings import heading_level, heads_paragraph, is_title
from bot.ingest.readers.reading import Reading
from bot.records.documents import Block, BlockKind, Extraction, Span
from bot.text.normalise import clean, decode

_LINE = re.compile(r"[^\n]*\n?")
_MARKER = re.compile(r"\s*(?:([•◦▪‣·–*+-])|\(?(\d{1,3}|[a-z])[.)])[ \t\xa0]+(?=\S)")
_RULE = re.compile(r"\s*(?:([=\-~_*#^+])\1{2,})\s*")
_HASHES = re.compile(r"#{1,6}[ \t]+(?=\S)")
_UNDERLINE_LEVELS = {"=": 1, "-": 2, "~": 3, "^": 4}
HEAD_LEVEL = 2  # of a line above its paragraph, as of one in title case that stands alone


class PlainTextReader:
    """Plain text, character for character: the canonical text is the file."""

    format = "text"
    version = 3

    def read(self, data: bytes) -> Reading:
        """The text of `data` and its guessed blocks; the title is a heading at its very beginning."""
        decoded = decode(data)
        text = clean(decoded.text)
        blocks = _blocks(text, _chunks(text))
        is_titled = bool(blocks) and blocks[0].kind is BlockKind.HEADING
        return Reading(
            text=text,
            blocks=blocks,
            title=blocks[0].headings[-1] if is_titled else "",
            extraction=Extraction(encoding=decoded.encoding, repaired=decoded.repaired),
        )


@dataclass(slots=True)
class _Chunk:
    """Lines that belong together: `start` is behind the marker of an item, `end` before trailing white space."""

    kind: BlockKind
    start: int
    end: int
    lines: int = 1
    underline: str = ""
    hashes: int = 0
    is_head: bool = False  # a heading without a blank line below it


def _chunks(text: str) -> list[_Chunk]:
    """The paragraphs and list items of `text`; lines of rules ("-----") part them and belong to none."""
    chunks: list[_Chunk] = []
    is_open = False  # whether the next line may continue the last chunk
    for line in _LINE.finditer(text):
        words = line.group()
        if not words.strip():
            is_open = False
        elif _RULE.fullmatch(words):
            if is_open and chunks[-1].lines == 1 and chunks[-1].kind is BlockKind.PARAGRAPH:
                chunks[-1].underline = words.strip()[0]
            is_open = False
        else:
            is_open = _take_line(text, line, chunks, is_open=is_open)
    return [part for chunk in chunks if chunk.start < chunk.end for part in _headed(text, chunk)]


def _headed(text: str, chunk: _Chunk) -> list[_Chunk]:
    """The heading that a paragraph begins with, and the rest of it; or else the chunk as it is."""
    lines = text[chunk.start : chunk.end].split("\n")
    if chunk.kind is not BlockKind.PARAGRAPH or chunk.underline or not heads_paragraph(lines):
        return [chunk]
    head_end = chunk.start + len(lines[0])
    head = _Chunk(chunk.kind, *_trimmed(text, chunk.start, head_end), is_head=True)
    return [head, _Chunk(chunk.kind, *_trimmed(text, head_end, chunk.end), lines=chunk.lines - 1)]


def _take_line(text: str, line: re.Match[str], chunks: list[_Chunk], *, is_open: bool) -> bool:
    """Add a line to `chunks`; whether the next may continue it."""
    words = line.group()
    marker = _MARKER.match(words)
    hashes = _HASHES.match(words)
    if hashes:
        start, end = _trimmed(text, line.start() + hashes.end(), line.end())
        chunks.append(_Chunk(BlockKind.PARAGRAPH, start, end, hashes=len(hashes.group().rstrip())))
        return False
    if marker and _opens_item(marker, chunks[-1] if is_open else None):
        chunks.append(_Chunk(BlockKind.LIST_ITEM, *_trimmed(text, line.start() + marker.end(), line.end())))
    elif is_open:
        chunks[-1].end = _trimmed(text, line.start(), line.end())[1]
        chunks[-1].lines += 1
    else:
        chunks.append(_Chunk(BlockKind.PARAGRAPH, *_trimmed(text, line.start(), line.end())))
    return True


def _opens_item(marker: re.Match[str], above: _Chunk | None) -> bool:
    """Whether a line with a marker starts an item; inside a paragraph "2010. In" or "- so" may be its wrapped text."""
    if above is None or above.kind is BlockKind.LIST_ITEM:
        return True
    return marker.group(1) in ("•", "◦", "▪", "‣", "*") or marker.group(2) in ("1", "a")


def _blocks(text: str, chunks: list[_Chunk]) -> tuple[Block, ...]:
    path = HeadingPath()
    blocks: list[Block] = []
    lead_in: Span | None = None
    for chunk, after in zip_longest(chunks, chunks[1:]):
        span = Span(chunk.start, chunk.end)
        level = _level(text, chunk, after)
        if level:
            headings = path.enter(level, " ".join(span.of(text).split()))
            blocks.append(Block(BlockKind.HEADING, span.start, span.end, headings, level))
            lead_in = None
        elif chunk.kind is BlockKind.LIST_ITEM:
            blocks.append(Block(BlockKind.LIST_ITEM, span.start, span.end, path.path, lead_in=lead_in))
        else:
            blocks.append(Block(BlockKind.PARAGRAPH, span.start, span.end, path.path))
            is_before_list = after is not None and after.kind is BlockKind.LIST_ITEM
            lead_in = lead_in_of(text, span) if is_before_list else None
    return tuple(blocks)


def _level(text: str, chunk: _Chunk, after: _Chunk | None) -> int:
    """The heading level of a chunk, or 0 for what is none. A heading needs something below it."""
    if chunk.lines != 1 or (chunk.kind is not BlockKind.PARAGRAPH and not _is_lonely_number(text, chunk, after)):
        return 0
    if chunk.hashes:
        return chunk.hashes
    if after is None:
        return 0
    if chunk.underline:
        return _UNDERLINE_LEVELS.get(chunk.underline, 3)
    line_start = text.rfind("\n", 0, chunk.start) + 1
    line = text[line_start : chunk.end].strip()
    is_before_list = after.kind is BlockKind.LIST_ITEM
    if not is_before_list and not text[:line_start].strip() and is_title(line):
        return 1
    level = heading_level(line, is_before_list=is_before_list)
    return level or (HEAD_LEVEL if chunk.is_head else 0)


def _is_lonely_number(text: str, chunk: _Chunk, after: _Chunk | None) -> bool:
    """Whether an item is rather a numbered heading: "1. Methods", a blank line, and a paragraph."""
    line_start = text.rfind("\n", 0, chunk.start) + 1
    is_numbered = text[line_start : chunk.start].strip()[:1].isdecimal()
    return is_numbered and after is not None and after.kind is BlockKind.PARAGRAPH


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
