"""The parts of an Office file (DOCX, PPTX), reached by their relationships; nothing outside the file is looked at."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.readers.archive_members import Members
from bot.ingest.readers.xml_tree import parse_xml
from bot.records.documents import UNKNOWN
from bot.text.normalise import clean

RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_OLE_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The streams by which the contents of such a container are known, with what they mean.
_STREAMS = (
    ("EncryptedPackage", "protected by a password; save it without one"),
    ("EncryptionInfo", "protected by a password; save it without one"),
    ("WordDocument", "an old .doc file; save it as .docx"),
    ("PowerPoint Document", "an old .ppt file; save it as .pptx"),
    ("Workbook", "an old .xls file; save it as .xlsx"),
)
# "Strict" files use other names for the same things.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_TYPE_DEFINITION = b"<!DOCTYPE"
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another: its id, its kind ("styles", "slide", "footnotes"), the name of the part."""

    id: str
    kind: str
    part: str


@dataclass(frozen=True, slots=True)
class Properties:
    """What an Office file says about itself."""

    title: str = ""
    author: str = UNKNOWN
    date: str = UNKNOWN
    publisher: str = UNKNOWN


def refuse_ole_container(data: bytes) -> None:
    """Raise ReadingError for the older container, which holds password-protected and pre-2007 files."""
    if not data.startswith(_OLE_CONTAINER):
        return
    for stream, meaning in _STREAMS:
        if stream.encode("utf-16-le") in data:
            raise ReadingError(f"the file is {meaning}.")
    raise ReadingError(
        "the file is protected by a password or in an Office format from before 2007; save it anew without a password."
    )


class OfficePackage:
    """An Office file as parts. Raises ReadingError for data that is none, encrypted, or beyond `limits`."""

    def __init__(self, data: bytes, limits: ReadingLimits) -> None:
        refuse_ole_container(data)
        self._members = Members(data, limits)
        self._relations: dict[str, tuple[Relation, ...]] = {}

    def main_part(self, usual: str) -> str:
        """The name of the part that holds the content; `usual` is where it is when the file does not say."""
        named = (relation.part for relation in self.relations("") if relation.kind == "officeDocument")
        part = next(named, usual)
        if part not in self._members:
            raise ReadingError(f"the file has no part {part!r}, so it is no such Office document; check what it is.")
        return part

    def parts(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the file."""
        return self._members.names()

    def refuse_type_definitions(self) -> None:
        """Raise ReadingError when any part declares a type, for those whose parser would believe it; none needs to."""
        for name in self._members.names():
            if name.endswith((".xml", ".rels")) and _TYPE_DEFINITION in self._members.read(name):
                raise ReadingError(f"part {name!r} declares a document type, which is not read; save the file anew.")

    def tree(self, part: str) -> etree._Element:
        """The XML of a part, in the namespaces of the common (transitional) form."""
        try:
            return parse_xml(_STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", self._members.read(part)))
        except ReadingError as error:
            raise ReadingError(f"part {part!r}: {error}") from error

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Where `part` ("": the file itself) links to inside the file, in file order; links to elsewhere are left out.

        A link to a part that is missing is left out too.
        """
        if part not in self._relations:
            self._relations[part] = tuple(self._listed_relations(part))
        return self._relations[part]

    def related(self, part: str, kind: str) -> etree._Element | None:
        """The XML of the first part of this kind that `part` links to."""
        name = self.related_part(part, kind)
        return self.tree(name) if name else None

    def related_part(self, part: str, kind: str) -> str | None:
        """The name of the first part of this kind that `part` links to."""
        return next((relation.part for relation in self.relations(part) if relation.kind == kind), None)

    def properties(self) -> Properties:
        """Title, author, day of creation and company, where the file gives them."""
        core, extended = self.related("", "core-properties"), self.related("", "extended-properties")
        if extended is None:
            extended = self.related("", "extendedProperties")
        day = _ISO_DAY.match(_property(core, "created"))
        return Properties(
            title=_property(core, "title"),
            author=_property(core, "creator") or UNKNOWN,
            date=day.group() if day else UNKNOWN,
            publisher=_property(extended, "Company") or UNKNOWN,
        )

    def _listed_relations(self, part: str) -> Iterator[Relation]:
        folder, name = posixpath.split(part)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        if listing not in self._members:
            return
        for element in self.tree(listing):
            if element.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/")
            if target in self._members:
                kind = element.get("Type", "").rsplit("/", 1)[-1]
                yield Relation(element.get("Id", ""), kind, target)


def _property(root: etree._Element | None, name: str) -> str:
    """The words of the property called `name`, in whatever namespace."""
    element = root.find(f"{{*}}{name}") if root is not None else None
    return " ".join(clean(element.text).split()) if element is not None and element.text else ""
