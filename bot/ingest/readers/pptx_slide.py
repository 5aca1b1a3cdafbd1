"""From the shapes of one slide to blocks, in the order in which a person reads them."""

from collections.abc import Iterable

from lxml import etree

from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.header_rows import names_columns
from bot.ingest.readers.office_dropped import DroppedTally, alternative_text
from bot.ingest.readers.pptx_shapes import Layouts, P, Placeholder, frame_of, placeholder, shapes_in, shapes_of
from bot.ingest.readers.pptx_text import A, Paragraph, paragraphs, shows_bullets, text_of, write_paragraphs

_BULLETED = ("obj", "")  # content placeholders; those for text ("body", "subTitle") mostly show no bullets
_TRUE = ("1", "true")


class SlideWriter:
    """Writes one slide. `diagrams` are the words of its diagrams by the id of the relation; each is written once."""

    def __init__(self, builder: TextBuilder, layouts: Layouts, diagrams: dict[str, str], tally: DroppedTally) -> None:
        self._builder = builder
        self._layouts = layouts
        self._diagrams = diagrams
        self._tally = tally
        self.tables = 0
        self.has_picture = False

    def write(self, slide: etree._Element) -> None:
        """Write all but the title, from top to bottom and left to right."""
        self._shapes(shapes_of(slide))

    def _shapes(self, shapes: Iterable[etree._Element]) -> None:
        for shape in sorted(shapes, key=self._layouts.place):
            match shape.tag.removeprefix(P):
                case "sp":
                    self._text(shape)
                case "grpSp":
                    self._shapes(shapes_in(shape))
                case "graphicFrame":
                    self._graphic(shape)
                case "pic":
                    self.has_picture = True
                    self._describe(shape)

    def _text(self, shape: etree._Element) -> None:
        frame, found = frame_of(shape), placeholder(shape)
        if frame is None or (found is not None and found.is_title):
            return
        if found is not None and found.is_furniture:
            self._tally.add("headers and footers", len(text_of(frame).strip()))
            return
        words = list(paragraphs(frame, has_bullets=self._has_bullets(found)))
        if len(words) == 1:  # a bullet alone makes no list
            words = [Paragraph(words[0].text)]
        write_paragraphs(self._builder, words)

    def _has_bullets(self, found: Placeholder | None) -> bool:
        if found is None:
            return False
        # The master's list style counts for all text alike, so the layout alone knows better than the role.
        says = [shows_bullets(frame_of(source)) for source in self._layouts.sources(found)[:1]]
        return found.role in _BULLETED if not says or says[0] is None else says[0]

    def _graphic(self, shape: etree._Element) -> None:
        data = shape.find(f"{A}graphic/{A}graphicData")
        table = data.find(f"{A}tbl") if data is not None else None
        if table is not None:
            self._table(table)
            return
        self._describe(shape)
        relation = next((value for child in shape.iter() for key, value in child.items() if key.endswith("}dm")), "")
        if relation in self._diagrams:
            self._builder.paragraph(self._diagrams.pop(relation))
        else:
            kind = data.get("uri", "").rsplit("/", 1)[-1] if data is not None else ""
            self._tally.add(f"drawings of the kind {kind!r}")

    def _table(self, table: etree._Element) -> None:
        self.tables += 1
        properties = table.find(f"{A}tblPr")
        has_own_first_row = properties is not None and properties.get("firstRow") in _TRUE
        self._builder.open_table()
        for position, row in enumerate(table.iterchildren(f"{A}tr")):
            cells = [_words(cell) for cell in row.iterchildren(f"{A}tc") if cell.get("hMerge") not in _TRUE]
            is_header = position == 0 and has_own_first_row and names_columns(cells)
            self._builder.row(cells, is_header=is_header)
        self._builder.close_table()

    def _describe(self, shape: etree._Element) -> None:
        properties = shape.find(f"*/{P}cNvPr")
        words = alternative_text(properties.get("descr", "")) if properties is not None else ""
        if words:
            self._builder.paragraph(words)


def title_of(slide: etree._Element) -> str:
    """The words of the slide's title, or ""."""
    for shape in slide.iter(f"{P}sp"):
        found, frame = placeholder(shape), frame_of(shape)
        if found is not None and found.is_title and frame is not None:
            return " ".join(text_of(frame).split())
    return ""


def notes_of(page: etree._Element) -> list[Paragraph]:
    """The speaker's notes that a notes page holds."""
    notes: list[Paragraph] = []
    for shape in page.iter(f"{P}sp"):
        found, frame = placeholder(shape), frame_of(shape)
        if found is not None and found.role == "body" and frame is not None:
            notes += paragraphs(frame, has_bullets=False)
    return notes


def _words(cell: etree._Element) -> str:
    frame = cell.find(f"{A}txBody")
    return "" if frame is None or cell.get("vMerge") in _TRUE else text_of(frame)
