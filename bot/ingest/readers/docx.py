"""Reads Word files (DOCX): the text as it stands after all tracked changes are accepted."""

from collections.abc import Iterator

from lxml import etree

from bot.config import ReadingLimits
from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.docx_numbering import Numbering
from bot.ingest.readers.docx_styles import Styles, W
from bot.ingest.readers.docx_text import NoteMark, characters
from bot.ingest.readers.docx_walk import DocxWalk
from bot.ingest.readers.office_dropped import DroppedTally
from bot.ingest.readers.office_package import OfficePackage
from bot.ingest.readers.reading import Reading
from bot.records.documents import Extraction

_USUAL_PART = "word/document.xml"
_NOT_CONTENT = {"header": "headers and footers", "footer": "headers and footers", "comments": "comments"}


class DocxReader:
    """Word files: what a reader of the final version sees, without headers, footers, comments and hidden text.

    Notes follow the section that refers to them. A paragraph is a heading by its outline level or its style; the
    title is the file's own, else the first paragraph in the style "Title".
    """

    format = "docx"
    version = 2

    def __init__(self, limits: ReadingLimits) -> None:
        self._limits = limits

    def read(self, data: bytes) -> Reading:
        """The text, blocks and properties of `data`. Raises ReadingError for what is no sound, open Word file."""
        package = OfficePackage(data, self._limits)
        part = package.main_part(_USUAL_PART)
        body = package.tree(part)
        builder, tally = TextBuilder(), DroppedTally()
        numbering = Numbering(package.related(part, "numbering"))
        styles = Styles(package.related(part, "styles"))
        walk = DocxWalk(builder, styles, numbering, dict(_notes(package, part)), tally)
        for element in body.iterchildren(f"{W}body"):
            walk.take(element)
        _note_what_is_not_content(package, part, tally)
        text, blocks = builder.finish()
        properties = package.properties()
        return Reading(
            text=text,
            blocks=blocks,
            title=properties.title or walk.title,
            publisher=properties.publisher,
            author=properties.author,
            date=properties.date,
            extraction=Extraction(tables=walk.tables, dropped=tally.dropped()),
        )


def _notes(package: OfficePackage, part: str) -> Iterator[tuple[NoteMark, etree._Element]]:
    """The foot- and endnotes by the marks that refer to them; the lines above notes are notes of a type, too."""
    for kind in ("footnote", "endnote"):
        root = package.related(part, f"{kind}s")
        for element in [] if root is None else root.iterchildren(f"{W}{kind}"):
            if element.get(f"{W}type", "normal") == "normal":
                yield NoteMark(kind, element.get(f"{W}id", "")), element


def _note_what_is_not_content(package: OfficePackage, part: str, tally: DroppedTally) -> None:
    for relation in package.relations(part):
        count = characters(package.tree(relation.part)) if relation.kind in _NOT_CONTENT else 0
        if count:
            tally.add(_NOT_CONTENT[relation.kind], count)
