"""What a PDF says about itself: title, author and date from its information dictionary, where they mean something."""

import re
from datetime import date

import pypdfium2 as pdfium

from bot.records.documents import UNKNOWN
from bot.text.normalise import clean

_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")
_PROGRAMS = re.compile(r"^(?:microsoft (?:word|powerpoint|excel)|powerpoint presentation)\b", re.IGNORECASE)
_FILE = re.compile(
    r"\.(?:docx?|pptx?|xlsx?|pdf|tex|dvi|ps|eps|rtf|txt|html?|odt|odp|pages|indd|qxd|pmd|wpd|p65|fm|cdr|ai|dwg)$",
    re.IGNORECASE,
)
_NAME_OF_A_FILE = re.compile(r"\S*[_\d]\S*|[a-z\d]+(?:-[a-z\d]+)+", re.IGNORECASE)
_NO_TITLES = frozenset("untitled|untitled document|(anonymous)|anonymous|title|document|model|(unspecified)".split("|"))
_NO_AUTHORS = frozenset("anonymous|(anonymous)|unknown|user|admin|administrator|owner|author|(unspecified)".split("|"))


def title_of(document: pdfium.PdfDocument) -> str:
    """The title, or "" for none, for a program's default and for what is a file's name."""
    title = _entry(document, "Title")
    if title.casefold() in _NO_TITLES or _PROGRAMS.match(title) or _FILE.search(title):
        return ""
    if _NAME_OF_A_FILE.fullmatch(title) or sum(character.isalpha() for character in title) < 3:
        return ""
    return title


def author_of(document: pdfium.PdfDocument) -> str:
    """The author, or "unknown"."""
    author = _entry(document, "Author")
    return author if author and author.casefold() not in _NO_AUTHORS else UNKNOWN


def date_of(document: pdfium.PdfDocument) -> str:
    """The day the PDF was made, else last changed, in ISO 8601, or "unknown"."""
    for key in ("CreationDate", "ModDate"):
        match = _DATE.match(_entry(document, key))
        if match:
            year, month, day = match.groups()
            try:
                return date(int(year), int(month or 1), int(day or 1)).isoformat()[
                    : 4 if not month else 7 if not day else 10
                ]
            except ValueError:
                continue
    return UNKNOWN


def _entry(document: pdfium.PdfDocument, key: str) -> str:
    return " ".join(clean(document.get_metadata_value(key)).split())
