"""What an answer lists, describes and asks back, in sections: for the terminal, the page and saved files alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from bot.conversation.replies import Say, in_english
from bot.records import (
    UNKNOWN,
    Act,
    Answer,
    CitedQuotation,
    CollectionGuide,
    Doubt,
    Figure,
    Guide,
    GuidedDocument,
    Listed,
    Listing,
    Order,
    Period,
    Subject,
    Which,
)

# Their figures are in base units that nobody writes; the quotation beside them says what the source does.
UNSPOKEN_DIMENSIONS = frozenset({"time", "date", "time of day"})
FIVE_DIGITS = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a section: its name and facts of it, what is quoted of it, and a question that asks for it alone.

    A quotation without a name is of the document that the guide is of. `level` is the depth of a heading in an outline,
    from 1; 0 for anything else.
    """

    name: str = ""
    facts: tuple[str, ...] = ()
    quotation: CitedQuotation | None = None
    question: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """Things under a heading, and questions to ask on with; none of these is empty but the parts that are not there.

    `is_main` says that the answer begins with it.
    """

    heading: str
    lines: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    questions: tuple[str, ...] = ()
    is_main: bool = False


def sections(answer: Answer, say: Say = in_english) -> tuple[Section, ...]:
    """All that the answer lists, describes and asks back, in the order to be read."""
    found: list[Section] = []
    if answer.listing:
        found += _listing(answer.listing, say)
    if answer.guide:
        found += _guide(answer.guide, say)
    if answer.collection:
        found += _collection(answer.collection, say)
    if answer.which:
        found.append(_which(answer.which, say))
    return tuple(found)


def notes(answer: Answer, say: Say = in_english) -> tuple[str, ...]:
    """What the turn did with the last answer, and the period that this one is taken from."""
    period = say("Taken from: {period}", period=period_words(answer.period)) if answer.period else ""
    return tuple(note for note in (_act(answer.act, say), period) if note)


def offered(answer: Answer) -> tuple[str, ...]:
    """The questions offered in place of the one asked, without those of the choices."""
    chosen = {choice.question for choice in answer.which.choices} if answer.which else set()
    return tuple(question for question in answer.did_you_mean if question not in chosen)


def offering(answer: Answer, say: Say = in_english) -> str:
    """What stands above the questions that are offered; what the choices ask themselves is not asked twice."""
    several = answer.did_you_mean_reason is Doubt.SEVERAL and answer.which is None
    return say("Several things answer this. Which one?") if several else say("Did you mean:")


def period_words(period: Period) -> str:
    """A period as it is written; as its days where it is not."""
    return period.words or f"{period.start} – {period.end}"


def _act(act: Act, say: Say) -> str:
    match act:
        case Act.NONE:
            words = ""
        case Act.SHORTER:
            words = say("The last answer, shorter")
        case Act.MORE:
            words = say("More on the last question")
        case Act.NTH:
            words = say("The one of the last answer that you named")
        case Act.WHY:
            words = say("Why the last answer was given")
        case Act.WHERE:
            words = say("Where the last answer stands")
        case Act.WHICH:
            words = say("What the last answer left open")
        case _:
            assert_never(act)
    return words


def _listing(listing: Listing, say: Say) -> Iterator[Section]:
    order = _order(listing.order, say)
    held = [one for one in listing.documents if one.count] if listing.lacking else []
    entries = _listed(held or listing.documents, say)
    yield Section(_listing_heading(listing, say), (order,) if order else (), entries, is_main=bool(entries))
    if 0 < len(held) < len(listing.documents):
        entries = _listed(listing.documents[len(held) :], say)
        yield Section(say("These do not say no, they do not speak of it"), entries=entries)
    if listing.perhaps:
        yield Section(say("Perhaps also: near in meaning, without the words"), entries=_listed(listing.perhaps, say))
    if listing.denying:
        heading = say("These say no: every place with the words denies them")
        yield Section(heading, entries=_listed(listing.denying, say))


def _listing_heading(listing: Listing, say: Say) -> str:
    """How many documents hold the words, and whether these are all of them."""
    total, shown = listing.total, len(listing.documents)
    held = (_lacking if listing.lacking else _holding)(total, listing.words, say)
    if not shown:
        return f"{held}."
    if shown < total:
        return f"{held}; {say('these are the first {count}', count=shown)}:"
    if not listing.complete:
        return f"{held}; {say('there may be more')}:"
    return f"{held}; {say('there is no other') if total == 1 else say('these are all')}:"


def _holding(total: int, words: Sequence[str], say: Say) -> str:
    if not words:
        return say("1 document is listed") if total == 1 else say("{count} documents are listed", count=total)
    named = _joined(words, say)
    match total:
        case 0:
            return say("No document holds {words}", words=named)
        case 1:
            return say("1 document holds {words}", words=named)
        case _:
            return say("{count} documents hold {words}", count=total, words=named)


