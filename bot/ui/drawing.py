"""What the browser is told after each change of a conversation: what to draw anew of it, and what to keep.

An answer is some 20 kB of HTML, and as much again to keep. All of a conversation, twice a question, made its
twenty-fifth question two to nine times as slow as its first; so only what changed is sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from uuid import uuid4

from bot.ui.conversation import ending_html, exchange_html
from bot.ui.exchanges import Exchange
from bot.ui.history import FORMAT
from bot.ui.messages import message

NOTHING: Mapping[int, Exchange] = MappingProxyType({})


def drawing(
    count: int,
    changed: Mapping[int, Exchange] = NOTHING,
    *,
    examples: Sequence[str] = (),
    hint: str = "",
    is_kept: bool = True,
) -> str:
    """The changed exchanges by their numbers, how many there are by now, and what stands after them.

    What the browser has drawn of the others stays, but for those above the count. It keeps what it draws, unless it
    is not `is_kept`. No two drawings are equal, so each is noticed.
    """
    return message(
        {
            "count": count,
            "exchanges": {number: exchange_html(number, exchange) for number, exchange in changed.items()},
            "ending": ending_html(count, examples, hint),
            "refused": bool(hint),
            "format": FORMAT,
            "kept": {number: asdict(exchange) for number, exchange in changed.items()} if is_kept else {},
            "unique": uuid4().hex,
        }
    )
