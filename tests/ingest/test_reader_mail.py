from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.config import ReadingLimits
from bot.ingest.readers import read_document
from bot.records.documents import Document


def message(subject: str = "Your order") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Ann Läser <ann@shop.example>"
    made["To"] = "bob@home.example"
    made["Date"] = "Tue, 03 Mar 2020 23:30:00 -0500"
    made["Subject"] = subject
    return made


def read(data: bytes | EmailMessage, *, nesting: int = 2) -> Document:
    source = data.as_bytes(policy=SMTP) if isinstance(data, EmailMessage) else data
    document = read_document(Path("a.eml"), "a.eml", source, ReadingLimits(nesting=nesting))
    assert document is not None
    return document


def blocks(document: Document) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(block.kind.value, document.text[block.start : block.end], block.headings) for block in document.blocks]


def test_a_message_is_its_header_lines_and_its_plain_text_with_quoted_replies() -> None:
    made = message("Größe: 42 €")
    made.set_content("It fits.\n\n> Does it\n> fit?\n")
    made.add_alternative("<p>Never <b>read</b></p>", subtype="html")
    document = read(made)
    assert (document.title, document.author, document.date) == (
        "Größe: 42 €",
        "Ann Läser <ann@shop.example>",
        "2020-03-03",
    )
    assert [words for _, words, _ in blocks(document)] == [
        "From: Ann Läser <ann@shop.example>\nTo: bob@home.example\nDate: Tue, 03 Mar 2020 23:30:00 -0500\n"
        "Subject: Größe: 42 €",
        "It fits.",
        "> Does it\n> fit?",
    ]


def test_html_is_read_where_there_is_no_plain_text() -> None:
    made = message()
    made.set_content("<ul><li>one<li>two</ul><p style='display:none'>hidden</p>", subtype="html")
    assert [words for kind, words, _ in blocks(read(made)) if kind == "list item"] == ["one", "two"]


def test_attachments_are_read_below_their_names_and_others_noted() -> None:
    made = message()
    made.set_content("See below.")
    made.add_attachment(b"name,dose\naspirin,500\n", maintype="text", subtype="csv", filename="doses.csv")
    made.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="photo.png")
    made.add_attachment(message("Forwarded"))
    document = read(made)
    assert [entry for entry in blocks(document) if entry[2]][:3] == [
        ("heading", "doses.csv", ("doses.csv",)),
        ("table row", "name | dose", ("doses.csv",)),
        ("table row", "aspirin | 500", ("doses.csv",)),
    ]
    assert document.text.endswith("Subject: Forwarded")
    assert document.extraction.tables == 1
    (dropped,) = document.extraction.dropped
    assert dropped.reason.startswith("photo.png: the file is a PNG image, which is not read; ")


def test_the_style_sheets_and_scripts_of_a_saved_page_are_no_text() -> None:
    made = message()
    made.set_content("<p>The notice period is three months.</p>", subtype="html")
    made.add_related(b"body { color: red }", maintype="text", subtype="css", cid="<a>")
    made.add_related(b"alert(1)", maintype="application", subtype="javascript", cid="<b>")
    document = read(made)
    assert "color" not in document.text
    assert "alert" not in document.text
    assert [entry.reason.split(" is ")[0] for entry in document.extraction.dropped] == [
        "attachment 1.css: a file ending in .css",
        "attachment 2.js: a file ending in .js",
    ]


def test_attachments_are_read_only_so_deep() -> None:
    made = message()
    made.set_content("outer")
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "inner")
    made.add_attachment(buffer.getvalue(), maintype="application", subtype="zip", filename="a.zip")
    assert "inner" in read(made).text
    shallow = read(made, nesting=1)
    assert "inner" not in shallow.text
    assert "it lies more than 1 files deep" in shallow.extraction.dropped[0].reason


@pytest.mark.parametrize(
    ("charset", "body", "words"),
    [
        ("utf-8", "naïve café, déjà vu: ".encode() + b"\xff", "naïve café, déjà vu: \ufffd"),
        ("us-ascii", "Grüße".encode(), "Grüße"),
        ("no-such-charset", "Grüße".encode(), "Grüße"),
        ("gb2312", "北京是中国的首都。朱镕基".encode("gb18030"), "北京是中国的首都。朱镕基"),
    ],
)
def test_a_wrong_charset_loses_no_message(charset: str, body: bytes, words: str) -> None:
    head = f"From: a@b.example\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    assert read(head.encode() + body).text == f"From: a@b.example\n\n{words}"


def test_malformed_headers_are_survived() -> None:
    document = read(b"From: =?utf-8?q?=ff=fe?= <@@>\nDate: yesterday\nSubject: =?x?b?!!?=\nTo: \xff\n\nbody")
    assert document.date == "unknown"
    assert document.text.endswith("\n\nbody")
