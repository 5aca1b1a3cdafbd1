"""What is damaged in an index is refused when it should be shown, and a build makes it again or says what it cannot."""

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot import ChatBot, Library
from bot.cli.main import main
from bot.errors import FootnoteError, IndexDamaged
from bot.ingest.build import build
from bot.ingest.report import BuildReport
from tests.fakes import WordEncoder
from tests.library.flips import QUESTIONS, build_sample, said
from tests.library.test_damage import found_wrong

WRONG_PRICE = "UPDATE documents SET text = replace(text, '$600', '$200')"
WRONG_PASSAGE = "UPDATE passages SET text = replace(text, '$600', '$200')"
DAMAGES = {
    "text": (WRONG_PRICE,),
    "text and passage alike": (WRONG_PRICE, WRONG_PASSAGE),
    "text, passage and hash": (WRONG_PRICE, WRONG_PASSAGE, "UPDATE documents SET text_sha256 = 'x' WHERE NOT is_alias"),
    "passage": (WRONG_PASSAGE,),
    "title": ("UPDATE documents SET title = 'Cosd' WHERE title = 'Cost'",),
    "title of another": ("UPDATE documents SET title = 'Cosd' WHERE title = 'Cost again'",),
    "publisher": ("UPDATE documents SET publisher = 'FDA' WHERE id = 'docs/cost.md'",),
    "publisher of another": ("UPDATE documents SET publisher = 'FDA' WHERE id = 'docs/copy.md'",),
    "class": ("UPDATE documents SET source_class = 'regulator' WHERE id = 'docs/cost.md'",),
    "class that is none": ("UPDATE documents SET source_class = 'rumour' WHERE id = 'docs/cost.md'",),
    "date": ("UPDATE documents SET date = '2025-01' WHERE id = 'docs/pain.md'",),
    "location": ("UPDATE documents SET location = '/elsewhere' WHERE id = 'docs/pain.md'",),
    "id": ("UPDATE documents SET id = 'docs/gain.md' WHERE id = 'docs/pain.md'",),
    "id that is no text": ("UPDATE documents SET id = x'ff' WHERE id = 'docs/pain.md'",),
    "title that is no text": ("UPDATE documents SET title = CAST(x'ff' AS TEXT) WHERE id = 'docs/pain.md'",),
    "blocks": ("UPDATE documents SET blocks = '[' WHERE blocks <> '[]'",),
    "blocks of JSON": ("UPDATE documents SET blocks = '[]'",),
    "generation": ("UPDATE documents SET added = 2 WHERE id = 'docs/pain.md'",),
    "removal": ("UPDATE documents SET removed = 1 WHERE id = 'docs/pain.md'",),
    "later removal": ("UPDATE documents SET removed = 7 WHERE id = 'docs/pain.md'",),
    "alias": ("UPDATE documents SET content_sha256 = 'x' WHERE is_alias",),
    "alias become another": (
        "UPDATE documents SET is_alias = 1 - is_alias WHERE id IN ('docs/cost.md', 'docs/copy.md')",
    ),
    "headings": ("UPDATE passages SET headings = '[\"Sun\"]' WHERE key = 1",),
    "page": ("UPDATE passages SET page = 3 WHERE key = 2",),
    "span": ("UPDATE passages SET begins = begins + 1, ends = ends + 1",),
    "passage of another": ("UPDATE passages SET document = 2 WHERE document = 3",),
    "key": ("UPDATE passages SET key = 99 WHERE key = 1",),
    "passage gone": ("DELETE FROM passages WHERE key = 1",),
    "sentences": ("UPDATE sentences SET ends = ends - 1 WHERE position = 0",),
    "sentences gone": ("DELETE FROM sentences WHERE passage = 1",),
    "document gone": ("DELETE FROM documents WHERE id = 'docs/pain.md'",),
    "document gone but for its passages": (
        "PRAGMA foreign_keys = OFF",
        "DELETE FROM documents WHERE id = 'docs/pain.md'",
    ),
    "two texts exchanged": (
        "UPDATE passages SET text = (SELECT q.text FROM passages q WHERE q.key = 3 - passages.key) WHERE key IN (1, 2)",
    ),
    "vector": ("UPDATE vectors SET vector = zeroblob(18) WHERE rowid = 3",),
    "two vectors exchanged": (
        "CREATE TEMP TABLE kept AS SELECT rowid AS r, vector FROM vectors WHERE rowid IN (1, 4)",
        "UPDATE vectors SET vector = (SELECT vector FROM kept WHERE r = 5 - vectors.rowid) WHERE rowid IN (1, 4)",
    ),
    "vectors gone": ("DELETE FROM vectors",),
    "encoder": ("UPDATE encoders SET fingerprint = 'x'",),
    "settings": ("UPDATE settings SET folders = '{}'",),
    "settings gone": ("DELETE FROM settings",),
    "care": ("UPDATE settings SET folders = replace(folders, 'Call somebody.', 'Wait.')",),
    "unread": ("UPDATE unread SET reason = 'x'",),
    "generation's manifest": ("UPDATE generations SET manifest = replace(manifest, 'words-1', 'words-2')",),
    "generation's number": ("UPDATE generations SET number = 4",),
    "generations gone": ("DELETE FROM generations",),
}
NEVER_ASKED = {"vector", "two vectors exchanged", "vectors gone", "encoder", "unread"}  # to answer; only to build


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("built")
    return folder, said(build_sample(folder))


