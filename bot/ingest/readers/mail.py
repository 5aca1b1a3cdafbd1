"""Reads e-mail messages: a few header lines, the text, and the attachments that readers take."""

from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from functools import partial

from bot.errors import ReadingError
from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.dates import mail_date
from bot.ingest.readers.html_tree import decode_declared, decode_html
from bot.ingest.readers.html_walk import write_fragment
from bot.ingest.readers.inner_files import InnerFiles
from bot.ingest.readers.parts import Parts
from bot.ingest.readers.reading import Reading
from bot.records.documents import UNKNOWN
from bot.text.normalise import Decoded, clean, decode

HEADERS = ("From", "To", "Cc", "Date", "Subject")

# What the standard library's mail package may fail with on malformed headers.
_FAULTS = (AttributeError, LookupError, TypeError, ValueError)
_SUFFIXES = {
    "message/rfc822": ".eml",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "text/css": ".css",  # a page saved as MHTML has its style sheets and scripts with it
    "text/javascript": ".js",
    "application/javascript": ".js",
    "application/x-javascript": ".js",
    "application/json": ".json",
}


class MailReader:
    """A message as mail programs save it (.eml)."""

    format = "e-mail"
    version = 2

    def __init__(self, inner: InnerFiles) -> None:
        self._inner = inner

    def read(self, data: bytes) -> Reading:
        """The header lines as one paragraph, the plain text (else the HTML), and each attachment below its name.

        Quoted replies stay. The title is the subject, the author the sender.
        """
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
        headers = {name: header_of(message, name) for name in HEADERS}
        builder = TextBuilder()
        builder.paragraph("\n".join(f"{name}: {value}" for name, value in headers.items() if value))
        body = message.get_body(("plain", "html"))
        decoded = _write_body(body, builder) if isinstance(body, EmailMessage) else Decoded("", "")
        parts = Parts(self._inner, builder)
        for number, attachment in enumerate(_attachments(message, body), start=1):
            parts.add(_name(attachment, number), partial(_content, attachment))
        text, blocks = builder.finish()
        return Reading(
            text=text,
            blocks=blocks,
            title=headers["Subject"],
            author=headers["From"] or UNKNOWN,
            date=mail_date(headers["Date"]),
            extraction=parts.extraction(decoded.encoding, decoded.repaired),
        )


def header_of(message: EmailMessage, name: str) -> str:
    """The value of a header on one line, encoded words decoded; "" where there is none."""
    try:
        value = str(message.get(name, ""))
    except _FAULTS:
        value = next((str(raw) for key, raw in message.raw_items() if key.lower() == name.lower()), "")
    return clean(" ".join(value.split()))


def _write_body(body: EmailMessage, builder: TextBuilder) -> Decoded:
    data = _payload(body)
    charset = body.get_content_charset("")
    # Programs that declare ASCII and send something else send anything.
    declared = decode_declared(data, charset) if charset not in ("", "us-ascii", "ascii") else None
    if body.get_content_subtype() == "html":
        decoded = declared or decode_html(data)
        write_fragment(clean(decoded.text), builder)
        return decoded
    decoded = declared or decode(data)
    for paragraph in clean(decoded.text).split("\n\n"):
        builder.paragraph(paragraph)
    return decoded


def _payload(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _attachments(message: EmailMessage, body: object) -> Iterator[EmailMessage]:
    """The parts that hold something beside the body and its other versions."""
    if message.is_multipart():
        yield from (part for part in message.iter_attachments() if isinstance(part, EmailMessage))
    elif body is None:
        yield message


def _content(attachment: EmailMessage) -> bytes:
    if attachment.get_content_type() != "message/rfc822":
        return _payload(attachment)
    inner = attachment.get_payload(0)
    try:
        return inner.as_bytes() if isinstance(inner, EmailMessage) else b""
    except _FAULTS as error:
        raise ReadingError(f"the forwarded message cannot be taken out ({error}); save it as a file.") from error


def _name(attachment: EmailMessage, number: int) -> str:
    try:
        name = attachment.get_filename() or ""
    except _FAULTS:
        name = ""
    return clean(" ".join(name.split())) or f"attachment {number}{_SUFFIXES.get(attachment.get_content_type(), '')}"
