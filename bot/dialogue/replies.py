"""What the bot says to small talk: short, of use, and with the documents it answers from."""

from collections.abc import Sequence

from bot.dialogue.smalltalk import SmallTalk

TITLES_SHOWN = 10  # what a chat shows without scrolling; 'footnote status' lists them all

ABOUT = "I am Footnote. I answer questions from these documents by quoting them, and say where each quotation stands."
NO_PERSON = "I am a program, no person and no language model, so I can only say what the documents say."


REPLIES = {
    SmallTalk.DOCUMENTS: "I answer from {documents}:{titles}",
    SmallTalk.HELP: f"{ABOUT} I answer from {{documents}}.{{example}}",
    SmallTalk.MORE: "I quote what fits best and make nothing up. Ask more closely, and other passages come up.",
    SmallTalk.IDENTITY: f"{ABOUT} {NO_PERSON}",
    SmallTalk.INSULT: "Sorry if I was of no help. Other words for the same question often find more.{example}",
    SmallTalk.COMPLAINT: "Sorry. I can quote the wrong passage. Other words for the same question often find more.",
    SmallTalk.GOODBYE: "Goodbye. The documents and I will be here.",
    SmallTalk.THANKS: "You are welcome. Ask on, whenever you like.",
    SmallTalk.GREETING: "Hello. Ask me about {documents}.{example}",
    SmallTalk.ACKNOWLEDGEMENT: "Good. What else would you like to know?",
    SmallTalk.ABSURD: "I see no question there. Ask one in a few words.{example}",
    SmallTalk.EMPTY: "You have typed nothing yet. Ask a question in a few words.{example}",
}


def reply_to(kind: SmallTalk, titles: Sequence[str], examples: Sequence[str] = ()) -> str:
    """The reply to small talk, for a bot over documents of these titles; `examples` are questions worth asking.

    Plain sentences; the titles stand in lines of their own that begin with "- ".
    """
    example = f" For example: {examples[0]}" if examples else ""
    return REPLIES[kind].format(documents=_count(titles), titles=_lines(titles), example=example)


def _lines(titles: Sequence[str]) -> str:
    more = len(titles) - TITLES_SHOWN
    lines = [*titles[:TITLES_SHOWN], f"and {more:,} more"] if more > 0 else titles
    return "".join(f"\n- {line}" for line in lines)


def _count(titles: Sequence[str]) -> str:
    return "1 document" if len(titles) == 1 else f"{len(titles):,} documents"
