"""Reads Markdown (CommonMark with tables and strikethrough) below optional front matter."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.ingest.frontmatter import split_front_matter
from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.reading import Reading
from bot.records.documents import BlockKind, Extraction
from bot.text.normalise import clean, decode
from bot.text.raised import lowered, raised

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_NESTING = 100  # of lists; what lies deeper is dropped, or the parser would overflow the stack
MAX_QUOTING = 50  # quotations within quotations; deeper ones are taken for this deep

_DEEP_QUOTATION = re.compile(rf"^(?:[ \t]{{0,3}}>){{{MAX_QUOTING}}}[ \t>]*", re.MULTILINE)
_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)


class MarkdownReader:
    """Markdown without its markup: the words a reader of the rendered page would see."""

    format = "markdown"
    version = 3

    def read(self, data: bytes) -> Reading:
        """The text, blocks and front matter of `data`; the title is the front matter's, else the first heading."""
        decoded = decode(data)
        front, body = split_front_matter(clean(decoded.text))
        builder = TextBuilder()
        write_markdown(body, builder)
        text, blocks = builder.finish()
        heading = next((block for block in blocks if block.kind is BlockKind.HEADING), None)
        return Reading(
            text=text,
            blocks=blocks,
            title=front.title or (heading.headings[-1] if heading else ""),
            publisher=front.publisher,
            source_class=front.source_class,
            author=front.author,
            date=front.date,
            origin=front.origin,
            is_indexed=front.is_indexed,
            extraction=Extraction(tables=builder.tables, encoding=decoded.encoding, repaired=decoded.repaired),
        )


def write_markdown(source: str, builder: TextBuilder) -> None:
    """Write the blocks of Markdown without front matter."""
    _Walk(builder).take(_parser().parse(_DEEP_QUOTATION.sub(">" * MAX_QUOTING + " ", source)))


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])


class _Walk:
    """Goes through the flat token list and tells the builder what it meets."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._heading_level = 0
        self._cells: list[str] | None = None
        self._is_header = False

    def take(self, tokens: Iterable["Token"]) -> None:
        """Write all of `tokens`."""
        for token in tokens:
            match token.type:
                case "inline":
                    self._inline(_plain(token))
                case "fence" | "code_block":
                    self._builder.code(token.content)
                case "html_block":
                    self._html(token.content)
                case "heading_open":
                    self._heading_level = int(token.tag[1])
                case "heading_close":
                    self._heading_level = 0
                case _:
                    self._list(token)
                    self._table(token)

    def _list(self, token: "Token") -> None:
        match token.type:
            case "bullet_list_open":
                self._builder.open_list(None)
            case "ordered_list_open":
                self._builder.open_list(int(token.attrGet("start") or 1) if token.attrs else 1)
            case "bullet_list_close" | "ordered_list_close":
                self._builder.close_list()
            case "list_item_open":
                self._builder.item()

    def _table(self, token: "Token") -> None:
        match token.type:
            case "table_open":
                self._builder.open_table()
            case "tr_open":
                self._cells = []
                self._is_header = False
            case "th_open":
                self._is_header = True
            case "tr_close":
                self._builder.row(self._cells or [], is_header=self._is_header)
                self._cells = None

    def _inline(self, text: str) -> None:
        if self._cells is not None:
            self._cells.append(text)
        elif self._heading_level:
            self._builder.heading(self._heading_level, text)
        else:
            self._builder.paragraph(text)

    def _html(self, source: str) -> None:
        from bot.ingest.readers.html_walk import write_fragment

        write_fragment(source, self._builder)


def _plain(token: "Token") -> str:
    """The words of an inline token: links by their text, images by their alternative text, no markup."""
    parts: list[str] = []
    run: _Run | None = None
    before = ""
    for child in token.children or []:
        if child.type == "html_inline" and child.content in ("<sup>", "<sub>") and before != "link_open":
            run = _Run(child.content, len(parts))
        elif child.type == "html_inline" and run is not None and child.content == run.tag.replace("<", "</"):
            parts[run.start :] = [run.characters(parts)]
            run = None
        elif child.type == "link_open":
            run = None  # a raised link is the mark of a note, and so is a link of nothing but raised figures
        parts.append(_shown(child))
        before = child.type
    return "".join(parts)


def _shown(child: "Token") -> str:
    """What a part of an inline token shows; "" for markup."""
    match child.type:
        case "text" | "text_special" | "code_inline":
            return child.content
        case "image":
            return _plain(child)
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
    return "\n" if child.type == "html_inline" and _LINE_BREAK_TAG.fullmatch(child.content) else ""


@dataclass(frozen=True, slots=True)
class _Run:
    """A raised or lowered run of text: its tag, and the number of its first part."""

    tag: str
    start: int

    def characters(self, parts: list[str]) -> str:
        """The run, which ends with the last of `parts`, in raised or lowered characters where it is a figure."""
        text = "".join(parts[self.start :])
        before = next((part for part in reversed(parts[: self.start]) if part), "")
        return (raised(text, before) if self.tag == "<sup>" else lowered(text)) or text
