"""Files of exported answers: written in one of two forms, and read back with a look at what they show."""

from enum import StrEnum
from pathlib import Path
from typing import assert_never

from bot.errors import SettingsError
from bot.exports.as_html import html_of
from bot.exports.as_markdown import markdown_of
from bot.exports.records import BEGINNING, Export, from_line, to_line

MOST_MIB = 32  # a conversation of a hundred questions makes some 2 MiB


class Form(StrEnum):
    """What exported answers are written as."""

    HTML = "html"
    MARKDOWN = "md"


def text_of(export: Export, form: Form) -> str:
    """The whole file."""
    match form:
        case Form.HTML:
            return html_of(export)
        case Form.MARKDOWN:
            return markdown_of(export)
        case _:
            assert_never(form)


def read_export(path: Path) -> tuple[Export, bool]:
    """The answers in a file, and whether it shows, white space apart, what its record says and nothing else.

    Raises:
        SettingsError: the file cannot be read, is too large, or holds no such answers.
    """
    text = _text(path)
    lines = [line for line in text.splitlines() if line.startswith(BEGINNING)]
    if len(lines) != 1:
        raise SettingsError(
            f"{path}: holds {'no' if not lines else 'more than one'} record of exported answers; give a file that was "
            "saved with 'Save as HTML' or 'Save as Markdown'."
        )
    try:
        export = from_line(lines[0])
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from error
    shown = text.replace(lines[0], "").split()
    own_line = to_line(export)  # may write a number in another way
    return export, any(text_of(export, form).replace(own_line, "").split() == shown for form in Form)


def _text(path: Path) -> str:
    try:
        if path.exists() and not path.is_file():  # a pipe may never end
            raise SettingsError(f"{path}: is no file; give one that was saved from the page.")
        size = path.stat().st_size
        if size > MOST_MIB << 20:
            raise SettingsError(f"{path}: has {size >> 20} MiB, and exported answers have at most {MOST_MIB}.")
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise SettingsError(f"{path}: cannot be read ({reason}).") from error
