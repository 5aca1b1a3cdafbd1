"""The answer to "What is this about?": what the guide of a document, or of all of them, quotes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain, islice, zip_longest

from bot.answer.level import Judged
from bot.library import Snapshot
from bot.records import (
    Answer,
    BlockKind,
    Citation,
    CitedQuotation,
    Document,
    Guide,
    Level,
    Quotation,
    QuotedSentence,
    ShortQuotation,
    Span,
    Why,
)
from bot.records.citations import cite_words
from bot.records.documents import block_at
from bot.search.in_time import InTime
from bot.search.query import Query

MOST_QUESTIONS = 3
MOST_DOCUMENTS = 5  # of a collection, that are quoted
MOST_TOLD = 5  # sentences of what happened at a time
NO_SCORES = Why(0.0, 0.0, 0.0, 0.0, 0.0, ())  # nothing was searched for


def certain(guide: Guide, aliases: Sequence[str], place: Callable[[str], tuple[str, int] | None]) -> Guide:
    """The guide with the first of its questions that are answered from its document, or from one with its text.

    `place` gives the document and the place there from which a question is sure to be answered, if it is.
    """
    own = (guide.document, *aliases)
    answered = (question for question in guide.questions if (found := place(question)) and found[0] in own)
    return replace(guide, questions=tuple(islice(answered, MOST_QUESTIONS)))


def about_document(question: str, document: Document, guide: Guide, *, asks_who: bool = False) -> Answer:
    """What a document is about, or who wrote it and when: its title and central sentences, or the lines that say so."""
    told = guide.byline if asks_who else guide.central
    title = () if asks_who and told else _title(document) or _spans(guide.central[:1])
    quoted = dict.fromkeys((*title, *_spans(told)))
    return replace(_answer(question, [(document, span) for span in quoted]), guide=guide)


def about_collection(question: str, snapshot: Snapshot) -> Answer:
    """What all documents are about, with the first central sentences or titles of some, of each subject in turn."""
    collection = snapshot.collection_guide()
    in_turn = chain.from_iterable(zip_longest(*(subject.documents for subject in collection.subjects)))
    told = []
    for name in islice(filter(None, in_turn), MOST_DOCUMENTS):
        document = snapshot.document(name)
        spans = _spans(snapshot.guide(name).central[:1]) or _title(document)
        told += [(document, span) for span in spans]
    return replace(_answer(question, told), collection=collection)


def what_happened(question: str, snapshot: Snapshot, query: Query, judged: Judged) -> Answer | None:
    """The central sentences of a time's documents, and what others say of it by its date; None for any other question.

    Where there is neither, those of documents of a longer time, which answer it only nearly.
    """
    time = InTime(snapshot, query)
    if not time.asks_what_happened:
        return None
    documents = time.documents()
    found = [(judged.hits[one.unit.passage].hit.passage.document, one) for one in judged.choice.ranked]
    stated = [
        (snapshot.document(name), Span(one.unit.sentence.start, one.unit.sentence.end))
        for name, one in found
        if time.asked and name not in documents and one.evidence.keys == 1.0 and not one.unit.only_dates
    ]
    told = [*time.central(documents, MOST_TOLD)[: MOST_TOLD - len(stated[:2])], *stated]
    if told:
        return replace(_answer(question, told[:MOST_TOLD]), period=time.taken(told[0][0].id))
    documents = time.documents(wider=True)
    told = time.central(documents, MOST_TOLD)
    near = _answer(question, told)
    return replace(near, level=Level.RELATED, period=snapshot.period_of(documents[0])) if told else None


def _answer(question: str, told: Sequence[tuple[Document, Span]]) -> Answer:
    """What is told, each in the block that it stands in."""
    passages = dict[Citation, Quotation]()
    short = list[ShortQuotation]()
    for document, span in told:
        block = block_at(document.blocks, span.start, span.end)
        cited = cite_words(document, Span(block.start, block.end))
        sentence = QuotedSentence(span.of(document.text), span.start, span.end)
        whole = Quotation(len(passages) + 1, 1.0, cited.exact, sentence, cited, (), NO_SCORES)
        short.append(passages.setdefault(cited, whole).part(span.start, span.end))
    level = Level.FOUND if told else Level.NOT_FOUND
    return Answer(question, level, (), tuple(passages.values()), short_answer=tuple(short))


def _spans(quoted: Iterable[CitedQuotation]) -> tuple[Span, ...]:
    return tuple(Span(one.start, one.end) for one in quoted)


def _title(document: Document) -> tuple[Span, ...]:
    """Where the title stands in the text as a heading."""
    title = document.title.casefold().split()
    headings = (Span(one.start, one.end) for one in document.blocks if one.kind is BlockKind.HEADING)
    return tuple(islice((span for span in headings if span.of(document.text).casefold().split() == title), 1))
