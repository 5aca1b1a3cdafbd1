"""Small files of the kinds that take readers down; each is named for what is wrong with it."""

import io
import zipfile
import zlib
from collections.abc import Mapping

CANARY = "CANARY-7f3a"  # stands in a file that no reader may open


def archive(members: Mapping[str, bytes]) -> bytes:
    """A ZIP of `members`, names and all as they are given."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return packed.getvalue()


def zip_bomb(unpacked_mib: int) -> bytes:
    """A text of so many MiB of spaces, a thousandth of that when packed."""
    return archive({"a.txt": b"word " + b" " * (unpacked_mib << 20)})


def document_bomb(unpacked_mib: int) -> bytes:
    """A Word document whose one paragraph is so large."""
    words = b"<w:p><w:r><w:t>" + b"a" * (unpacked_mib << 20) + b"</w:t></w:r></w:p>"
    return _word(b"<w:body>" + words + b"</w:body>")


def nested_archives(depth: int) -> bytes:
    """An archive in an archive in an archive, and a text in the innermost."""
    packed = archive({"words.txt": b"The innermost words."})
    for level in range(depth):
        packed = archive({f"level{level}.zip": packed})
    return packed


def climbing_archive() -> bytes:
    """Members that want to be written elsewhere, and one proper text."""
    return archive({"../climbed.txt": b"up", "/climbed.txt": b"root", "words.txt": b"Proper words stand here."})


def flate_bomb(unpacked_mib: int) -> bytes:
    """A PDF whose page unpacks twice, to so many MiB of nothing."""
    content = zlib.compress(zlib.compress(b" " * (unpacked_mib << 20), 9), 9)
    return pdf(b"<</Type/Pages/Kids[3 0 R]/Count 1>>", content, b"[/FlateDecode/FlateDecode]")


def many_pages(count: int) -> bytes:
    """A PDF that lists its one page so many times."""
    return pdf(b"<</Type/Pages/Kids[" + b"3 0 R " * count + b"]/Count %d>>" % count, b"BT (word) Tj ET")


def page_loop() -> bytes:
    """A PDF whose pages are their own children."""
    return pdf(b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2/Parent 2 0 R>>", b"BT (word) Tj ET")


def pdf(pages: bytes, content: bytes, packing: bytes = b"[]") -> bytes:
    """A PDF of a catalogue, `pages`, one page and its `content`."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        pages,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>",
        b"<</Length %d/Filter %s>>stream\n%s\nendstream" % (len(content), packing, content),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, words in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, words)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(body),
    )


def billion_laughs() -> bytes:
    """XML whose ten entities stand for a billion words."""
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE r [{entities}]><r>&a9;</r>'.encode()


def outside_entity(path: str) -> bytes:
    """XML that wants the content of another file."""
    return f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file://{path}">]><r>Own words. &x;</r>'.encode()


def document_with(xml: bytes) -> bytes:
    """A Word document whose body is `xml`."""
    return _word(xml)


def nested_tags(depth: int) -> bytes:
    """HTML with words at the bottom of so many boxes."""
    return b"<html><body>" + b"<div>" * depth + b"deep words" + b"</div>" * depth + b"</body></html>"


def _word(body: bytes) -> bytes:
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    root = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    return archive(
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            b'<Override PartName="/word/document.xml" ContentType="%s"/></Types>' % kind,
            "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="r1" Type="%s" Target="word/document.xml"/></Relationships>' % root,
            "word/document.xml": body
            if body.startswith(b"<?xml")
            else b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">%s</w:document>'
            % body,
        }
    )


HOSTILE_TEXTS = {
    "NUL": b"one\x00two and words enough to be taken for a text",
    "lone surrogates": b"a lone \xed\xa0\x80 half and \xed\xbf\xbf another",
    "right-to-left overrides": "safe \u202egpj.exe\u202c and \u2067isolated\u2069 words".encode(),
    "a byte order mark within": "one \ufeff two \ufeff".encode(),
    "bare returns": b"one\rtwo\rthree",
    "combining marks": ("z" + "\u0301" * 500 + "algo").encode(),
    "no space": b"a" * 1_000_000,
    "one long line": b"The laser heats the skin, and collagen shrinks. " * 42_000,
    "full stops": b". " * 100_000,
    "broken UTF-8": "caf\u00e9 and more words ".encode() * 20 + b"\xff\xfe\x80",
    "markup": b"Words. <script>alert(1)</script> <img src=x onerror=alert(1)>",
}
