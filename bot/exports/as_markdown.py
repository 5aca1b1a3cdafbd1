"""Exported answers as a Markdown file in which no quoted word is markup: nothing is linked, fetched or run by it."""

import re
from collections.abc import Iterator

from bot.exports.overviews import Section, sections
from bot.exports.records import Export, to_line
from bot.exports.wording import (
    PASSAGES,
    PROVE,
    TITLE,
    about,
    entry_line,
    hashes,
    heading_of,
    opening,
    place,
    said_line,
    source,
)
from bot.records import Answer, Aspect, Citation, Quotation, ShortQuotation

# Each of these may begin something somewhere in a line (https://spec.commonmark.org/0.31.2/, and tables, footnotes and
# formulas of its extensions).
MARKUP = re.compile(r"([\\`*_\[\]<>#|&~$^])")
LINE_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))", re.MULTILINE)


def markdown_of(export: Export) -> str:
    """The file's text; equal exports give equal bytes."""
    blocks = [f"# {TITLE}", about(len(export.answers), export.made_at), PROVE]
    for answer in export.answers:
        blocks += _answer(answer)
    return "\n\n".join([*blocks, f"```json\n{to_line(export)}\n```"]) + "\n"


def plain(text: str) -> str:
    """`text` such that Markdown shows these very characters, and takes none of them for markup."""
    return LINE_START.sub(_escaped_start, MARKUP.sub(r"\\\1", text))


def _escaped_start(start: re.Match[str]) -> str:
    mark = start[2]
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"  # and no white space before it, which would make it code


def _answer(recorded: Answer) -> Iterator[str]:
    answer = recorded.without_repeats()
    yield f"## {plain(' '.join(answer.question.split()))}"
    yield from (_lines(line) for line in opening(answer))
    for section in sections(answer):
        yield from _section(section)
    for short in answer.short_answer:
        yield from _words(short)
    if answer.short_answer:
        yield PASSAGES
    for quotation in answer.passages:
        yield from _words(quotation)
        for citation in quotation.also_in:
            yield _caption(f"Also in {source(citation)}", citation)
    for aspect in answer.sources_say:
        yield from _aspect(aspect)


def _section(section: Section) -> Iterator[str]:
    yield f"### {plain(' '.join(section.heading.split()))}"
    yield from map(_lines, section.lines)
    for entry in section.entries:
        if line := entry_line(entry):
            yield _lines(line)
        if entry.quotation:
            yield _quoted(entry.quotation.text)
            yield _caption(source(entry.quotation.citation), entry.quotation.citation)
    yield from map(_lines, section.questions)


def _words(quotation: Quotation | ShortQuotation) -> Iterator[str]:
    if quotation.lead_in:
        yield _lines(f"{quotation.lead_in} …")
    yield _quoted(quotation.text)
    yield _caption(f"[{quotation.rank}] {source(quotation.citation)}", quotation.citation)


def _aspect(aspect: Aspect) -> Iterator[str]:
    yield f"### {plain(heading_of(aspect))}"
    for one in aspect.said:
        yield _lines(said_line(one))
        yield _quoted(one.sentence.text)
        yield _caption(source(one.citation), one.citation)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in _lines(text).split("\n"))


def _caption(words: str, citation: Citation) -> str:
    return "\\\n".join(plain(" ".join(line.split())) for line in (words, place(citation), hashes(citation)))


def _lines(text: str) -> str:
    """`text` with its line breaks kept; an empty line begins a paragraph."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join("\\\n".join(plain(line.strip()) for line in part.split("\n")) for part in paragraphs)
