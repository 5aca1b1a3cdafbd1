"""What goes over the pipe of the drawing process: which page is wanted, and its picture or its boxes."""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.ingest.parsing.receiving import Nonsense
from bot.records.documents import Page, Span

if TYPE_CHECKING:
    from pydantic import TypeAdapter

# Of a picture: 1,600 pixels of width on a page of 8.5 by 11 inches are 188 dots an inch, sharp at twice the width of
# the pane. Pages that would need more pixels than `MAX_PIXELS` (long scrolls, plans) are drawn coarser.
PICTURE_WIDTH = 1_600
MAX_PIXELS = 4_000_000
_HEAD_END = b"\n"  # between the head of an answer and the picture; JSON on one line holds none


class Wanted(StrEnum):
    """What to do with a page."""

    PICTURE = "picture"
    BOXES = "boxes"


class Outcome(StrEnum):
    """How it ended. After EXHAUSTED (memory) and CRASHED the child ends."""

    DONE = "done"
    REFUSED = "refused"
    EXHAUSTED = "exhausted"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page of a PDF file: `number` counts from 1; `source_sha256` and `known` are what reading the file gave."""

    path: Path
    source_sha256: str
    number: int
    known: Page


@dataclass(frozen=True, slots=True)
class PageRequest:
    """What is wanted of a page; `span`, in the canonical text, counts for its boxes only."""

    wanted: Wanted
    page: PdfPage
    span: Span


class SentBox(NamedTuple):
    """A rectangle in points from the top left of the page as it is shown."""

    x0: float
    y0: float
    x1: float
    y1: float


class PageBoxes(NamedTuple):
    """The size of a page in points, and the boxes of the words on it."""

    width: float
    height: float
    boxes: tuple[SentBox, ...]


class Answer(NamedTuple):
    """What the child says: the `reason` when it cannot, else the boxes, or the picture behind this head."""

    outcome: Outcome
    reason: str = ""
    boxes: PageBoxes | None = None


def encoded_request(request: PageRequest) -> bytes:
    """`request` as JSON. Raises UnicodeEncodeError for a path that is no text."""
    page, known = request.page, request.page.known
    fields = [
        request.wanted,
        str(page.path.absolute()),
        page.source_sha256,
        page.number,
        [known.label, known.start, known.end, known.furniture],
        [request.span.start, request.span.end],
    ]
    return json.dumps(fields, ensure_ascii=False).encode()


def decoded_request(payload: bytes) -> PageRequest:
    """The request in `payload`, which the parent made."""
    wanted, path, source_sha256, number, (label, start, end, furniture), span = json.loads(payload)
    known = Page(label, start, end, tuple(furniture))
    return PageRequest(Wanted(wanted), PdfPage(Path(path), source_sha256, number, known), Span(*span))


def encoded_answer(answer: Answer, picture: bytes = b"") -> bytes:
    """`answer` as one line of JSON, and the picture behind it."""
    return json.dumps(answer, separators=(",", ":")).encode() + _HEAD_END + picture


def decoded_answer(payload: bytes) -> tuple[Answer, bytes]:
    """The answer in `payload`, all of its types right, and its picture. Raises Nonsense."""
    from pydantic import ValidationError

    head, _, picture = payload.partition(_HEAD_END)
    try:
        answer = _answers().validate_json(head, strict=True)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise Nonsense(f"the answer: {first['msg']}") from error
    if answer.boxes is not None:
        _check(answer.boxes)
    return answer, picture


@cache
def _answers() -> "TypeAdapter[Answer]":
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)


def _check(sent: PageBoxes) -> None:
    numbers = [sent.width, sent.height, *(number for box in sent.boxes for number in box)]
    if not all(isfinite(number) for number in numbers) or min(sent.width, sent.height) <= 0:
        raise Nonsense("a page or a box without a size")
