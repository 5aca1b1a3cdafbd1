"""Whether a question can be understood by itself, or leans on those before it; readable rules, no model.

The signs are patterns of its language (`[leaning]` in bot/language/en.toml); a language without them knows only the
questions that hold no word for what they are about.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache

from bot.language.detection import question_language
from bot.language.tables import ENGLISH, languages
from bot.language.words import Word, content_words, is_name, terms


class Leaning(StrEnum):
    """What makes a question lean on those before it."""

    REPAIR = "repair"  # "I meant …"
    PRONOUN = "pronoun"  # "Does it hurt?"
    FRAGMENT = "fragment"  # "Why?", "And the neck?", "What about …"
    DEFINITE = "definite"  # "How was the experiment received?", after one was named
    COMPARISON = "comparison"  # "Which is better?", "What other ones …"
    PROPERTY = "property"  # "What are the side effects?": of what?


REPEATING = frozenset({Leaning.FRAGMENT, Leaning.REPAIR})  # these ask the question before once more, of something else
NAMES_ITS_SUBJECT_WORDS = 5  # content words before a pronoun, from which on a question names its own subject
QUESTIONS_REMEMBERED = 1_024
_WORDS = r"\b(?:{})\b"
_ANY_BEFORE = r"^\W*(?:(?:{})\b[\s,.!;:]*)+"


def stands_alone(question: str, history: Sequence[str], held: Sequence[str] = (ENGLISH,)) -> bool:
    """Whether `question` says by itself what it asks about; always after no `history` of earlier questions."""
    return leaning(question, history, held) is None


def leaning(question: str, history: Sequence[str], held: Sequence[str] = (ENGLISH,)) -> Leaning | None:
    """The first of the reasons, in their order, for which `question` leans on `history`, None when it stands alone.

    `held` are the languages of the documents, that of the most passages first.
    """
    return _leaning(question, tuple(held)) if history else None


@lru_cache(QUESTIONS_REMEMBERED)
def _leaning(question: str, held: tuple[str, ...]) -> Leaning | None:
    language = question_language(question, held)
    opening = _pattern("opening", language, _ANY_BEFORE)
    text = opening.sub("", " ".join(question.split())).lstrip(" ¿¡") or question
    rules = (
        (Leaning.REPAIR, _pattern("repair", language).search(text) is not None),
        (Leaning.PRONOUN, _has_open_pronoun(text, language)),
        (Leaning.FRAGMENT, _is_fragment(text, language)),
        (Leaning.DEFINITE, _has_bare_definite(text, language)),
        (Leaning.COMPARISON, compares(text, language)),
        (Leaning.PROPERTY, not named_words(text, language)),
    )
    return next((reason for reason, holds in rules if holds), None)


def repeated_turn(history: Sequence[str], held: Sequence[str] = (ENGLISH,)) -> int:
    """The turn that the last of `history` asks once more, over any chain of fragments and repairs; else that last."""
    turn = len(history) - 1
    while turn > 0 and leaning(history[turn], history[:turn], held) in REPEATING:
        turn -= 1
    return turn


def named_words(text: str, language: str) -> list[Word]:
    """The words of `text` that say what it is about: no property, unless it is written as a name among others."""
    found = content_words(text, language)
    has_names = len(found) > 1 and not languages()[language].capitalises_nouns
    return [word for word in found if word.term not in _unspecific(language) or (has_names and is_name(word))]


def compares(text: str, language: str) -> bool:
    """Whether `text` asks for a comparison, or for others, and does not say with what."""
    if _pattern("kind", language).search(text):
        return True
    found = _pattern("comparison", language).search(text)
    is_open = found is not None and not _pattern("compared_with", language, _WORDS).search(text)
    return is_open and found is not None and len(content_words(text[: found.start()], language)) <= 1


def _is_fragment(text: str, language: str) -> bool:
    """What opens like one; a lone content word that is not asked for itself; two after a question word, no verb."""
    count = len(content_words(text, language))
    if not count or _pattern("fragment", language, _WORDS).match(text):
        return True
    if count == 1:
        return not _pattern("itself", language, _WORDS).match(text)
    is_brief = count == 2 and _pattern("brief", language, _WORDS).match(text) is not None
    return is_brief and not _pattern("verb", language).search(text)


def _has_open_pronoun(text: str, language: str) -> bool:
    forward = _pattern("forward", language).search(text)
    points_ahead = forward is not None and named_words(forward["named"], language)
    ahead = range(*forward.span()) if forward and points_ahead else range(0)
    found = _pattern("pronoun", language).finditer(text)
    return any(not _has_antecedent(text[: match.start()], language) for match in found if match.start() not in ahead)


def _has_antecedent(before: str, language: str) -> bool:
    """Whether the question itself names something that a later pronoun may mean: "What is ketosis, and is it …"."""
    ends = [match.start() for match in _pattern("clause_end", language).finditer(before)]
    is_long = len(content_words(before, language)) >= NAMES_ITS_SUBJECT_WORDS
    return is_long or (bool(ends) and bool(named_words(before[: ends[-1]], language)))


def _has_bare_definite(text: str, language: str) -> bool:
    """A definite noun with nothing to say which: "the drawing", not "the role of women" or "the drinking age"."""
    named = {word.term for word in named_words(text, language)}
    known = frozenset(terms(f"{languages()[language].unique} {languages()[language].vague}", language))
    return any(
        terms(match["noun"], language)[0] not in known
        and not _goes_on(text[match.end() :], language)
        and len(named.difference(terms(match["noun"], language))) <= 1
        for match in _pattern("definite", language).finditer(text)
    )


def _goes_on(after: str, language: str) -> bool:
    """Whether another content word follows at once."""
    following = re.match(r"[ -]([\w-]+)", after)
    return following is not None and bool(content_words(following[1], language))


@cache
def _pattern(sign: str, language: str, frame: str = "{}") -> re.Pattern[str]:
    """The pattern of a sign in its frame; one that fits nothing for a language without the sign."""
    told = dict(languages()[language].leaning).get(sign)
    return re.compile(frame.format(told) if told else r"(?!)", re.IGNORECASE)


@cache
def _unspecific(language: str) -> frozenset[str]:
    """The terms of the words that say of no question what it is about."""
    return frozenset(terms(f"{languages()[language].properties} {languages()[language].vague}", language))
