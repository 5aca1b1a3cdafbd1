"""Reads e-books (EPUB 2 and 3): the chapters in the order of their spine."""

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.frontmatter import iso_date
from bot.ingest.readers.archive_members import Members
from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.epub_package import read_package
from bot.ingest.readers.html_tree import decode_html, parse, remove_hidden
from bot.ingest.readers.html_walk import Walk
from bot.ingest.readers.office_dropped import DroppedTally
from bot.ingest.readers.reading import Reading
from bot.records.documents import UNKNOWN, Extraction

_ANY_HEADING = "//h1|//h2|//h3|//h4|//h5|//h6"


class EpubReader:
    """An e-book without its tables of contents."""

    format = "epub"
    version = 2

    def __init__(self, limits: ReadingLimits) -> None:
        self._limits = limits

    def read(self, data: bytes) -> Reading:
        """The text of the chapters, with title, author, publisher and date of the package.

        A chapter without headings goes by its name in the table of contents; one that has no name there either goes
        on where the chapter before it ended. Raises ReadingError for e-books that are damaged or locked.
        """
        members = Members(data, self._limits)
        package = read_package(members)
        builder = TextBuilder()
        tally = DroppedTally()
        repaired = 0
        for chapter in package.chapters:
            if chapter in members:
                repaired += _write_chapter(members.read(chapter), package.titles.get(chapter, ""), builder, tally)
            else:
                tally.add(f"the chapter {chapter}, which the e-book lacks")
        text, blocks = builder.finish()
        if not blocks:
            raise ReadingError("the e-book holds no text; it may be one of pictures, which are not read.")
        extraction = Extraction(tables=builder.tables, repaired=repaired, dropped=tally.dropped())
        about = package.about
        return Reading(
            text=text,
            blocks=blocks,
            title=about.title,
            author=about.author or UNKNOWN,
            publisher=about.publisher or UNKNOWN,
            date=iso_date(about.date),
            extraction=extraction,
        )


def _write_chapter(data: bytes, title: str, builder: TextBuilder, tally: DroppedTally) -> int:
    """Write a chapter; how many of its characters could not be decoded."""
    decoded = decode_html(data)
    root = parse(decoded.text)
    hidden = remove_hidden(root)
    if hidden:
        tally.add("hidden text", hidden)
    if root.xpath(_ANY_HEADING):
        builder.leave_headings()
    elif title:
        builder.leave_headings()
        builder.heading(1, title)
    Walk(builder).take(root)
    return decoded.repaired
