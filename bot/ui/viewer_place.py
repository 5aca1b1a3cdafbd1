"""What the source pane is to show, as a value that travels in links and buttons."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self
from urllib.parse import parse_qsl, urlencode

from bot.records import Document, Span

LONGEST_QUERY_CHARS = 10_000  # of a place in a button or link; a document's id is a path, of 4,096 bytes at most


class View(StrEnum):
    """How a document is shown."""

    TEXT = "text"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Place:
    """What to open: a span of a document; `text_sha256` is that of the text the span was cut from, "" if unknown.

    `quoted_start` and `quoted_end` are the quotation that the span was widened from, -1 while it is itself. `page` is
    the printed page to show, 0 for that of the span. `find` is searched for, `hit` counts what was found from 0 and
    goes round at either end. `middle` is where the shown part of a long text lies around, -1 for the span.
    """

    document: str
    start: int = 0
    end: int = 0
    text_sha256: str = ""
    quoted_start: int = -1
    quoted_end: int = -1
    view: View = View.TEXT
    page: int = 0
    find: str = ""
    hit: int = 0
    middle: int = -1

    @classmethod
    def from_query(cls, fields: Mapping[str, object]) -> Self:
        """The place in the parameters of a link or the data of a button. Raises ValueError for what is none."""
        given = {name: str(value) for name, value in fields.items() if name in _NAMES}
        if not given.get("document") or sum(map(len, given.values())) > LONGEST_QUERY_CHARS:
            raise ValueError("no document, or too long to be a place")
        return cls(
            document=given["document"],
            text_sha256=given.get("sha256", ""),
            view=View(given.get("view", View.TEXT)),
            find=given.get("find", ""),
            **{name: int(given[name]) for name in _NUMBERS if name in given},
        )

    @classmethod
    def from_text(cls, query: str) -> Self:
        """The place that `query` gave. Raises ValueError."""
        return cls.from_query(dict(parse_qsl(query, keep_blank_values=True)))

    def query(self) -> str:
        """This place as the parameters of a link; what is as usual is left out."""
        usual = Place(self.document)
        fields = {"document": self.document, "start": self.start, "end": self.end, "sha256": self.text_sha256}
        others = {name: getattr(self, name) for name in ("view", "find", *_NUMBERS[2:])}
        fields |= {name: value for name, value in others.items() if value != getattr(usual, name)}
        return urlencode({name: value for name, value in fields.items() if value != ""})

    def link(self) -> str:
        """The address below the page's own that opens the span again, and how it is shown."""
        return f"?{replace(self, find='', hit=0, middle=-1).query()}"

    def marked(self, length: int) -> Span | None:
        """The span within a text of `length`, or None when nothing is left of it."""
        return _within(self.start, self.end, length)

    def quoted(self, length: int) -> Span | None:
        """The quotation itself."""
        if self.quoted_start < 0:
            return self.marked(length)
        return _within(self.quoted_start, self.quoted_end, length)

    def widened(self, start: int, end: int) -> Self:
        """The place with a span from `start` to `end` around the quotation."""
        quoted = (self.start, self.end) if self.quoted_start < 0 else (self.quoted_start, self.quoted_end)
        if (start, end) == quoted:
            return replace(self, start=start, end=end, quoted_start=-1, quoted_end=-1)
        return replace(self, start=start, end=end, quoted_start=quoted[0], quoted_end=quoted[1])

    def is_of(self, document: Document) -> bool:
        """Whether the span was cut from the document's text as it is now, as far as is known."""
        return self.text_sha256 in {"", document.text_sha256}


def page_at(document: Document, position: int) -> int | None:
    """The number, from 1, of the page on which the character at `position` stands; None in a format without pages."""
    for number, page in enumerate(document.pages, start=1):
        if page.start <= position < page.end:
            return number
    before = [block.page for block in document.blocks if block.start <= position]
    return before[-1] if before else None


_NUMBERS = ("start", "end", "quoted_start", "quoted_end", "page", "hit", "middle")
_NAMES = frozenset({"document", "sha256", "view", "find", *_NUMBERS})


def _within(start: int, end: int, length: int) -> Span | None:
    first, last = max(0, start), min(end, length)
    return Span(first, last) if first < last else None
