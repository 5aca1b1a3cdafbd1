"""What spoke for a passage, in words: scores stay in the JSON, where a program may compare them."""

from dataclasses import dataclass

from bot.records import Why

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
    """Meaning and words always, then whatever else spoke for the passage."""
    found = [Reason("Meaning", _meaning(why)), Reason("Words", _words(why))]
    if why.phrase > 0:
        found.append(Reason("Wording", "Neighbours in the question are neighbours in it."))
    if why.heading >= VERY_CLOSE:
        found.append(Reason("Headings", "Its title and headings fit the question."))
    if why.rerank is not None:
        found.append(Reason("Reranker", "It read the passage and decided its place."))
    return found


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
