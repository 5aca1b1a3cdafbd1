"""Passages to a forward index (`bot.library.forward`)."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np

from bot.language.answer_types import KINDS, holds
from bot.language.tables import ENGLISH
from bot.language.words import terms
from bot.library.forward import ForwardIndex
from bot.library.runs import Collector


@dataclass(frozen=True, slots=True)
class Readable:
    """What is read of a passage, in the language of its document. Equal titles and headings have equal `place`s."""

    text: str
    sentences: tuple[str, ...]
    context: str
    place: bytes
    language: str = ENGLISH


def forward_index(passages: Iterable[Readable]) -> ForwardIndex:
    """The index of these passages, numbered from 0."""
    builder = _Builder()
    for passage in passages:
        builder.add(passage)
    return builder.index()


class _Builder:
    """Numbers everything by first appearance, and the terms by alphabet at the end."""

    def __init__(self) -> None:
        self._terms: dict[str, int] = {}
        self._sentences = Collector()
        self._first_sentences = array("q", [0])
        self._answers = array("H")
        self._places: dict[bytes, int] = {}
        self._headings = array("i")
        self._known_contexts: dict[tuple[str, str], int] = {}
        self._contexts = Collector()
        self._context_rows = array("q")
        self._unspoken = Collector()
        self._unspoken_rows = array("q")

    def add(self, passage: Readable) -> None:
        language = passage.language
        sentences = [self._numbered(sentence, language) for sentence in passage.sentences]
        for numbers, text in zip(sentences, passage.sentences, strict=True):
            self._sentences.add(numbers)
            self._answers.append(sum(holds(text, kind, language) << bit for bit, kind in enumerate(KINDS)))
        whole = self._numbered(passage.text, language)
        if whole != list(chain.from_iterable(sentences)):
            self._unspoken.add(whole)
            self._unspoken_rows.append(len(self._headings))
        context = (passage.context, language)
        if context not in self._known_contexts:
            self._known_contexts[context] = len(self._known_contexts)
            self._contexts.add(self._numbered(*context))
        self._context_rows.append(self._known_contexts[context])
        self._headings.append(self._places.setdefault(passage.place, len(self._places)))
        self._first_sentences.append(len(self._sentences))

    def index(self) -> ForwardIndex:
        vocabulary = sorted(self._terms)
        by_alphabet = np.empty(len(vocabulary), dtype=np.int32)
        by_alphabet[[self._terms[term] for term in vocabulary]] = np.arange(len(vocabulary))
        return ForwardIndex(
            vocabulary=vocabulary,
            sentences=self._sentences.runs(by_alphabet),
            first_sentences=np.array(self._first_sentences, dtype=np.int64),
            answers=np.array(self._answers, dtype=np.uint16),
            headings=np.array(self._headings, dtype=np.int32),
            contexts=self._contexts.runs(by_alphabet),
            context_rows=np.array(self._context_rows, dtype=np.int64),
            unspoken=self._unspoken.runs(by_alphabet),
            unspoken_rows=np.array(self._unspoken_rows, dtype=np.int64),
        )

    def _numbered(self, text: str, language: str) -> list[int]:
        return [self._terms.setdefault(term, len(self._terms)) for term in terms(text, language)]
