"""Raised and lowered figures as characters: 2 with a raised 64 is 2⁶⁴, and H with a lowered 2 is H₂."""

import re

MAX_CHARS = 40  # of what is raised or lowered; longer runs are text in small print

_MINUS = str.maketrans("-\N{EN DASH}\N{FIGURE DASH}", "\N{MINUS SIGN}" * 3)
_RAISED = str.maketrans(
    "0123456789+\N{MINUS SIGN}=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
)
_LOWERED = str.maketrans("0123456789+\N{MINUS SIGN}=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_FIGURES = re.compile(r"[\d+\N{MINUS SIGN}\N{EN DASH}-]")
_VARIABLE = re.compile(r"[ijkmnpqxyz]")  # a letter alone; "a", "d", "e", "o", "r", "s" and "t" end ordinals
# [1], (1), 1), and, where no figure stands before it, "1, 2" and "3-5".
_MARK = re.compile(r"\[.*\]|\(?\d*[\d*†‡§]\)")
_MARKS = re.compile(r"\d+[a-z]?(?: ?[,;–-] ?\d+[a-z]?)+")
_WORDS = re.compile(r"[^\W\d_]{2}")
_ENDS_TEXT = re.compile(r"[.,;:!?…\"”“»’]")  # after which nothing is a power


def raised(text: str, before: str) -> str | None:
    """`text`, which stands raised after `before`, as a power: in raised characters, else as "^(…)".

    None where it is none: an ordinal's ending, words, or the mark of a footnote.
    """
    inner = text.strip()
    is_mark = _MARK.fullmatch(inner) or (_MARKS.fullmatch(inner) and not before[-1:].isdigit())
    if is_mark or _ENDS_TEXT.match(before[-1:]) or not (_VARIABLE.fullmatch(inner) or _has_figures(inner)):
        return None
    return text.replace(inner, _as(_RAISED, inner) or f"^({inner})")


def lowered(text: str) -> str | None:
    """`text`, which stands lowered, in lowered characters; None for words and what has no such characters."""
    inner = text.strip()
    characters = _as(_LOWERED, inner) if _has_figures(inner) else None
    return text.replace(inner, characters) if characters else None


def _has_figures(inner: str) -> bool:
    """Whether a short run is made of figures and signs, with single letters among them."""
    return len(inner) <= MAX_CHARS and bool(_FIGURES.search(inner)) and not _WORDS.search(inner)


def _as(table: dict[int, int], inner: str) -> str | None:
    """`inner` in the characters of `table`, or None when one of its own is not there."""
    characters = inner.translate(_MINUS)
    return characters.translate(table) if all(ord(character) in table for character in characters) else None
