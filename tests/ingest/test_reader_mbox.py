from email.message import EmailMessage
from pathlib import Path

import pytest

from bot.errors import ReadingError
from bot.ingest.readers import read_document
from bot.records.documents import Document

FROM = b"From ann@shop.example Sat Nov 21 10:00:00 2020"


def message(subject: str, body: str) -> bytes:
    made = EmailMessage()
    made["From"] = "ann@shop.example"
    if subject:
        made["Subject"] = subject
    made.set_content(body, cte="base64")
    return made.as_bytes()


def read(data: bytes, name: str = "a.mbox") -> Document:
    document = read_document(Path(name), name, data)
    assert document is not None
    return document


@pytest.mark.parametrize("name", ["a.mbox", "Inbox", "a.eml", "a.txt"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_each_message_of_a_mailbox_is_read_below_its_subject(name: str, line_end: bytes) -> None:
    messages = (message("Größe", "It fits: 42 €."), message("", "No subject."))
    data = b"".join(FROM + b"\n" + one + b"\n\n" for one in messages).replace(b"\n", line_end)
    document = read(data, name)
    assert document.format == "mailbox"
    assert document.text == (
        "Größe.eml\n\nFrom: ann@shop.example\nSubject: Größe\n\nIt fits: 42 €.\n\n"
        "message 2.eml\n\nFrom: ann@shop.example\n\nNo subject."
    )
    assert [block.headings for block in document.blocks if not block.level] == [
        ("Größe.eml",),
        ("Größe.eml",),
        ("message 2.eml",),
        ("message 2.eml",),
    ]


def test_lines_that_begin_with_from_are_as_they_were_sent_and_part_nothing() -> None:
    body = b"Subject: a\n\n>From here on.\n>>From there.\nFrom noon, 12:30, we dance.\n\nFrom afar.\n"
    text = read(FROM + b"\n" + body).text
    assert text == "a.eml\n\nSubject: a\n\nFrom here on.\n>From there.\nFrom noon, 12:30, we dance.\n\nFrom afar."


def test_a_text_that_begins_with_from_is_no_mailbox() -> None:
    assert read(b"From a to b it is far.\n\nSo: stay.", "a.txt").format == "text"
    assert read(b"From Monday 10:00 on we dance.\nEverybody may come along.", "a.txt").format == "text"


def test_a_mailbox_without_a_readable_message_is_refused() -> None:
    empty = b"\nSubject:\n\n"
    with pytest.raises(ReadingError, match=r"holds no message that can be read; .*; save its messages as \.eml\.$"):
        read(FROM + empty + FROM + empty)
