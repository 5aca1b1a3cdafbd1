"""Front matter: the metadata that stands above a Markdown text, as TOML between `+++` or YAML between `---`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from bot.errors import ReadingError
from bot.ingest.collection import shown
from bot.records.documents import UNKNOWN, SourceClass

LONGEST_CHARS = 65_536  # a `---` further down closes no front matter; it is a rule in a text that starts with one

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?![\d-])")
_TOML_LINE = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a source says about itself. `title` is "" when it does not say; `index = false` unsets `is_indexed`."""

    title: str = ""
    publisher: str = UNKNOWN
    source_class: SourceClass = SourceClass.UNKNOWN
    author: str = UNKNOWN
    date: str = UNKNOWN
    origin: str = UNKNOWN
    is_indexed: bool = True


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    """The front matter of `text` and the text below it; keys of other programs are passed over.

    A text that opens with a `---` rule has none. Raises ReadingError, with the line, for front matter that is no TOML
    or YAML, or in which a key that Footnote reads has a value it cannot use.
    """
    fence = text[:3]
    if fence not in ("+++", "---") or text[3 : text.find("\n") if "\n" in text else None].strip():
        return FrontMatter(), text
    closing = re.compile(rf"^{re.escape(fence)}[ \t]*$", re.MULTILINE).search(text, 4, LONGEST_CHARS)
    if closing is None:
        if fence == "---":
            return FrontMatter(), text
        raise ReadingError("line 1: front matter opened with +++ is never closed; add a second line of +++.")
    opening = text.index("\n") + 1
    values = _parse(fence, text[opening : closing.start()])
    if values is None:
        return FrontMatter(), text
    return _front_matter(values), text[closing.end() :].lstrip("\n")


def iso_date(value: object) -> str:
    """The ISO 8601 date (year, year-month or day) that `value` starts with, or "unknown"."""
    match = _DATE.match(str(value).strip())
    return match.group() if match else UNKNOWN


def _parse(fence: str, source: str) -> Mapping[object, object] | None:
    """The keys and values of `source`, or None when it is YAML but no mapping, that is, ordinary text."""
    values: object
    try:
        values = tomllib.loads(source) if fence == "+++" else yaml.safe_load(source)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        line = 1 + int(found.group(1)) if found else 1
        raise ReadingError(f"line {line}: front matter is no valid TOML ({error}); mend it.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = 2 + mark.line if mark is not None else 1
        problem = getattr(error, "problem", None) or "unreadable"
        raise ReadingError(f"line {line}: front matter is no valid YAML ({problem}); mend it.") from error
    except (RecursionError, ValueError) as error:  # nested too deeply; 2024-13-45 as a date
        raise ReadingError(f"line 1: front matter cannot be read ({error}); mend it.") from error
    return values if isinstance(values, dict) else None


def _front_matter(values: Mapping[object, object]) -> FrontMatter:
    is_indexed = values.get("index", True)
    if not isinstance(is_indexed, bool):
        raise ReadingError(f"front matter 'index' must be true or false, got {shown(is_indexed)}; correct it.")
    return FrontMatter(
        title=_words(values.get("title"), ""),
        publisher=_words(values.get("publisher"), UNKNOWN),
        source_class=_source_class(values.get("source_class")),
        author=_words(values.get("author", values.get("authors")), UNKNOWN),
        date=iso_date(values.get("date", "")),
        origin=_words(values.get("origin"), UNKNOWN),
        is_indexed=is_indexed,
    )


def _source_class(value: object) -> SourceClass:
    if value is None:
        return SourceClass.UNKNOWN
    for choice in SourceClass:
        if value == choice.value:
            return choice
    choices = ", ".join(repr(choice.value) for choice in SourceClass)
    raise ReadingError(f"front matter 'source_class' must be one of {choices}, got {shown(value)}; correct it.")


def _words(value: object, default: str) -> str:
    """`value` as one line of text: a scalar, or a list of scalars joined by commas; `default` for anything else."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_words(item, "") for item in value if not isinstance(item, list)))) or default
    if value is None or isinstance(value, dict):
        return default
    return " ".join(str(value).split()) or default
