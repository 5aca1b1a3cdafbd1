"""What the sources say, side by side: the figures, stances or statements of an answer, by source, and how they compare.

Figures are never averaged, and nothing says which source is right.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from bot.dialogue.abstention import RELATED_FROM
from bot.dialogue.asked import Asked, asked_in_context
from bot.dialogue.comparing import Statement, verdict_of
from bot.dialogue.concepts import spoken_of, telling, touched
from bot.dialogue.conditions import conditions
from bot.dialogue.contexts import Context, contexts
from bot.dialogue.figures import cases_of, figure_statements, kinds, subject_told
from bot.dialogue.listed import listed_statements, listing_of
from bot.dialogue.measures import Measure
from bot.dialogue.poles import POLES, Pole
from bot.dialogue.stances import Taken, act_of, asks_leave, leave, plain_stance, pole_of, stances, subject_of
from bot.records import Quotation
from bot.records.sources_say import Aspect, AspectKind, Said, Words
from bot.text.units import Dimension

# Poles of which a text speaks in many matters; a sentence must name what is asked about.
_OF_SOMETHING = frozenset(("allowed", "required", "included", "free", "common", "expensive"))
# A title word says nothing about one source when so many of the documents have it in their titles.
SHARED_TITLE_SHARE = 0.5

# What a question about one of these is also asking: "is it expensive" for the price, "how much" for whether it is
# expensive, in that order of the two.
_FIGURES_OF_POLE = {
    "downtime": ("recovery time", (Dimension.TIME,), Measure.RECOVERY),
    "immediate results": ("time to results", (Dimension.TIME,), Measure.RESULT),
    "expensive": ("cost", (Dimension.MONEY,), Measure.PLAIN),
}


def sources_say(
    question: str, quotations: Sequence[Quotation], *, context: str = "", repeated: str = ""
) -> tuple[Aspect, ...]:
    """The aspects that `question` asks about, what it asks first before what goes with it; empty when nobody answers.

    In a conversation `context` is the question with the words carried to it, and `repeated` the question that it asks
    once more, if it does. Documents come in the order of their best quotation. A figure that a document repeats stands
    once.
    """
    wanted = asked_in_context(question, context, repeated)
    found: Sequence[Context] = contexts(quotations)
    known = _known_to_all(quotations)
    if wanted.once_more:
        found = _of_its_own(wanted, found, known)
    match wanted.kind:
        case AspectKind.FIGURES:
            made = [_figures(wanted, found, known), *_pole_beside(wanted, found, known)]
        case AspectKind.STANCES:
            made = list(_stances(wanted, found, known))
        case AspectKind.STATEMENTS:
            made = list(_lists(wanted, found, known))
    return tuple(aspect for aspect in made if aspect.said)


def _known_to_all(quotations: Sequence[Quotation]) -> frozenset[str]:
    """The concepts in the titles of most documents: what all of them are about."""
    titles = {quotation.citation.document: quotation.citation.title for quotation in quotations}
    counts = Counter(concept for title in titles.values() for concept in telling(title))
    least = max(min(2, len(titles)), SHARED_TITLE_SHARE * len(titles))
    return frozenset(concept for concept, count in counts.items() if count >= least)


def _figures(wanted: Asked, found: Sequence[Context], known: frozenset[str]) -> Aspect:
    near = [context for context in found if _is_to_the_point(context.quotation)]
    return _aspect(_name(wanted), AspectKind.FIGURES, figure_statements(wanted, near, known))


def _is_to_the_point(quotation: Quotation) -> bool:
    """Whether a passage holds a word of the question, or would be an answer by its meaning.

    Others are read only because there were no better ones; the figures in them are those of something else.
    """
    return quotation.why.matched > 0 or quotation.probability >= RELATED_FROM


def _name(wanted: Asked) -> str:
    """What is measured, where the question names one of the measures that are known; else its own words."""
    if wanted.measure is Measure.SPACING:
        return "time between"
    if wanted.dimensions[:1] == (Dimension.MONEY,):
        return "cost"
    named = (name for name, _, measure in _FIGURES_OF_POLE.values() if measure is wanted.measure)
    return wanted.name if wanted.measure is Measure.PLAIN else next(named, wanted.name)


def _pole_beside(wanted: Asked, found: Sequence[Context], known: frozenset[str]) -> Iterator[Aspect]:
    """The stance that goes with the figures asked for: whether it is expensive, beside what it costs."""
    for pole in POLES:
        name, dimensions, measure = _FIGURES_OF_POLE.get(pole.name, ("", (), Measure.PLAIN))
        if name and dimensions[:1] == wanted.dimensions[:1] and measure is wanted.measure and pole.name != "downtime":
            yield _pole(pole, wanted, found, known)


def _stances(wanted: Asked, found: Sequence[Context], known: frozenset[str]) -> Iterator[Aspect]:
    pole = pole_of(wanted.asking)
    if pole is None:
        about = _of_its_own(wanted, found, known)
        yield _leave(wanted, about, known) if asks_leave(wanted.asking) else _plain(wanted, about, known)
        return
    yield _pole(pole, wanted, found, known)
    if pole.name in _FIGURES_OF_POLE:
        name, dimensions, measure = _FIGURES_OF_POLE[pole.name]
        beside = replace(wanted, kind=AspectKind.FIGURES, name=name, focus=(), dimensions=dimensions, measure=measure)
        yield _figures(beside, found, known)


def _lists(wanted: Asked, found: Sequence[Context], known: frozenset[str]) -> Iterator[Aspect]:
    listing = listing_of(wanted.asking)
    if listing is not None:
        yield _aspect(wanted.name, AspectKind.STATEMENTS, listed_statements(wanted, listing, found, known))


def _pole(pole: Pole, wanted: Asked, found: Sequence[Context], known: frozenset[str]) -> Aspect:
    """Where the sources stand on `pole`; a table cell also by the label that names it."""
    focus = frozenset((*wanted.focus, *telling(pole.name)))
    if pole.name in _OF_SOMETHING:
        of = [concept for concept in wanted.focus if concept not in known and not _is_of_pole(concept, pole)]
        found = _speaking(found, [concept for concept in wanted.own if concept in of] or of)
    statements = (
        _stance(context, taken, focus, known, wanted.question)
        for context in found
        for taken in stances(context.text, pole)
    )
    return _aspect(pole.name, AspectKind.STANCES, statements)


def _of_its_own(wanted: Asked, found: Sequence[Context], known: frozenset[str]) -> Sequence[Context]:
    """Those that speak of what was typed, or stand under a heading that does: other words are the question before."""
    return _speaking(found, [concept for concept in wanted.own if concept not in known])


def _speaking(found: Sequence[Context], of: Sequence[str]) -> Sequence[Context]:
    """Those that speak of one of these concepts, or whose heading does; all, where there are none."""
    return [context for context in found if not of or any(_is_on(concept, context) for concept in of)]


def _is_on(concept: str, context: Context) -> bool:
    headings = context.quotation.citation.headings[-1:]
    return any(spoken_of(concept, touched(words)) for words in (context.about, *headings))


def _is_of_pole(concept: str, pole: Pole) -> bool:
    return re.fullmatch(f"{pole.yes}|{pole.no}", concept) is not None or concept in telling(pole.name)


def _leave(wanted: Asked, found: Sequence[Context], known: frozenset[str]) -> Aspect:
    """Where the sources allow or forbid it, in so many words or by a plain negation.

    Where sentences speak of the very act, the others are on what else one may do with the same thing.
    """
    focus = tuple(concept for concept in wanted.focus if concept not in known)
    found = _speaking(found, act_of(wanted.asking)) or found
    spoken = {context: tuple(leave(context.text, focus)) for context in found}
    said = [
        _stance(context, taken, frozenset(wanted.focus), known, wanted.question)
        for context in _saying_most(focus, [context for context, all_taken in spoken.items() if all_taken])
        for taken in spoken[context]
    ]
    documents = {statement.said.document for statement in said}
    plain = (
        statement for statement in _plain_statements(wanted, found, known) if statement.said.document not in documents
    )
    return _aspect(wanted.name, AspectKind.STANCES, [*said, *plain])


def _plain(wanted: Asked, found: Sequence[Context], known: frozenset[str]) -> Aspect:
    return _aspect(wanted.name, AspectKind.STANCES, _plain_statements(wanted, found, known))


def _plain_statements(wanted: Asked, found: Sequence[Context], known: frozenset[str]) -> Iterator[Statement]:
    """Where the sources stand by their negations; what a sentence adds to the question tells its kind of case.

    Of each document only the sentences that say most of what was asked: where one is on pregnant women, one on women of
    any age answers no question on them.
    """
    focus = tuple(concept for concept in wanted.focus if concept not in known)
    taken = {context: stance for context in found if (stance := plain_stance(context.text, focus)) is not None}
    asked_of = frozenset(wanted.focus)
    for context in _saying_most(focus, taken):
        yield _with_rest(_stance(context, taken[context], asked_of, known, wanted.question), asked_of | known)


def _saying_most(focus: Sequence[str], found: Collection[Context]) -> list[Context]:
    """Of each document those that have most of the concepts asked about."""
    most: dict[str, int] = {}
    for context in found:
        document = context.quotation.citation.document
        most[document] = max(most.get(document, 0), _said_of(focus, context))
    return [context for context in found if _said_of(focus, context) == most[context.quotation.citation.document]]


def _said_of(focus: Sequence[str], context: Context) -> int:
    """How many of the concepts asked about a sentence has."""
    return len(touched(context.text).intersection(focus))


def _stance(context: Context, taken: Taken, focus: frozenset[str], known: frozenset[str], question: str) -> Statement:
    limits = conditions(context, taken.start, focus, known)
    start = context.words.start
    said = Said(
        document=context.quotation.citation.document,
        rank=context.quotation.rank,
        citation=context.citation,
        words=Words(context.text[taken.start : taken.end], start + taken.start, start + taken.end),
        sentence=context.words,
        stance=taken.stance,
        condition=", ".join(condition.words for condition in limits),
    )
    own = frozenset(telling(context.text.replace("-", " "))) - known - focus
    told = kinds(context.text, known | focus)
    if subject := frozenset(telling(subject_of(context.text))) - known - focus:
        told[""] = subject
    return Statement(
        said,
        limits,
        frozenset(),
        told,
        spoken=touched(context.about),
        own=own,
        subject=subject_told(context.text, known),
        question=question,
        cases=cases_of(context, question, context.text),
    )


def _with_rest(statement: Statement, known: frozenset[str]) -> Statement:
    """`statement` with the telling words beyond the question as a kind: open "to cars" is not open "to trucks"."""
    rest = frozenset(telling(statement.said.sentence.text)) - known
    return replace(statement, kinds={**statement.kinds, "": rest}) if rest else statement


def _aspect(name: str, kind: AspectKind, statements: Iterable[Statement]) -> Aspect:
    kept = _without_repeats(statements)
    return Aspect(name, kind, tuple(statement.said for statement in kept), verdict_of(kept))


def _without_repeats(statements: Iterable[Statement]) -> list[Statement]:
    """The statements by document, documents in the order they first speak; of the same value said twice the first.

    A stance counts as said twice in other words of one sentence, too: "immediate: improvements show at once".
    """
    seen: dict[tuple[object, ...], Statement] = {}
    for statement in statements:
        said = statement.said
        figure = said.figure
        words = (said.stance, said.words.text.lower()) if said.stance else said.words
        value = (figure.low, figure.high, figure.unit, figure.is_vague) if figure else words
        keys = tuple(sorted(key for condition in statement.conditions for key in condition.keys[:1]))
        seen.setdefault((said.document, value, keys, statement.rate), statement)
    by_sentence: dict[tuple[object, ...], Statement] = {}
    for statement in seen.values():
        said = statement.said
        by_sentence.setdefault((said.document, said.sentence, said.stance or said.words), statement)
    documents = list(dict.fromkeys(statement.said.document for statement in seen.values()))
    return sorted(by_sentence.values(), key=lambda statement: documents.index(statement.said.document))
