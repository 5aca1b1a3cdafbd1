"""Words of documents and names of files as a terminal may show them."""

import unicodedata

# Embeddings, overrides and isolates, which turn the order of what is printed behind them (Unicode Annex 9).
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINES = frozenset("\n\t")


def visible(words: str, *, keeps_lines: bool = False) -> str:
    """`words` with a mark in place of each character that could steer a terminal; the length stays the same.

    Line feeds and tabs stay in words that are printed as lines.
    """
    kept = _LINES if keeps_lines else frozenset[str]()
    return "".join("\N{REPLACEMENT CHARACTER}" if _steers(one) and one not in kept else one for one in words)


def _steers(character: str) -> bool:
    return character in _TURNING or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
