"""Reads spreadsheets (XLSX): a heading for each sheet, a table row for each row, with what formulas last gave."""

import contextlib
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.readers.archive_members import Members
from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.header_rows import names_columns
from bot.ingest.readers.office_dropped import DroppedTally
from bot.ingest.readers.office_package import OfficePackage
from bot.ingest.readers.reading import Reading
from bot.ingest.readers.xlsx_values import words_of
from bot.records.documents import Extraction

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_USUAL_PART = "xl/workbook.xml"
SHEET_LEVEL = 2
MAX_ROWS = 1_048_576  # Excel's own limit; openpyxl would count up to any number that a file names
# A formula without a stored value; an empty string is one (ECMA-376, 18.3.1.4 "c").
_UNSTORED = re.compile(
    rb"""<(?:\w+:)?c\b(?![^>]*\st=["']str["'])[^>]*>\s*
    <(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*
    (?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>""",
    re.VERBOSE,
)
# What openpyxl raises for workbooks that are not as it expects; it checks little by itself.
_FAULTS = (
    AttributeError,
    LookupError,
    OSError,
    OverflowError,
    TypeError,
    ValueError,
    SyntaxError,  # the XML parsers' errors are of this kind
    zipfile.BadZipFile,
)


class XlsxReader:
    """Spreadsheets: values as stored, dates as ISO 8601; hidden sheets are left out.

    Formulas give the value that was stored with them; one without is an empty cell, and counted.
    """

    format = "xlsx"
    version = 2

    def __init__(self, limits: ReadingLimits) -> None:
        self._limits = limits

    def read(self, data: bytes) -> Reading:
        """The text, blocks and properties of `data`. Raises ReadingError for what is no sound, open workbook."""
        package = OfficePackage(data, self._limits)
        package.main_part(_USUAL_PART)
        package.refuse_type_definitions()
        tally = DroppedTally()
        writer = _SheetWriter(TextBuilder(), self._limits)
        # openpyxl warns of what it would lose on saving, and prints what it finds wrong with styles.
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            try:
                self._write(_opened(data), writer, tally)
            except _FAULTS as error:
                raise ReadingError(
                    f"the workbook cannot be read ({type(error).__name__}: {error}); get a sound copy of the file."
                ) from error
        _note_what_is_not_content(package, tally)
        _note_unstored(Members(data, self._limits), tally)
        text, blocks = writer.builder.finish()
        properties = package.properties()
        return Reading(
            text=text,
            blocks=blocks,
            title=properties.title,
            publisher=properties.publisher,
            author=properties.author,
            date=properties.date,
            extraction=Extraction(tables=writer.tables, dropped=tally.dropped()),
        )

    def _write(self, workbook: "Workbook", writer: "_SheetWriter", tally: DroppedTally) -> None:
        for sheet in workbook.worksheets:
            # The size that a sheet claims may be that of all Excel can hold, and each row would be filled up to it.
            sheet.reset_dimensions()
            if sheet.sheet_state == "visible":
                writer.write(sheet)
            else:
                tally.add("hidden sheets", sum(len(cell) for row in _rows(sheet) for cell in row))


class _SheetWriter:
    """Writes sheets one after the other, up to the limit of characters."""

    def __init__(self, builder: TextBuilder, limits: ReadingLimits) -> None:
        self.builder = builder
        self.tables = 0
        self._limit = limits.characters
        self._characters = 0

    def write(self, sheet: "ReadOnlyWorksheet") -> None:
        """Write the name and the rows of a sheet that holds any.

        A row that names columns begins a table when it is the first of several cells, or the first below an empty row.
        """
        may_name, is_begun = True, False
        for row in _rows(sheet):
            if not row:
                may_name = True
                continue
            if not is_begun:
                self.builder.heading(SHEET_LEVEL, sheet.title)
            is_header = may_name and names_columns(row)
            if is_header or not is_begun:
                self.builder.open_table()
                self.tables += 1
            is_begun = True
            may_name = may_name and len(row) == 1
            self._count(row)
            self.builder.row(row, is_header=is_header)

    def _count(self, row: list[str]) -> None:
        # One long string may stand in a million cells though the file holds it once.
        self._characters += sum(len(cell) for cell in row)
        if self._characters > self._limit:
            raise ReadingError(
                f"the file holds more than {self._limit} characters; split it or raise --max-characters."
            )


def _opened(data: bytes) -> "Workbook":
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)


def _rows(sheet: "ReadOnlyWorksheet") -> Iterator[list[str]]:
    """The rows of a sheet as words, without the empty cells at their ends."""
    for number, row in enumerate(sheet.rows, 1):
        if number > MAX_ROWS:
            raise ReadingError(f"the sheet {sheet.title!r} has more than {MAX_ROWS} rows; split the file.")
        words = [words_of(cell) for cell in row]
        while words and not words[-1]:
            words.pop()
        yield words


def _note_unstored(members: Members, tally: DroppedTally) -> None:
    """Note the formulas that no program has worked out; libraries that write workbooks leave that to Excel."""
    sheets = [name for name in members.names() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
    count = sum(len(_UNSTORED.findall(members.read(name))) for name in sheets)
    if count:
        plural = "s" if count > 1 else ""
        tally.add(f"{count} formula{plural} without a stored value; open the file in a spreadsheet program and save it")


def _note_what_is_not_content(package: OfficePackage, tally: DroppedTally) -> None:
    for part in package.parts():
        name = part.lower()
        if "/comment" in name and name.endswith(".xml"):  # threaded comments have a copy there
            tally.add("comments", _characters(package.tree(part)))
        elif part.startswith("xl/charts/chart"):
            tally.add("charts")


def _characters(root: etree._Element) -> int:
    return sum(len(text.text or "") for text in root.iter("{*}t", "{*}text"))
