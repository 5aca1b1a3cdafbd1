"""Reads Jupyter notebooks: what is written and run in the cells, and the text they put out."""

import re

from bot.errors import ReadingError
from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.json_text import load_json
from bot.ingest.readers.json_tree import Json
from bot.ingest.readers.markdown import write_markdown
from bot.ingest.readers.office_dropped import DroppedTally
from bot.ingest.readers.reading import Reading
from bot.records.documents import BlockKind, Extraction
from bot.text.normalise import clean, decode

_TERMINAL_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")  # of tracebacks


class NotebookReader:
    """A Jupyter notebook of version 3 or 4."""

    format = "notebook"
    version = 1

    def read(self, data: bytes) -> Reading:
        """Markdown cells as their blocks, code and printed output as code; pictures are noted as dropped."""
        decoded = decode(data)
        cells = _cells(load_json(clean(decoded.text)))
        builder = TextBuilder()
        tally = DroppedTally()
        for cell in cells:
            _write_cell(cell, builder, tally)
        text, blocks = builder.finish()
        title = next((block.headings[-1] for block in blocks if block.kind is BlockKind.HEADING), "")
        extraction = Extraction(
            tables=builder.tables, encoding=decoded.encoding, repaired=decoded.repaired, dropped=tally.dropped()
        )
        return Reading(text=text, blocks=blocks, title=title, extraction=extraction)


def _cells(notebook: Json) -> list[dict[str, Json]]:
    """The cells in order. Version 3 kept them in worksheets."""
    if not isinstance(notebook, dict):
        raise ReadingError("the file is no Jupyter notebook: it holds no object; see what it is.")
    sheets = _objects(notebook.get("worksheets"))
    cells = [cell for sheet in (notebook, *sheets) for cell in _objects(sheet.get("cells"))]
    if not cells:
        raise ReadingError("the notebook has no cells; add some or take it out of the folder.")
    return cells


def _write_cell(cell: dict[str, Json], builder: TextBuilder, tally: DroppedTally) -> None:
    source = _joined(cell.get("source", cell.get("input")))
    match cell.get("cell_type"):
        case "markdown":
            write_markdown(source, builder)
        case "heading":
            level = cell.get("level")
            builder.heading(level if isinstance(level, int) and 1 <= level <= 6 else 1, source)
        case "code":
            builder.code(source)
            for output in _objects(cell.get("outputs")):
                _write_output(output, builder, tally)
        case _:
            builder.paragraph(source)


def _write_output(output: dict[str, Json], builder: TextBuilder, tally: DroppedTally) -> None:
    """Write what a cell printed or gave; in version 3 the media types stood in the output itself."""
    media = output.get("data")
    held = media if isinstance(media, dict) else output
    printed = _joined(output.get("text")) or _joined(held.get("text/plain")) or _joined(output.get("traceback"), "\n")
    builder.code(_TERMINAL_COLOUR.sub("", printed))
    if any(name.startswith("image/") or name in ("png", "jpeg", "svg") for name in held):
        tally.add("pictures that cells put out")


def _joined(value: Json, separator: str = "") -> str:
    """A multi-line string, which notebooks write as a list of lines or as one string."""
    if isinstance(value, list):
        return separator.join(item for item in value if isinstance(item, str))
    return value if isinstance(value, str) else ""


def _objects(value: Json) -> list[dict[str, Json]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
