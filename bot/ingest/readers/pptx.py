"""Reads presentations (PPTX): a heading and a page for each slide, the speaker's notes below its text."""

from dataclasses import dataclass, replace

from lxml import etree

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.office_dropped import DroppedTally
from bot.ingest.readers.office_package import RELATION_ID, OfficePackage
from bot.ingest.readers.pptx_shapes import Layouts, P
from bot.ingest.readers.pptx_slide import SlideWriter, notes_of, title_of
from bot.ingest.readers.pptx_text import text_of, write_paragraphs
from bot.ingest.readers.reading import Reading
from bot.records.documents import Block, Extraction, Page, Span

_USUAL_PART = "ppt/presentation.xml"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
TITLE_LEVEL = 2
NOTES_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Slide:
    """What one slide gave: its text and blocks, counted from its own beginning."""

    text: str = ""
    blocks: tuple[Block, ...] = ()
    title: str = ""
    tables: int = 0
    has_picture: bool = False


class PptxReader:
    """Presentations: title, text, tables and notes of each slide; hidden slides are left out but counted as pages."""

    format = "pptx"
    version = 1

    def __init__(self, limits: ReadingLimits) -> None:
        self._limits = limits

    def read(self, data: bytes) -> Reading:
        """The text, blocks and properties of `data`. Raises ReadingError for what is no sound presentation."""
        package = OfficePackage(data, self._limits)
        tally = DroppedTally()
        slides = self._slides(package, tally)
        text, blocks, pages = _joined(slides)
        blank = tuple(number for number, slide in enumerate(slides, 1) if not slide.text)
        properties = package.properties()
        return Reading(
            text=text,
            blocks=blocks,
            title=_given_title(properties.title) or next((slide.title for slide in slides if slide.title), ""),
            publisher=properties.publisher,
            author=properties.author,
            date=properties.date,
            pages=pages,
            extraction=Extraction(
                tables=sum(slide.tables for slide in slides),
                blank_pages=blank,
                scans=tuple(number for number in blank if slides[number - 1].has_picture),
                dropped=tally.dropped(),
            ),
        )

    def _slides(self, package: OfficePackage, tally: DroppedTally) -> list[Slide]:
        parts = _slide_parts(package)
        if len(parts) > self._limits.pages:
            raise ReadingError(
                f"the file has {len(parts)} slides, the limit is {self._limits.pages}; split it or raise --max-pages."
            )
        slides: list[Slide] = []
        layouts = _KnownLayouts(package)
        characters = 0
        for number, part in enumerate(parts, 1):
            slides.append(self._slide(package, part, number, layouts, tally))
            characters += len(slides[-1].text)
            if characters > self._limits.characters:  # many slides may share one page of notes
                raise ReadingError(
                    f"the file holds more than {self._limits.characters} characters; "
                    "split it or raise --max-characters."
                )
        return slides

    def _slide(
        self, package: OfficePackage, part: str, number: int, layouts: "_KnownLayouts", tally: DroppedTally
    ) -> Slide:
        root = package.tree(part)
        _note_comments(package, part, tally)
        if root.get("show") in ("0", "false"):
            tally.add("hidden slides", len(text_of(root)))
            return Slide()
        builder = TextBuilder()
        writer = SlideWriter(builder, layouts.of(part), _diagrams(package, part), tally)
        title = title_of(root)
        builder.heading(TITLE_LEVEL, title or f"Slide {number}")
        writer.write(root)
        _write_notes(builder, package.related(part, "notesSlide"))
        text, blocks = builder.finish()
        if not title and len(blocks) == 1:
            return Slide(has_picture=writer.has_picture)
        return Slide(text, blocks, title, writer.tables, writer.has_picture)


class _KnownLayouts:
    """The layout and the master that slides take their places from, each read once for all slides."""

    def __init__(self, package: OfficePackage) -> None:
        self._package = package
        self._known: dict[str, Layouts] = {}

    def of(self, slide: str) -> Layouts:
        """Those of the slide in this part."""
        layout = self._package.related_part(slide, "slideLayout")
        if layout is None:
            return Layouts(())
        if layout not in self._known:
            master = self._package.related(layout, "slideMaster")
            root = self._package.tree(layout)
            self._known[layout] = Layouts((root,) if master is None else (root, master))
        return self._known[layout]


def _slide_parts(package: OfficePackage) -> list[str]:
    """The parts of the slides in the order of the presentation, each once."""
    main = package.main_part(_USUAL_PART)
    parts = {relation.id: relation.part for relation in package.relations(main) if relation.kind == "slide"}
    listed = package.tree(main).findall(f"{P}sldIdLst/{P}sldId")
    found = (parts[key] for element in listed if (key := element.get(f"{RELATION_ID}id", "")) in parts)
    return list(dict.fromkeys(found))


def _given_title(title: str) -> str:
    """The title of the file, unless it is the "PowerPoint Presentation" that PowerPoint gives in each language."""
    return "" if "powerpoint" in title.lower() and len(title.split()) <= 2 else title


def _diagrams(package: OfficePackage, part: str) -> dict[str, str]:
    """The words of the slide's diagrams, by the id of the relation."""
    found: dict[str, str] = {}
    for relation in package.relations(part):
        if relation.kind == "diagramData":
            frames = package.tree(relation.part).iter(f"{_DIAGRAM}t")
            found[relation.id] = "\n".join(words for frame in frames if (words := text_of(frame).strip()))
    return found


def _write_notes(builder: TextBuilder, root: etree._Element | None) -> None:
    notes = notes_of(root) if root is not None else []
    if notes:
        builder.heading(NOTES_LEVEL, "Notes")
        write_paragraphs(builder, notes)


def _note_comments(package: OfficePackage, part: str, tally: DroppedTally) -> None:
    for relation in package.relations(part):
        if relation.kind == "comments":
            root = package.tree(relation.part)
            tally.add("comments", sum(len(text.text or "") for text in root.iter(f"{P}text")) + len(text_of(root)))


def _joined(slides: list[Slide]) -> tuple[str, tuple[Block, ...], tuple[Page, ...]]:
    """The text of all slides, parted by a blank line, with blocks and pages counted from its beginning."""
    parts: list[str] = []
    blocks: list[Block] = []
    pages: list[Page] = []
    length = 0
    for number, slide in enumerate(slides, 1):
        separator = "\n\n" if length and slide.text else ""
        start = length + len(separator)
        parts += [separator, slide.text]
        length = start + len(slide.text)
        pages.append(Page(str(number), start, length))
        blocks += [_moved(block, start, number) for block in slide.blocks]
    return "".join(parts), tuple(blocks), tuple(pages)


def _moved(block: Block, by: int, page: int) -> Block:
    lead_in = Span(block.lead_in.start + by, block.lead_in.end + by) if block.lead_in else None
    return replace(block, start=block.start + by, end=block.end + by, lead_in=lead_in, page=page)
