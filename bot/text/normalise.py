"""From bytes to clean text: decoding, and the one form that every canonical text has."""

import codecs
import re
import unicodedata

from bot.errors import ReadingError

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
SAMPLE_BYTES = 65_536  # what detection looks at; more costs seconds and changes nothing
MAX_CONTROL_SHARE = 0.05  # control characters: hardly any in text, 6 % and more in ZIP archives and random bytes
MAX_DAMAGE_SHARE = 0.02  # unreadable bytes in a file that is UTF-8 but for a few

_FORBIDDEN = re.compile(r"[\x00\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# UTF-32 stands before UTF-16, whose little-endian mark is the beginning of its own.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def clean(text: str) -> str:
    """`text` as valid Unicode with line feeds as line ends and no byte order mark; cleaning twice changes nothing.

    NUL and lone surrogates, which neither UTF-8 nor SQLite can hold, become U+FFFD.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub(REPLACEMENT, text).lstrip(BYTE_ORDER_MARK)


def decode(data: bytes) -> str:
    """The text that `data` holds: by its byte order mark, as UTF-8, as UTF-16, else by detection.

    A UTF-8 file with a few broken bytes stays UTF-8, with U+FFFD in their place. Raises ReadingError for data that is
    no text. The result is not yet clean.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    encoding = _utf16_without_mark(data) if b"\0" in data[:SAMPLE_BYTES] else ""
    if encoding:
        return data.decode(encoding, errors="replace")
    if _is_binary(data[:SAMPLE_BYTES]):
        raise ReadingError("the file holds binary data, not text; convert it to text, Markdown or HTML.")
    return _decode_unmarked(data)


def decode_as(data: bytes, encoding: str) -> str | None:
    """`data` read in a declared `encoding`, or None when that encoding is unknown or does not fit."""
    try:
        return data.decode(encoding)
    except (LookupError, ValueError):
        return None


def _decode_unmarked(data: bytes) -> str:
    text = decode_as(data, "utf-8")
    if text is not None:
        return text
    text = data.decode("utf-8", errors="replace")
    damaged = text.count(REPLACEMENT)
    intact = sum(1 for character in text if character > "\x7f") - damaged
    if damaged <= intact or (intact and damaged <= MAX_DAMAGE_SHARE * len(text)):
        return text
    return data.decode(_detect(data), errors="replace")


def _detect(data: bytes) -> str:
    """The likeliest single- or double-byte encoding of `data`; Windows-1252 when nothing fits better."""
    from charset_normalizer import from_bytes

    sample = data[:SAMPLE_BYTES]
    if _reads_as_western(sample):
        return "cp1252"
    best = from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"


def _reads_as_western(sample: bytes) -> bool:
    """Whether `sample` is text of a West European language: accented letters, few, and inside or beside words.

    charset-normalizer takes a few lines of French in Latin-1 for Central European or Baltic.
    """
    text = decode_as(sample, "cp1252")
    if text is None:
        return False
    special = [character for character in text if character > "\x7f"]
    letters = sum(1 for character in text if character.isalpha())
    plain = sum(1 for character in special if character in _WESTERN)
    return bool(special) and plain == len(special) and len(special) < 0.3 * letters


_WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒ«»‹›„“”‘’–—…•·°§©®™€£µ±²³½¼×¿¡ºª´\xa0")


def _utf16_without_mark(data: bytes) -> str:
    """The UTF-16 byte order that makes text of `data`, or ""."""
    sample = data[: SAMPLE_BYTES // 2 * 2]
    if len(data) % 2:
        return ""
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    encoding = "utf-16-le" if high >= low else "utf-16-be"
    if max(low, high) < len(sample) // 2 * 0.2:  # fewer than a fifth of the characters are Latin: not recognisable
        return ""
    text = sample.decode(encoding, errors="replace")
    unreadable = sum(1 for character in text if unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs"))
    allowed = text.count("\n") + text.count("\r") + text.count("\t")
    strange = text.count(REPLACEMENT) + unreadable - allowed
    return encoding if strange <= MAX_CONTROL_SHARE * len(text) else ""


def _is_binary(sample: bytes) -> bool:
    if not sample:
        return False
    return len(_CONTROL.findall(sample.decode("latin-1"))) > MAX_CONTROL_SHARE * len(sample)
