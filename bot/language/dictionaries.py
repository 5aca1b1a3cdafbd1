"""Which words are spelt right: the dictionaries of pyspellchecker, made of what films are subtitled with.

They list words of everyday life in all their forms ("router", "kettles"), few names and hardly a word of one trade, so
that a word stands in one says more than that it does not.
"""

import gzip
import json
from functools import cache
from importlib.resources import files


def is_spelt(word: str, language: str) -> bool:
    """Whether the dictionary of that language has the word, large or small; never where there is no dictionary."""
    entry = json.dumps(word.lower(), ensure_ascii=False) + ":"
    return entry.encode() in _dictionary(language)


def has_dictionary(language: str) -> bool:
    """Whether `is_spelt` can tell for that language."""
    return bool(_dictionary(language))


@cache
def _dictionary(language: str) -> bytes:
    """The dictionary as JSON, words before colons: to search it takes a millisecond, to read it a second."""
    file = files("spellchecker") / "resources" / f"{language}.json.gz"
    return gzip.decompress(file.read_bytes()) if file.is_file() else b""