@pytest.fixture
def folder(built: tuple[Path, str]) -> Path:
    """The built folder, its index as it was made; builds must find the documents where they were."""
    made, _ = built
    kept = made.with_name("kept")
    if not kept.exists():
        shutil.copytree(made, kept)
    shutil.rmtree(made)
    return Path(shutil.copytree(kept, made))


def damage(index: Path, *statements: str) -> None:
    with closing(sqlite3.connect(index / "footnote.db", isolation_level=None)) as connection:
        changed = [connection.execute(statement).rowcount for statement in statements]
    assert any(changed)


# Of a document that is not known to have been there, the age begins anew.
AGE = re.compile(r'"first_added": \d+')


def rebuilt(folder: Path) -> BuildReport:
    return build(folder / "index", [folder / "docs"], WordEncoder())


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_refused_reported_and_mended_from_the_file(name: str, folder: Path, built: tuple[Path, str]) -> None:
    index = folder / "index"
    damage(index, *DAMAGES[name])

    if name in NEVER_ASKED:
        assert said(index) == built[1]
    else:
        with pytest.raises(FootnoteError, match=r"footnote build DIR"):
            said(index)
    assert "footnote build DIR" in found_wrong(index)

    report = rebuilt(folder)
    assert report.lost == () or name in ("id", "id that is no text")
    assert AGE.sub("", said(index)) == AGE.sub("", built[1])
    with Library.open(index) as library:
        assert library.verify().problems == ()


def test_a_damaged_document_whose_file_is_gone_is_taken_out_by_name(folder: Path) -> None:
    damage(folder / "index", WRONG_PRICE)
    (folder / "docs" / "cost.md").unlink()
    (folder / "docs" / "copy.md").unlink()
    report = rebuilt(folder)
    assert [sentence.split(":")[0] for sentence in report.lost] == ["docs/copy.md", "docs/cost.md"]
    assert "could not be read again from" in report.lost[0]
    assert report.removed == ("docs/copy.md", "docs/cost.md")
    assert "$600" not in said(folder / "index")


def test_a_text_that_was_shared_and_is_damaged_is_read_again_from_the_file_that_is_left(folder: Path) -> None:
    damage(folder / "index", WRONG_PRICE, WRONG_PASSAGE)
    (folder / "docs" / "copy.md").unlink()  # which held it
    report = rebuilt(folder)
    assert [sentence.split(":")[0] for sentence in report.lost] == ["docs/copy.md"]
    shown = said(folder / "index")
    assert "$600" in shown
    assert "$200" not in shown
    with Library.open(folder / "index") as library:
        assert library.verify().problems == ()


