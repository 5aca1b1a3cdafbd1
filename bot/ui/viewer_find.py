"""Finds words in a text as a reader means them: whatever their case, accents, dashes, quotation marks and line ends."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from bot.records import Span

# What is typed on a keyboard for what print has; an empty one is not seen at all.
TYPED = {
    "\N{SOFT HYPHEN}": "",
    "\N{ZERO WIDTH SPACE}": "",
    "\N{ZERO WIDTH NO-BREAK SPACE}": "",
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—−", "-"),
    "ı": "i",
    "ø": "o",
    "Ø": "o",
    "ł": "l",
    "Ł": "l",
    "đ": "d",
    "Đ": "d",
}


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is searched: `shifts` says by how much its positions from each of `ends` on differ from `text`'s."""

    text: str
    ends: tuple[int, ...]
    shifts: tuple[int, ...]

    def original(self, position: int) -> int:
        """Where in the text that was folded the character at `position` stands."""
        return position + self.shifts[bisect_right(self.ends, position)]


def find(text: str, words: str) -> tuple[Span, ...]:
    """The spans of `text` that read like `words`, in order, none overlapping another; none for no words."""
    wanted = [re.escape(word) for word in fold(words).text.split()]
    if not wanted:
        return ()
    folded = fold(text)
    pattern = re.compile(r"\s+".join(wanted))
    return tuple(
        # The end takes with it what stands alone: the accent of a letter that is written in two characters.
        Span(folded.original(match.start()), max(folded.original(match.end() - 1) + 1, folded.original(match.end())))
        for match in pattern.finditer(folded.text)
    )


def fold(text: str) -> Folded:
    """`text` in small letters without accents.

    What becomes no character or several ("ß") moves all that follows. A position inside the several stands for the
    character that they come from.
    """
    table = {ord(character): _folded(character) for character in sorted(set(text))}
    uneven = [chr(code) for code, folded in table.items() if len(folded) != 1]
    if not uneven:
        return Folded(text.translate(table), (), (0,))
    ends: list[int] = []
    shifts = [0]
    for match in re.finditer(f"[{re.escape(''.join(uneven))}]", text):
        length = len(table[ord(match.group())])
        begin = match.start() - shifts[-1]
        if length == 0:
            _from_here(ends, shifts, begin, shifts[-1] + 1)
        for k in range(1, length):
            _from_here(ends, shifts, begin + k, shifts[-1] - 1)
    return Folded(text.translate(table), tuple(ends), tuple(shifts))


def _from_here(ends: list[int], shifts: list[int], position: int, shift: int) -> None:
    if ends and ends[-1] == position:
        shifts[-1] = shift
    else:
        ends.append(position)
        shifts.append(shift)


def _folded(character: str) -> str:
    if character in TYPED:
        return TYPED[character]
    if character.isspace():
        return " "
    decomposed = unicodedata.normalize("NFKD", character.casefold())
    bare = "".join(part for part in decomposed if not unicodedata.combining(part))
    return TYPED.get(bare, unicodedata.normalize("NFC", bare))  # Hangul whole again
