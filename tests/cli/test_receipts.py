"""What a build did, as it is printed."""

import json
from dataclasses import replace

from bot.cli.receipts import lines_of, summary_of
from bot.cli.visible import visible
from bot.ingest.report import BuildReport
from bot.records.documents import Dropped
from bot.records.receipts import FileStatus, LeftOut, Receipt
from bot.sandbox import Layer, Sandbox

PLAIN = Receipt("/d/a.md", "d/a.md", FileStatus.ADDED, "markdown", characters=1200, passages=2, has_date=True)
SCAN = Receipt(
    "/d/b.pdf",
    "d/b.pdf",
    FileStatus.CHANGED,
    "pdf",
    pages=9,
    characters=1,
    passages=1,
    tables=1,
    blank_pages=(1, 2, 3, 4, 5, 6, 9),
    scans=(1, 2, 3, 4, 5, 6),
)
LEGACY = Receipt(
    "/d/c.txt",
    "d/c.txt",
    FileStatus.ADDED,
    "text",
    characters=10,
    passages=1,
    encoding="cp1252",
    repaired=2,
    dropped=(Dropped("control characters", 3), Dropped("a picture")),
    has_date=True,
)
COPY = Receipt("/d/d.md", "d/d.md", FileStatus.DUPLICATE, "markdown", characters=1200, has_date=True, same_as="d/a.md")
MOVED = Receipt("/d/e.md", "d/e.md", FileStatus.MOVED, "markdown", characters=5, passages=1, moved_from="d/old.md")
SAME = Receipt("/d/f.md", "d/f.md", FileStatus.UNCHANGED, "markdown", characters=5, passages=1, has_date=True)
BAD = Receipt("/d/g.bin", "d/g.bin", FileStatus.REFUSED, reason="/d/g.bin: is no text.")
REPORT = BuildReport(
    receipts=(PLAIN, SCAN, LEGACY, COPY, MOVED, SAME, BAD),
    left_out=(LeftOut("/d/footnote.toml", "the settings of its folder"),),
    hidden=3,
    removed=("d/gone.md",),
    encoded=12,
    documents=6,
    passages=7,
    generation=2,
)


def test_the_summary_adds_up() -> None:
    assert summary_of(REPORT) == (
        "7 files seen = 4 indexed (2 added, 1 changed, 1 moved) + 1 unchanged + 1 duplicate + 1 refused; "
        "1 left out; 3 hidden; 1 removed; 12 texts encoded. The index holds 6 documents in 7 passages."
    )
    assert REPORT.seen == REPORT.indexed + len(REPORT.unchanged) + len(REPORT.duplicates) + len(REPORT.refused)


def test_only_what_wants_eyes_has_a_line_and_the_undated_are_counted() -> None:
    assert list(lines_of(REPORT)) == [
        "changed    d/b.pdf: pdf, 9 pages, 1 character, 1 passage, 1 table, "
        "scanned pages without text: 1, 2, 3, 4, 5 and 1 more, empty pages: 9, no date",
        "added      d/c.txt: text, 10 characters, 1 passage, 2 characters not readable as cp1252, "
        "left out: control characters (3 characters), left out: a picture",
        "duplicate  d/d.md: markdown, 1,200 characters, the text of d/a.md",
        "moved      d/e.md: markdown, 5 characters, 1 passage, moved from d/old.md, no date",
        "2 documents without a date.",
    ]


def test_verbose_is_a_line_for_every_file() -> None:
    lines = list(lines_of(REPORT, is_verbose=True))
    assert len(lines) == 7 + 1 + 1 + 1
    assert lines[0] == "added      d/a.md: markdown, 1,200 characters, 2 passages"
    assert lines[6:9] == [
        "refused    /d/g.bin: is no text.",
        "left out   /d/footnote.toml: the settings of its folder",
        "removed    d/gone.md",
    ]


def test_a_name_cannot_steer_the_terminal() -> None:
    assert visible("a\x1b[2Jb\nc\udce9.md é") == "a\ufffd[2Jb\ufffdc\ufffd.md é"


def test_verbose_says_what_holds_the_process_that_reads_and_what_does_not() -> None:
    sandbox = Sandbox((Layer.LIMITS, Layer.SYSTEM_CALLS), (Layer.NETWORK,))
    report = replace(REPORT, sandbox=sandbox)
    assert list(lines_of(report, is_verbose=True))[-3:-1] == [
        "sandbox    files are read by a process that is held by: limits of memory and of files; filter of system calls",
        "sandbox    this system does not have: a network of its own",
    ]
    assert not any(line.startswith("sandbox") for line in lines_of(report))
    assert json.loads(report.to_json())["sandbox"] == {
        "held": ["limits of memory and of files", "filter of system calls"],
        "missing": ["a network of its own"],
    }
