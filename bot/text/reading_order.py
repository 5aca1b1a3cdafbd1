"""The order in which a drawn line is read when some of it runs from right to left, as Arabic and Hebrew do.

The Unicode bidirectional algorithm (UAX #9) tells how a text is drawn; this reads it backwards, from what is drawn to
the text. Where several texts would be drawn alike, Latin words and the numbers beside them count as one phrase.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise

_RIGHT = ("R", "AL")
_NUMBERS = ("EN", "AN")
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_CLOSING = tuple(".!?:;,؟؛،۔…")
_BRACKETS = (
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    ("«", "»"),
    ("‹", "›"),
)  # those that are drawn the other way round from right to left


def has_right_to_left(text: str) -> bool:
    """Whether `text` may hold a letter that is read from the right."""
    return _FROM_RIGHT.search(text) is not None


def is_right_to_left(text: str) -> bool:
    """Whether most letters of `text` are read from the right."""
    if not has_right_to_left(text):
        return False
    kinds = [unicodedata.bidirectional(character) for character in text]
    return sum(kind in _RIGHT for kind in kinds) > kinds.count("L")


def line_runs_left(drawn: str, *, is_page_right_to_left: bool) -> bool:
    """Whether a line, given as it is drawn from left to right, is read from the right.

    The side on which its last full stop or comma stands tells; then its letters, if they are all of one kind, and then
    the page.
    """
    ends_left, ends_right = drawn.startswith(_CLOSING), drawn.endswith(_CLOSING)
    if ends_left != ends_right:
        return ends_left
    kinds = {unicodedata.bidirectional(character) for character in drawn}
    if "L" not in kinds and not kinds.isdisjoint(_RIGHT):
        return True
    return is_page_right_to_left and not kinds.isdisjoint(_RIGHT)


def reading_order(drawn: Sequence[str], strokes: Sequence[int], *, is_right_to_left: bool) -> list[int]:
    """The places of `drawn` in the order in which they are read.

    `drawn` are the signs of a line from left to right: a letter with its marks, a ligature, or a space. Signs with the
    same number in `strokes` were drawn in one go, as the words of one language are.
    """
    if is_right_to_left:
        return _from_right(drawn, strokes)
    order: list[int] = []
    for start, end, is_right in _stretches(_mask_right(drawn, strokes)):
        inner = _from_right(drawn[start:end], strokes[start:end]) if is_right else range(end - start)
        order += [start + k for k in inner]
    return order


def with_matched_brackets(text: str) -> str:
    """`text` with the brackets that stand the wrong way round turned, where each has another to go with."""
    signs = list(text)
    for opening, closing in _BRACKETS:
        places = [k for k, sign in enumerate(signs) if sign in (opening, closing)]
        if len(places) % 2 == 0 and not _is_balanced([signs[k] == opening for k in places]):
            for first, second in zip(places[::2], places[1::2], strict=True):
                signs[first], signs[second] = opening, closing
    return "".join(signs)


def _is_balanced(is_opening: Sequence[bool]) -> bool:
    depths = list(accumulate(1 if opens else -1 for opens in is_opening))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def _kind(sign: str) -> str:
    """The bidirectional class of a sign; for one of a script from the right always "R" or "AL"."""
    return unicodedata.bidirectional(sign[:1])


def _stretches(mask: Sequence[bool]) -> list[tuple[int, int, bool]]:
    borders = [0, *(k for k, (before, after) in enumerate(pairwise(mask), 1) if before != after), len(mask)]
    return [(start, end, mask[start]) for start, end in pairwise(borders) if start < end]


def _mask_right(drawn: Sequence[str], strokes: Sequence[int]) -> list[bool]:
    """In a line from the left: which signs are words from the right, or what stands inside them.

    A number to their left goes with them only if it was drawn apart from the Latin word before it.
    """
    kinds = [_kind(sign) for sign in drawn]
    telling = _telling_strokes(kinds, strokes)
    mask = [kind in _RIGHT for kind in kinds]
    places = [k for k, kind in enumerate(kinds) if kind in _RIGHT or kind == "L"]
    for before, after in pairwise(places):
        if mask[before] and mask[after]:
            mask[before:after] = [True] * (after - before)
        elif mask[after] and strokes[before] in telling:
            own = [k for k in range(before + 1, after) if kinds[k] in _NUMBERS and strokes[k] != strokes[before]]
            mask[min(own, default=after) : after] = [True] * (after - min(own, default=after))
    return mask


def _from_right(drawn: Sequence[str], strokes: Sequence[int]) -> list[int]:
    mask = _mask_left(drawn, strokes)
    order: list[int] = []
    for start, end, is_left in reversed(_stretches(mask)):
        order += range(start, end) if is_left else range(end - 1, start - 1, -1)
    return order


def _mask_left(drawn: Sequence[str], strokes: Sequence[int]) -> list[bool]:
    """In a line from the right: which signs are Latin words, numbers, or what stands inside them."""
    kinds = _with_numbers_joined(_after_arabic([_kind(sign) for sign in drawn]))
    mask = [kind == "L" or kind in _NUMBERS for kind in kinds]
    places = [k for k, kind in enumerate(kinds) if mask[k] or kind in _RIGHT]
    telling = _telling_strokes(kinds, strokes)
    for before, after in pairwise(places):
        if not (mask[before] and mask[after]):
            continue
        is_told, is_one_stroke = strokes[before] in telling, strokes[before] == strokes[after]
        if kinds[after] == "L":
            is_phrase = True
        elif kinds[before] == "L":
            is_phrase = is_one_stroke or not is_told or " " not in drawn[before + 1 : after]
        else:
            is_phrase = after == before + 1 or (is_one_stroke and is_told)
        if is_phrase:
            mask[before:after] = [True] * (after - before)
            kinds[after] = "L" if kinds[before] == "L" else kinds[after]  # rule W7: its digits belong to the word
    _join_brackets(drawn, kinds, mask)
    return mask


def _telling_strokes(kinds: Sequence[str], strokes: Sequence[int]) -> frozenset[int]:
    """Strokes that hold several signs and none from the right: what such a stroke draws belongs together.

    Some programs draw each letter on its own, others whole lines, whose strokes tell nothing.
    """
    counts = Counter(strokes)
    from_right = {stroke for kind, stroke in zip(kinds, strokes, strict=True) if kind in _RIGHT}
    return frozenset(stroke for stroke, count in counts.items() if count > 1 and stroke not in from_right)


def _join_brackets(drawn: Sequence[str], kinds: Sequence[str], mask: list[bool]) -> None:
    """Rule N0: brackets around Latin words or numbers of which one is among those from the left are both."""
    for first, last in _bracket_pairs(drawn):
        if mask[first] != mask[last] and not any(kind in _RIGHT for kind in kinds[first:last]):
            mask[first : last + 1] = [True] * (last + 1 - first)


def _after_arabic(kinds: list[str]) -> list[str]:
    """Rule W2: digits behind an Arabic letter do not join with signs as those behind a Hebrew or a Latin one do."""
    found = list(kinds)
    strong = ""
    for k in range(len(kinds) - 1, -1, -1):
        if kinds[k] in (*_RIGHT, "L"):
            strong = kinds[k]
        elif kinds[k] == "EN" and strong == "AL":
            found[k] = "AN"
    return found


def _with_numbers_joined(kinds: list[str]) -> list[str]:
    """Rules W4 and W5: a sign between two digits, and signs such as "%" beside them, are part of the number."""
    found = list(kinds)
    for k in range(1, len(kinds) - 1):
        is_between = kinds[k - 1] == kinds[k + 1] and kinds[k - 1] in _NUMBERS
        if is_between and (kinds[k] == "CS" or (kinds[k] == "ES" and kinds[k - 1] == "EN")):
            found[k] = kinds[k - 1]
    for places in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        step = -1 if places.step > 0 else 1
        for k in places:
            if found[k] == "ET" and found[k + step] == "EN":
                found[k] = "EN"
    return found


def _bracket_pairs(drawn: Sequence[str]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    for family in _BRACKETS:
        places = [k for k, sign in enumerate(drawn) if sign in family]
        pairs += zip(places[::2], places[1::2], strict=False)
    return pairs
