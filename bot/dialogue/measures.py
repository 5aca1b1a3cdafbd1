"""What a span of time is measured of: between sessions, until a result or of one, of a recovery, an age."""

import re
from enum import StrEnum


class Measure(StrEnum):
    """Times of two measures are never compared; PLAIN is whatever the subject of the sentence says."""

    PLAIN = "plain"
    SPACING = "spacing"
    RESULT = "result"
    RECOVERY = "recovery"
    ABSTAINING = "abstaining"
    AGE = "age"
    LASTING = "lasting"
    AFTEREFFECT = "aftereffect"


# In this order: "how long should I wait between treatments" is a spacing, "avoid exercise while you recover" is not
# a recovery.
_CUES = (
    (
        Measure.LASTING,
        r"\bhow long\b.*\b(?:results?|effects?|improvements?|lift)\b.*\b(?:last|hold|persist|remain|stay|keep|endure)",
    ),
    (
        Measure.SPACING,
        r"\bapart\b|\bhow (?:often|frequently)\b|\bbetween\s+(?:\w+\s+){0,3}(?:treatments?|sessions?|visits?|doses?"
        r"|appointments?|checks?|services?|sittings?|peels?|injections?|each|them)\b|\bintervals?\b|\bspac(?:ed|ing)\b"
        r"|\bfrequency of\b|\b(?:gap|break|pause) of\b|\bseparates?\b|\bbefore the next\b|\bto the next\b"
        r"|\bnext (?:\w+ )?(?:treatment|session|visit|dose|appointment|peel)",
    ),
    (
        Measure.ABSTAINING,
        r"\bavoid|\babstain|\brefrain|\bstay (?:out of|away from (?!work))|\bkeep (?:out|away)\b"
        r"|\bdiscontinu|\bpaus(?:e|ed|ing)\b|\b(?:be|are|is) stopped\b|\bstop (?:taking|using)\b|\bstay off\b|\bsuspend"
        r"|\bsteer clear\b|\bno (?:alcohol|exercise|sun|makeup|sauna|swimming)\b|\b(?:must|do"
        r"|should) not (?:use|apply|wear)\b",
    ),
    (Measure.AGE, r"\bages?\b|\baged\b|\bhow old\b|\byears? old\b|\byears of age\b|\byoung"),
    (
        Measure.RESULT,
        r"\bresults?\b|\beffects? (?:show|appear|set)|\bimprovements?\b|\bto grow\b|\boutcomes?\b"
        r"|\bbuilds? up\b|\bbecomes? (?:visible|apparent|noticeable|evident)\b|\bchanges? (?:show|appear"
        r"|become)|\bnew collagen\b"
        r"|\b(?:visible|noticeable|apparent) (?:difference|change|after|within|about|from)\b",
    ),
    (
        Measure.RECOVERY,
        r"\brecover|\bdown-?time\b|\bheal(?:s|ed|ing)?\b(?! insurance)|\bback (?:at|to|in) (?:their "
        r"|your )?(?:desks?|work|the office|your desk|normal)\b"
        r"|\b(?:away from|off|return to|resume|miss) (?:work|your job|the office|normal|everyday|daily)\b|\bdays? off\b"
        r"|\bsocial(?:ly)? (?:life|presentable)|\bnormal (?:life|activit)|\bpresentable\b",
    ),
    (
        Measure.AFTEREFFECT,
        r"\b(?:swell(?:s|ing)|swollen|redness|itch(?:es|ing)|bruis(?:es|ing)|numb(?:ness)?|scabs?|crusts?|tenderness"
        r"|side effects?|soreness|flaking)\b",
    ),
)
_PATTERNS = tuple((measure, re.compile(pattern, re.IGNORECASE)) for measure, pattern in _CUES)


def measure_of(words: str) -> Measure:
    """What the times in `words` (a question, a clause, the head of a column) are measured of."""
    if not words:  # most sentences stand in no column
        return Measure.PLAIN
    return next((measure for measure, pattern in _PATTERNS if pattern.search(words)), Measure.PLAIN)