def test_a_damaged_document_that_cannot_be_read_any_more_does_not_stay(folder: Path) -> None:
    damage(folder / "index", "UPDATE documents SET title = 'x' WHERE id = 'docs/needle.txt'")
    (folder / "docs" / "needle.txt").write_bytes(b"")
    report = rebuilt(folder)
    assert [(receipt.document, receipt.is_kept) for receipt in report.refused] == [
        ("docs/empty.txt", False),
        ("docs/needle.txt", False),
    ]
    assert [sentence.split(":")[0] for sentence in report.lost] == ["docs/needle.txt"]
    assert "37 needles" not in said(folder / "index")


def test_a_build_of_another_folder_mends_too_and_names_what_it_cannot(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "skin.txt").write_text("The skin is thin.\n", encoding="utf-8")
    damage(
        folder / "index",
        "UPDATE documents SET title = 'x' WHERE id IN ('docs/needle.txt', 'docs/sun.md')",
        "DELETE FROM settings",
    )
    (folder / "docs" / "sun.md").unlink()
    report = build(folder / "index", [other], WordEncoder())
    assert report.added == ("other/skin.txt",)
    assert [sentence.split(":")[0] for sentence in report.mended[:1]] == ["docs/needle.txt"]
    assert [sentence.split(":")[0] for sentence in report.lost[:1]] == ["docs/sun.md"]
    assert "build that folder again, too." in report.lost[1]
    with Library.open(folder / "index") as library:
        assert library.document("docs/needle.txt").title == "Needle"
        assert library.verify().problems == ()


def test_the_command_says_what_was_mended_and_fails_for_what_is_lost(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.encoders.sentence_transformer.load_encoder", lambda *_: WordEncoder())
    (folder / "docs" / "empty.txt").unlink()
    arguments = ["build", str(folder / "docs"), "--index", str(folder / "index")]
    damage(folder / "index", "UPDATE documents SET title = 'x' WHERE id = 'docs/sun.md'")
    assert main(arguments) == 0
    assert "footnote: mended: docs/sun.md: was damaged in the index and was read again" in capsys.readouterr().err
    damage(folder / "index", "UPDATE documents SET title = 'x' WHERE id = 'docs/sun.md'")
    (folder / "docs" / "sun.md").unlink()
    assert main(arguments) == 1
    assert "footnote: lost: docs/sun.md: was damaged in the index and could not be read" in capsys.readouterr().err


def test_a_flip_in_a_running_page_is_refused_and_the_next_build_does_not_trust_the_seal(
    folder: Path, built: tuple[Path, str]
) -> None:
    """As when the byte changes while a writer is at work, who then seals it."""
    index = folder / "index"
    with Library.open(index) as library:
        asked_before, asked_first_now = ChatBot(library, WordEncoder()), Library.open(index)
        right = asked_before.reply(QUESTIONS[0]).to_json()
        with Library.write(index):
            damage(index, WRONG_PRICE, WRONG_PASSAGE)
        assert (index / "footnote.db.sha256").exists()
        assert asked_before.reply(QUESTIONS[0]).to_json() == right  # what it read and proved it keeps
        with (
            asked_first_now,
            pytest.raises(IndexDamaged, match=r"docs/copy\.md: the stored .* 'footnote build DIR' to read it again"),
        ):
            ChatBot(asked_first_now, WordEncoder()).reply(QUESTIONS[0])
    rebuilt(folder)
    assert said(index) == built[1]


def test_an_index_that_cannot_be_mended_says_so(folder: Path) -> None:
    path = folder / "index" / "footnote.db"
    path.write_bytes(b"no database at all " * 1000)
    with pytest.raises(IndexDamaged, match=r"file is not a database\); run 'footnote build DIR' again"):
        Library.open(folder / "index")
    with pytest.raises(IndexDamaged, match=r"file is not a database\); delete the folder and run 'footnote build DIR'"):
        rebuilt(folder)
