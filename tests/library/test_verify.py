"""Every kind of wrong byte in the database is reported with the document and the place."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.config import FolderSettings
from bot.library import Library, Unread
from bot.library.schema import TABLES
from bot.library.seal import SEAL
from tests.library.samples import BEFORE, ENCODER, document, encode_pending, passages, update
from tests.library.test_damage import found_wrong


def problems_after(folder: Path, statement: str) -> tuple[str, ...]:
    connection = sqlite3.connect(folder / "footnote.db")
    assert connection.execute(statement).rowcount > 0
    connection.commit()
    connection.close()
    with Library.open(folder) as library:
        return library.verify().problems


def test_a_whole_library_has_no_problem_and_everything_is_counted(tmp_path: Path) -> None:
    update(tmp_path, BEFORE)
    with Library.open(tmp_path) as library:
        report = library.verify()
    assert (report.generation, report.documents, report.passages, report.sentences) == (1, 3, 5, 10)
    assert (report.vectors, report.files, report.problems) == (2 * 5 + 10, 22, ())


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        (
            "UPDATE documents SET text = replace(text, 'laser', 'loser') WHERE id = 'corpus/laser.md'",
            r"corpus/laser.md: the text does not have the SHA-256 recorded for it.",
        ),
        (
            "UPDATE documents SET text = replace(text, 'laser', 'loser') WHERE id = 'corpus/laser.md'",
            r"corpus/laser.md: passage 0 [0:43] is not the text at that place.",
        ),
        (
            "UPDATE passages SET text = replace(text, 'session', 'mission') WHERE position = 1",
            "corpus/laser.md: passage 1 [45:84] is not the text at that place.",
        ),
        (
            "UPDATE passages SET begins = begins + 1, text = substr(text, 2) WHERE text LIKE 'Needles%'",
            "corpus/needles.md: passage 0 [1:54], sentence 0 [0:28] overlaps another or lies outside the passage.",
        ),
        (
            "UPDATE passages SET ends = 1000 WHERE text LIKE 'Needles%'",
            "corpus/needles.md: passage 0 [0:1000] lies outside the text of 54 characters.",
        ),
        (
            "UPDATE passages SET context = 'another' WHERE text LIKE 'Needles%'",
            "corpus/needles.md: passage 0 [0:54] was not encoded from the text and context that it has.",
        ),
        (
            "UPDATE passages SET input_hash = heading_hash WHERE text LIKE 'Needles%'",
            "corpus/needles.md: passage 0 [0:54] was not encoded from the text and context that it has.",
        ),
        (
            "UPDATE passages SET heading_hash = input_hash WHERE text LIKE 'Needles%'",
            "corpus/needles.md: passage 0 [0:54] was not encoded from the text and context that it has.",
        ),
        (
            "UPDATE passages SET heading_hash = zeroblob(32) WHERE text LIKE 'Needles%'",
            "corpus/needles.md: passage 0, its headings or one of its sentences has no vector.",
        ),
        (
            "UPDATE passages SET heading_hash = zeroblob(32) WHERE text LIKE 'Needles%'",
            "the database gives 19 vectors where the manifest says 20.",
        ),
        (
            "UPDATE sentences SET ends = ends - 1 WHERE position = 1 AND passage = 1",
            "corpus/laser.md: passage 0 [0:43], sentence 1 [26:42] was not encoded from the text it has.",
        ),
        (
            "DELETE FROM sentences WHERE passage = 1",
            "corpus/laser.md: passage 0 [0:43] has no sentence.",
        ),
        (
            "UPDATE vectors SET vector = zeroblob(16) WHERE rowid = 1",
            "or one of its sentences has a vector that is not of length 1.",
        ),
        (
            "UPDATE vectors SET vector = substr(vector, 3) WHERE rowid = 1",
            "or one of its sentences: a stored vector does not have 8 numbers.",
        ),
        (
            "UPDATE vectors SET vector = (SELECT vector FROM vectors WHERE rowid = 2) WHERE rowid = 1",
            "or one of its sentences has a vector that differs from the one in the index.",
        ),
        ("DELETE FROM vectors WHERE rowid = 1", "or one of its sentences has no vector."),
        ("DELETE FROM encoders", "the database has no vectors of the encoder 'fake-model'."),
        ("DELETE FROM documents WHERE id = 'corpus/needles.md'", "gives 2 documents where the manifest says 3."),
        (
            "UPDATE documents SET publisher = 'somebody else' WHERE id = 'corpus/needles.md'",
            "corpus/needles.md: the document or its passages are not, in every field, what was stored.",
        ),
        (
            "UPDATE passages SET page = 7 WHERE text LIKE 'Needles%'",
            "corpus/needles.md: the document or its passages are not, in every field, what was stored.",
        ),
        ("UPDATE documents SET blocks = '['", "corpus/laser.md: cannot be read"),
        ("UPDATE documents SET title = CAST(X'ff' AS TEXT)", "corpus/laser.md: cannot be read"),
        ("UPDATE documents SET source_class = 'rumour'", "corpus/laser.md: cannot be read"),
        ("UPDATE passages SET headings = 'no json'", "corpus/laser.md: cannot be read"),
        ("UPDATE passages SET begins = 'x'", "corpus/laser.md: cannot be read"),
    ],
)
def test_each_wrong_value_is_reported_with_its_place(statement: str, problem: str, tmp_path: Path) -> None:
    update(tmp_path, BEFORE)
    assert any(problem in found for found in problems_after(tmp_path, statement)), problem


@pytest.mark.parametrize("part", range(24))
def test_a_flipped_byte_anywhere_in_the_database_is_reported_or_refused_and_never_crashes(
    part: int, tmp_path: Path
) -> None:
    update(tmp_path, BEFORE)
    path = tmp_path / "footnote.db"
    data = bytearray(path.read_bytes())
    for place in range(part * 97 % 4096, len(data), 4096):  # one byte a page
        data[place] ^= 0x20
    path.write_bytes(bytes(data))
    if not found_wrong(tmp_path):  # the bytes hold nothing
        with Library.open(tmp_path) as library:
            for name, text in BEFORE.items():
                assert library.document(name) == document(name, text)


def columns() -> list[tuple[str, str]]:
    """Every column of every table."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in TABLES:
            connection.execute(statement)
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [(table, row[1]) for table in tables for row in connection.execute(f"PRAGMA table_info({table})")]


