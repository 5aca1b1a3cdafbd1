"""Names of uploaded files: what a browser sends may be any text, and becomes a plain name of one folder."""

import os
import re
from pathlib import Path
from unicodedata import normalize

from bot.errors import SettingsError
from bot.ui.saying import say

LONGEST_BYTES = 180  # file systems take 255, and a number may be added
FORBIDDEN = '<>:"|?*'  # on Windows; a folder may be moved there
SEPARATORS = re.compile(r"[/\\]")
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)  # on Windows, with any ending


def cleaned_name(name: str) -> str:
    """The last part of `name`, without what no file system or no build would take. Raises SettingsError.

    Composed, printable, not hidden, without a path, no longer than `LONGEST_BYTES` as UTF-8; the ending is kept.
    """
    last = SEPARATORS.split(normalize("NFC", name))[-1]
    kept = "".join(letter if _is_plain(letter) else " " for letter in last)
    plain = " ".join(kept.split()).lstrip(". ").rstrip(". ")
    if not plain:
        raise SettingsError(say("{name} is no name for a file; rename it and upload it again.", name=repr(name[:80])))
    return _shortened(f"_{plain}" if DEVICES.match(plain) else plain)


def free_name(folder: Path, name: str) -> Path:
    """The path of that name in the folder, or of the first of "name (2).pdf", "name (3).pdf" … that is free."""
    stem, suffix = Path(name).stem, Path(name).suffix
    path, number = folder / name, 2
    while os.path.lexists(path):
        path, number = folder / f"{stem} ({number}){suffix}", number + 1
    return path


def _is_plain(letter: str) -> bool:
    return letter.isprintable() and letter not in FORBIDDEN


def _shortened(name: str) -> str:
    stem, suffix = Path(name).stem, Path(name).suffix
    suffix = suffix.encode()[: LONGEST_BYTES // 4].decode(errors="ignore")
    room = LONGEST_BYTES - len(suffix.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + suffix
