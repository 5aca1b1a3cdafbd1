"""From bytes to clean text: decoding, and the one form that every canonical text has."""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from bot.errors import ReadingError
from bot.text.latin import latin_encoding

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
SAMPLE_BYTES = 65_536  # what detection looks at; more costs seconds and changes nothing
MAX_CONTROL_SHARE = 0.05  # control characters: hardly any in text, 6 % and more in ZIP archives and random bytes
MAX_ACCENTED_SHARE = 0.5  # of the letters: 30 % in "Café déjà vu", nearly all where another script is taken for accents
MIN_COHERENCE = 0.2  # charset-normalizer: 0.28 to 0.7 for lines of Polish, Czech, Turkish; 0.15 for scattered damage
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
# Encodings of seven bits, which UTF-8 would take for its own, by what switches their letters (RFC 1468, 1557, 1843).
_SWITCHES = ((b"\x1b$B", "iso2022_jp"), (b"\x1b$@", "iso2022_jp"), (b"\x1b$)C", "iso2022_kr"), (b"~{", "hz"))
# Rare ones that charset-normalizer prefers for texts in common ones, such as ISO-8859-14 (Welsh) for Polish.
_RARE = (
    *(
        "iso8859_3",
        "iso8859_10",
        "iso8859_13",
        "iso8859_14",
        "iso8859_16",
        "hp_roman8",
        "ptcp154",
        "kz1048",
        "tis_620",
        "cp1125",
    ),
    *("mac_iceland", "mac_croatian", "mac_romanian", "mac_turkish", "mac_latin2", "mac_greek", "mac_farsi"),
)


def clean(text: str) -> str:
    """`text` as valid Unicode with line feeds as line ends and no byte order mark; cleaning twice changes nothing.

    NUL and lone surrogates, which neither UTF-8 nor SQLite can hold, become U+FFFD.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub(REPLACEMENT, text).lstrip(BYTE_ORDER_MARK)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, not yet clean, the encoding that it was read in, and how many of its characters could not be decoded."""

    text: str
    encoding: str
    repaired: int = 0


def decode(data: bytes) -> Decoded:
    """The text that `data` holds: by its byte order mark, as UTF-16, in seven bits, as UTF-8, else by detection.

    A UTF-8 file with a few broken bytes stays UTF-8, with U+FFFD in their place. Raises ReadingError for data that is
    no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _mended(data[len(mark) :], encoding)
    encoding = _utf16_without_mark(data) if b"\0" in data[:SAMPLE_BYTES] else ""
    if encoding:
        return _mended(data, encoding)
    switched = _decode_switched(data)
    if switched is not None:
        return switched
    if _is_binary(data[:SAMPLE_BYTES]):
        raise ReadingError("the file holds binary data, not text; convert it to text, Markdown or HTML.")
    return _decode_unmarked(data)


def decode_as(data: bytes, encoding: str) -> str | None:
    """`data` read in a declared `encoding`, or None when that encoding is unknown or does not fit."""
    try:
        return data.decode(encoding)
    except (LookupError, ValueError):
        return None


def _mended(data: bytes, encoding: str) -> Decoded:
    """`data` in `encoding` with U+FFFD for what it cannot be; those that it really holds are not counted."""
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, len(text) - len(data.decode(encoding, errors="ignore")))


def _decode_switched(data: bytes) -> Decoded | None:
    """The text of seven-bit data in an East Asian encoding that switches between alphabets; None for any other."""
    for switch, encoding in _SWITCHES:
        if switch not in data or not data.isascii():
            continue
        text = decode_as(data, encoding)
        if text is not None and (encoding != "hz" or _is_chinese(data, text)):
            return Decoded(text, encoding)
    return None


def _is_chinese(data: bytes, text: str) -> bool:
    """Whether what stands between the switches of HZ, "~{" and "~}", is Chinese; in other texts they are tildes."""
    letters = [character for character in text if character > "\x7f"]
    chinese = sum(1 for character in letters if unicodedata.name(character, "").startswith("CJK UNIFIED"))
    return data.count(b"~{") == data.count(b"~}") and 2 * chinese > len(letters)


def _decode_unmarked(data: bytes) -> Decoded:
    text = decode_as(data, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8")
    mended = _mended(data, "utf-8")
    intact = sum(1 for character in mended.text if character > "\x7f") - mended.text.count(REPLACEMENT)
    if mended.repaired <= intact or (intact and mended.repaired <= MAX_DAMAGE_SHARE * len(mended.text)):
        return mended
    return _mended(data, _detect(data))


def _detect(data: bytes) -> str:
    """The likeliest single- or double-byte encoding of `data`; Windows-1252 when nothing fits better.

    UTF-8 when few characters are not ASCII and what they make is no known language: then they are damage.
    """
    from charset_normalizer import from_bytes

    sample = data[:SAMPLE_BYTES]
    latin = latin_encoding(sample, MAX_ACCENTED_SHARE) or ("cp1252" if _reads_as_western(sample) else "")
    if latin:
        return latin
    best = from_bytes(sample, cp_exclusion=list(_RARE)).best()
    if best is None:
        return "cp1252"
    special = sum(1 for byte in sample if byte > 0x7F)
    is_damage = best.coherence < MIN_COHERENCE and special <= MAX_ACCENTED_SHARE * sum(map(str.isalpha, str(best)))
    return "utf-8" if is_damage else best.encoding


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
    return bool(special) and plain == len(special) and len(special) <= MAX_ACCENTED_SHARE * letters


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
