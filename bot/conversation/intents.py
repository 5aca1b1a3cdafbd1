"""What somebody wants who says something: small talk, a guide, a listing, an act on the last answer, or an answer.

Kinds are told apart by examples (bot/language/examples), whose words, forms and letters have the weights that
`python -m benchmarks.fit_intents` has fitted. It prints what the vectors of an encoder would add, which is little, so
none is waited for and the kind is the same before the encoder is loaded.
What is like no example is simply searched for.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from bot.encoders.examples import Fitted, text_row
from bot.language.detection import question_language
from bot.language.forms import (
    QUESTION,
    asks_behind,
    begins_as,
    form,
    frame_words,
    is_keyboard_noise,
    is_one_letter,
    number_in,
    pieces,
    spoken,
    whole_forms,
)
from bot.language.words import Word, folded, negations, words
from bot.search.kinds import Naming
from bot.text.normalise import clean
from bot.text.words import WORD

LONGEST_WORDS = 24  # more words than that are a story, whatever they begin with
MOST_COUNTED = 20  # "the third one" and "number 12" choose among answers, a larger number does not

# How likely a kind must be beside a plain question, in log odds; where only the documents say that a word names a kind
# of them, more: "How many sheets of paper fit in?" is less. Chosen on tests/data/intents.toml and two spent blind sets:
# with less, more questions are taken for wishes, which are more of the examples than of what is asked.
MARGIN = 1.0
MARGIN_OF_KIND = 2.0
MARGIN_OF_WHICH = 4.0  # "Which one?" is said in few ways, and "Which one did we choose?" is none of them
WHOLE = 10.0  # the lead of what is an example, word for word
RECIPE = "intents 3"  # changes whenever the same examples are read otherwise
_POINT = re.compile(r"[.!?,;:…]+\s+")
FITTED = files("bot.language").joinpath("examples", "fitted.npz")


class Kind(StrEnum):
    """What may be wanted, the most telling first: "hi, what can you do" asks for help and greets besides."""

    DOCUMENTS = "documents"
    LISTING = "listing"
    GUIDE = "guide"
    HELP = "help"
    SHORTER = "shorter"
    MORE = "more"
    NTH = "nth"
    WHY = "why"
    WHERE = "where"
    WHICH = "which"
    IDENTITY = "identity"
    INSULT = "insult"
    COMPLAINT = "complaint"
    GOODBYE = "goodbye"
    THANKS = "thanks"
    GREETING = "greeting"
    ACKNOWLEDGEMENT = "acknowledgement"
    ABSURD = "absurd"
    EMPTY = "empty"


# What is said beside something else: "Thanks! And how long does it take?" is a question.
SOCIAL = frozenset(
    {Kind.INSULT, Kind.COMPLAINT, Kind.GOODBYE, Kind.THANKS, Kind.GREETING, Kind.ACKNOWLEDGEMENT},
)


@dataclass(frozen=True, slots=True)
class Intent:
    """What is wanted, and by how much that leads over a plain question.

    `content` are the words that belong to no form of a guide or listing; `number` is that of the thing chosen, counted
    from 1, with -1 for the last and 0 for none; `things` is the word for what documents are about, one each, where
    those with some property are wished for.
    """

    kind: Kind
    margin: float
    content: tuple[Word, ...] = ()
    number: int = 0
    things: str = ""


def recognise(
    question: str,
    languages: Sequence[str],
    knows_word: Callable[[str], bool],
    is_kind: Callable[[str], bool] | None = None,
    names_things: Callable[[str], Naming] | None = None,
) -> Intent | None:
    """What is wanted; None for a question to the documents.

    `languages` are those it may be asked in, the likeliest first. Nonsense is what has no word at all, or only numbers
    or words that `knows_word` does not know and that no typist means. `is_kind` says of a word whether it is what many
    of the documents call themselves: those may be listed by it, where it stands among other words. `names_things` says
    whether the documents are about one such thing each: those of the things with some property may be listed, where it
    is asked as an example asks it, or, where they surely are, "for which" of them.
    """
    text = " ".join(clean(question).split())
    nonsense = _nonsense(text, knows_word)
    if nonsense:
        return Intent(nonsense, 1.0)
    if len(WORD.findall(text)) > LONGEST_WORDS:
        return None
    heard = _heard(text) or _listing_of_kind(text, is_kind)
    language = question_language(text, languages)
    things = _things(text, language, names_things) if heard is None and names_things is not None else ""
    if things:
        heard = Kind.LISTING, WHOLE
    if heard is None:
        return None
    kind, margin = heard
    number = number_in(text, language) if kind is Kind.NTH else 0
    if kind is Kind.NTH and (number == 0 or number > MOST_COUNTED):
        return None
    if kind is Kind.WHICH and margin < MARGIN_OF_WHICH:
        return None
    content = content_of(question, kind, language) if kind in (Kind.GUIDE, Kind.LISTING) else ()
    if things and asks_behind(form(text, things.__eq__)):
        content = _without_verb(question, things, content)
    return Intent(kind, margin, content, number, things)


def content_of(question: str, kind: Kind, language: str) -> tuple[Word, ...]:
    """The words of a question that belong to no form of that kind: "List all cleaning contracts" is of cleaning.

    The form is of the language that most of its words are of; a short question may be in one that no document is in.
    """
    said = words(question, language)
    frames = (frame_words(kind, code) for code in dict.fromkeys([language, *spoken()]))
    frame = max(frames, key=lambda frame: sum(folded(word.text) in frame for word in said))
    return tuple(word for word in said if folded(word.text) not in frame)


@cache
def fitted() -> Fitted:
    """The weights that the package holds."""
    return Fitted.read(FITTED)


def made_from() -> str:
    """What changes with the examples, and with how they are read."""
    return hashlib.sha256(f"{RECIPE} {dict(spoken())!r}".encode()).hexdigest()


def _heard(text: str) -> tuple[Kind, float] | None:
    """The kind of a text and its lead; of what is said after a greeting or the like the more telling of both."""
    first, *others = _POINT.split(text, maxsplit=1)
    if others and WORD.search(others[0]):
        before = _told(first)
        if before and before[0] in SOCIAL:
            after = _heard(others[0])
            return after and min(before, after, key=lambda told: list(Kind).index(told[0]))
    return _told(text)


def _listing_of_kind(text: str, is_kind: Callable[[str], bool] | None) -> tuple[Kind, float] | None:
    """The lead of a listing by what documents call themselves, where that word stands among others."""
    if is_kind is None or {True, False} != set(map(is_kind, WORD.findall(text))):
        return None
    told = _told(text, is_kind)
    return told if told and told[0] is Kind.LISTING and told[1] > MARGIN_OF_KIND else None


def _told(text: str, is_kind: Callable[[str], bool] | None = None) -> tuple[Kind, float] | None:
    """The kind of one sentence and its lead; None for a question."""
    known = whole_forms().get(tuple(form(text, is_kind)))
    if known:
        return None if known == QUESTION else (Kind(known), WHOLE)
    scores = text_row(text, pieces(text, is_kind), fitted().places) @ fitted().weights
    by_kind = dict(zip(fitted().kinds, scores.tolist(), strict=True))
    question = by_kind.pop(QUESTION)
    kind = max(by_kind, key=by_kind.__getitem__)
    lead = round(by_kind[kind] - question, 4)
    return (Kind(kind), lead) if lead > MARGIN else None


def _things(text: str, language: str, names_things: Callable[[str], Naming]) -> str:
    """The word for things of which those with some property are to be listed; "" for none."""
    negating = frozenset(map(folded, negations(language)))
    for word in dict.fromkeys(WORD.findall(text)):
        said = form(text, word.__eq__)
        is_behind = asks_behind(said)
        is_asked = is_behind or begins_as(Kind.LISTING, said, negating)
        if is_asked and names_things(word) >= (Naming.SURELY if is_behind else Naming.PERHAPS):
            return str(word)
    return ""


def _without_verb(question: str, things: str, content: Sequence[Word]) -> tuple[Word, ...]:
    """The content without what is said of all the things right behind their name: "for which pumps applies a rule"."""
    _, _, behind = question.partition(things)
    verb = WORD.search(behind)
    start = len(question) - len(behind) + verb.start() if verb else -1
    return tuple(word for word in content if word.start != start)


def _nonsense(text: str, knows_word: Callable[[str], bool]) -> Kind | None:
    """Whether nothing was said, or nothing that means anything."""
    if not any(letter.isprintable() and not letter.isspace() for letter in text):
        return Kind.EMPTY
    if tuple(form(text)) in whole_forms():  # "coucou" is no noise
        return None
    found = [word.casefold() for word in WORD.findall(text)]
    if not found or (all(map(str.isdecimal, found)) and not any(map(knows_word, found))):
        return Kind.ABSURD
    is_noise = all(is_one_letter(word) or (is_keyboard_noise(word) and not knows_word(word)) for word in found)
    is_babble = len(found) > 2 and len(set(found)) == 1 and not knows_word(found[0])
    return Kind.ABSURD if is_noise or is_babble else None
