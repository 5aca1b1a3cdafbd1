"""What a question asks the sources for: figures of some dimension, a yes or no, or statements."""

import re
from dataclasses import dataclass, replace

from bot.dialogue.concepts import concept_of, concepts, telling
from bot.dialogue.measures import Measure, measure_of
from bot.records.sources_say import AspectKind
from bot.text.units import Dimension, unit_words


@dataclass(frozen=True, slots=True)
class Asked:
    """What must be found: figures of one of `dimensions` (none: of any), of that `measure`, about `focus`.

    `counted` is the concept that is counted, "" when nothing is. `name` is what the aspect is called, `question` what
    was typed, with the words of the conversation that complete it. `own` are then the concepts that were typed; none
    when nothing completes the question. `asking` is what says how it is asked: the question itself, or the one that it
    asks `once_more`, of what was typed.
    """

    kind: AspectKind
    name: str
    focus: tuple[str, ...]
    dimensions: tuple[Dimension, ...] = ()
    measure: Measure = Measure.PLAIN
    counted: str = ""
    question: str = ""
    own: tuple[str, ...] = ()
    asking: str = ""
    once_more: bool = False

    @property
    def asks_price(self) -> bool:
        """Whether it asks for a sum of money, and for nothing else."""
        return self.kind is AspectKind.FIGURES and self.dimensions == (Dimension.MONEY,)


