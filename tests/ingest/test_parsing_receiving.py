"""What the parent makes of answers that no reader of ours would give."""

import hashlib
import json
from pathlib import Path

import pytest

from bot.config import ReadingLimits, SplitSettings
from bot.ingest.parsing.messages import Answer, Outcome, SentDocument, SentPage, SentSpan, encoded, sent
from bot.ingest.parsing.receiving import Nonsense, decoded_answer, received, received_passages
from bot.ingest.splitter import split
from bot.records.documents import Block, BlockKind, Document, Dropped, Extraction, Page, Span

TEXT = "Title\n\nFirst sentence. Second sentence.\n\nName: value"
PATH = Path("/docs/a.pdf")


def document(text: str = TEXT) -> Document:
    return Document(
        id="docs/a.pdf",
        title="Title",
        location=str(PATH),
        format="pdf",
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        source_sha256="0" * 64,
        blocks=(
            Block(BlockKind.HEADING, 0, 5, ("Title",), 1, 1),
            Block(BlockKind.PARAGRAPH, 7, 39, ("Title",), 0, 1),
            Block(BlockKind.TABLE_ROW, 41, 52, ("Title",), 0, 2, Span(7, 22)),
        ),
        pages=(Page("i", 0, 39, (0, 2)), Page("ii", 41, 52)),
        extraction=Extraction(1, "utf-8", 2, (3,), (3,), (Dropped("comments", 4),)),
    )


WHOLE = sent(document(), split(document(), SplitSettings(1, 2, 3)))


def receive(answer: SentDocument, limits: ReadingLimits | None = None) -> None:
    decoded = decoded_answer(encoded(Answer(Outcome.PARSED, document=answer)))
    assert decoded.document is not None
    received(decoded.document, PATH, "docs/a.pdf", limits or ReadingLimits())
    received_passages(decoded.document, "docs/a.pdf")


def test_a_document_comes_back_whole_with_all_that_its_reader_noted() -> None:
    decoded = decoded_answer(encoded(Answer(Outcome.PARSED, "", 1.5, WHOLE)))
    assert decoded.seconds == 1.5
    assert decoded.document is not None
    assert received(decoded.document, PATH, "docs/a.pdf", ReadingLimits()) == document()
    assert received_passages(decoded.document, "docs/a.pdf") == split(document(), SplitSettings(1, 2, 3))


def test_a_heading_path_travels_once() -> None:
    assert WHOLE.paths == (("Title",),)


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        (WHOLE._replace(text="with a NUL \0"), "not clean"),
        (WHOLE._replace(text="with a\rreturn"), "not clean"),
        (WHOLE._replace(text=" \n"), "empty"),
        (WHOLE._replace(title=""), "title or format"),
        (WHOLE._replace(author="a\0b"), "title or format"),
        (WHOLE._replace(source_sha256="0" * 63), "checksum"),
        (WHOLE._replace(source_sha256="G" * 64), "checksum"),
        (WHOLE._replace(blocks=WHOLE.blocks[::-1]), "blocks: the span 7-39"),
        (WHOLE._replace(blocks=(WHOLE.blocks[0]._replace(end=0),)), "blocks: the span 0-0"),
        (WHOLE._replace(blocks=(WHOLE.blocks[0]._replace(end=53),)), "blocks: the span 0-53"),
        (WHOLE._replace(blocks=(WHOLE.blocks[0]._replace(start=-1),)), "blocks: the span -1-5"),
        (WHOLE._replace(blocks=(WHOLE.blocks[0]._replace(path=1),)), "heading path 1"),
        (WHOLE._replace(blocks=(WHOLE.blocks[0]._replace(page=0),)), "page 0"),
        (WHOLE._replace(blocks=(WHOLE.blocks[0]._replace(level=-1),)), "count -1"),
        (WHOLE._replace(blocks=(WHOLE.blocks[0]._replace(lead_in=SentSpan(0, 99)),)), "lead-in: the span 0-99"),
        (WHOLE._replace(pages=(SentPage("1", 0, 9, ()), SentPage("2", 8, 9, ()))), "pages: the span 8-9"),
        (WHOLE._replace(pages=(SentPage("1", 0, 9, (-1,)),)), "count -1"),
        (WHOLE._replace(extraction=WHOLE.extraction._replace(repaired=-1)), "count -1"),
        (WHOLE._replace(passages=WHOLE.passages[::-1]), "passage"),
        (WHOLE._replace(passages=(WHOLE.passages[0]._replace(sentences=()),)), "passage 0 is empty"),
        (WHOLE._replace(passages=(WHOLE.passages[0]._replace(sentences=(SentSpan(50, 60),)),)), "the span 50-60"),
        (WHOLE._replace(passages=(WHOLE.passages[0]._replace(path=-1),)), "heading path -1"),
    ],
)
def test_an_answer_that_contradicts_itself_is_named(changed: SentDocument, what: str) -> None:
    with pytest.raises(Nonsense, match=what):
        receive(changed)


@pytest.mark.parametrize("limits", [ReadingLimits(characters=len(TEXT) - 1), ReadingLimits(pages=1)])
def test_more_than_the_limits_allow_is_not_taken(limits: ReadingLimits) -> None:
    with pytest.raises(Nonsense, match="more text or pages than the limits allow"):
        receive(WHOLE, limits)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", None),
        ("text", "\ud800"),
        ("source_class", "oracle"),
        ("paths", [["a"], "b"]),
        ("blocks", [["heading", 0, 5, 0, 0, None]]),
        ("blocks", [["poem", 0, 5, 0, 0, None, None]]),
        ("blocks", [["heading", 0.5, 5, 0, 0, None, None]]),
        ("blocks", [["heading", "0", 5, 0, 0, None, None]]),
        ("blocks", [["heading", True, 5, 0, 0, None, None]]),
        ("passages", {}),
    ],
)
def test_an_answer_of_wrong_types_is_not_taken(field: str, value: object) -> None:
    answer = json.loads(encoded(Answer(Outcome.PARSED, document=WHOLE)))
    answer[3][SentDocument._fields.index(field)] = value
    with pytest.raises(Nonsense):
        decoded_answer(json.dumps(answer).encode())
