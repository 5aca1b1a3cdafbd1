"""What spoke for a passage, in words: scores stay in the JSON, where a program may compare them."""

from dataclasses import dataclass
from typing import assert_never

from bot.records import Move, Why

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
    found = [Reason("Place", _place(why))] if why.moved else []
    found += [Reason("Meaning", _meaning(why)), Reason("Words", _words(why))]
    if why.phrase > 0:
        found.append(Reason("Wording", "Neighbours in the question are neighbours in it."))
    if why.heading >= VERY_CLOSE:
        found.append(Reason("Headings", "Its title and headings fit the question."))
    if why.rerank is not None:
        found.append(Reason("Reranker", "It read the passage and decided its place."))
    return found


def move_words(move: Move) -> str:
    """Why a quotation stands where its evidence alone would not have it; "" where it does."""
    match move:
        case Move.NONE:
            return ""
        case Move.WARNS:
            return "warns, so it comes first"
        case Move.BEHIND_WARNINGS:
            return "moved: passages that warn come first"
        case Move.YIELDS:
            return "moved: a regulator or a journal, as relevant, comes before who sells"
        case Move.PREFERRED:
            return "moved: who sells, and is as relevant, comes after a regulator or a journal"
        case _:
            assert_never(move)


def _place(why: Why) -> str:
    words = f"{move_words(why.moved).capitalize()}."
    return words if why.found_at is None else f"{words} By what speaks for it alone it would be number {why.found_at}."


def _meaning(why: Why) -> str:
    nearest = "The marked sentence" if why.sentence > why.passage else "The passage as a whole"
    cosine = max(why.sentence, why.passage)
    if cosine >= VERY_CLOSE:
        return f"{nearest} is very close to the question."
    if cosine >= CLOSE:
        return f"{nearest} is close to the question."
    return "Not close to the question."


def _words(why: Why) -> str:
    if not why.matched_words:
        return "It holds none of those looked for."
    listed = ", ".join(why.matched_words)
    if why.matched >= 1:
        return f"It holds all of those looked for: {listed}."
    if why.matched >= MOST:
        return f"It holds the more telling of those looked for: {listed}."
    return f"It holds some of those looked for: {listed}."