_TIME = (Dimension.TIME,)
_MOMENTS = (Dimension.CLOCK, Dimension.DATE)
_WHEN = (Dimension.TIME, Dimension.CLOCK, Dimension.DATE)
_COUNT = re.compile(
    r"\b(?:how many|number of)\s+(?:of\s+)?(?:the\s+|my\s+)?"
    r"(?P<noun>(?:(?!(?:is|are|was|were|do|does|did|can|could|may|must|will|has|have|had|of|should)\b)[\w'-]+\s+){0,4}?"
    r"(?!(?:is|was|does|has)\b)(?:[\w'-]*s|people|children|men|women|staff)\b|[\w'-]+)",
    re.IGNORECASE,
)
# The first that fits decides, so the narrow come first: what costs something may itself be a time or a frequency.
_DIMENSIONS = (
    (
        r"\b(?:what|how much) (?:do|does|did|will|would|is|are)\b.*\bcosts?\b|\b(?:costs?|prices?) of\b"
        r"|\bhow much (?:is|are|was|were) (?:it|they|this|that|those|these)\b|^\W*how much\W*$",
        (Dimension.MONEY,),
    ),
    (
        r"\b(?:what|which) time\b|\bhow (?:late|early)\b|\b(?:opening|closing|office|visiting) (?:hours|times?)\b",
        _MOMENTS,
    ),
    (r"\b(?:what|which) (?:date|day|year)\b|\bdeadline\b", (Dimension.DATE, Dimension.TIME, Dimension.CLOCK)),
    (r"\b(?:until|by|from|since) when\b|(?<!\w )\bwhen\b", _WHEN),
    (r"\bhow (?:far apart|often|soon|quickly|old|frequently)\b|\bwhen\b|\bspac(?:ed|ing)\b", _TIME),
    (r"\bhow long\b", (Dimension.TIME, Dimension.LENGTH)),
    (
        r"\bhow (?:far|thick|wide|tall|high|deep)\b|\bwavelength|\bdistance\b|\bclearance\b|\brange\b"
        r"|\bdepth\b|\bwidth\b|\bheight\b"
        r"|\bthickness\b|\bdiameter\b",
        (Dimension.LENGTH,),
    ),
    (r"\btemperatures?\b|\bhow (?:hot|cold|warm)\b", (Dimension.TEMPERATURE,)),
    (r"\bhow (?:loud|noisy|quiet)\b|\bnois[ey]|\bsound (?:level|pressure)", (Dimension.NOISE,)),
    (r"\btorque\b", (Dimension.TORQUE,)),
    (r"\bfluence\b|\benergy density\b", (Dimension.FLUENCE, Dimension.ENERGY)),
    (r"\bpressure\b", (Dimension.PRESSURE,)),
    (
        r"(?<!\bradio[ -])\bfrequency\b(?! of\b)|\b(?:what|which) radio[ -]frequency\b",  # else the name of a method
        (Dimension.FREQUENCY,),
    ),
    (r"\b(?:compressive|tensile|yield|flexural) strength\b", (Dimension.PRESSURE,)),
    (
        r"\b(?:concentration|humidity|moisture|alcohol content|efficiency|accuracy|error rate|occupancy|tax|vat"
        r"|commission|share|uptime|availability)\b",
        (Dimension.SHARE,),
    ),
    (r"\b(?:power|wattage)\b", (Dimension.POWER,)),
    (r"\benergy\b|\belectricity\b", (Dimension.ENERGY, Dimension.POWER)),
    (r"\bbattery capacity\b", (Dimension.CHARGE, Dimension.ENERGY)),
    (r"\bbandwidth\b|\bdata rate\b|\b(?:down|up)load speed\b|\binternet speed\b", (Dimension.FLOW,)),
    (r"\brevolutions\b|\brpm\b|\bspin speed\b", (Dimension.ROTATION,)),
    (r"\bbright(?:ness)?\b|\bluminous\b", (Dimension.LIGHT,)),
    (r"\bvoltage\b", (Dimension.VOLTAGE,)),
    (r"\bspeed\b|\bhow fast\b", (Dimension.SPEED,)),
    (r"\bload\b", (Dimension.MASS, Dimension.PRESSURE, Dimension.FORCE)),
    (r"\bhow heavy\b|\bweigh|\bweights?\b", (Dimension.MASS,)),
    (r"\bdos(?:e|age)\b", (Dimension.MASS, Dimension.VOLUME)),
    (
        r"\bpercent|\bby how much\b|\bshare\b|\bhow effective\b"
        r"|\bproportion\b|\bprevalence\b|\bsuccess rate\b|\bdiscount\b"
        r"|\bhow (?:likely|common)\b",
        (Dimension.SHARE,),
    ),
    (r"\bnightly rate\b|\brate for\b", (Dimension.MONEY,)),
    (r"\binterest\b|\bpenalty\b|\bfine\b|\bfees?\b|\bcharges?\b|\brates?\b", (Dimension.MONEY, Dimension.SHARE)),
    (
        r"\bcosts?\b|\bprices?\b|\bpay\b|\bexpensive\b|\bdeposit\b|\bcap\b|\brent\b|\bcheap|\bsalary\b|\bbudget\b",
        (Dimension.MONEY,),
    ),
    (
        r"\bage\b|\bperiod\b|\bduration\b|\binterval\b|\btime\b|\bwarranty\b|\bterm\b|\bguarantee\b|\bnotice\b"
        r"|\bdeadline\b|\bshelf life\b|\blifespan\b|\bservice life\b",
        _TIME,
    ),
    (r"\bcapacity\b|\bvolume\b|\bconsumption\b", (Dimension.VOLUME, Dimension.MASS, Dimension.ENERGY, Dimension.DATA)),
    (r"\bhow (?:large|big)\b", (Dimension.AREA, Dimension.LENGTH, Dimension.VOLUME, Dimension.DATA)),
    (r"\barea\b", (Dimension.AREA, Dimension.LENGTH)),
    (r"\bstorage\b|\bfile size\b", (Dimension.DATA,)),
    (r"\bhow much (?:down)?time\b|\bhow much (?:notice|recovery)\b", _TIME),
    (r"\bhow much (?:is|are|was|were|do|does|did|would|will|should|for)\b", (Dimension.MONEY,)),
    (r"\bhow much\b", ()),
)
_ASKS_FIGURE = re.compile(
    r"\bhow\s+(?:many|much|long|often|old|soon|quickly|far|thick|wide|tall|high|deep|big|large|heavy|fast|hot|cold|warm"
    r"|effective|frequently|likely|common|loud|noisy|bright)\b|\bwhen\b|\bwhat\s+(?:is|are|was|were|does|do"
    r"|temperature|wavelength|voltage|age|price"
    r"|percentage|number|time|date|day|year)\b"
    r"|\b(?:by|until|since|from) (?:what|which)\b"
    r"|\bwhich\s+(?:temperature|wavelength|voltage|age|price)\b|\bat what\b|\bnumber of\b",
    re.IGNORECASE,
)
_ASKS_WHAT = re.compile(
    r"\s*(?:(?:at|by|until|from|since|on|in|for|to|with)\s+)?(?:what|which|how|when)\b", re.IGNORECASE
)
_IS_DEFINITION = re.compile(
    r"\bwhat\s+(?:is|are)\s+(?!the\b|an? (?:typical|usual|normal|average)\b)|\bcounts? as\b|\bwhat does .* mean\b"
    r"|^\s*(?:which|what)\s+(?!is\b|are\b|does\b|do\b)\w+",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"^\s*(?:and\s+|so\s+|but\s+)?(?:is|are|was|were|do|does|did|can|could|may|might|will|would|should|must|has"
    r"|have|am)"
    r"(?:n't)?\b(?!\s+you\s+(?:tell|say))",
    re.IGNORECASE,
)
# Said before a question, and no part of it.
_OPENING = re.compile(
    r"^\s*(?:(?:hi|hello|hey|thanks|thank you|ok|okay|well|great|please|and|so|but)\b[\s,.!:;-]*)+", re.IGNORECASE
)
# "Right away" is neither right nor a way.
_AT_ONCE = re.compile(r"\b(?:right|straight) ?away\b", re.IGNORECASE)
_WHY = re.compile(r"\bwhy\b", re.IGNORECASE)
_WHO = re.compile(r"\bwho\b|\bfor whom\b|\bwhich (?:people|patients|persons)\b|\bcontraindicat", re.IGNORECASE)


