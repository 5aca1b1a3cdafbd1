"""The settings of folders, kept with the index."""

import sqlite3

import pytest

from bot.config import PageSettings
from bot.library.pages import page_of, put_page
from bot.library.schema import TABLES
from bot.records import SourceClass

CLINIC, MAGAZINE = SourceClass.CLINIC, SourceClass.MAGAZINE


@pytest.fixture
def connection() -> sqlite3.Connection:
    made = sqlite3.connect(":memory:", isolation_level=None)
    for statement in TABLES:
        made.execute(statement)
    return made


def test_an_index_that_never_heard_of_care_has_none(connection: sqlite3.Connection) -> None:
    assert page_of(connection) == PageSettings()
    connection.close()


def test_settings_come_back_and_another_set_replaces_them(connection: sqlite3.Connection) -> None:
    settings = PageSettings("Careful.", ("Why?",), care=True, yielding=(CLINIC,))
    put_page(connection, "/a", settings)
    assert page_of(connection) == settings
    put_page(connection, "/a", PageSettings(care=True))
    assert page_of(connection) == PageSettings(care=True)
    put_page(connection, "/a", PageSettings())
    assert page_of(connection) == PageSettings()
    connection.close()


def test_care_of_one_folder_is_care_for_all_and_classes_are_joined(connection: sqlite3.Connection) -> None:
    put_page(connection, "/b", PageSettings(yielding=(MAGAZINE, CLINIC)))
    put_page(connection, "/a", PageSettings(care=True, yielding=(CLINIC,)))
    assert page_of(connection) == PageSettings(care=True, yielding=(CLINIC, MAGAZINE))
    connection.close()
