"""What kind of file something is: told by its content, and by its name only where formats look alike."""

import json
import re
from enum import StrEnum
from pathlib import PurePath

from bot.errors import ReadingError
from bot.ingest.readers.foreign import refuse_foreign
from bot.ingest.readers.mbox import FROM_LINE
from bot.ingest.readers.zip_kinds import Container, container_of

SNIFFED_BYTES = 4_096


class Kind(StrEnum):
    """The formats that are read."""

    MARKDOWN = "markdown"
    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    PPTX = "pptx"
    XLSX = "xlsx"
    EPUB = "epub"
    DELIMITED = "delimited text"
    JSON = "json"
    JSONL = "jsonl"
    NOTEBOOK = "notebook"
    MAIL = "e-mail"
    MAILBOX = "mailbox"
    XML = "xml"
    ZIP = "zip"


_BY_SUFFIX = {
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".htm": Kind.HTML,
    ".html": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".csv": Kind.DELIMITED,
    ".tsv": Kind.DELIMITED,
    ".json": Kind.JSON,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
    ".ipynb": Kind.NOTEBOOK,
    ".eml": Kind.MAIL,
    ".xml": Kind.XML,
    ".rss": Kind.XML,
    ".atom": Kind.XML,
}
_CONTAINERS = {
    Container.DOCX: Kind.DOCX,
    Container.PPTX: Kind.PPTX,
    Container.XLSX: Kind.XLSX,
    Container.EPUB: Kind.EPUB,
    Container.ZIP: Kind.ZIP,
}

# ISO 32000-1, Annex H.3.4.1 note 13: viewers accept a header anywhere in so many bytes; printers put lines before it.
PDF_HEADER_WITHIN = 1_024

_PROLOGUE = r"(?:<\?xml[^>]*>\s*)?(?:<!--(?:[^-]|-(?!->))*-->\s*)*"
_HTML = re.compile(rf"{_PROLOGUE}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_SVG = re.compile(rf"{_PROLOGUE}(?:<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)?<(?:\w+:)?svg\b", re.IGNORECASE)
_XML = re.compile(r"<\?xml\s|<(?:rss|feed|rdf:RDF)\b")
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t\r\n]")
_FOLDED = (" ", "\t")
_MAILBOX = re.compile(rb"\s*" + FROM_LINE + rb"(?:>From |[!-9;-~]+:)")
# Lines that a person hardly writes at the top of a text, and every program that sends mail does.
_SENT = frozenset({"received", "return-path", "message-id", "mime-version", "delivered-to"})


def kind_of(path: PurePath, data: bytes) -> Kind:
    """The kind of the file called `path` that holds `data`.

    Markdown is what is named so and holds text. Raises ReadingError, which says what the file is, for a kind that is
    not read.
    """
    beginning = _beginning(data)
    suffix = path.suffix.lower()
    if beginning.startswith("%PDF-") or (suffix == ".pdf" and b"%PDF-" in data[:PDF_HEADER_WITHIN]):
        return Kind.PDF
    if data.startswith(b"PK\x03\x04"):
        return _CONTAINERS[container_of(data, suffix)]
    refuse_foreign(data, suffix)
    named = _BY_SUFFIX.get(suffix, Kind.TEXT)
    if named is Kind.MARKDOWN:
        return named
    return _kind_of_text(beginning, data, named)


def _kind_of_text(beginning: str, data: bytes, named: Kind) -> Kind:
    if _SVG.match(beginning) and named is not Kind.HTML:
        raise ReadingError("the file is an SVG image, not a document; describe it in a text beside it.")
    if _HTML.match(beginning):
        return Kind.HTML
    if _XML.match(beginning) and named is not Kind.HTML:
        return Kind.XML
    if beginning.startswith(("{", "[")):
        return _kind_of_json(data, named)
    if named in (Kind.TEXT, Kind.MAIL) and _MAILBOX.match(data[:SNIFFED_BYTES]):
        return Kind.MAILBOX
    if named in (Kind.TEXT, Kind.MAIL) and _is_mail(beginning, is_named_so=named is Kind.MAIL):
        return Kind.MAIL
    return Kind.TEXT if named is Kind.MAIL else named


def _kind_of_json(data: bytes, named: Kind) -> Kind:
    """JSON, a notebook or JSON lines; a text in brackets stays what its name says."""
    if named is Kind.JSONL or (named is Kind.JSON and _is_lines(data)):
        return Kind.JSONL
    if named in (Kind.JSON, Kind.NOTEBOOK) or (named is not Kind.DELIMITED and _is_json(data)):
        return Kind.NOTEBOOK if b'"nbformat"' in data and b'"cells"' in data else Kind.JSON
    return named


def _is_lines(data: bytes) -> bool:
    """Whether the first line is JSON by itself and another follows."""
    first, _, rest = data.strip().partition(b"\n")
    return rest.lstrip()[:1] == b"{" and _is_json(first)


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _is_mail(beginning: str, *, is_named_so: bool) -> bool:
    """Whether the text begins with the header of a message; without its name, one that a program has sent."""
    names: set[str] = set()
    for line in beginning.splitlines():
        header = _HEADER.match(f"{line}\n")
        if header:
            names.add(header.group(1).lower())
        elif not line or not line.startswith(_FOLDED):
            break
    return bool(names) if is_named_so else "from" in names and bool(names & _SENT)


def _beginning(data: bytes) -> str:
    """The first characters of `data`, of which only those of ASCII are right, whatever the encoding."""
    sniffed = data[:SNIFFED_BYTES].removeprefix(b"\xef\xbb\xbf")
    return sniffed.replace(b"\0", b"").decode("latin-1").lstrip("\xff\xfe \t\r\n\f")