def asked(question: str) -> Asked:
    """What `question` asks for; statements when it names neither a figure nor a yes-or-no."""
    return replace(_asked(_OPENING.sub("", question)), question=question, asking=question)


def asked_in_context(question: str, context: str, repeated: str = "") -> Asked:
    """What `question` asks for, of what `context` names: itself with the words of the conversation that complete it.

    `repeated` is the question that it asks once more of something else, "" when it does not. "And radio frequency?"
    then asks for what that one did; "And the price?" names a measure, so it asks for that.
    """
    own = asked(question)
    if not context or context == question:
        return own
    if own.kind is AspectKind.STATEMENTS and repeated and not _WHO.search(question) and not _WHY.search(question):
        own = _figures_named(own) or _once_more(own, asked(repeated), repeated)
    typed = telling(_AT_ONCE.sub(" ", question))
    return replace(own, focus=telling(_AT_ONCE.sub(" ", context)), question=context, own=typed)


def _figures_named(own: Asked) -> Asked | None:
    """The figures of the measure that a fragment names."""
    dimensions = _dimensions(own.question)
    if not dimensions:
        return None
    return replace(own, kind=AspectKind.FIGURES, dimensions=dimensions, measure=measure_of(own.question))


def _once_more(own: Asked, before: Asked, repeated: str) -> Asked:
    """What was asked before; called by the words of the question before it only where those name no subject."""
    name = own.name if before.name == _named(repeated) else before.name
    return replace(before, name=name, once_more=True)


def _asked(question: str) -> Asked:
    focus = telling(_AT_ONCE.sub(" ", question))
    if _WHO.search(question):
        return Asked(AspectKind.STATEMENTS, _named(question), focus)
    if _YES_NO.search(question):
        return Asked(AspectKind.STANCES, _named(question), focus)
    if match := _COUNT.search(question):
        return _count(question, match["noun"], focus)
    is_measured = _ASKS_WHAT.match(question) is not None and _dimensions(question) != ()
    if is_measured or (_ASKS_FIGURE.search(question) and not _is_definition(question)):
        measure = measure_of(question)
        return Asked(AspectKind.FIGURES, _named(question), focus, _dimensions(question), measure)
    return Asked(AspectKind.STATEMENTS, _named(question), focus)


def _is_definition(question: str) -> bool:
    return _IS_DEFINITION.search(question) is not None and not _dimensions(question)


def _dimensions(question: str) -> tuple[Dimension, ...]:
    fitting = (found for pattern, found in _DIMENSIONS if re.search(pattern, question, re.IGNORECASE))
    return next(fitting, ())


def _count(question: str, noun: str, focus: tuple[str, ...]) -> Asked:
    head = noun.split()[-1]
    unit = unit_words().get(head.lower())
    if unit is not None:
        return Asked(AspectKind.FIGURES, _named(question), focus, (unit.dimension,), measure_of(question))
    counted = concept_of(head)
    focus = tuple(dict.fromkeys((*focus, *(concept for concept in concepts(noun) if concept == counted))))
    return Asked(AspectKind.FIGURES, f"number of {noun}", focus, (Dimension.COUNT,), counted=counted)


def _named(question: str) -> str:
    """The question itself as the name of what it asks for, without its mark."""
    return question.strip().rstrip("?!. ")
