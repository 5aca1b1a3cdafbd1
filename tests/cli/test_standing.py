"""What `verify --sources` and `status` print of sources whose names or words are hostile."""

from pathlib import Path

import pytest

from bot.cli.main import main
from bot.cli.standing import show_standings
from bot.ingest.build import build
from bot.ingest.sources_standing import SourceStanding, SourceState
from tests.fakes import WordEncoder


def test_each_source_that_is_not_as_it_was_has_a_line_and_steers_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    show_standings(
        [
            SourceStanding("d/a.md", "/d/a.md", SourceState.UNCHANGED, valid=3),
            SourceStanding("d/\x1b[2Jb.md", "/d/b.md", SourceState.MOVED, found_at="/d/\n\x9bc.md", valid=2),
        ]
    )
    assert capsys.readouterr().out.splitlines() == [
        "2 sources: 1 unchanged, 1 moved.",
        "Citations into them: 5 valid.",
        "  d/\ufffd[2Jb.md: moved to /d/\ufffd\ufffdc.md; citations: 2 valid",
    ]


def test_status_and_verify_print_no_control_characters_of_titles_and_reasons(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "docs" / "a.md"
    source.parent.mkdir()
    source.write_text("# A\x1b[2J title\n\nThe dose for an adult is 10 pills a day.\n", encoding="utf-8")
    build(tmp_path / "index", [source.parent], WordEncoder())
    assert main(["status", "--index", str(tmp_path / "index")]) == 0
    assert "  docs/a.md  A\ufffd[2J title (" in capsys.readouterr().out
    source.write_text("# A\x1b[2J title\n\nThe dose for an adult is 10 pills a day and a night.\n", encoding="utf-8")
    assert main(["verify", "--sources", "--index", str(tmp_path / "index")]) == 1
    printed = capsys.readouterr().out
    assert printed.splitlines()[-2:] == [
        "Citations into them: 1 changed.",
        "  docs/a.md: changed; citations: 1 changed",
    ]
