from pathlib import Path

import pytest

from bot.config import FolderSettings
from bot.errors import SettingsError
from bot.ingest.collection import read_folder_settings
from bot.records import SourceClass


def settings(folder: Path, text: str) -> FolderSettings:
    (folder / "footnote.toml").write_text(text, encoding="utf-8")
    return read_folder_settings(folder)


def test_notice_and_examples_are_read(tmp_path: Path) -> None:
    text = '[page]\nnotice = "Not legal advice."\nexamples = ["What is due?"]\n'
    assert settings(tmp_path, text) == FolderSettings("Not legal advice.", ("What is due?",))


def test_care_and_yielding_classes_are_read(tmp_path: Path) -> None:
    text = '[care]\nenabled = true\n[sources]\nyielding = ["clinic or seller"]\n'
    assert settings(tmp_path, text) == FolderSettings(care=True, yielding=(SourceClass.CLINIC,))


def test_a_folder_without_the_file_has_no_settings(tmp_path: Path) -> None:
    assert read_folder_settings(tmp_path) == FolderSettings()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("page = ", "cannot be read as TOML"),
        ("[page]\nnotise = 'x'", "nothing is known by the name 'notise'"),
        ("[pages]\nnotice = 'x'", "nothing is known by the name 'pages'"),
        ("page = 3", "'page' must be a table, got 3"),
        ("[page]\nnotice = 3", "'notice' must be a text, got 3"),
        ("[page]\nexamples = 'x'", "'examples' must be a list of questions, got 'x'"),
        ("[page]\nexamples = ['']", r"'examples' must be a list of questions, got \[''\]"),
        ("[care]\nenable = true", r"nothing is known by the name 'enable'; .*\[care\] takes enabled"),
        ("[care]\nenabled = 1", "'enabled' must be true or false, got 1"),
        ("[sources]\nyielding = ['sellers']", r"'yielding' must be a list of source classes .*got \['sellers'\]"),
    ],
)
def test_a_mistake_is_named_with_its_file(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(SettingsError, match=rf"footnote\.toml: .*{complaint}|footnote\.toml: {complaint}"):
        settings(tmp_path, text)
