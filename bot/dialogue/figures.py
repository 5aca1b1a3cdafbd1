"""The figures among quotations that answer a question, each with what decides about comparing it."""

import re
from collections.abc import Iterator, Sequence

from bot.dialogue.asked import Asked
from bot.dialogue.comparing import Statement
from bot.dialogue.concepts import concept_of, concepts, spoken_of, telling, touched
from bot.dialogue.conditions import conditions
from bot.dialogue.contexts import Context
from bot.dialogue.contrasts import contrasts
from bot.dialogue.figures_asked import figures_asked, may_answer
from bot.dialogue.measures import Measure
from bot.dialogue.stances import subject_of
from bot.records.sources_say import Figure, Said, Words
from bot.text.quantities import Quantity, quantities
from bot.text.units import Dimension
from bot.text.words import FUNCTION_WORDS

# With less of the question in its sentence or labels a figure is about something else; what is counted, or a measure
# of time, says enough by itself. One word of three: the passages were found for the question.
COVERED_SHARE = 0.3
# With so much of the question in its sentence a time need not say what it is measured of.
CLOSE_SHARE = 0.5
# Dimensions of which most texts give figures of many things; a torque or a loudness is hardly ever another one's.
_EVERYWHERE = frozenset((Dimension.TIME, Dimension.MONEY, Dimension.SHARE, Dimension.COUNT, Dimension.TEMPERATURE))
LEAST_CLOSE = 2  # words: "the treatment takes an hour" is not how far apart treatments are

_TREATMENT = concept_of("treatment")
_RATE = re.compile(r"\s*(?:a|an|per|each|/)\s+(?P<of>[a-z]+)\b", re.IGNORECASE)
_DAILY = re.compile(r"\b(?P<of>daily|monthly|weekly|yearly|annual(?:ly)?|hourly)\b", re.IGNORECASE)
_VERB_BETWEEN = re.compile(
    r"(?P<noun>[\w-]+)\s+(?P<verb>[a-z]+(?:s|ed))\s+(?:(?:in|for|within|after|at|by)\s+)?$", re.IGNORECASE
)
_CHANGES_BY = re.compile(r"\bby\s+$", re.IGNORECASE)
_NEUTRAL_VERBS = frozenset(
    map(
        concept_of,
        "is was has does lasts takes runs costs needs requires holds goes travels ends expires stops".split(),
    )
)
# Words for times and numbers that tell a kind when they stand before a noun: the second phase, night shifts.
_TELLING_BEFORE_NOUNS = frozenset("first second third fourth fifth last day night single double".split())
_PERIODS = {"daily": "day", "monthly": "month", "weekly": "week", "yearly": "year", "hourly": "hour"}
_ONE_TREATMENT = re.compile(
    r"\b(?:a|one|per|each|every|single)\s+(?:session|treatment|visit|appointment)\b", re.IGNORECASE
)


def figure_statements(asked: Asked, found: Sequence[Context], known: frozenset[str]) -> Iterator[Statement]:
    """The figures in `found` that `asked` asks for, in order; `known` is what every document is about anyway."""
    focus = tuple(concept for concept in asked.focus if concept not in known)
    is_named = (
        asked.counted or asked.measure is not Measure.PLAIN or not _EVERYWHERE & set(asked.dimensions or _EVERYWHERE)
    )
    for context in found:
        read = quantities(context.text)
        if not may_answer(asked, context, read):
            continue
        spoken = touched(context.about)
        covered = frozenset(concept for concept in focus if spoken_of(concept, spoken))
        is_close = len(covered) >= max(LEAST_CLOSE, CLOSE_SHARE * len(focus))
        wanted = figures_asked(asked, context, read, is_close=is_close)
        if is_named or len(covered) >= COVERED_SHARE * len(focus):
            for quantity in wanted:
                yield _statement(asked, known, context, quantity, covered, _rate(context, quantity, read))


def _statement(
    asked: Asked, known: frozenset[str], context: Context, quantity: Quantity, covered: frozenset[str], rate: str
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
    cases = cases_of(context, asked.question)
    subject = frozenset(telling(subject_of(context.text))) if asked.measure is Measure.PLAIN else frozenset()
    if subject & (known | frozenset(asked.focus)):
        subject = frozenset()
    return Statement(said, limits, covered | done, told, rate, touched(context.about), own, subject, cases)


def cases_of(context: Context, question: str) -> dict[int, frozenset[str]]:
    """The side that a sentence takes of each contrast: its own, else its labels', else its headings', else as asked."""
    said_in = (question, *context.quotation.citation.headings, f"{context.row} {context.column}", context.text)
    return {kind: values for words in said_in for kind, values in contrasts(words).items()}


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
        return concept_of(match["of"])
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
    previous = ""
    end = 0
    for match in re.finditer(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", text):
        word = match.group()
        is_next = text[end : match.start()].strip() == ""
        end = match.end()
        if word.lower() in FUNCTION_WORDS:
            previous = ""
            continue
        if previous and is_next:
            special = (previous.lower(),) if previous.lower() in _TELLING_BEFORE_NOUNS else ()
            told = frozenset(concept for concept in (*telling(previous), *special) if concept not in known)
            noun = "".join(concepts(word))
            if told:
                found[noun] = found.get(noun, frozenset()) | told
        previous = word
    return found
