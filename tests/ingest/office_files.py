"""Small Office files, and what must hold for the reading of any."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from bot.ingest.readers.reading import Reading
from bot.text.normalise import clean

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SEPARATORS = frozenset(" \n|•0123456789.")  # what a reader may write between blocks


class Savable(Protocol):
    """A document, presentation or workbook of one of the libraries that write them."""

    def save(self, target: io.BytesIO) -> object: ...


def saved(document: Savable) -> bytes:
    """The bytes of the file that a library writes."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def zip_of(members: Mapping[str, bytes]) -> bytes:
    """A ZIP archive with these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def changed(data: bytes, changes: Mapping[str, tuple[str, str]]) -> bytes:
    """An archive in which a piece of some members is replaced by another."""
    members = _members(data)
    for name, (old, new) in changes.items():
        assert old.encode() in members[name]
        members[name] = members[name].replace(old.encode(), new.encode())
    return zip_of(members)


def extended(data: bytes, members: Mapping[str, bytes]) -> bytes:
    """An archive with further members."""
    return zip_of({**_members(data), **members})


def docx_of(body: str, **parts: str) -> bytes:
    """A Word file with this XML as body; `parts` are the roots' contents of further parts by kind ("footnotes")."""
    links = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATIONS}/{kind}" Target="{kind}.xml"/>'
        for number, kind in enumerate(parts)
    )
    members = {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>',
    }
    for kind, content in parts.items():
        members[f"word/{kind}.xml"] = f"<w:{kind} {NAMESPACES}>{content}</w:{kind}>"
    return zip_of({name: content.encode() for name, content in members.items()})


def run(text: str, properties: str = "") -> str:
    """A `w:r` with this text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A `w:p` of these runs; what is no XML yet becomes a plain run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(r if r.startswith('<') else run(r) for r in runs)}</w:p>"


def blocks(reading: Reading) -> list[tuple[str, str]]:
    """Kind and words of each block."""
    return [(block.kind.value, reading.text[block.start : block.end]) for block in reading.blocks]


def words(reading: Reading) -> list[str]:
    """The words of each block."""
    return [text for _, text in blocks(reading)]


def lead_ins(reading: Reading) -> list[str | None]:
    """The lead-in of each block."""
    return [block.lead_in.of(reading.text) if block.lead_in else None for block in reading.blocks]


def dropped(reading: Reading) -> dict[str, int]:
    """The characters that were left out, by reason."""
    return {entry.reason: entry.characters for entry in reading.extraction.dropped}


def assert_exact(reading: Reading) -> None:
    """Blocks are trimmed, in order, disjoint, and cover all but separators; the text is in its one form."""
    text, end = reading.text, 0
    assert clean(text) == text
    for block in reading.blocks:
        assert end <= block.start < block.end <= len(text)
        assert set(text[end : block.start]) <= _SEPARATORS
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        end = block.end
    assert end == len(text)


def evaluation_files(suffix: str) -> Sequence[Path]:
    """The evaluation files with this suffix; none where they are not at hand."""
    folders = [parent / "shared" / "data" / "files" for parent in Path(__file__).resolve().parents]
    found = next((folder for folder in folders if folder.is_dir()), None)
    return sorted(found.rglob(f"*{suffix}")) if found else []


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
