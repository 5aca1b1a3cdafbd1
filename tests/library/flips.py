"""Flips bytes in the files of a real small index, one at a time, and sees who notices: see `benchmarks.flips`."""

import json
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from bot import ChatBot, Library
from bot.errors import FootnoteError
from bot.ingest.build import build
from bot.library.schema import DATABASE
from bot.library.seal import SEAL
from tests.caring import CARE_TOML
from tests.fakes import WordEncoder

SEED = 11
SHARE_OF_DATABASE = 0.5  # of all flips; the other files have equal parts of the rest
SETTINGS = """[page]
notice = "Information, not advice."
examples = ["What is the cost of a session?", "Is the pain bad?"]

[care]
examples = "care.toml"

[sources]
yielding = ["clinic or seller"]
"""
FRONT = '---\ntitle: "{title}"\npublisher: "{publisher}"\nclass: "{source}"\ndate: "2024-0{month}"\n---\n\n'
COST = "# Cost\n\nOne laser session has a cost of $600. A needle session has a cost of $950.\n\n## Packages\n\n- three sessions: $1,500\n- five sessions: $2,300\n"  # noqa: E501
DOCUMENTS = {
    "cost.md": FRONT.format(title="Cost", publisher="A clinic", source="clinic or seller", month=1) + COST,
    "copy.md": FRONT.format(title="Cost again", publisher="B magazine", source="magazine or blog", month=2) + COST,
    "pain.md": FRONT.format(title="Pain", publisher="A journal", source="journal", month=3)
    + "# Pain\n\nThe pain of the laser is small. Of 250 people 31 felt strong pain.\n\nCooling the skin helps.\n",
    "sun.md": FRONT.format(title="Sun", publisher="A regulator", source="regulator", month=4)
    + "# Sun\n\nStay out of the sun for 14 days. The skin burns in the sun after a session.\n",
    "needle.txt": "A needle goes 2 mm into the skin. There are 37 needles. Each needle is used once.\n",
    "empty.txt": "",
}
MADE_HERE = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"  # not what SQLite adds and names
QUESTIONS = (
    "What is the cost of a laser session?",
    "How strong is the pain?",
    "How long should I stay out of the sun?",
    "How deep does the needle go?",
    "How many people felt pain after a session?",
    "Hello",
)


@dataclass(frozen=True, slots=True)
class Flip:
    """A byte of a file, and with what it is combined by exclusive or."""

    name: str
    place: int
    bits: int


@dataclass(frozen=True, slots=True)
class Seen:
    """Who noticed a flip. `has_effect` is whether any row of the database, or the order of its pages, is another.

    `is_silent` is what must not be: no error, and yet another answer; `raw` is an error that is none of Footnote's own.
    """

    flip: Flip
    at_open: bool
    at_answer: bool
    by_verify: bool
    has_effect: bool
    is_silent: bool
    raw: str


def write_documents(folder: Path) -> None:
    """Some documents, two of one text, one without any, and settings."""
    folder.mkdir(parents=True)
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "footnote.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "care.toml").write_text(CARE_TOML, encoding="utf-8")


def build_sample(folder: Path) -> Path:
    """An index of such documents, which lie beside it."""
    write_documents(folder / "docs")
    build(folder / "index", [folder / "docs"], WordEncoder())
    return folder / "index"


def said(index: Path) -> str:
    """All that the index answers and shows."""
    with Library.open(index) as library:
        bot = ChatBot(library, WordEncoder())
        answers = [bot.reply(question).to_json() for question in QUESTIONS]
        documents = library.documents()
        shown = [asdict(library.document(document.id)) for document in documents]
        settings = asdict(library.settings())
        return json.dumps([answers, [asdict(document) for document in documents], shown, settings], indent=1)


