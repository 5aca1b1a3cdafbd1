"""What the bot says to small talk: short, of use, and with the documents it answers from."""

from collections.abc import Sequence
from typing import Protocol

from bot.conversation.intents import Kind
from bot.records import RemarkParts

TITLES_SHOWN = 10  # what a chat shows without scrolling; 'footnote status' lists them all

ABOUT = "I am Footnote. I answer questions from these documents by quoting them, and say where each quotation stands."
NO_PERSON = "I am a program, no person and no language model, so I can only say what the documents say."


REPLIES = {
    Kind.DOCUMENTS: "I answer from {documents}:{titles}",
    Kind.HELP: f"{ABOUT} I answer from {{documents}}.{{example}}",
    Kind.IDENTITY: f"{ABOUT} {NO_PERSON}",
    Kind.INSULT: "Sorry if I was of no help. Other words for the same question often find more.{example}",
    Kind.COMPLAINT: "Sorry. I can quote the wrong passage. Other words for the same question often find more.",
    Kind.GOODBYE: "Goodbye. The documents and I will be here.",
    Kind.THANKS: "You are welcome. Ask on, whenever you like.",
    Kind.GREETING: "Hello. Ask me about {documents}.{example}",
    Kind.ACKNOWLEDGEMENT: "Good. What else would you like to know?",
    Kind.ABSURD: "I see no question there. Ask one in a few words.{example}",
    Kind.EMPTY: "You have typed nothing yet. Ask a question in a few words.{example}",
}

# What an act on the last answer says where it can do nothing, by the kind of the remark.
UNABLE = {
    "nothing before": "There is no answer yet that this could be about. Ask a question first.",
    "nothing quoted": "Nothing is quoted as the last answer, so there is nothing to show of it.",
    "no more": "There are no more passages for that question.",
    "no such one": "The last answer has none of that number.",
    "no choice": "The last answer left no choice. Ask again, with a word or two more.",
}


class Say(Protocol):
    """Says an English sentence, in whatever language, with the values in its named places."""

    def __call__(self, english: str, /, **values: object) -> str:
        """The sentence with its values; whole numbers as the language writes them."""
        ...


def in_english(english: str, /, **values: object) -> str:
    """The sentence as it is."""
    return english.format(**{name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()})


def remark_parts(kind: Kind, titles: Sequence[str], examples: Sequence[str] = ()) -> RemarkParts:
    """What the reply to small talk is made of, for a bot over documents of these titles.

    `examples` are questions worth asking.
    """
    listed = tuple(titles[:TITLES_SHOWN]) if "{titles}" in REPLIES[kind] else ()
    example = examples[0] if examples and "{example}" in REPLIES[kind] else ""
    return RemarkParts(kind.value, len(titles), listed, example)


def remark_words(parts: RemarkParts, say: Say = in_english) -> str:
    """The reply in plain sentences; the titles stand in lines of their own that begin with "- ".

    Raises ValueError when `parts` are of no kind of remark.
    """
    return say(
        UNABLE.get(parts.kind) or REPLIES[Kind(parts.kind)],
        documents=_count(parts.documents, say),
        titles="".join(f"\n- {line}" for line in _lines(parts, say)),
        example=" " + say("For example: {example}", example=parts.example) if parts.example else "",
    )


def _lines(parts: RemarkParts, say: Say) -> list[str]:
    more = parts.documents - len(parts.titles)
    return [*parts.titles, *([say("and {count} more", count=more)] if more and parts.titles else [])]


def _count(documents: int, say: Say) -> str:
    return say("1 document") if documents == 1 else say("{count} documents", count=documents)
