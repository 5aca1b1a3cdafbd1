"""What a reader asks, as the page sends it: each way gives the conversation in which that question waits."""

from collections.abc import Callable

import gradio as gr

from bot.errors import SettingsError
from bot.ui.exchanges import Conversation
from bot.ui.limits import LONGEST_QUESTION_CHARS, MOST_WORDS
from bot.ui.saying import say

# Raises SettingsError, which is a hint to the reader, when what was sent is no question of that conversation.
Way = Callable[[Conversation, gr.EventData], Conversation]


def anew(conversation: Conversation, event: gr.EventData) -> Conversation:
    """One more question."""
    return conversation.asked(_question(event))


def edited(conversation: Conversation, event: gr.EventData) -> Conversation:
    """Another question in the place of one; those after it go."""
    return conversation.edited(_number(conversation, event), _question(event))


def without(conversation: Conversation, event: gr.EventData) -> Conversation:
    """A question once more, to be searched for without the word that was pressed."""
    return conversation.without(*_chosen(conversation, event))


def with_again(conversation: Conversation, event: gr.EventData) -> Conversation:
    """A question once more, to be searched for with the word that had been left out."""
    return conversation.with_again(*_chosen(conversation, event))


def again(conversation: Conversation, event: gr.EventData) -> Conversation:
    """A question once more as it is, because no answer came back."""
    return conversation.again(_number(conversation, event))


def _question(event: gr.EventData) -> str:
    question = _sent(event, "question").strip()[:LONGEST_QUESTION_CHARS]
    if not question:
        raise SettingsError(say("Type a question first, then press Enter."))
    return question


def _number(conversation: Conversation, event: gr.EventData) -> int:
    number = getattr(event, "number", None)
    if not isinstance(number, int) or not conversation.has(number):
        raise SettingsError(say("That question is no longer there; ask it in the box below."))
    return number


def _chosen(conversation: Conversation, event: gr.EventData) -> tuple[int, str]:
    """The number of a question, and a word that its search is to leave out, or take in again."""
    number, word = _number(conversation, event), _sent(event, "word")
    exchange = conversation.exchanges[number - 1]
    if len(word) > LONGEST_QUESTION_CHARS or len(exchange.without) + len(exchange.pinned) >= MOST_WORDS:
        raise SettingsError(say("Those are too many chosen words; ask in other words."))
    return number, word


def _sent(event: gr.EventData, name: str) -> str:
    text = getattr(event, name, "")
    return text if isinstance(text, str) else ""
