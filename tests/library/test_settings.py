"""The settings of folders, kept with the index."""

import sqlite3
from pathlib import Path

import pytest

from bot.config import FolderSettings
from bot.library.schema import connect_writer
from bot.library.settings import put_settings, settings_of
from bot.records import SourceClass
from tests.caring import guide
from tests.fakes import WordEncoder

CLINIC, MAGAZINE = SourceClass.CLINIC, SourceClass.MAGAZINE
CARE = (guide(WordEncoder()),)


@pytest.fixture
def connection(tmp_path: Path) -> sqlite3.Connection:
    return connect_writer(tmp_path)


def test_an_index_that_never_heard_of_care_has_none(connection: sqlite3.Connection) -> None:
    assert settings_of(connection) == FolderSettings()
    connection.close()


def test_settings_come_back_and_another_set_replaces_them(connection: sqlite3.Connection) -> None:
    settings = FolderSettings("Careful.", ("Why?",), CARE, (CLINIC,))
    put_settings(connection, "/a", settings)
    assert settings_of(connection) == settings
    put_settings(connection, "/a", FolderSettings(care=CARE))
    assert settings_of(connection) == FolderSettings(care=CARE)
    put_settings(connection, "/a", FolderSettings())
    assert settings_of(connection) == FolderSettings()
    connection.close()


def test_care_of_one_folder_is_care_for_all_and_classes_are_joined(connection: sqlite3.Connection) -> None:
    put_settings(connection, "/b", FolderSettings(yielding=(MAGAZINE, CLINIC)))
    put_settings(connection, "/a", FolderSettings(care=CARE, yielding=(CLINIC,)))
    assert settings_of(connection) == FolderSettings(care=CARE, yielding=(CLINIC, MAGAZINE))
    connection.close()
