"""Yes, no, or with reservations: where a sentence stands on what a yes/no question asks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.dialogue.concepts import REMEMBERED, concepts, opposites, spoken_of, telling, touched
from bot.dialogue.contexts import clause_around
from bot.dialogue.poles import ASKING, POLES, Pole
from bot.records.sources_say import Stance


@dataclass(frozen=True, slots=True)
class Taken:
    """A stance and the words `text[start:end]` that take it."""

    stance: Stance
    start: int
    end: int


_NEGATORS = re.compile(
    r"\b(?:no|not|never|without|neither|nor|none|nobody|nothing(?! but)|cannot|free of(?! charge)|free from|lacks?"
    r"|rules? (?:it )?out"
    r"|hardly|scarcely|barely|seldom|rare(?:ly)?|unlikely|impossible|unable|fails? to|refuses?|instead of|rather than"
    r"|prohibit(?:s|ed)?|forbid(?:s|den)?|bann(?:ed|s)|disallow(?:s|ed)|refrain|exempt|far from"
    r"|too \w+ (?:to|for)|exclud(?:es|ed)|avoid(?:ed)?|ruled out|off limits|out of the question|refused|denied"
    r"|void|invalidates?)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
# "No" denies the noun after it, so not what is already a denial: "in no time, pain-free".
_ADVERBS = re.compile(r"\b(?:not|never|neither|nor|cannot|hardly|far from)\b|n['’]t\b", re.IGNORECASE)
_SECOND_VERB = re.compile(r"\band (?=(?:is|are|was|were|has|have|will|can|does|do)\b)", re.IGNORECASE)
_UNLIMITED = re.compile(r"\bwithout\b[^,]*,|\bin whole or in part\b,?", re.IGNORECASE)
_ANY_WORD = r"[\w'’-]+"
_NEGATED_WITHIN_WORDS = 6  # "not be visible on the same day": further back a "not" belongs to something else
_MILD = re.compile(
    r"\b(?:slight(?:ly)?|minor|mild(?:ly)?|some|little|brief(?:ly)?|virtually|almost|nearly|limited|partly|partially"
    r"|less|fewer|reduced|short|minimal(?:ly)?|sometimes|rare(?:ly)?|occasional(?:ly)?|in part)\b",
    re.IGNORECASE,
)
_SLIGHT = re.compile(r"\b(?:slight|minor|mild) (?:changes?|results?|improvements?|effects?|pain)\b", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"\b(?:says? nothing|(?:does not|cannot|can not) (?:say|tell|mention)|mentions? no|names? no|gives? no (?:figures?"
    r"|numbers?|rates?)|not stated|reason to|who want)\b",
    re.IGNORECASE,
)
_DENYING = re.compile(r"\b(?:un|in|im|non-?|dis)(\w+)\b|\b(\w+?)(?:-free|less)\b", re.IGNORECASE)


# "Back pain" is no question about pain, only results are immediate, and who goes to work or brings back what was bought
# asks neither whether it works nor whether it lasts.
_ELSE = {
    "pain": re.compile(
        r"\b(?:against|reliev\w*|reduc\w*|eas(?:e|es|ing)|help\w*|treat(?:s|ed|ing)?|cure\w*|for)\b.*\bpains?\b"
        r"|\b(?:back|chest|neck|joint|muscle|knee|stomach) pain\b|\bget hurt\b",
        re.IGNORECASE,
    ),
    "immediate results": re.compile(
        r"^(?!.*\b(?:results?|effects?|improvements?|outcomes?|changes?|difference|see|show|visible|notice\w*|work|look"
        r"|immediate)\b)"
        r"|\b(?:back|return|drive|eat|drink|(?:to|at) work|working|shower|exercise) .*\b(?:right|straight|at once"
        r"|immediately|same day)\b",
        re.IGNORECASE,
    ),
    "permanence": re.compile(
        r"\b(?:I|we|you|they|one|be|been) (?:return|bring|send|give|take)\w*\b|\b(?:I|we|you|they|one) come back\b",
        re.IGNORECASE,
    ),
    "effective": re.compile(
        r"\b(?:to|at|from|off) work\b|\bwork (?!well|on\b|for\b|against\b|as\b|right\b|straight\b|at once)\w",
        re.IGNORECASE,
    ),
}
_MODAL_FIRST = re.compile(r"^\W*(?:and\s+)?(?:can|could|may|must|shall|am I allowed to)\b", re.IGNORECASE)
_ACT = re.compile(
    r"^\W*(?:and\s+)?(?:can|could|may|must|shall)\s+(?:I|you|we|they|one|he|she|people|somebody|anybody)\s+(?P<act>.*)",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(
    r"[;:]|,\s+(?:so|but|even if|although|though|while|whereas|and)\b|\band (?=leave|does|do|is|are)\b"
)
# A sentence with so much of the question speaks of what it asks (benchmarks/sources_say.py, pairs for development).
SPOKEN_SHARE = 0.6
LAST_SHARE = 0.5  # and with what is asked of the subject, which comes last, one of less


# What may happen is not what one may do.
_IS_CHANCE = re.compile(
    r"(?:may|can|could) (?:also |still |sometimes |even )?(?:cause|lead|result|vary|differ|include|occur|happen|appear"
    r"|have|feel|notice|experience|need|help|be (?:due|caused|associated|serious|permanent|painful|expensive|more|less"
    r"|a|an|the))\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^[^,;:]*?(?=\s(?:is|are|was|were|may|can|could|might|will|must|should|shall|does|do|has|have|had|hurts?"
    r"|works?|lasts?"
    r"|takes?|costs?|needs?|requires?|shuts?|closes?|opens?|offers?|continues?|goes?|go on|covers?)\b)"
)


def subject_of(text: str) -> str:
    """What stands before the verb of a sentence, "" when no common verb is found."""
    match = _SUBJECT.match(text)
    return match.group() if match else ""


def pole_of(question: str) -> Pole | None:
    """The pole whose words `question` uses, the last in it; None when it asks about something else."""
    for word, name in ASKING.items():
        if word in question.lower() and not _asks_else(name, question):
            return next(pole for pole in POLES if pole.name == name)
    asked = _MODAL_FIRST.sub("", question)
    named = (pole for pole in POLES if not _asks_else(pole.name, question))
    ends = [(match.end(), pole) for pole in named for match in _words(pole).finditer(asked)]
    return max(ends, key=lambda pair: (pair[1].name != "allowed", pair[0]))[1] if ends else None


def _asks_else(pole: str, question: str) -> bool:
    """Whether `question` uses words of `pole` for something else: what helps against pain, going home right away."""
    return pole in _ELSE and _ELSE[pole].search(question) is not None


@cache
def _words(pole: Pole) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:(?P<no>{pole.no})|(?P<part>{pole.part})|(?P<yes>{pole.yes}))(?![\w-])", re.IGNORECASE
    )


def stances(text: str, pole: Pole) -> Iterator[Taken]:
    """Where `text` takes a stance on `pole`; nothing where it only says that it says nothing."""
    found = list(_words(pole).finditer(text))
    if not found or _SAYS_NOTHING.search(text):
        return
    for match in found:
        if _is_a_month(match) or _IS_CHANCE.match(text, match.start()):
            continue
        is_negated = _is_negated(text, match.start(), _ADVERBS if match["no"] else _NEGATORS)
        if match["no"]:
            stance = Stance.YES if is_negated else Stance.NO
        elif match["part"]:
            stance = Stance.NO if is_negated else Stance.QUALIFIED
        else:
            stance = Stance.NO if is_negated else Stance.YES
        if stance is not Stance.QUALIFIED and _is_mild(text, match.start()):
            stance = Stance.QUALIFIED
        yield Taken(stance, match.start(), match.end())


def _is_a_month(match: re.Match[str]) -> bool:
    """Whether "May" is no permission; at the beginning of a sentence it asks for one."""
    return match.group() == "May" and match.start() > 0


def _is_negated(text: str, position: int, negators: re.Pattern[str]) -> bool:
    """Whether a negation stands before `position` in its clause, at most `_NEGATED_WITHIN_WORDS` words back.

    What is denied after "and" by a negation of its own ("no downtime and no pain") is not denied twice.
    """
    clause = _before(text, position)
    last = clause.rpartition(" and ")[2]
    clause = last if negators.search(last) else clause
    words = [match.start() for match in re.finditer(_ANY_WORD, clause)]
    first = words[-_NEGATED_WITHIN_WORDS] if len(words) >= _NEGATED_WITHIN_WORDS else 0
    return len(negators.findall(clause[first:])) % 2 == 1


def _is_mild(text: str, position: int) -> bool:
    words = _before(text, position).split()
    return _MILD.search(" ".join(words[-3:])) is not None or _SLIGHT.search(text, position) is not None


def _before(text: str, position: int) -> str:
    """What stands before `position` in its clause."""
    clause = clause_around(text, position, position)
    start = text.rfind(clause, 0, position + len(clause)) if clause else 0
    return _SECOND_VERB.split(_UNLIMITED.sub(" ", text[max(0, start) : position]))[-1]


def asks_leave(question: str) -> bool:
    """Whether `question` asks what one may do."""
    return _MODAL_FIRST.search(question) is not None


def act_of(question: str) -> tuple[str, ...]:
    """The concept of what somebody asks leave to do: "return" of "Can I return the machine?"; none in others."""
    match = _ACT.search(question)
    return telling(match["act"])[:1] if match else ()


def leave(text: str, focus: tuple[str, ...]) -> Iterator[Taken]:
    """Where `text` allows or forbids what `focus` names, in the clauses that speak of it."""
    if not _speaks_of(text, focus):
        return
    allowed = next(pole for pole in POLES if pole.name == "allowed")
    for taken in stances(text, allowed):
        if touched(clause_around(text, taken.start, taken.end)) & set(focus):
            yield taken


def plain_stance(text: str, focus: tuple[str, ...]) -> Taken | None:
    """The stance of a sentence that speaks of `focus`, by the negations of that clause; None for another sentence."""
    if not _speaks_of(text, focus) or _SAYS_NOTHING.search(text):
        return None
    clause = max(_clauses(text), key=lambda part: _weight(part, focus))
    is_negated = (len(_NEGATORS.findall(clause)) + bool(_denied(clause, focus))) % 2 == 1
    return Taken(Stance.NO if is_negated else Stance.YES, 0, len(text))


def _weight(clause: str, focus: tuple[str, ...]) -> tuple[bool, int]:
    """How much a clause is the one that answers: it has what is asked of the subject, which comes last."""
    named = _named(clause, focus)
    return focus[-1] in named, len(named)


def _speaks_of(text: str, focus: tuple[str, ...]) -> bool:
    named = _named(text, focus)
    least = LAST_SHARE if focus and focus[-1] in named else SPOKEN_SHARE
    return bool(focus) and len(named) >= least * len(focus)


def _named(text: str, focus: tuple[str, ...]) -> frozenset[str]:
    spoken = touched(text) | _denied(text, focus)
    return frozenset(concept for concept in focus if spoken_of(concept, spoken))


def _clauses(text: str) -> list[str]:
    return [part for part in _CLAUSE_ENDS.split(text) if part.strip()]


def _denied(text: str, focus: tuple[str, ...]) -> frozenset[str]:
    """The concepts of the question that a word denies: "incompatible", "unnecessary", "scarless", "optional"."""
    return _denials(text).intersection(focus)


@lru_cache(maxsize=REMEMBERED)
def _denials(text: str) -> frozenset[str]:
    words = (match[1] or match[2] for match in _DENYING.finditer(text))
    by_form = [concept for word in words for concept in telling(word)]
    by_meaning = [opposites()[concept] for concept in concepts(text) if concept in opposites()]
    return frozenset((*by_form, *by_meaning))
