"""Passages made by hand, and the forward index of them."""

from collections.abc import Sequence

from bot.library.forward import ForwardIndex
from bot.library.forward_builder import Readable, forward_index
from bot.library.rows import input_hash
from bot.records import Passage, Sentence


def forward_of(passages: Sequence[Passage]) -> ForwardIndex:
    return forward_index(
        Readable(
            passage.text,
            tuple(sentence.text for sentence in passage.sentences),
            passage.context,
            input_hash(passage.heading_input),
        )
        for passage in passages
    )


def passage(pieces: Sequence[tuple[str, str]], context: str = "") -> Passage:
    """A passage of these sentences, each with what stands before it and belongs to no sentence."""
    text, sentences = "", []
    for before, sentence in pieces:
        text += f"{before} " if before else ""
        sentences.append(Sentence(len(text), len(text) + len(sentence), sentence))
        text += f"{sentence} "
    return Passage("docs/a.md", 0, 0, len(text) - 1, text[:-1], tuple(sentences), (), context)
