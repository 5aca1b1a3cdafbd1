"""What of a document states something: no heading, question, lead-in, label or other fragment does."""

import re

from bot.language.wordlists import wordlists
from bot.records import Block, BlockKind

_ASKS = ("?", "？", "؟")  # not the Greek one, which is a semicolon: items of lists end in those
_INTRODUCES = (":", "：", "։")
_ENDED = re.compile(r"[.!?…。！？．؟।॥۔][\"'”’»)\]」』）*_]*(?:\[\d+\])*$")
_LABEL = re.compile(r"^\W*(?P<label>[^\W\d]+)\.?\s+\d+(?:\.\d+)*[a-z]?\s*[:.–—|-]\s")  # Table 2: · Fig. 3. · Abb. 4 –
_CAPTIONED = frozenset({"figure", "table"})


def asks(sentence: str) -> bool:
    """Whether a sentence ends as questions do."""
    return sentence.rstrip("*_ ").endswith(_ASKS)


def asks_or_introduces(sentence: str) -> bool:
    """Whether a sentence ends as questions and lead-ins do."""
    return sentence.rstrip("*_ ").endswith((*_ASKS, *_INTRODUCES))


def may_state(sentence: str, block: Block) -> bool:
    """Whether a sentence of `block` that neither asks nor introduces anything may state something by itself."""
    if block.kind is BlockKind.HEADING:
        return False
    if block.kind is BlockKind.PARAGRAPH:
        return bool(_ENDED.search(sentence)) and not _is_caption(sentence)
    return True


def _is_caption(text: str) -> bool:
    label = _LABEL.match(text)
    return label is not None and wordlists().labels.get(label["label"].casefold()) in _CAPTIONED
