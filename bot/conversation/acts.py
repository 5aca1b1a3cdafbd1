"""Acts on the last answer: shorter, more, the second one, why, where, which. What they cannot do, they say."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar, assert_never

from bot.conversation.replies import remark_words
from bot.language.answer_types import AnswerType, holds
from bot.language.words import content_words, leans, terms
from bot.library import Snapshot
from bot.records import Act, Answer, Doubt, Level, Quotation, RemarkParts, Sentence, ShortQuotation, Turn
from bot.search.confidence import FOUND_FROM

PASSAGES = 5  # as many more as a question is answered with
WHY_AMONG = 4  # the first words of a sentence that is all a reason
LAST = -1  # the number of the last one
NOTHING = {
    Act.SHORTER: "nothing quoted",
    Act.MORE: "no more",
    Act.NTH: "no such one",
    Act.WHERE: "nothing quoted",
    Act.WHICH: "no choice",
}
T = TypeVar("T")


class Ask(Protocol):
    """Asks a question in the conversation before the last turn, of the documents that were chosen."""

    def __call__(self, question: str, /, *, passages: int) -> Answer:
        """The answer with so many passages."""
        ...


def choice_named(question: str, last: Turn | None) -> str:
    """The question of the one choice that the `last` answer offered and `question` names, "" where it names none."""
    if last is None or last.answer.which is None:
        return ""
    named = {word.term for word in content_words(question)}
    found = [choice.question for choice in last.answer.which.choices if named and named <= set(terms(choice.name))]
    return found[0] if len(found) == 1 else ""


def act(kind: Act, number: int, last: Turn | None, snapshot: Snapshot, ask: Ask) -> Answer | None:
    """What `kind` makes of the `last` turn that was no remark; `number` is that of the item wanted, from 1, or `LAST`.

    The answer's question is the one that it is about. Where nothing can be done, a remark says so; None where the turn
    is better searched as any question is: "why?" of what gives no reason, and "the third" before anything was answered.
    """
    if last is None:
        return None if kind in (Act.NTH, Act.WHY) else _unable(kind, "", "nothing before")
    answer = last.answer if last.answer.act else replace(last.answer, question=last.question)
    found = _done(kind, number, answer, snapshot, ask)
    return found or (_unable(kind, answer.question, NOTHING[kind]) if kind in NOTHING else None)


def _done(kind: Act, number: int, answer: Answer, snapshot: Snapshot, ask: Ask) -> Answer | None:
    found: Answer | None = None
    match kind:
        case Act.SHORTER:
            found = _shorter(answer)
        case Act.MORE:
            found = _more(answer, ask)
        case Act.NTH:
            found = _nth(answer, number, ask)
        case Act.WHY:
            found = _reason(answer, snapshot)
        case Act.WHERE:
            found = next((_with(answer, kind, [passage], short) for passage, short in _quoted(answer)), None)
        case Act.WHICH:
            is_choice = answer.listing or answer.which or answer.did_you_mean
            found = replace(answer, act=kind) if is_choice else None
        case Act.NONE:
            pass
        case _:
            assert_never(kind)
    return found


def _unable(kind: Act, question: str, why: str) -> Answer:
    parts = RemarkParts(why, 0)
    return Answer(question, Level.NOT_FOUND, (), (), remark=remark_words(parts), remark_parts=parts, act=kind)


def _shorter(answer: Answer) -> Answer | None:
    """The first quotation of the short answer alone; of several sentences the one that answers best."""
    for quotation, short in _quoted(answer):
        best, narrowed = quotation.sentence, short
        if short.start <= best.start < best.end <= short.end:
            narrowed = quotation.part(best.start, best.end, short.lead_in)
        return _with(answer, Act.SHORTER, [quotation], narrowed)
    return None


def _more(answer: Answer, ask: Ask) -> Answer | None:
    """Further passages: those of the document quoted first, each quoted by its best sentence, then others."""
    seen = max((quotation.rank for quotation in answer.passages), default=0)
    again = ask(answer.question, passages=seen + PASSAGES) if seen else answer
    quoted = [one for one, _ in _quoted(answer)]
    own = quoted[0].citation.document if quoted else ""
    told = range(seen + 1) if answer.act is Act.MORE else {one.rank for one in quoted}
    going_on = [one for one in again.passages if one.citation.document == own and one.rank not in told]
    passages = [*going_on, *(one for one in again.passages if one.rank > seen and one not in going_on)]
    short = (one.part(one.sentence.start, one.sentence.end) for one in going_on)
    return _with(again, Act.MORE, passages, *short) if passages else None


def _nth(answer: Answer, number: int, ask: Ask) -> Answer | None:
    """One of what was listed, offered or quoted: a question is asked, of a listing one document is left."""
    if answer.listing:
        documents = _item(answer.listing.documents, number)
        return replace(answer, listing=replace(answer.listing, documents=documents), act=Act.NTH) if documents else None
    offered = [choice.question for choice in answer.which.choices] if answer.which else answer.did_you_mean
    if offered:
        answers = [ask(question, passages=PASSAGES) for question in _item(offered, number)]
        return replace(answers[0], act=Act.NTH) if answers else None
    quoted = list(_quoted(answer))
    if len(quoted) > 1:
        return next((_with(answer, Act.NTH, [passage], short) for passage, short in _item(quoted, number)), None)
    passages = _item(answer.passages, number)
    return _with(answer, Act.NTH, passages) if passages else None


def _item(items: Sequence[T], number: int) -> tuple[T, ...]:
    """The item of that number alone; nothing where there is none."""
    place = len(items) if number == LAST else number
    return tuple(items[place - 1 : place]) if place > 0 else ()


def _reason(answer: Answer, snapshot: Snapshot) -> Answer | None:
    """The sentence that gives the reason of what was quoted: a part of that, or one that goes on from it."""
    for quotation, short in _quoted(answer):
        own = list(_reasons(snapshot, quotation))
        inside = [one for one in own if short.start <= one.start < short.end]
        language = snapshot.language_of(quotation.citation.document)
        going_on = [one for one in own if one.start >= short.end and _goes_on(one.text, language)]
        if inside or going_on:
            reason = (inside or going_on)[0]
            found = _with(answer, Act.WHY, [quotation], quotation.part(reason.start, reason.end))
            return found if inside else replace(found, level=Level.RELATED)
    return None


def _reasons(snapshot: Snapshot, quotation: Quotation) -> Iterator[Sentence]:
    """The sentences of a passage that give a reason; none of one that the documents no longer hold."""
    cited, language = quotation.citation, snapshot.language_of(quotation.citation.document)
    for passage in snapshot.passages(snapshot.keys_at(cited.document, [cited.start])):
        if passage.text == quotation.text:
            yield from (one for one in passage.sentences if holds(one.text, AnswerType.REASON, language))


def _goes_on(sentence: str, language: str) -> bool:
    """Whether a sentence gives the reason of the one before it: "This is because", not "It ends early, because"."""
    return leans(sentence, language) and holds(" ".join(sentence.split()[:WHY_AMONG]), AnswerType.REASON, language)


def _quoted(answer: Answer) -> Iterator[tuple[Quotation, ShortQuotation]]:
    """What the short answer quotes, each with the passage that it stands in."""
    of_rank = {quotation.rank: quotation for quotation in answer.passages}
    return ((of_rank[short.rank], short) for short in answer.short_answer if short.rank in of_rank)


def _with(answer: Answer, kind: Act, passages: Sequence[Quotation], *short: ShortQuotation) -> Answer:
    """The answer with these passages, and without what it set beside them."""
    bare = replace(answer, sources_say=(), did_you_mean=(), did_you_mean_reason=Doubt.NONE, which=None, act=kind)
    is_doubtful = (kind is Act.MORE or not short) and all(quotation.probability < FOUND_FROM for quotation in passages)
    level = Level.RELATED if is_doubtful and answer.level is Level.FOUND else answer.level
    return replace(bare, level=level, passages=tuple(passages), short_answer=short)
