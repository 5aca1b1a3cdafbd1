"""What the browser is told after each change of a conversation: what to draw anew of it, and what to keep.

An answer is some 20 kB of HTML, and as much again to keep. All of a conversation, twice a question, made its
twenty-fifth question two to nine times as slow as its first; so only what changed is sent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from uuid import uuid4

from bot.ui.conversation import ending_html, exchange_html
from bot.ui.exchanges import Conversation
from bot.ui.history import FORMAT
from bot.ui.messages import message


def drawing(
    conversation: Conversation,
    numbers: Iterable[int] = (),
    *,
    examples: Sequence[str] = (),
    hint: str = "",
    is_kept: bool = True,
) -> str:
    """The exchanges of these numbers, how many there are by now, and what stands after them.

    What the browser has drawn of the others stays, but for those above the count. It keeps what it draws, unless it
    is not `is_kept`. No two drawings are equal, so each is noticed.
    """
    exchanges = conversation.exchanges
    changed = {number: exchanges[number - 1] for number in numbers}
    kept = {number: asdict(exchange) for number, exchange in changed.items()} if is_kept else {}
    return message(
        {
            "id": conversation.id,
            "count": len(exchanges),
            "exchanges": {number: exchange_html(number, exchange) for number, exchange in changed.items()},
            "ending": ending_html(conversation, examples, hint),
            "format": FORMAT,
            "kept": kept,
            "unique": uuid4().hex,
        }
    )


def whole(conversation: Conversation) -> range:
    """The numbers of all exchanges."""
    return range(1, len(conversation.exchanges) + 1)
