"""`footnote.toml`: what the owner of a folder sets for it, and how a wrong value is shown to him."""

import re
import reprlib
import tomllib
from pathlib import Path
from typing import TypeAlias, TypeGuard

from bot.config import FolderSettings
from bot.errors import SettingsError
from bot.records import SourceClass

Table: TypeAlias = dict[str, object]

SETTINGS_FILE = "footnote.toml"
QUESTIONS_FILE = re.compile(r"(?:.+\.)?questions\.(?:toml|yaml|yml)")
CARE_FILE = re.compile(r"(?:[^/\\]+\.)?care\.toml")
KEYS = {"page": ("notice", "examples", "originals"), "care": ("examples",), "sources": ("yielding",)}  # by table

# tomllib takes a minute and gigabytes for keys of thousands of parts, which no setting has. Outside of strings, dots
# stand in keys, and once in a number.
MOST_KEY_PARTS = 50
TOML_STRING = re.compile(
    r"\"{3}(?s:.*?)\"{3}|'{3}(?s:.*?)'{3}|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|#[^\n]*",
)

_SHORT = reprlib.Repr()
_SHORT.maxlevel, _SHORT.maxstring = 2, 80


def own_kind(path: Path) -> str:
    """What a file of Footnote's own among the documents is, "" for one of the owner's."""
    if path.name == SETTINGS_FILE:
        return "the settings of its folder"
    if CARE_FILE.fullmatch(path.name):
        return "examples of questions that get a word of care"
    return "questions that test the answers" if QUESTIONS_FILE.fullmatch(path.name) else ""


def settings_file(folder: Path) -> Path | None:
    """The folder's footnote.toml; None when there is none. Raises SettingsError when that cannot be seen."""
    path = folder / SETTINGS_FILE
    try:
        return path if path.is_file() else None
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}); check its permissions.") from error


def folder_settings(data: bytes, name: str) -> FolderSettings:
    """The settings that a footnote.toml holds as `data`; `name` is what messages call it.

    Time and memory are without a bound (a key of 30,000 parts takes minutes and gigabytes), so this is for a process
    with limits: use `bot.ingest.parsing.ParsingProcess.folder_settings`.

    Raises:
        SettingsError: it is no TOML, or has a key or value that nothing understands.
    """
    settings = parsed_toml(data, name)
    page, care, sources = (_table(name, settings, table) for table in KEYS)
    _refuse_unknown(name, settings.keys() - KEYS.keys())
    notice, examples = page.get("notice", ""), page.get("examples", [])
    care_examples, yielding = care.get("examples", ""), sources.get("yielding", [])
    originals = page.get("originals", False)
    if not isinstance(notice, str):
        raise _wrong(name, "notice", "a text", notice)
    if not _is_texts(examples):
        raise _wrong(name, "examples", "a list of questions", examples)
    if not isinstance(care_examples, str) or (care_examples and not CARE_FILE.fullmatch(care_examples)):
        raise _wrong(name, "care.examples", "a file beside it whose name ends in care.toml", care_examples)
    if not isinstance(originals, bool):
        raise _wrong(name, "originals", "true or false", originals)
    if not _is_texts(yielding) or not all(class_name in set(SourceClass) for class_name in yielding):
        raise _wrong(name, "yielding", f"a list of source classes ({', '.join(SourceClass)})", yielding)
    return FolderSettings(
        notice,
        tuple(examples),
        yielding=tuple(map(SourceClass, yielding)),
        originals=originals,
        care_examples=care_examples,
    )


def shown(value: object) -> str:
    """`value` as it is written, shortened: a few lines of YAML can name more lists than fit into memory."""
    try:
        return _SHORT.repr(value)
    except ValueError:  # Python shows no number of more than 4,300 digits
        return "a number of thousands of digits"


def parsed_toml(data: bytes, name: str) -> Table:
    """The TOML that an owner wrote. Raises SettingsError when it is none."""
    try:
        text = data.decode("utf-8-sig")
        if any(line.count(".") >= MOST_KEY_PARTS for line in TOML_STRING.sub("", text).splitlines()):
            raise SettingsError(f"{name}: has a key of more than {MOST_KEY_PARTS} parts, and there is none; mend it.")
        return tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise SettingsError(f"{name}: is no UTF-8 text (at byte {error.start}); save it as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"{name}: cannot be read as TOML ({error}); mend it.") from error


def _table(name: str, settings: Table, wanted: str) -> Table:
    table = settings.get(wanted, {})
    if not isinstance(table, dict):
        raise _wrong(name, wanted, "a table", table)
    _refuse_unknown(name, table.keys() - set(KEYS[wanted]))
    return table


def _refuse_unknown(name: str, names: set[str]) -> None:
    if names:
        known = "; ".join(f"[{table}] takes {' and '.join(keys)}" for table, keys in KEYS.items())
        raise SettingsError(f"{name}: nothing is known by the name {shown(min(names))}; {known}.")


def _is_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(text, str) and text for text in value)


def _wrong(name: str, key: str, wanted: str, value: object) -> SettingsError:
    return SettingsError(f"{name}: {key!r} must be {wanted}, got {shown(value)}.")
