"""What spoke for a passage, in words: scores stay in the JSON, where a program may compare them."""

from dataclasses import dataclass
from typing import assert_never

from bot.records import Move, Why
from bot.ui.saying import capital, say

# Cosines with all-MiniLM-L6-v2; another encoder's may lie higher or lower. Of the passages that corpus/questions.toml
# expects and `footnote ask` shows, half come to 0.53 and nine in ten to 0.34; of those shown to questions that no
# document answers, nine in ten stay below 0.50.
VERY_CLOSE = 0.5
CLOSE = 0.35
MOST = 0.5  # of what the words of a question weigh, rare ones more


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that was looked at, and what it says of the passage."""

    name: str
    words: str


def reasons(why: Why) -> list[Reason]:
    """Why it was moved, if it was; meaning and words always; then whatever else spoke for the passage."""
    found = [Reason(say("Place"), _place(why))] if why.moved else []
    found += [Reason(say("Meaning"), _meaning(why)), Reason(say("Words"), _words(why))]
    if why.phrase > 0:
        found.append(Reason(say("Wording"), say("Neighbours in the question are neighbours in it.")))
    if why.heading >= VERY_CLOSE:
        found.append(Reason(say("Headings"), say("Its title and headings fit the question.")))
    if why.rerank is not None:
        found.append(Reason(say("Reranker"), say("It read the passage and decided its place.")))
    return found


def move_words(move: Move) -> str:
    """Why a quotation stands where its evidence alone would not have it; "" where it does."""
    match move:
        case Move.NONE:
            return ""
        case Move.WARNS:
            return say("warns, so it comes first")
        case Move.BEHIND_WARNINGS:
            return say("moved: passages that warn come first")
        case Move.YIELDS:
            return say("moved: a regulator or a journal, as relevant, comes before who sells")
        case Move.PREFERRED:
            return say("moved: who sells, and is as relevant, comes after a regulator or a journal")
        case _:
            assert_never(move)


def _place(why: Why) -> str:
    words = f"{capital(move_words(why.moved))}."
    if why.found_at is None:
        return words
    return f"{words} {say('By what speaks for it alone it would be number {number}.', number=why.found_at)}"


def _meaning(why: Why) -> str:
    is_sentence = why.sentence > why.passage
    cosine = max(why.sentence, why.passage)
    if cosine >= VERY_CLOSE and is_sentence:
        return say("One of its sentences is very close to the question.")
    if cosine >= VERY_CLOSE:
        return say("The passage as a whole is very close to the question.")
    if cosine >= CLOSE and is_sentence:
        return say("One of its sentences is close to the question.")
    if cosine >= CLOSE:
        return say("The passage as a whole is close to the question.")
    return say("Not close to the question.")


def _words(why: Why) -> str:
    if not why.matched_words:
        return say("It holds none of those looked for.")
    listed = ", ".join(why.matched_words)
    if why.matched >= 1:
        return say("It holds all of those looked for: {words}.", words=listed)
    if why.matched >= MOST:
        return say("It holds the more telling of those looked for: {words}.", words=listed)
    return say("It holds some of those looked for: {words}.", words=listed)
