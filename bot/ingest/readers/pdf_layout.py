"""One page of a PDF laid out: its characters and its runs, the same whoever asks."""

from dataclasses import dataclass

import pypdfium2 as pdfium

from bot.ingest.readers.pdf_characters import characters_of
from bot.ingest.readers.pdf_geometry import PageShape, shape_of
from bot.ingest.readers.pdf_glyphs import Glyphs, glyphs_of
from bot.ingest.readers.pdf_right_to_left import in_reading_order
from bot.ingest.readers.pdf_runs import Run, runs_of


@dataclass(frozen=True, slots=True)
class Layout:
    """The shape of a page, its glyphs, and the runs that they make."""

    shape: PageShape
    glyphs: Glyphs
    runs: tuple[Run, ...]


def layout_of(page: pdfium.PdfPage) -> Layout:
    """The layout of a page."""
    shape = shape_of(page)
    glyphs = in_reading_order(glyphs_of(characters_of(page), shape), shape)
    return Layout(shape, glyphs, runs_of(glyphs, shape))
