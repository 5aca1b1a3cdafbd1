"""The reader of each kind of file, and its version. Readers that load heavy libraries are loaded on demand."""

from collections.abc import Callable

from bot.config import ReadingLimits
from bot.ingest.readers.delimited import DelimitedReader
from bot.ingest.readers.epub import EpubReader
from bot.ingest.readers.feed import XmlReader
from bot.ingest.readers.html import HtmlReader
from bot.ingest.readers.inner_files import InnerFiles
from bot.ingest.readers.json_text import JsonLinesReader, JsonReader
from bot.ingest.readers.kinds import Kind
from bot.ingest.readers.mail import MailReader
from bot.ingest.readers.markdown import MarkdownReader
from bot.ingest.readers.mbox import MailboxReader
from bot.ingest.readers.notebook import NotebookReader
from bot.ingest.readers.plain import PlainTextReader
from bot.ingest.readers.reading import Reader
from bot.ingest.readers.zip_archive import ZipReader

# Those of the heavy readers are written out, to be known without loading them; a test compares all with the readers.
VERSIONS = {
    Kind.MARKDOWN: MarkdownReader.version,
    Kind.TEXT: PlainTextReader.version,
    Kind.HTML: HtmlReader.version,
    Kind.PDF: 3,
    Kind.DOCX: 2,
    Kind.PPTX: 1,
    Kind.XLSX: 2,
    Kind.EPUB: EpubReader.version,
    Kind.DELIMITED: DelimitedReader.version,
    Kind.JSON: JsonReader.version,
    Kind.JSONL: JsonLinesReader.version,
    Kind.NOTEBOOK: NotebookReader.version,
    Kind.MAIL: MailReader.version,
    Kind.MAILBOX: MailboxReader.version,
    Kind.XML: XmlReader.version,
    Kind.ZIP: ZipReader.version,
}
KINDS_VERSION = 2  # grows whenever the same file would be taken for another kind
READERS_VERSION = ", ".join(
    (f"kinds {KINDS_VERSION}", *(f"{kind} {version}" for kind, version in VERSIONS.items()))
)  # another: read all files again


def make_reader(kind: Kind, limits: ReadingLimits, inner: InnerFiles) -> Reader:
    """The reader for files of `kind`; `inner` reads what lies inside one."""
    if kind in _PLAIN:
        return _PLAIN[kind]()
    if kind in _LIMITED:
        return _LIMITED[kind](limits)
    if kind in _OF_MAIL:
        return _OF_MAIL[kind](inner)
    return ZipReader(limits, inner)


def _pdf(limits: ReadingLimits) -> Reader:
    from bot.ingest.readers.pdf import PdfReader

    return PdfReader(limits)


def _docx(limits: ReadingLimits) -> Reader:
    from bot.ingest.readers.docx import DocxReader

    return DocxReader(limits)


def _pptx(limits: ReadingLimits) -> Reader:
    from bot.ingest.readers.pptx import PptxReader

    return PptxReader(limits)


def _xlsx(limits: ReadingLimits) -> Reader:
    from bot.ingest.readers.xlsx import XlsxReader

    return XlsxReader(limits)


_PLAIN: dict[Kind, Callable[[], Reader]] = {
    Kind.MARKDOWN: MarkdownReader,
    Kind.TEXT: PlainTextReader,
    Kind.HTML: HtmlReader,
    Kind.DELIMITED: DelimitedReader,
    Kind.JSON: JsonReader,
    Kind.JSONL: JsonLinesReader,
    Kind.NOTEBOOK: NotebookReader,
    Kind.XML: XmlReader,
}
_OF_MAIL: dict[Kind, Callable[[InnerFiles], Reader]] = {Kind.MAIL: MailReader, Kind.MAILBOX: MailboxReader}
_LIMITED: dict[Kind, Callable[[ReadingLimits], Reader]] = {
    Kind.PDF: _pdf,
    Kind.DOCX: _docx,
    Kind.PPTX: _pptx,
    Kind.XLSX: _xlsx,
    Kind.EPUB: EpubReader,
}
