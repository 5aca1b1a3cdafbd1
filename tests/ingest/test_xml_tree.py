import pytest

from bot.errors import ReadingError
from bot.ingest.readers.xml_tree import parse_xml

LAUGHS = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_xml_is_parsed_with_or_without_byte_order_mark(mark: bytes) -> None:
    root = parse_xml(mark + b'<?xml version="1.0" encoding="UTF-8"?><a><!-- no --><b>\xc3\xa9</b><?x y?></a>')
    assert [(child.tag, child.text) for child in root] == [("b", "é")]


@pytest.mark.parametrize(
    "declared",
    ['<!ENTITY x "y">', '<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY % x SYSTEM "http://127.0.0.1:9/">'],
)
def test_a_document_that_declares_entities_is_refused(declared: str) -> None:
    with pytest.raises(ReadingError, match="declares entities of its own"):
        parse_xml(f"<!DOCTYPE a [{declared}]><a/>".encode())


def test_entities_that_multiply_are_refused() -> None:
    with pytest.raises(ReadingError, match="entit"):
        parse_xml(f'<!DOCTYPE a [<!ENTITY a0 "ha">{LAUGHS}]><a>&a9;</a>'.encode())


def test_a_type_definition_elsewhere_is_not_fetched() -> None:
    assert parse_xml(b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a>words</a>').text == "words"


@pytest.mark.parametrize("data", [b"", b"words", b"<a>", b"<a></b>", b"<a>&x;</a>", b"<a>" * 300 + b"</a>" * 300])
def test_what_is_not_well_formed_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError, match=r"the XML cannot be parsed .*get a sound copy"):
        parse_xml(data)
