"""Files of kinds that are not read, told by how they begin, whatever they are named; and what to do with them."""

from dataclasses import dataclass

from bot.errors import ReadingError
from bot.ingest.readers.office_package import refuse_ole_container

HEAD_BYTES = 1_024
TAR_MAGIC_AT = 257

_IMAGE = "describe it in a text beside it, or save its words as text"
_ARCHIVE = "unpack it and add the folder"
_MEDIA = "add a transcript"
_PROGRAM = "take it out of the folder"
_TEXT = "save it as PDF, DOCX or text"
_TABLE = "export it as CSV"


@dataclass(frozen=True, slots=True)
class _Foreign:
    """How files of a kind begin, what they are and what to do; some tell it further down."""

    magic: bytes
    what: str
    remedy: str
    at: int = 0


# Magic numbers that no text begins with.
_SURE = (
    _Foreign(b"PK\x05\x06", "an empty ZIP archive", _PROGRAM),
    _Foreign(b"{\\rtf", "a Rich Text document", _TEXT),
    _Foreign(b"%!PS", "a PostScript file", "save it as PDF"),
    _Foreign(b"\x89PNG\r\n", "a PNG image", _IMAGE),
    _Foreign(b"\xff\xd8\xff", "a JPEG image", _IMAGE),
    _Foreign(b"II*\0", "a TIFF image", _IMAGE),
    _Foreign(b"MM\0*", "a TIFF image", _IMAGE),
    _Foreign(b"\0\0\1\0", "an icon", _IMAGE),
    _Foreign(b"\x1f\x8b", "a gzip archive", _ARCHIVE),
    _Foreign(b"\xfd7zXZ\0", "an xz archive", _ARCHIVE),
    _Foreign(b"\x28\xb5\x2f\xfd", "a Zstandard archive", _ARCHIVE),
    _Foreign(b"7z\xbc\xaf\x27\x1c", "a 7z archive", _ARCHIVE),
    _Foreign(b"Rar!\x1a\x07", "a RAR archive", _ARCHIVE),
    _Foreign(b"SQLite format 3\0", "an SQLite database", _TABLE),
    _Foreign(b"\x89HDF\r\n", "an HDF5 data file", _TABLE),
    _Foreign(b"\x93NUMPY", "a NumPy array", _TABLE),
    _Foreign(b"\x7fELF", "a program", _PROGRAM),
    _Foreign(b"\xca\xfe\xba\xbe", "a program", _PROGRAM),
    _Foreign(b"\xcf\xfa\xed\xfe", "a program", _PROGRAM),
    _Foreign(b"\0asm", "a program", _PROGRAM),
    _Foreign(b"\x1a\x45\xdf\xa3", "a film", _MEDIA),
)
# Magic numbers made of letters: only where binary data follows.
_LETTERS = (
    _Foreign(b"GIF8", "a GIF image", _IMAGE),
    _Foreign(b"BM", "a bitmap image", _IMAGE),
    _Foreign(b"WEBP", "a WebP image", _IMAGE, at=8),
    _Foreign(b"8BPS", "a Photoshop image", _IMAGE),
    _Foreign(b"AT&TFORM", "a DjVu document", "save it as PDF"),
    _Foreign(b"RIFF", "a sound or film", _MEDIA),
    _Foreign(b"ID3", "a sound", _MEDIA),
    _Foreign(b"OggS", "a sound or film", _MEDIA),
    _Foreign(b"fLaC", "a sound", _MEDIA),
    _Foreign(b"ftyp", "a film, sound or HEIC image", _MEDIA, at=4),
    _Foreign(b"BZh", "a bzip2 archive", _ARCHIVE),
    _Foreign(b"ustar", "a tar archive", _ARCHIVE, at=TAR_MAGIC_AT),
    _Foreign(b"MZ", "a program", _PROGRAM),
    _Foreign(b"PAR1", "a Parquet table", _TABLE),
    _Foreign(b"wOF", "a font", _PROGRAM),
    _Foreign(b"OTTO", "a font", _PROGRAM),
    _Foreign(b"ITSF", "a Windows help file", _TEXT),
    _Foreign(b"BOOKMOBI", "a Kindle e-book", "save it as EPUB", at=60),
)
_SOURCE_SUFFIXES = (
    ".bat .c .cc .cfg .conf .cpp .cs .css .go .h .hpp .ini .java .js .jsx .kt .lock .lua .mjs .php .pl .properties "
    ".ps1 .py .pyi .r .rb .rs .scss .sh .sql .swift .toml .ts .tsx .vue .yaml .yml"
)
_SOURCE = frozenset(_SOURCE_SUFFIXES.split())


def refuse_foreign(data: bytes, suffix: str) -> None:
    """Raise ReadingError, with kind and remedy, for a file of a kind that is not read.

    Program source and settings are text; they are told by their name.
    """
    refuse_ole_container(data)
    head = data[:HEAD_BYTES].removeprefix(b"\xef\xbb\xbf")
    for foreign in (*_SURE, *(_LETTERS if b"\0" in head or not head.isascii() else ())):
        if head.startswith(foreign.magic, foreign.at):
            raise ReadingError(f"the file is {foreign.what}, which is not read; {foreign.remedy}.")
    if suffix in _SOURCE:
        raise ReadingError(
            f"a file ending in {suffix} is program source or settings, not a document; to have it read, "
            "save it as .txt."
        )
