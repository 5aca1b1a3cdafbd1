"""An answer as plain text for a terminal."""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.cli.sources_say import INDENT, WIDEST, render_sources
from bot.cli.visible import visible
from bot.exports.overviews import Entry, Section, notes, offered, offering, sections
from bot.records import UNKNOWN, Answer, CareNote, Citation, Level, Quotation, ShortQuotation, Span
from bot.ui.blocks import CELL_SEPARATOR
from bot.ui.reasons import move_words

CARE_HEADING = "Please read this first:"
CARE_INDENT = "!  "

FEWEST_CELLS = 2  # of a row of a table

BOLD, DIM, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[22m"

LEVEL_WORDS = {
    Level.FOUND: "Found in your documents:",
    Level.RELATED: "Nothing answers this for certain; possibly related:",
    Level.NOT_FOUND: "Not in these documents.",
}


def render(answer: Answer, *, is_styled: bool | None = None) -> str:
    """The short answer, then the passages with their citations; when `is_styled`, what answers in each is bold.

    By default styled only on a terminal that does not ask for plain text (https://no-color.org). Nothing that documents
    or their names hold can steer the terminal.
    """
    if answer.remark:
        return visible(answer.remark, keeps_lines=True)
    if is_styled is None:
        is_styled = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    answer, overview = answer.without_repeats(), sections(answer)
    parts = [_care(answer.care)] if answer.care else []
    around = _around(answer)
    if overview:
        parts += ["\n".join(around), *(part for one in overview for part in _section(one, is_styled=is_styled))]
        around = []
    parts.append("\n".join([*around, *_level(answer, is_named=bool(answer.passages) or not overview)]))
    if answer.short_answer:
        parts += [_short(one, is_styled=is_styled) for one in answer.short_answer]
        parts.append("The passages:")
    parts += [_quotation(quotation, answer.marked(quotation), is_styled=is_styled) for quotation in answer.passages]
    if answer.sources_say:
        table = render_sources(answer.sources_say, answer.passages, _width())
        parts.append(f"What the sources say:\n\n{visible(table, keeps_lines=True)}")
    if meant := offered(answer):
        parts.append(_questions(offering(answer), meant))
    return "\n\n".join(part for part in parts if part)


def _care(care: CareNote) -> str:
    return f"{CARE_INDENT}{CARE_HEADING}\n{_wrapped(care.note, CARE_INDENT)}"


def _questions(heading: str, questions: Sequence[str]) -> str:
    return "\n".join([heading, *(_wrapped(visible(question)) for question in questions)])


def _section(section: Section, *, is_styled: bool) -> Iterator[str]:
    """The heading with what stands right below it, then each thing that is quoted, apart from the others."""
    bare = [entry for entry in section.entries if entry.quotation is None]
    quoted = [entry for entry in section.entries if entry.quotation is not None]
    lines = [*section.lines, *map(_entry_line, bare)]
    yield "\n".join([visible(section.heading), *(_wrapped(visible(line)) for line in lines)])
    for number, entry in enumerate(quoted, start=1):
        yield _entry(number, entry, is_styled=is_styled)
    asked = [*section.questions, *(entry.question for entry in section.entries if entry.question)]
    if asked:
        yield "\n".join(_wrapped(visible(question)) for question in asked)


def _entry(number: int, entry: Entry, *, is_styled: bool) -> str:
    """What it is called, numbered, its words, and where they stand."""
    if entry.quotation is None:
        return _wrapped(visible(_entry_line(entry)))
    citation, text = entry.quotation.citation, visible(entry.quotation.text, keeps_lines=True)
    named = [_wrapped(visible(f"{number}. {_entry_line(entry)}"))] if entry.name else []
    lines = [_styled(_wrapped(line), BOLD if is_styled else "") for line in text.splitlines()]
    titled = [] if entry.name in ("", citation.title) else [f"{INDENT}    {_place(citation)}"]
    return "\n".join([*named, *lines, *titled, f"{INDENT}    {span_words(citation)}"])


def _entry_line(entry: Entry) -> str:
    facts = f" ({', '.join(entry.facts)})" if entry.facts else ""
    return f"{INDENT * (entry.level - 1)}{entry.name}{facts}"


def _around(answer: Answer) -> list[str]:
    lines = []
    if answer.carried:
        lines.append(f"Also searching: {', '.join(visible(word.text) for word in answer.carried)}")
    if answer.left_out:
        left_out = ", ".join(visible(word.text) for word in answer.left_out)
        lines.append(f"Left out, as nothing is found with it: {left_out}")
    return [*lines, *map(visible, notes(answer))]


def _level(answer: Answer, *, is_named: bool) -> list[str]:
    lines = [LEVEL_WORDS[answer.level]] if is_named else []
    if answer.level is not Level.FOUND and answer.unknown_words:
        lines.append(f"No document holds: {visible(', '.join(answer.unknown_words))}.")
    if answer.level is Level.NOT_FOUND and answer.passages:
        lines.append("The closest passages are:")
    return lines


def _short(quotation: ShortQuotation, *, is_styled: bool) -> str:
    """Words as they would be read out, under what introduces them, and where they stand."""
    lead_in, text = (visible(words, keeps_lines=True) for words in _read_out(quotation))
    introduced = f"{lead_in} …".splitlines() if lead_in else []
    lines = [_styled(_wrapped(line), DIM if is_styled else "") for line in introduced]
    lines += [_styled(_wrapped(line), BOLD if is_styled else "") for line in text.splitlines()]
    place, span = _place(quotation.citation), span_words(quotation.citation)
    return "\n".join([*lines, f"{INDENT}[{quotation.rank}] {place}", f"{INDENT}    {span}"])


def _read_out(quotation: ShortQuotation) -> tuple[str, str]:
    """What introduces a short quotation, and its words; those of a table row each behind the name of its column."""
    *above, header = quotation.lead_in.split("\n")
    names, rows = _cells(header), [_cells(line) for line in quotation.text.split("\n")]
    if len(names) < FEWEST_CELLS or any(len(row) != len(names) for row in rows):
        return quotation.lead_in, quotation.text
    return "\n".join(above).strip(), "\n".join(_named(names, row) for row in rows)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in CELL_SEPARATOR.split(line)]


