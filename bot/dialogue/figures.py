"""The figures among quotations that answer a question, each with what decides about comparing it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.dialogue.asked import Asked
from bot.dialogue.comparing import Statement
from bot.dialogue.concepts import REMEMBERED, concept_of, concepts, spoken_of, telling, touched
from bot.dialogue.conditions import conditions
from bot.dialogue.contexts import Context
from bot.dialogue.contrasts import contrasts
from bot.dialogue.figures_asked import figures_asked, may_answer
from bot.dialogue.frames import frame_of
from bot.dialogue.measures import Measure
from bot.dialogue.stances import subject_of
from bot.language.words import is_function_word
from bot.records.sources_say import Figure, Said, Words
from bot.text.moments import moments
from bot.text.quantities import Quantity, may_measure, quantities
from bot.text.units import Dimension

# With less of the question in its sentence or labels a figure is about something else; what is counted, or a measure
# of time, says enough by itself. One word of three: the passages were found for the question.
COVERED_SHARE = 0.3
# With so much of the question in its sentence a time need not say what it is measured of.
CLOSE_SHARE = 0.5
# Dimensions of which most texts give figures of many things; a torque or a loudness is hardly ever another one's.
_EVERYWHERE = frozenset((Dimension.TIME, Dimension.MONEY, Dimension.SHARE, Dimension.COUNT, Dimension.TEMPERATURE))
LEAST_CLOSE = 2  # words: "the treatment takes an hour" is not how far apart treatments are

_POINTS = frozenset((Dimension.CLOCK, Dimension.DATE))
_ASKS_END = re.compile(
    r"\b(?:until|till|close[sd]?|closing|ends?|finish(?:es)?|late(?:st)?|last|deadline|expires?|by)\b", re.I
)
_ASKS_BEGINNING = re.compile(r"\b(?:opens?|opening|starts?|begins?|from|since|earl(?:y|iest)|first)\b", re.IGNORECASE)

_TREATMENT = concept_of("treatment")
_RATE = re.compile(r"\s*(?:a|an|per|each|/)\s+(?P<of>[a-z]+)\b", re.IGNORECASE)
_DAILY = re.compile(r"\b(?P<of>daily|monthly|weekly|yearly|annual(?:ly)?|hourly)\b", re.IGNORECASE)
_VERB_BETWEEN = re.compile(
    r"(?P<noun>[\w-]+)\s+(?P<verb>[a-z]+(?:s|ed))\s+(?:(?:in|for|within|after|at|by)\s+)?$", re.IGNORECASE
)
_NOUN_OF = re.compile(r"\b(?P<noun>[a-z-]+)\s+of\s+$", re.IGNORECASE)
_CHANGES_BY = re.compile(r"\bby\s+$", re.IGNORECASE)
_NEUTRAL_VERBS = frozenset(
    map(
        concept_of,
        "is was has does lasts takes runs costs needs requires holds goes travels ends expires stops".split(),
    )
)
# Words for times and numbers that tell a kind when they stand before a noun: the second phase, night shifts.
_TELLING_BEFORE_NOUNS = frozenset("first second third fourth fifth last day night single double".split())
_PERIODS = {
    "daily": "day",
    "monthly": "month",
    "weekly": "week",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
    "annum": "year",
    "hourly": "hour",
}
_NAME = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_ONE_TREATMENT = re.compile(
    r"\b(?:a|one|per|each|every|single)\s+(?:session|treatment|visit|appointment)\b", re.IGNORECASE
)


def figure_statements(asked: Asked, found: Sequence[Context], known: frozenset[str]) -> Iterator[Statement]:
    """The figures in `found` that `asked` asks for, in order; `known` is what every document is about anyway.

    Of each document those in sentences that say most of what was asked; where the measure says enough by itself, those
    in sentences that say any of it, if some do.
    """
    focus = tuple(concept for concept in asked.focus if concept not in known)
    is_named = (
        asked.counted or asked.measure is not Measure.PLAIN or not _EVERYWHERE & set(asked.dimensions or _EVERYWHERE)
    )
    made: list[Statement] = []
    for context in found:
        read = _read(asked, context.text)
        if not may_answer(asked, context, read):
            continue
        spoken = touched(context.about)
        covered = frozenset(concept for concept in focus if spoken_of(concept, spoken))
        is_close = len(covered) >= max(LEAST_CLOSE, CLOSE_SHARE * len(focus))
        wanted = figures_asked(asked, context, read, is_close=is_close)
        if is_named or len(covered) >= COVERED_SHARE * len(focus):
            rates = (_rate(context, quantity, read) for quantity in wanted)
            made += [_statement(asked, known, context, *each, covered) for each in zip(wanted, rates, strict=True)]
    most: dict[str, int] = {}
    for statement in made:
        document = statement.said.document
        most[document] = max(most.get(document, 0), len(statement.covered.intersection(focus)))
    least = {document: min(1, count) if is_named else count for document, count in most.items()}
    yield from (s for s in made if len(s.covered.intersection(focus)) >= least[s.said.document])


def _read(asked: Asked, text: str) -> tuple[Quantity, ...]:
    """The figures of `text`, with points in time where the question asks for them, and of a span the end asked for.

    None where no word or sign names a figure of what is asked for.
    """
    figures = quantities(text) if may_measure(text, asked.dimensions) else ()
    if not _POINTS & set(asked.dimensions):
        return figures
    points = tuple(_asked_end(asked.question, moment) for moment in moments(text))
    lengths = (figure for figure in figures if not any(_overlap(figure, point) for point in points))
    return tuple(sorted((*points, *lengths), key=lambda figure: figure.start))


def _overlap(one: Quantity, other: Quantity) -> bool:
    return one.start < other.end and other.start < one.end


def _asked_end(question: str, moment: Quantity) -> Quantity:
    """Of "from 9 to 5" what closes at 5: the end that `question` asks for, else the whole span."""
    if _ASKS_END.search(question):
        return replace(moment, low=moment.high)
    return replace(moment, high=moment.low) if _ASKS_BEGINNING.search(question) else moment


def _statement(
    asked: Asked, known: frozenset[str], context: Context, quantity: Quantity, rate: str, covered: frozenset[str]
) -> Statement:
    limits = conditions(context, quantity.start, frozenset(asked.focus), known)
    start = context.words.start + quantity.start
    said = Said(
        document=context.quotation.citation.document,
        rank=context.quotation.rank,
        citation=context.citation,
        words=Words(context.text[quantity.start : quantity.end], start, start + quantity.end - quantity.start),
        sentence=context.words,
        figure=Figure(
            low=quantity.low,
            high=quantity.high,
            unit=quantity.unit.base,
            dimension=quantity.unit.dimension.value,
            counted=quantity.counted,
            is_approximate=quantity.is_approximate,
            is_vague=quantity.is_vague,
        ),
        condition=", ".join(condition.words for condition in limits),
    )
    before = context.text[: quantity.start]
    done = _done(before, covered) if quantity.unit.dimension is Dimension.TIME else frozenset()
    if _CHANGES_BY.search(before):
        done |= {"by how much it changes"}
    told = kinds(context.text, known | frozenset(asked.focus))
    rest = f"{before} {context.text[quantity.end :]}"
    own = frozenset(telling(rest.replace("-", " "))) - known - frozenset(asked.focus)
    cases = cases_of(context, asked.question, rest)
    subject = subject_told(context.text, known) if asked.measure is Measure.PLAIN else frozenset()
    return Statement(
        said,
        limits,
        covered | done,
        told,
        rate,
        touched(context.about),
        own,
        subject,
        asked.question,
        _head(before),
        cases,
    )


def cases_of(context: Context, question: str, text: str) -> dict[int, frozenset[str]]:
    """The side that a statement takes of each contrast: that of its `text`, else of its labels, headings, the question.

    The words of a figure are none of its text: "until 1 December" says nothing of winter.
    """
    said_in = (question, *context.quotation.citation.headings, f"{context.row} {context.column}", text)
    return {kind: values for words in said_in for kind, values in contrasts(words).items()}


def subject_told(text: str, known: frozenset[str]) -> frozenset[str]:
    """What the subject of `text` says beyond what is `known` and the phrase the sentence opens with."""
    return frozenset(telling(subject_of(text).replace("-", " "))) - frame_of(text) - known


def _head(before: str) -> str:
    """The noun whose figure follows: "interest of", "a discount of"."""
    match = _NOUN_OF.search(before)
    return next(iter(telling(match["noun"])), "") if match else ""


def _done(before: str, covered: frozenset[str]) -> frozenset[str]:
    """The verb between what is asked about and the figure: a battery that "charges in" hours is not one that lasts."""
    match = _VERB_BETWEEN.search(before)
    if match is None or concept_of(match["noun"]) not in covered:
        return frozenset()
    verb = concept_of(match["verb"])
    return frozenset() if verb in covered or verb in _NEUTRAL_VERBS else frozenset({f"it {verb}"})


def _rate(context: Context, quantity: Quantity, read: Sequence[Quantity]) -> str:
    """What the figure is for: "a session", "a day", or several sessions counted in the same sentence."""
    if quantity.unit.dimension is Dimension.COUNT:
        return ""
    if match := _RATE.match(context.text, quantity.end):
        return _PERIODS.get(match["of"].lower(), concept_of(match["of"]))
    if quantity.unit.dimension is Dimension.MONEY:
        if any(_TREATMENT in concepts(other.counted) for other in read if other.counted):
            return f"several {_TREATMENT}"
        if _ONE_TREATMENT.search(context.text):
            return _TREATMENT
    if match := _DAILY.search(context.text):
        return _PERIODS.get(match["of"].lower(), match["of"].lower())
    return ""


def kinds(text: str, known: frozenset[str]) -> dict[str, frozenset[str]]:
    """By noun, the telling words that stand right before it: `{"staff": {"fulltim"}}`."""
    found: dict[str, frozenset[str]] = {}
    for noun, telling_it in _described(text):
        if told := telling_it - known:
            found[noun] = found.get(noun, frozenset()) | told
    return found


@lru_cache(maxsize=REMEMBERED)
def _described(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Every noun after a telling word, with what that tells."""
    found: list[tuple[str, frozenset[str]]] = []
    previous, end = "", 0
    for match in _NAME.finditer(text):
        word = match.group()
        if is_function_word(word):
            word = ""
        elif previous and not text[end : match.start()].strip():
            special = (previous.lower(),) if previous.lower() in _TELLING_BEFORE_NOUNS else ()
            found.append(("".join(concepts(word)), frozenset((*telling(previous), *special))))
        previous, end = word, match.end()
    return tuple((noun, told) for noun, told in found if told)