def rows(index: Path) -> str:
    """Every row of the database, as SQLite gives it; why not, where it cannot."""
    with closing(sqlite3.connect(f"{(index / DATABASE).as_uri()}?mode=ro", uri=True)) as connection:
        connection.text_factory = bytes
        try:
            tables = connection.execute(MADE_HERE).fetchall()
            version = connection.execute("PRAGMA user_version").fetchall()
            ordered = "SELECT * FROM {} ORDER BY 1, 2"
            held = [
                connection.execute(ordered.format(name.decode())).fetchall()
                for name, sql in tables
                if sql.startswith(b"CREATE TABLE")
            ]
            checked = connection.execute("PRAGMA integrity_check").fetchall()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            return str(error)
    return repr((tables, version, held, checked))


def seeded(index: Path, count: int, seed: int = SEED) -> Iterator[Flip]:
    """So many flips over all files: many in the database, equally many in each of the others."""
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    names = [path.relative_to(index).as_posix() for path in sorted(index.rglob("*")) if _is_flippable(path)]
    others = [name for name in names if name != DATABASE]
    in_database = round(count * SHARE_OF_DATABASE)
    chosen = [DATABASE] * in_database + [others[i % len(others)] for i in range(count - in_database)]
    for name in chosen:
        yield Flip(name, chance.randrange((index / name).stat().st_size), 1 << chance.randrange(8))


def _is_flippable(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def try_all(index: Path, flips: Sequence[Flip]) -> list[Seen]:
    """What becomes of each flip in a copy of its own."""
    before, held = said(index), rows(index)
    seen = []
    for flip in flips:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(shutil.copytree(index, Path(folder) / "index"))
            flip_byte(copy, flip)
            seen.append(_seen(copy, flip, before, held))
    return seen


def flip_byte(index: Path, flip: Flip) -> None:
    """Change that byte on the disk."""
    with (index / flip.name).open("r+b") as file:
        file.seek(flip.place)
        (byte,) = file.read(1)
        file.seek(flip.place)
        file.write(bytes([byte ^ flip.bits]))


def _seen(copy: Path, flip: Flip, before: str, held: str) -> Seen:
    flipped = (copy / flip.name).read_bytes()
    has_effect = flip.name == DATABASE and rows(copy) != held
    problems, error, raw = _verified(copy)
    is_restored = not (copy / flip.name).exists() or (copy / flip.name).read_bytes() != flipped
    at_answer = is_silent = False
    if not error and not raw:
        try:
            is_silent = said(copy) != before
            at_answer = not is_restored and (
                not (copy / flip.name).exists() or (copy / flip.name).read_bytes() != flipped
            )
        except FootnoteError:
            at_answer = True
        except Exception as other:  # noqa: BLE001 - it is what is looked for
            raw = repr(other)
    return Seen(flip, bool(error) or is_restored, at_answer, bool(problems or error), has_effect, is_silent, raw)


def _verified(copy: Path) -> tuple[int, str, str]:
    """How many problems `verify` finds; why the index cannot be opened; any other error."""
    try:
        with Library.open(copy) as library:
            return len(library.verify().problems), "", ""
    except FootnoteError as error:
        return 0, str(error), ""
    except Exception as error:  # noqa: BLE001 - it is what is looked for
        return 0, "", repr(error)


def without_seal(index: Path, folder: Path) -> Path:
    """A copy as a killed build leaves it: nothing says what the bytes of the database were."""
    copy = Path(shutil.copytree(index, folder))
    (copy / SEAL).unlink()
    return copy


def with_waiting_log(folder: Path) -> Path:
    """An index whose second generation lies in the write-ahead log, which a reader kept from being emptied."""
    index = build_sample(folder)
    with Library.open(index) as library, library.snapshot():
        (folder / "docs" / "sun.md").write_text("The sun was bad for 21 days.\n", encoding="utf-8")
        build(index, [folder / "docs"], WordEncoder())
        return Path(shutil.copytree(index, folder / "waiting", ignore=shutil.ignore_patterns("*-shm", "writer.*")))