def _lacking(total: int, words: Sequence[str], say: Say) -> str:
    named = _joined(words, say)
    match total:
        case 0:
            return say("No document is without {words}", words=named)
        case 1:
            return say("1 document is without {words}", words=named)
        case _:
            return say("{count} documents are without {words}", count=total, words=named)


def _joined(words: Sequence[str], say: Say) -> str:
    *first, last = words
    return say("{words} and {last}", words=", ".join(first), last=last) if first else last


def _order(order: Order, say: Say) -> str:
    match order:
        case Order.NONE:
            return ""
        case Order.HIGHEST:
            return say("In order, the highest first.")
        case Order.LOWEST:
            return say("In order, the lowest first.")
        case Order.LATEST:
            return say("In order, the latest first.")
        case Order.EARLIEST:
            return say("In order, the earliest first.")
        case _:
            assert_never(order)


def _listed(documents: Sequence[Listed], say: Say) -> tuple[Entry, ...]:
    return tuple(Entry(_name(one.title, one.document), _facts(one, say), one.quotation) for one in documents)


def _facts(listed: Listed, say: Say) -> tuple[str, ...]:
    places = say("1 place") if listed.count == 1 else say("{count} places", count=listed.count)
    figure = _figure(listed.figure) if listed.figure else ""
    return tuple(fact for fact in (figure, places if listed.count else "") if fact)


def _figure(figure: Figure) -> str:
    """The figure with its unit; "" where it is in one that nobody writes."""
    if figure.dimension in UNSPOKEN_DIMENSIONS:
        return ""
    ends = [_number(end) for end in dict.fromkeys((figure.low, figure.high)) if end is not None]
    return " ".join(part for part in ("–".join(ends), figure.unit or figure.counted) if part)


def _number(value: float) -> str:
    """The number, from five digits on with thin spaces between thousands, as any language may (SI Brochure, 5.4.4)."""
    separator = "\N{NARROW NO-BREAK SPACE}" if abs(value) >= FIVE_DIGITS else ""
    return f"{value:,.2f}".removesuffix(".00").replace(",", separator)


def _name(title: str, document: str) -> str:
    return title.strip() or document


def _guide(guide: Guide, say: Say) -> Iterator[Section]:
    facts = " · ".join(fact for fact in (guide.author, guide.publisher, guide.date) if fact not in ("", UNKNOWN))
    lines = [facts] if facts else []
    if guide.period:
        lines.append(say("Period: {period}", period=period_words(guide.period)))
    title = _name(guide.title, guide.document)
    yield Section(say("What “{title}” is about", title=title), tuple(lines), is_main=True)
    outline = tuple(Entry(one.heading, level=max(one.level, 1)) for one in guide.outline)
    quoted = (
        (say("Who wrote it, and when"), guide.byline),
        (say("What it says above all"), guide.central),
        (say("Dates"), guide.dates),
        (say("Figures"), guide.figures),
    )
    if outline:
        yield Section(say("Outline"), entries=outline)
    for heading, quotations in quoted:
        if quotations:
            yield Section(heading, entries=tuple(Entry(quotation=quotation) for quotation in quotations))
    if guide.questions:
        yield Section(say("Questions that it answers"), questions=guide.questions)


def _collection(collection: CollectionGuide, say: Say) -> Iterator[Section]:
    total, shown = collection.total, len(collection.documents)
    one = say("What this document is about")
    heading = one if total == 1 else say("What these {count} documents are about", count=total)
    first = (say("The first {count}:", count=shown),) if shown < total else ()
    documents = tuple(map(_guided, collection.documents))
    yield Section(heading, is_main=True)
    if collection.subjects:
        yield Section(say("Subjects"), entries=tuple(_subject(subject, say) for subject in collection.subjects))
    if collection.periods:
        yield Section(say("Periods"), entries=tuple(Entry(period_words(period)) for period in collection.periods))
    if documents:
        yield Section(say("Documents"), first, documents)


def _guided(document: GuidedDocument) -> Entry:
    date = document.date if document.date != UNKNOWN else ""
    period = period_words(document.period) if document.period else ""
    facts = tuple(fact for fact in (date, period) if fact)
    return Entry(_name(document.title, document.document), facts)


def _subject(subject: Subject, say: Say) -> Entry:
    count = subject.total
    held = say("in 1 document") if count == 1 else say("in {count} documents", count=count)
    return Entry(", ".join(subject.phrases), (held,))


def _which(which: Which, say: Say) -> Section:
    shown = len(which.choices)
    heading = say("{count} things answer this equally well. Which one?", count=which.count)
    lines = (say("The first {count}:", count=shown),) if shown < which.count else ()
    entries = tuple(Entry(one.name, (), one.quotation, one.question) for one in which.choices)
    return Section(heading, lines, entries, is_main=True)
