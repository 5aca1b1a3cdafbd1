"""A question as it is searched for: its text for the encoder, its content words for the lexical index."""

from dataclasses import dataclass

from bot.errors import QuestionError
from bot.text.normalise import clean
from bot.text.words import Word, content_words

MAX_QUESTION_CHARS = 4_000  # about 700 words; the encoder reads the first 200 of them


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched with: `text` in full, and its content words, each index term once, in order."""

    text: str
    words: tuple[Word, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """The index terms of the content words."""
        return tuple(word.term for word in self.words)


def parse_query(question: str) -> Query:
    """The query for a question. Raises QuestionError when it is empty or over `MAX_QUESTION_CHARS`."""
    text = " ".join(clean(question).split())
    if not text:
        raise QuestionError("The question is empty; type what you want to know.")
    if len(text) > MAX_QUESTION_CHARS:
        raise QuestionError(f"The question has {len(text):,} characters; ask in at most {MAX_QUESTION_CHARS:,}.")
    first_of_each = {word.term: word for word in reversed(content_words(text))}
    return Query(text, tuple(sorted(first_of_each.values(), key=lambda word: word.start)))
