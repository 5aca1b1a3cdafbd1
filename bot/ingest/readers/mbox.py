"""Reads mailboxes (mbox): messages one after the other, each behind a line that begins with "From "."""

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from functools import partial

from bot.errors import ReadingError
from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.inner_files import InnerFiles
from bot.ingest.readers.mail import header_of
from bot.ingest.readers.parts import Parts
from bot.ingest.readers.reading import Reading

# RFC 4155, Appendix A: sender and date, such as "From ann@shop.example Sat Nov 21 10:00:00 2020".
FROM_LINE = rb"From \S[^\r\n]*\d\d:\d\d[^\r\n]*\r?\n"
_FROM_LINES = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))" + FROM_LINE)
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


class MailboxReader:
    """A file of many messages; each is read as one saved by itself, below its subject."""

    format = "mailbox"
    version = 1

    def __init__(self, inner: InnerFiles) -> None:
        self._inner = inner

    def read(self, data: bytes) -> Reading:
        """The messages in order; what cannot be read is noted. Raises ReadingError when none can."""
        builder = TextBuilder()
        parts = Parts(self._inner, builder)
        for number, message in enumerate(_messages(data), start=1):
            parts.add(_name(message, number), partial(_unquoted, message))
        extraction = parts.extraction()
        if not parts.count:
            reason = f"; {extraction.dropped[0].reason}" if extraction.dropped else ""
            raise ReadingError(f"the mailbox holds no message that can be read{reason}; save its messages as .eml.")
        text, blocks = builder.finish()
        return Reading(text=text, blocks=blocks, extraction=extraction)


def _messages(data: bytes) -> Iterator[bytes]:
    starts = list(_FROM_LINES.finditer(data))
    ends = [line.start() for line in starts[1:]] + [len(data)]
    for line, end in zip(starts, ends, strict=True):
        yield data[line.end() : end]


def _name(message: bytes, number: int) -> str:
    """What a mail program would call the message as a file: by its subject."""
    headers = BytesHeaderParser(EmailMessage, policy=policy.default).parsebytes(message)
    return f"{header_of(headers, 'Subject') or f'message {number}'}.eml"


def _unquoted(message: bytes) -> bytes:
    """`message` with its lines that begin with "From " as they were sent."""
    return _QUOTED_FROM.sub(rb"\1", message)
