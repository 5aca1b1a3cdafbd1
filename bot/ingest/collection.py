"""`footnote.toml`: what the owner of a folder sets for it."""

import re
import tomllib
from pathlib import Path
from typing import TypeAlias, TypeGuard

from bot.config import FolderSettings
from bot.errors import SettingsError
from bot.records import SourceClass

Table: TypeAlias = dict[str, object]

SETTINGS_FILE = "footnote.toml"
QUESTIONS_FILE = re.compile(r"(?:.+\.)?questions\.(?:toml|yaml|yml)")
KEYS = {"page": ("notice", "examples", "originals"), "care": ("enabled",), "sources": ("yielding",)}  # by table


def own_kind(path: Path) -> str:
    """What a file of Footnote's own among the documents is, "" for one of the owner's."""
    if path.name == SETTINGS_FILE:
        return "the settings of its folder"
    return "questions that test the answers" if QUESTIONS_FILE.fullmatch(path.name) else ""


def read_folder_settings(folder: Path) -> FolderSettings:
    """The settings in the folder's footnote.toml; empty settings when there is none.

    Raises:
        SettingsError: the file cannot be read, is no TOML, or has a key or value that nothing understands.
    """
    path = folder / SETTINGS_FILE
    settings = _read(path)
    if settings is None:
        return FolderSettings()
    page, care, sources = (_table(path, settings, name) for name in KEYS)
    _refuse_unknown(path, settings.keys() - KEYS.keys())
    notice, examples = page.get("notice", ""), page.get("examples", [])
    enabled, yielding = care.get("enabled", False), sources.get("yielding", [])
    originals = page.get("originals", False)
    if not isinstance(notice, str):
        raise _wrong(path, "notice", "a text", notice)
    if not _is_texts(examples):
        raise _wrong(path, "examples", "a list of questions", examples)
    if not isinstance(enabled, bool):
        raise _wrong(path, "enabled", "true or false", enabled)
    if not isinstance(originals, bool):
        raise _wrong(path, "originals", "true or false", originals)
    if not _is_texts(yielding) or not all(name in set(SourceClass) for name in yielding):
        raise _wrong(path, "yielding", f"a list of source classes ({', '.join(SourceClass)})", yielding)
    return FolderSettings(notice, tuple(examples), enabled, tuple(map(SourceClass, yielding)), originals)


def _read(path: Path) -> Table | None:
    """What the file holds; None when there is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}); check its permissions.") from error
    except ValueError as error:
        raise SettingsError(f"{path}: cannot be read as TOML ({error}).") from error


def _table(path: Path, settings: Table, name: str) -> Table:
    table = settings.get(name, {})
    if not isinstance(table, dict):
        raise _wrong(path, name, "a table", table)
    _refuse_unknown(path, table.keys() - set(KEYS[name]))
    return table


def _refuse_unknown(path: Path, names: set[str]) -> None:
    if names:
        known = "; ".join(f"[{table}] takes {' and '.join(keys)}" for table, keys in KEYS.items())
        raise SettingsError(f"{path}: nothing is known by the name {min(names)!r}; {known}.")


def _is_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(text, str) and text for text in value)


def _wrong(path: Path, name: str, wanted: str, value: object) -> SettingsError:
    return SettingsError(f"{path}: {name!r} must be {wanted}, got {value!r}.")
