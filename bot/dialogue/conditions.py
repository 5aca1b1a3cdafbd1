"""What a statement holds for: a method, a group of people, a season; read from headings, table labels and phrases."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.dialogue.concepts import concept_of, concepts, telling
from bot.dialogue.contexts import Context
from bot.dialogue.measures import Measure, measure_of
from bot.language.words import is_function_word
from bot.text.numbers import NUMBER_WORDS


@dataclass(frozen=True, slots=True)
class Condition:
    """What a statement is restricted to, as it stands there, and the keys by which others may name the same.

    "Radio frequency (RF)" has two keys, the long form and the short one; `concepts` are those of the long form. A firm
    one restricts it whatever else the sentence says: the heading or row it stands under, "for patients with …".
    """

    words: str
    keys: tuple[str, ...]
    concepts: frozenset[str] = frozenset()
    is_firm: bool = False

    def is_same(self, other: "Condition") -> bool:
        """Whether both name the same, one by its long form, the other perhaps by its short one."""
        return any(key in other.keys for key in self.keys)

    def is_part_of(self, other: "Condition") -> bool:
        """Whether `other` says the same or more."""
        return any(key in wider for key in self.keys for wider in other.keys)


MOST_WORDS = 4  # a longer heading or phrase is a topic of its own, not what a figure is restricted to

_NOUNS = r"(?P<nouns>[A-Za-z][\w'-]*(?:\s+[A-Za-z][\w'-]*){0,4})"
# "Compared with", "changes in", "depending on" restrict nothing.
_UNBOUND = r"(?<!compared )(?<!changes )(?<!change )(?<!depending )(?<!depends )(?<!based )(?<!caused )(?<!available )"
_BEFORE = re.compile(
    rf"{_UNBOUND}\b(?:by|for|in|on|with|during|under|among|without|after|when|if|unless|at)\s+(?={_NOUNS})",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"{_UNBOUND}\b(?:for|in|on|with|during|among|if|when|unless|without)\s+(?={_NOUNS})", re.IGNORECASE
)
_GROUP = re.compile(
    r"\b(?:for|in|to|on)\s+(?:patients|people|persons|those|anyone|women|men|customers|guests|users)\s+"
    rf"(?:with|without|who\s+\w+)\s+{_NOUNS}",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"\b(?:treatments?|sessions?|courses?|rounds?|results?|effects?|appointments?)\s+of\s+{_NOUNS}", re.IGNORECASE
)
# "The larger battery" is another one.
_OTHER_ONE = re.compile(
    r"\b(?P<which>larger|smaller|bigger|other|older|newer|second|third|second-hand)\s+(?P<noun>[a-z]+)\b", re.I
)
_PLACE = re.compile(r"\b(?:indoors|outdoors|abroad|overseas|online|offline|overnight)\b", re.IGNORECASE)
# "An upgrade of the licence" costs another sum than the licence.
_PART_OF = re.compile(r"\b(?P<part>[a-z]+)\s+of\s+(?:the|an?|your|our|its)\s+(?P<whole>[a-z-]+)", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|may|might|can|could|will|would|should|must|shall|has|have|had|needs?|takes?|lasts?|costs?"
    r"|requires?|shows?|works?|carry|carries|gets?|gives?|uses?|affects?|usually|typically|generally|do|does|lies?|stay"
    r"|consists?|leaves?|operates?|bears?|recover|runs?)\b",
    re.IGNORECASE,
)
# Who signs, buys or is treated: in the subject of a sentence a party, not what a figure is restricted to.
_PARTIES = frozenset(
    map(
        concept_of,
        """
        guest participant tenant landlord buyer seller supplier manufacturer visitor member resident passenger student
        expect plan allow wait leave
        owner party result skin doctor physician clinic company hotel order goods reader author study expert
        """.split(),
    )
)
_DETERMINED = re.compile(
    r"\s*(?:the|an?|this|that|these|those|either|neither|each|every|no|any|all|most|some|it|its|they|their|he|she|we"
    r"|you|your|our|there|what|both|two|one|\d)\b",
    re.IGNORECASE,
)
# Headings that say where in a document one is, not what its figures hold for.
_SECTIONS = frozenset(
    map(
        concept_of,
        """
        cons pros drawback advantage disadvantage benefit recovery downtime aftercare cost price overview introduction
        summary faq detail term general note side risk result conclusion discussion method background abstract reader
        comment disclaimer related page loose end question answer information advice step way kind plan option method
        fact safety effect adverse event warning recommendation candidate choose warranty guarantee specification data
        """.split(),
    )
)
# Words that introduce no condition after "in", "for", "with": manner, form, reference.
_HARMLESS = frozenset(
    map(
        concept_of,
        """
        writing written advance receipt part parts fact general practice turn place order area areas full detail rare
        mind view start beginning request delivery day days moment example instance look patience care voltage effort
        trouble ease help way money enough notice change changes improvement improve addition contrast return interest
        initial next request procedure fix first last visit post experts surface body level depth goes text
        heading recommend term total
        """.split(),
    )
)
_HEADING_IS_TOPIC = re.compile(
    r"[?:]|\bvs\b|^\s*(?:how|what|why|who|when|where|which|is|are|does|do|can)\b", re.IGNORECASE
)
# Both sexes are everybody, and what a figure depends on is not what it holds for.
_NO_LIMIT = re.compile(
    r"\bfor (?:both )?(?:men|women) and (?:for )?(?:men|women)\b|\bdepending on\b[^;.]*", re.IGNORECASE
)
_GROWING_ANEW = re.compile(r"^new\b", re.IGNORECASE)  # a thing that is new afterwards is a result and no method
_SHORT_FORM = re.compile(r"\(([^()]*)\)")
_STOP = frozenset(["that", "within", "per", "every", "since", "via", "upon", "like", "says", *NUMBER_WORDS])
_TREATMENT = concept_of("treatment")


def conditions(context: Context, position: int, asked: frozenset[str], shared: frozenset[str]) -> tuple[Condition, ...]:
    """What the statement at `position` of a sentence or cell is restricted to.

    Nothing made only of concepts that are `asked` for, or `shared` by what all sources are about; and no label or
    subject that names what is asked for. A condition that says less than another of the same statement is left out.
    """
    found = list(_conditions(context, position, asked, shared))
    kept: list[Condition] = []
    for i, condition in enumerate(found):
        wider = (other for j, other in enumerate(found) if j != i and condition.is_part_of(other))
        if not any(not other.is_part_of(condition) or found.index(other) < i for other in wider):
            kept.append(condition)
    return tuple(kept)


def _conditions(context: Context, position: int, asked: frozenset[str], shared: frozenset[str]) -> Iterator[Condition]:
    known = asked | shared
    citation = context.quotation.citation
    of_document = known | _SECTIONS | frozenset(telling(citation.title))
    for heading in citation.headings:
        if not _HEADING_IS_TOPIC.search(heading):
            yield from _firm(heading, of_document)
    for label in (context.row, context.column):
        is_asked = measure_of(label) is not Measure.PLAIN or asked & set(concepts(label))
        if label and not is_asked and not _HEADING_IS_TOPIC.search(label):
            yield from _firm(label, known)
    text = _NO_LIMIT.sub(lambda match: " " * len(match.group()), context.text)
    yield from _subject(text, asked, known)
    for match in _OTHER_ONE.finditer(text):
        if asked & set(concepts(match["noun"])):
            yield replace(
                Condition(match.group(), (match["which"].lower(),), frozenset({match["which"].lower()})), is_firm=True
            )
    for match in _GROUP.finditer(text):
        yield from _firm(_noun_phrase(match["nouns"]), known | _HARMLESS)
    yield from _in_phrases(text, position, asked, known)


def _in_phrases(text: str, position: int, asked: frozenset[str], known: frozenset[str]) -> Iterator[Condition]:
    """The conditions that prepositions introduce; before the statement more of them do than behind it."""
    for match in _PLACE.finditer(text):
        yield from _named(match.group(), known)
    for match in _PART_OF.finditer(text, 0, position):
        if asked & set(concepts(match["whole"])):
            yield from _named(match["part"], known | _HARMLESS | _PARTIES)
    for match in _OF.finditer(text):
        yield from _named(_noun_phrase(match["nouns"]), known | _HARMLESS)
    for match in _BEFORE.finditer(text):
        phrase = _noun_phrase(match["nouns"])
        # A phrase that reaches the position belongs to the statement itself: "with brief discomfort".
        if text.find(phrase, match.start("nouns")) + len(phrase) < position:
            yield from _named(phrase, known | _HARMLESS)
    for match in _AFTER.finditer(text, position):
        yield from _named(_noun_phrase(match["nouns"]), known | _HARMLESS)


def _named(words: str, known: frozenset[str]) -> Iterator[Condition]:
    """The condition in `words`, unless nothing or too much is left of them without what is known."""
    left = [concept for concept in telling(_SHORT_FORM.sub(" ", words)) if concept not in known]
    if not 0 < len(left) <= MOST_WORDS or _GROWING_ANEW.search(words):
        return
    forms = [_SHORT_FORM.sub(" ", words), *_SHORT_FORM.findall(words)]
    keys = tuple(dict.fromkeys(key for form in forms if (key := _key(form, known))))
    yield Condition(" ".join(words.split()), keys, frozenset(left))


def _firm(words: str, known: frozenset[str]) -> Iterator[Condition]:
    return (replace(condition, is_firm=True) for condition in _named(words, known))


def _key(form: str, known: frozenset[str]) -> str:
    """The telling words of one form run together, so that "radio frequency" and "radio-frequency" are one."""
    words = re.findall(r"[^\W_]+(?:[-’'][^\W_]+)*", form)
    return "".join(concept for word in words for concept in telling(word) if concept not in known).replace("-", "")


def _noun_phrase(words: str) -> str:
    """`words` up to the first that belongs to no noun phrase; a determiner may begin it."""
    kept: list[str] = []
    for word in words.split():
        if word.lower() in _STOP or is_function_word(word) or _VERB.fullmatch(word):
            if not kept and word.lower() in ("the", "a", "an", "your", "our", "their", "its"):
                continue
            break
        kept.append(word)
    return " ".join(kept)


def _subject(text: str, asked: frozenset[str], known: frozenset[str]) -> Iterator[Condition]:
    """The subject of the sentence when it names a thing of its own: bare ("Ultrasound needs …"), or kind of session."""
    verb = _VERB.search(text)
    if verb is None or verb.start() == 0:
        return
    subject = text[: verb.start()]
    named = set(concepts(subject))
    is_session = _TREATMENT in named
    if "," in subject or any(map(str.isdigit, subject)):
        return
    if not is_session and (_DETERMINED.match(subject) or asked & named):
        return
    yield from _named(_last_nouns(subject), known | {_TREATMENT} | _PARTIES)


def _last_nouns(subject: str) -> str:
    """A subject without what hangs on it ("Invoices to foreign customers") and without its determiner."""
    words = _DETERMINED.sub("", subject).split()
    kept: list[str] = []
    for word in words:
        if word.lower() in _STOP or is_function_word(word):
            break
        kept.append(word)
    return " ".join(kept)
