"""What the bot says to small talk: short, of use, and with the documents it answers from."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Protocol

from bot.conversation.intents import Kind
from bot.records import RemarkParts

TITLES_SHOWN = 10  # what a chat shows without scrolling; 'footnote status' lists them all


class Say(Protocol):
    """Says an English sentence, in whatever language, with the values in its named places."""

    def __call__(self, english: str, /, **values: object) -> str:
        """The sentence with its values; whole numbers as the language writes them."""
        ...


def in_english(english: str, /, **values: object) -> str:
    """The sentence as it is."""
    return english.format(**{name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()})


def replies() -> Mapping[str, str]:
    """What is said to small talk, by its kind."""
    return _tables()["replies"]


def unable() -> Mapping[str, str]:
    """What an act on the last answer says where it can do nothing, by the kind of that remark."""
    return _tables()["unable"]


def remark_parts(kind: Kind, titles: Sequence[str], examples: Sequence[str] = ()) -> RemarkParts:
    """What the reply to small talk is made of, for a bot over documents of these titles.

    `examples` are questions worth asking.
    """
    listed = tuple(titles[:TITLES_SHOWN]) if "{titles}" in replies()[kind] else ()
    example = examples[0] if examples and "{example}" in replies()[kind] else ""
    return RemarkParts(kind.value, len(titles), listed, example)


def remark_words(parts: RemarkParts, say: Say = in_english) -> str:
    """The reply in plain sentences; the titles stand in lines of their own that begin with "- ".

    Raises KeyError when `parts` are of no kind of remark.
    """
    return say(
        {**replies(), **unable()}[parts.kind],
        documents=_count(parts.documents, say),
        titles="".join(f"\n- {line}" for line in _lines(parts, say)),
        example=" " + say("For example: {example}", example=parts.example) if parts.example else "",
    )


def _lines(parts: RemarkParts, say: Say) -> list[str]:
    more = parts.documents - len(parts.titles)
    return [*parts.titles, *([say("and {count} more", count=more)] if more and parts.titles else [])]


def _count(documents: int, say: Say) -> str:
    return say("1 document") if documents == 1 else say("{count} documents", count=documents)


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("bot.language") / "replies.toml").read_text(encoding="utf-8"))
