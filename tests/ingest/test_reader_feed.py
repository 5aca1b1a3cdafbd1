import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bot.errors import ReadingError
from bot.ingest.readers.feed import XmlReader
from bot.ingest.readers.reading import Reading

WORDS = st.text(alphabet="abc é日&<>", max_size=10)


def read(source: str) -> Reading:
    return XmlReader().read(source.encode())


def blocks(reading: Reading) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(block.kind.value, reading.text[block.start : block.end], block.headings) for block in reading.blocks]


def test_an_rss_feed_is_its_items_with_the_longest_of_their_texts() -> None:
    reading = read(
        "<rss xmlns:c='http://purl.org/rss/1.0/modules/content/'><channel><title>News</title><description>Daily."
        "</description><lastBuildDate>Mon, 09 Dec 2024 20:26:59 +0000</lastBuildDate><item><title>One</title>"
        "<description>It be...</description><c:encoded>&lt;p&gt;It begins.&lt;/p&gt;&lt;h2&gt;Part&lt;/h2&gt;&lt;ul&gt;"
        "&lt;li&gt;point&lt;/ul&gt;&lt;script&gt;x()&lt;/script&gt;</c:encoded></item>"
        "<item><title>Two</title><description><![CDATA[Plain &amp; short.]]></description></item></channel></rss>"
    )
    assert blocks(reading) == [
        ("paragraph", "Daily.", ()),
        ("heading", "One", ("One",)),
        ("paragraph", "It begins.", ("One",)),
        ("heading", "Part", ("One", "Part")),
        ("list item", "point", ("One", "Part")),
        ("heading", "Two", ("Two",)),
        ("paragraph", "Plain & short.", ("Two",)),
    ]
    assert (reading.title, reading.publisher, reading.date) == ("News", "News", "2024-12-09")


def test_an_atom_feed_is_read_with_its_xhtml() -> None:
    reading = read(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Blog</title><updated>2021-05-06T07:08:09Z</updated><entry>"
        "<title>One</title><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>First.</p><p>Second.</p>"
        "</div></content></entry></feed>"
    )
    assert [words for _, words, _ in blocks(reading)] == ["One", "First.", "Second."]
    assert (reading.title, reading.date) == ("Blog", "2021-05-06")


def test_other_xml_is_a_paragraph_for_each_element_with_text() -> None:
    reading = read(
        "<doc><title>Lasers</title><sec><title>Risks</title><p>They <b>may</b> burn.</p><n>3</n></sec></doc>"
    )
    assert blocks(reading) == [
        ("heading", "Lasers", ("Lasers",)),
        ("heading", "Risks", ("Lasers", "Risks")),
        ("paragraph", "They may burn.", ("Lasers", "Risks")),
        ("paragraph", "3", ("Lasers", "Risks")),
    ]
    assert reading.title == "Lasers"


@pytest.mark.parametrize(
    "source",
    [
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>',
        '<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><d>&b;</d>',
        "<a><b></a>",
    ],
)
def test_entities_and_broken_xml_are_refused(source: str) -> None:
    with pytest.raises(ReadingError, match=r"^the XML "):
        read(source)


@given(st.lists(WORDS, max_size=5), st.lists(WORDS, max_size=5))
def test_all_text_of_any_tree_is_kept_in_order(texts: list[str], tails: list[str]) -> None:
    root = etree.Element("r")
    for text in texts:
        etree.SubElement(root, "p").text = text
    for child, tail in zip(root, tails, strict=False):
        child.tail = tail
    wanted = "".join("".join(root.itertext()).split())
    reading = XmlReader().read(etree.tostring(root, encoding="utf-8"))
    assert "".join(reading.text.split()) == wanted
