from io import BytesIO
from zipfile import ZipFile

import pytest

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.readers.epub import EpubReader
from bot.ingest.readers.reading import Reading

CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
HEAD = (
    "<metadata xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>On Light</dc:title>"
    "<dc:creator>Ann Lee</dc:creator><dc:creator>Bo Ek</dc:creator><dc:publisher>Press</dc:publisher>"
    "<dc:date>2019-05-01T00:00:00Z</dc:date></metadata>"
)
NAV = '<nav><ol><li><a href="text/a.xhtml">Foreword</a></li><li><a href="text/b%20b.xhtml#x">Waves</a></li></ol></nav>'
NCX = (
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Foreword</text></navLabel>'
    '<content src="text/a.xhtml#top"/></navPoint></navMap></ncx>'
)
ITEMS = (
    '<item id="b" href="text/b%20b.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="c" href="text/c.xhtml" media-type="application/xhtml+xml"/>'
)
SPINE = '<spine><itemref idref="nav"/><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/></spine>'
CHAPTERS = {
    "OEBPS/text/b b.xhtml": "<html><body><h1>Waves</h1><p>Light is a wave.</p></body></html>",
    "OEBPS/text/c.xhtml": "<html><body><p>It goes on.</p><script>x()</script></body></html>",
    "OEBPS/text/a.xhtml": "<html><body><p>Dear reader,</p></body></html>",
}


def book(files: dict[str, str], *, items: str, spine: str = SPINE) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OEBPS/book.opf", f"<package>{HEAD}<manifest>{items}</manifest>{spine}</package>")
        for name, source in files.items():
            archive.writestr(name, source)
    return buffer.getvalue()


def read(data: bytes) -> Reading:
    return EpubReader(ReadingLimits()).read(data)


def blocks(reading: Reading) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(block.kind.value, reading.text[block.start : block.end], block.headings) for block in reading.blocks]


@pytest.mark.parametrize(
    ("contents", "item"),
    [
        (
            {"OEBPS/nav.xhtml": NAV},
            '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        ),
        ({"OEBPS/toc.ncx": NCX}, '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'),
    ],
    ids=["EPUB 3", "EPUB 2"],
)
def test_chapters_come_in_the_order_of_the_spine_with_their_names(contents: dict[str, str], item: str) -> None:
    reading = read(book({**CHAPTERS, **contents}, items=ITEMS + item))
    assert blocks(reading) == [
        ("heading", "Foreword", ("Foreword",)),
        ("paragraph", "Dear reader,", ("Foreword",)),
        ("heading", "Waves", ("Waves",)),
        ("paragraph", "Light is a wave.", ("Waves",)),
        ("paragraph", "It goes on.", ("Waves",)),
    ]
    assert (reading.title, reading.author, reading.publisher, reading.date) == (
        "On Light",
        "Ann Lee, Bo Ek",
        "Press",
        "2019-05-01",
    )


def test_a_chapter_that_is_missing_is_noted() -> None:
    reading = read(book({"OEBPS/text/c.xhtml": "<p>words</p>"}, items=ITEMS))
    assert reading.text == "words"
    assert [dropped.reason for dropped in reading.extraction.dropped] == [
        "the chapter OEBPS/text/a.xhtml, which the e-book lacks",
        "the chapter OEBPS/text/b b.xhtml, which the e-book lacks",
    ]


def encryption(method: str) -> str:
    return (
        "<encryption xmlns:e='http://www.w3.org/2001/04/xmlenc#'><e:EncryptedData>"
        f"<e:EncryptionMethod Algorithm='{method}'/></e:EncryptedData></encryption>"
    )


def test_scrambled_fonts_lock_no_book() -> None:
    locked = {"META-INF/encryption.xml": encryption("http://www.idpf.org/2008/embedding")}
    assert "Light is a wave." in read(book({**CHAPTERS, **locked}, items=ITEMS)).text


@pytest.mark.parametrize(
    "lock",
    [
        {"META-INF/encryption.xml": encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc")},
        {"META-INF/rights.xml": "<rights/>"},
    ],
)
def test_copy_protection_is_refused(lock: dict[str, str]) -> None:
    with pytest.raises(
        ReadingError, match=r"^the e-book is locked by copy protection \(DRM\); get a copy without it\.$"
    ):
        read(book({**CHAPTERS, **lock}, items=ITEMS))


@pytest.mark.parametrize(
    ("files", "spine", "reason"),
    [
        (CHAPTERS, "<spine/>", "lists no chapters"),
        ({"OEBPS/text/a.xhtml": "<p><img src='a.png'/></p>"}, SPINE, "no text"),
    ],
)
def test_a_book_without_text_is_refused(files: dict[str, str], spine: str, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        read(book(files, items=ITEMS, spine=spine))


def test_entities_of_a_chapter_stay_as_they_are_written() -> None:
    chapter = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>seen &x;</p></body></html>'
    assert read(book({"OEBPS/text/a.xhtml": chapter}, items=ITEMS)).text == "seen &x;"


def test_a_chapter_that_the_spine_repeats_is_read_once() -> None:
    repeated = '<itemref idref="c"/>' * 3
    assert read(book(CHAPTERS, items=ITEMS, spine=f"<spine>{repeated}</spine>")).text == "It goes on."
