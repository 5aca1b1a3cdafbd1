"""Numbers as English writes them: digits with separators, words, "a couple", "half a", "thousand", "2K"."""

import re

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {word: float(i) for i, word in enumerate(_UNITS)}
_VALUES |= {word: float(10 * i) for i, word in enumerate(_TENS, start=2)}
_VALUES |= {"half": 0.5, "single": 1.0, "couple": 2.0}
_SCALES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "k": 1e3,
    "m": 1e6,
    "bn": 1e9,
}

_SCALE_WORDS = "dozen|hundred|thousand|million|billion"
_SMALL = "|".join(sorted(_UNITS, key=len, reverse=True))
_ROUND = "|".join(_TENS)
_WORDS = rf"(?:(?:{_ROUND})(?:[-\s](?:{_SMALL}))?|{_SMALL})"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"

NUMBER_WORDS = frozenset((*_UNITS[1:], *_TENS))

# A number, alone: no unit, no bound. "a" counts only before a scale, "couple" or "dozen" ("a hundred").
NUMBER = (
    rf"(?:[-−](?=\d))?{_DIGITS}(?:\s?(?:{_SCALE_WORDS}|bn)\b|[Kk]\b|M\b)?"
    rf"|\b{_WORDS}(?:\s+(?:{_SCALE_WORDS}))*(?:(?<=d)\s+(?:and\s+)?{_WORDS})?(?:\s+and\s+a\s+half)?\b"
    rf"|\ban?\s+(?:{_SCALE_WORDS})\b|\b(?:a\s+)?couple(?:\s+of)?\b|\ba\s+single\b|\bsingle\b"
    r"|\bhalf(?:\s+an?)?\b"
)
# An amount that gives no figure; what it is an amount of is still said.
VAGUE_NUMBER = rf"\b(?:several|many|(?:a\s+)?few|some|numerous)(?:\s+(?:{_SCALE_WORDS}))?\b"

_PART = re.compile(rf"{_DIGITS}|[a-z]+", re.IGNORECASE)
_NOT_VALUES = ("a", "an", "and", "of")


def number_of(text: str) -> float:
    """The value of a match of NUMBER; of several words the sum, scaled ("twenty-five thousand")."""
    lowered = text.lower().replace(",", "")
    is_negative = lowered[0] in "-−"
    has_half = " and a half" in lowered
    total = 0.0
    for part in _PART.findall(lowered.replace(" and a half", "")):
        if part in _NOT_VALUES:
            continue
        if part in _SCALES:
            total = (total or 1.0) * _SCALES[part]
        else:
            total += _VALUES[part] if part in _VALUES else float(part)
    total += 0.5 if has_half else 0.0
    return -total if is_negative else total
