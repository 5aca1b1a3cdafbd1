"""`footnote.toml`: what the owner of a folder sets for it."""

import tomllib
from pathlib import Path

from bot.config import PageSettings
from bot.errors import SettingsError

SETTINGS_FILE = "footnote.toml"
PAGE_KEYS = frozenset({"notice", "examples"})


def read_page_settings(folder: Path) -> PageSettings:
    """The `[page]` table of the folder's footnote.toml; empty settings when there is none.

    Raises:
        SettingsError: the file is no TOML, or has a key or value that nothing understands.
    """
    path = folder / SETTINGS_FILE
    if not path.is_file():
        return PageSettings()
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: cannot be read as TOML ({error}).") from error
    page = settings.pop("page", {})
    _require(path, isinstance(page, dict), "page", "a table", page)
    unknown = sorted(settings.keys() | (page.keys() - PAGE_KEYS))
    if unknown:
        raise SettingsError(f"{path}: nothing is known by the name {unknown[0]!r}; [page] takes notice and examples.")
    notice, examples = page.get("notice", ""), page.get("examples", [])
    _require(path, isinstance(notice, str), "notice", "a text", notice)
    is_list = isinstance(examples, list) and all(isinstance(example, str) and example for example in examples)
    _require(path, is_list, "examples", "a list of questions", examples)
    return PageSettings(notice, tuple(examples))


def _require(path: Path, is_right: bool, name: str, wanted: str, value: object) -> None:  # noqa: FBT001
    if not is_right:
        raise SettingsError(f"{path}: {name!r} must be {wanted}, got {value!r}.")
