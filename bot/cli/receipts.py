"""What a build did, in lines for a terminal."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.cli.arguments import counted
from bot.cli.visible import visible
from bot.records.receipts import FileStatus, Receipt

if TYPE_CHECKING:
    from bot.ingest.report import BuildReport

SHOWN_PAGES = 5  # of the numbers of scanned pages, and then how many more


def summary_of(report: "BuildReport") -> str:
    """What a build did, in one line whose first part adds up."""
    parts = [
        (report.indexed, f"indexed ({_indexed(report)})"),
        (len(report.unchanged), "unchanged"),
        (len(report.duplicates), "duplicate"),
        (len(report.refused), "refused"),
    ]
    sums = " + ".join(f"{count:,} {what}" for count, what in parts if count)
    beside = [
        (len(report.left_out), "left out"),
        (report.hidden, "hidden"),
        (len(report.removed), "removed"),
    ]
    others = "".join(f"; {count:,} {what}" for count, what in beside if count)
    seen = f"{counted(report.seen, 'file')} seen" + (f" = {sums}" if sums else "")
    return (
        f"{seen}{others}; {counted(report.encoded, 'text')} encoded. The index holds "
        f"{counted(report.documents, 'document')} in {counted(report.passages, 'passage')}."
    )


def lines_of(report: "BuildReport", *, is_verbose: bool = False) -> Iterator[str]:
    """A line for each file that its owner should look at; with `is_verbose` for every file, and what holds its reader.

    Refused files are not among the former: they are told on standard error.
    """
    for receipt in report.receipts:
        if is_verbose or _wants_eyes(receipt):
            yield visible(_line(receipt))
    for left_out in report.left_out if is_verbose else ():
        yield visible(f"left out   {left_out.path}: {left_out.reason}")
    for name in report.removed if is_verbose else ():
        yield visible(f"removed    {name}")
    if is_verbose and report.sandbox:
        yield f"sandbox    files are read by a process that is held by: {_listed(report.sandbox.held)}"
        yield f"sandbox    this system does not have: {_listed(report.sandbox.missing)}"
    undated = sum(not receipt.has_date for receipt in report.receipts if receipt.status is not FileStatus.REFUSED)
    if undated:
        yield f"{counted(undated, 'document')} without a date."


def _listed(layers: Sequence[str]) -> str:
    return "; ".join(layers) or "nothing"


def _indexed(report: "BuildReport") -> str:
    parts = [(len(report.added), "added"), (len(report.changed), "changed"), (len(report.moved), "moved")]
    return ", ".join(f"{count:,} {what}" for count, what in parts if count)


def _wants_eyes(receipt: Receipt) -> bool:
    if receipt.status in (FileStatus.UNCHANGED, FileStatus.REFUSED):
        return False
    return bool(receipt.blank_pages or receipt.repaired or receipt.dropped or receipt.same_as or receipt.moved_from)


def _line(receipt: Receipt) -> str:
    if receipt.status is FileStatus.REFUSED:
        return f"{receipt.status:<10} {receipt.reason}"
    return f"{receipt.status:<10} {receipt.document}: {', '.join(_figures(receipt))}"


def _figures(receipt: Receipt) -> Iterator[str]:
    yield receipt.format
    if receipt.pages:
        yield counted(receipt.pages, "page")
    yield counted(receipt.characters, "character")
    yield f"the text of {receipt.same_as}" if receipt.same_as else counted(receipt.passages, "passage")
    if receipt.tables:
        yield counted(receipt.tables, "table")
    yield from _losses(receipt)
    if receipt.moved_from:
        yield f"moved from {receipt.moved_from}"
    if not receipt.has_date:
        yield "no date"


def _losses(receipt: Receipt) -> Iterator[str]:
    """What of the source is not in the text."""
    if receipt.scans:
        yield f"scanned pages without text: {_numbers(receipt.scans)}"
    if blank := tuple(page for page in receipt.blank_pages if page not in receipt.scans):
        yield f"empty pages: {_numbers(blank)}"
    if receipt.repaired:
        yield f"{counted(receipt.repaired, 'character')} not readable as {receipt.encoding}"
    for dropped in receipt.dropped:
        amount = f" ({counted(dropped.characters, 'character')})" if dropped.characters else ""
        yield f"left out: {dropped.reason}{amount}"


def _numbers(pages: tuple[int, ...]) -> str:
    shown = ", ".join(map(str, pages[:SHOWN_PAGES]))
    return shown if len(pages) <= SHOWN_PAGES else f"{shown} and {len(pages) - SHOWN_PAGES} more"