ANOTHER = {int: "{0} + 40", str: "{0} || ' '", bytes: "zeroblob(length({0}))", type(None): "7"}


@pytest.mark.parametrize(("table", "column"), columns())
def test_another_value_in_any_column_is_noticed_by_the_digests_alone(table: str, column: str, tmp_path: Path) -> None:
    with Library.write(tmp_path) as writer:
        for name in ("a.md", "b.md"):
            source = document(name, BEFORE["corpus/laser.md"])
            writer.put_shared(source, passages(source), "recipe")
        writer.remember_unread(Unread("/c.md", "hash", "recipe", "a reason"))
        writer.put_settings("/d", FolderSettings("Careful."))
        encode_pending(writer)
        writer.publish(ENCODER)
    (tmp_path / SEAL).unlink()
    with closing(sqlite3.connect(tmp_path / "footnote.db", isolation_level=None)) as connection:
        (value,) = connection.execute(f"SELECT {column} FROM {table} LIMIT 1").fetchone()  # noqa: S608 - constants
        connection.execute("PRAGMA ignore_check_constraints = ON")
        another = ANOTHER[type(value)].format(column)
        key = "passage, position" if table == "sentences" else "rowid"
        first = f"({key}) = (SELECT {key} FROM {table} LIMIT 1)"  # noqa: S608 - constants
        connection.execute(f"UPDATE {table} SET {column} = {another} WHERE {first}")  # noqa: S608 - constants
    assert found_wrong(tmp_path)
