"""Reads PDFs: the text as it is laid out, its pages and their labels, headings, lists and tables by their looks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.readers.pdf_body import body_of, furniture_lines
from bot.ingest.readers.pdf_edges import PageEdges, edges_of
from bot.ingest.readers.pdf_furniture import furniture_of
from bot.ingest.readers.pdf_information import author_of, date_of, title_of
from bot.ingest.readers.pdf_joining import Joined, Joiner, PageBody
from bot.ingest.readers.pdf_layout import layout_of
from bot.ingest.readers.pdf_opening import open_page, open_pdf
from bot.ingest.readers.pdf_runs import Run
from bot.ingest.readers.pdf_structure import blocks_of, table_count
from bot.ingest.readers.reading import Reading
from bot.records.documents import Block, Dropped, Extraction
from bot.text.normalise import clean

DEFAULT_LIMITS = ReadingLimits()
OUTSIDE = "text beside the visible page"
UNSEEN = "notes and form values that the pages do not show"
FURNITURE = "running headers and footers, from passages only"
TITLE_BLOCKS = 4  # a title is among the first of the first page; further down it is a chapter's
_LOOKS_LIKE_TITLE = re.compile(r"(?!\d+[. ])(?=.*[^\W\d_]{2}.{2})", re.DOTALL)  # words, and no chapter's number before


@dataclass(frozen=True, slots=True)
class _PageSeen:
    """What one look at a page keeps: its label, its runs, the rows near its edges, and what there is beside text."""

    edges: PageEdges
    has_image: bool
    outside: int
    unseen: int

    @property
    def label(self) -> str:
        """What the page is called."""
        return self.edges.label

    @property
    def runs(self) -> tuple[Run, ...]:
        """All words on the page."""
        return self.edges.runs


class PdfReader:
    """PDF: the canonical text is what the pages show, running headers and footers moved behind the last page."""

    format = "pdf"
    version = 3

    def __init__(self, limits: ReadingLimits = DEFAULT_LIMITS) -> None:
        self._limits = limits

    def read(self, data: bytes) -> Reading:
        """The text of the pages of `data`. Raises ReadingError for encrypted, damaged, too large and textless PDFs."""
        document = open_pdf(data, self._limits)
        try:
            seen = list(self._pages(document))
            _refuse_scans(seen)
            joined = _joined(seen)
            blocks = blocks_of(joined.text, joined.pieces)
            return Reading(
                text=joined.text,
                blocks=blocks,
                title=title_of(document) or _printed_title(blocks),
                author=author_of(document),
                date=date_of(document),
                pages=joined.pages,
                extraction=_extraction(seen, blocks, furniture=joined.text[joined.pages[-1].end :]),
            )
        finally:
            document.close()

    def _pages(self, document: pdfium.PdfDocument) -> Iterator[_PageSeen]:
        characters = 0
        for number in range(1, len(document) + 1):
            seen = _see(document, number)
            characters += sum(len(run.text) for run in seen.runs)
            if characters > self._limits.characters:
                raise ReadingError(
                    f"the PDF has more than {self._limits.characters} characters of text; split it or raise "
                    "--max-characters."
                )
            yield seen


def _see(document: pdfium.PdfDocument, number: int) -> _PageSeen:
    with open_page(document, number) as opened:
        layout = layout_of(opened.page)
        label = clean(document.get_page_label(number - 1) or "").strip() or str(number)
        return _PageSeen(
            edges=edges_of(label, layout.runs, layout.shape.quarter, layout.shape.height),
            has_image=not layout.runs and _has_image(opened.page),
            outside=layout.glyphs.outside,
            unseen=opened.unseen,
        )


def _has_image(page: pdfium.PdfPage) -> bool:
    return any(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]))


def _refuse_scans(pages: Sequence[_PageSeen]) -> None:
    if pages and not any(page.runs for page in pages) and any(page.has_image for page in pages):
        what = f"all {len(pages)} pages are images" if len(pages) > 1 else "its only page is an image"
        raise ReadingError(f"the PDF holds no text, {what}; recognise its text (OCR) and save it with that.")


def _joined(pages: Sequence[_PageSeen]) -> Joined:
    joiner = Joiner()
    for page, furniture in zip(pages, _furniture(pages), strict=True):
        lines = tuple(furniture_lines(page.runs, furniture))
        joiner.add(PageBody(page.label, furniture, body_of(page.runs, furniture), lines))
    return joiner.finish()


def _furniture(pages: Sequence[_PageSeen]) -> list[tuple[int, ...]]:
    """The furniture of each page; none when nothing else would be left."""
    found = furniture_of([page.edges for page in pages])
    is_all = sum(map(len, found)) == sum(len(page.runs) for page in pages)
    return [() for _ in pages] if is_all else found


def _printed_title(blocks: Sequence[Block]) -> str:
    """The largest heading, if it stands where a title does and nothing on later pages is set like it, else ""."""
    largest = [block for block in blocks if block.level == 1]
    if not largest or largest[0] not in blocks[:TITLE_BLOCKS] or largest[-1].page != blocks[0].page:
        return ""
    title = largest[0].headings[-1]
    return title if _LOOKS_LIKE_TITLE.match(title) else ""


def _extraction(pages: Sequence[_PageSeen], blocks: Sequence[Block], furniture: str) -> Extraction:
    blank = [number for number, page in enumerate(pages, start=1) if not page.runs]
    lost = (
        (FURNITURE, len("".join(furniture.split()))),
        (OUTSIDE, sum(page.outside for page in pages)),
        (UNSEEN, sum(page.unseen for page in pages)),
    )
    return Extraction(
        tables=table_count(blocks),
        blank_pages=tuple(blank),
        scans=tuple(number for number in blank if pages[number - 1].has_image),
        dropped=tuple(Dropped(reason, characters) for reason, characters in lost if characters),
    )
