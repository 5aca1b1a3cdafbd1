"""What is said to a chatbot and is no question to its documents: greetings, thanks, "help", an empty line, nonsense."""

import re
from collections.abc import Callable
from enum import StrEnum
from functools import cache

from bot.conversation.smalltalk_words import FILLERS, KEYBOARD_ROWS, PHRASES
from bot.text.normalise import clean
from bot.text.words import WORD

LONGEST_WORDS = 14  # more words than that are a story, whatever they begin with
SHORTEST_RUN = 4  # neighbouring keys in a row: "asdf" is one, "were" in "were you" is known as a word before


class SmallTalk(StrEnum):
    """Kinds of small talk, the most telling first: "hi, what can you do" asks for help and greets besides."""

    DOCUMENTS = "documents"
    HELP = "help"
    MORE = "more"
    IDENTITY = "identity"
    INSULT = "insult"
    COMPLAINT = "complaint"
    GOODBYE = "goodbye"
    THANKS = "thanks"
    GREETING = "greeting"
    ACKNOWLEDGEMENT = "acknowledgement"
    ABSURD = "absurd"
    EMPTY = "empty"


def recognise(question: str, knows_word: Callable[[str], bool]) -> SmallTalk | None:
    """The kind of small talk that `question` is; None when it asks something and should be searched.

    It is small talk when known phrases make up all of it: in "Hi, how much is it?" something is left over. Nonsense is
    what has no word at all, or only numbers or words that `knows_word` does not know and that no typist means.
    """
    text = clean(question)
    if not any(letter.isprintable() and not letter.isspace() for letter in text):
        return SmallTalk.EMPTY
    found = [word.casefold() for word in WORD.findall(text)]
    if not found or (all(map(str.isdecimal, found)) and not any(map(knows_word, found))):
        return SmallTalk.ABSURD
    if len(found) > LONGEST_WORDS:
        return None
    kinds = _made_up_of(" ".join(found))
    if kinds:
        return min(kinds, key=list(SmallTalk).index)
    is_nonsense = all(_is_one_letter(word) or (_is_keyboard_noise(word) and not knows_word(word)) for word in found)
    return SmallTalk.ABSURD if is_nonsense else None


@cache
def _phrases() -> tuple[tuple[SmallTalk | None, re.Pattern[str]], ...]:
    patterns = ((SmallTalk(kind), _any_of(phrases)) for kind, phrases in PHRASES.items())
    return (*patterns, (None, _any_of(FILLERS)))


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(phrases)})(?: |$)")


def _made_up_of(said: str) -> set[SmallTalk]:
    """The kinds of the phrases that `said` is made of; none when anything else is left, or when all is filling."""
    kinds: set[SmallTalk] = set()
    place = 0
    while place < len(said):
        ends = [(match.end(), kind) for kind, phrase in _phrases() if (match := phrase.match(said, place))]
        if not ends:
            return set()
        place, kind = max(ends, key=lambda end: end[0])  # the longest: "good night" is more than "good"
        if kind:
            kinds.add(kind)
    return kinds


def _is_one_letter(word: str) -> bool:
    return len(word) > 2 and len(set(word)) == 1


def _is_keyboard_noise(word: str) -> bool:
    """Whether a hand, and no head, wrote it: one letter, one syllable or a row of keys over and over, no vowel."""
    if re.fullmatch(r"(\w{1,3}?)\1{2,}|(\w{2,4})\2+", word):
        return True
    if len(word) < SHORTEST_RUN:
        return False
    runs = (word[i : i + SHORTEST_RUN] for i in range(len(word) - SHORTEST_RUN + 1))
    rows = (*KEYBOARD_ROWS, *(row[::-1] for row in KEYBOARD_ROWS))
    if any(run in row for run in runs for row in rows):
        return True
    return word.isascii() and word.isalpha() and len(word) > SHORTEST_RUN and not re.search(r"[aeiouy]", word)