def _named(names: Sequence[str], row: Sequence[str]) -> str:
    pairs = zip(names, row, strict=True)
    return " | ".join(f"{name.removesuffix(':')}: {cell}" if name else cell for name, cell in pairs if cell)


def _styled(words: str, style: str) -> str:
    """The words in that style, their indent as it is."""
    return f"{INDENT}{style}{words.removeprefix(INDENT)}{PLAIN}" if style else words


def _quotation(quotation: Quotation, marked: Sequence[Span], *, is_styled: bool) -> str:
    text = visible(quotation.text, keeps_lines=True)
    for span in reversed(marked if is_styled else ()):
        text = f"{text[: span.start]}{BOLD}{span.of(text)}{PLAIN}{text[span.end :]}"
    lead_in = f"{visible(quotation.lead_in, keeps_lines=True)} …\n" if quotation.lead_in else ""
    lines = [_wrapped(line) for line in f"{lead_in}{text}".splitlines()]
    sources = [f"{INDENT}[{quotation.rank}] {_source(quotation.citation)}"]
    if quotation.why.moved:
        sources.append(f"{INDENT}    ({move_words(quotation.why.moved)})")
    sources += [f"{INDENT}    also in {_source(also)}" for also in quotation.also_in]
    return "\n".join([*lines, *sources])


def _wrapped(line: str, indent: str = INDENT) -> str:
    return textwrap.fill(line, _width(), initial_indent=indent, subsequent_indent=indent)


def _width() -> int:
    return min(shutil.get_terminal_size().columns, WIDEST)


def _source(citation: Citation) -> str:
    return f"\n{INDENT}    ".join((_place(citation), visible(_said_by(citation)), span_words(citation)))


def _place(citation: Citation) -> str:
    headings = citation.headings[1:] if citation.headings[:1] == (citation.title,) else citation.headings
    return visible(" › ".join((citation.title, *headings)))


def span_words(citation: Citation) -> str:
    """Where cited words stand: the file, the page, the characters."""
    page = f", page {citation.page}" if citation.page else ""
    return visible(f"{_nearer(citation.location)}{page}, characters {citation.start}-{citation.end}")


def _said_by(citation: Citation) -> str:
    """Who says it and when; what an upload says of these is told as its own words."""
    date = "date unknown" if citation.date == UNKNOWN and not citation.is_upload else citation.date
    who = " · ".join(word for word in (citation.publisher, citation.source_class.value, date) if word != UNKNOWN)
    if not citation.is_upload:
        return who
    return f"uploaded; says of itself: {who}" if who else "uploaded"


def _nearer(location: str) -> str:
    """The location as seen from the current folder when it lies inside it."""
    try:
        return str(Path(location).relative_to(Path.cwd()))
    except ValueError:
        return location
