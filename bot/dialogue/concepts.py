"""Words that mean the same to one who compares figures: a small table of concepts, and the words that tell nothing."""

import re
from functools import cache, lru_cache

from bot.language.words import function_words, term_of
from bot.text.units import unit_words
from bot.text.words import WORD

REMEMBERED = 1_024  # texts: headings, labels and titles come up with every sentence below them
WORDS_REMEMBERED = 8_192  # some 1 MB; the words of a text are few, and come up with every other one

# One line a concept, named by its first word. Only what English speakers swap freely beside a figure; the words of a
# trade belong into the settings of its corpus.
_SAME = (
    "treatment session appointment visit sitting",
    "operation surgery procedure intervention",
    "result outcome improvement effect look grow",
    "recovery recover recuperation downtime healing heal",
    "fade subside disappear vanish away clear",
    "contract agreement",
    "company firm business enterprise",
    "employee staff worker personnel",
    "vacation holiday",
    "store keep kept storage retain retained retention",
    "change replace replacement",
    "effective efficacy effectiveness",
    "thick thickness",
    "wide width",
    "deep depth penetrate",
    "high height tall",
    "heavy weight weigh",
    "fast speed quick",
    "charge charging recharge",
    "terminate termination cancel cancellation",
    "notice notification notify",
    "invoice bill",
    "due payable paid pay payment settle settled",
    "sublet subletting sublease",
    "adult adults",
    "child children kid",
    "pregnancy pregnant",
    "micro-needling microneedling needling",
    "mandatory compulsory obligatory",
    "people person persons individual user passenger occupant",
    "tenant lessee renter",
    "landlord lessor",
    "lift elevator",
    "guarantee warranty guaranteed",
    "ultrasound hifu ulthera ultherapy",
    "radiofrequency rf thermage",
    "tighten tightening firming firm",
    "retinoid retinol tretinoin",
    "sun sunlight sunshine tanning sunbathing uv",
    "drowsiness drowsy sleepy sleepiness",
    "cure curative",
    "dermis dermal",
    "focus focal",
    "clearance gap",
    "loud noise noisy noisiness sound",
    "luggage baggage bag carryon suitcase",
    "expire expiry expiration lapse",
    "modify modification alter adapt edit",
    "refund refundable reimburse reimbursement returned",
    "delete erase erasure deleted erased wipe",
    "capacity holds",
    "scar scarring",
    "colour color",
    "license licence licensed",
    "vehicle car",
    "flight plane aircraft",
    "redness erythema red",
    "swelling oedema edema swollen",
    "bruise bruising bruised",
    "wrinkle crease",
    "makeup cosmetics",
    "medicine medication drug",
    "rent rental rented",
    "transfer assign assignment transferable",
    "allow permit permitted allowed",
    "smoke smoking",
    "exercise sport gym workout",
    "shower bath bathe bathing",
    "alcohol alcoholic",
    "delivery deliver delivered",
)
# Words that deny a concept without looking like it.
_OPPOSITES = {
    "optional": "mandatory",
    "voluntary": "mandatory",
    "closed": "open",
    "shut": "open",
    "excluded": "included",
    "excludes": "includes",
    "broken": "working",
    "invalid": "valid",
    "absent": "present",
    "off": "on",
    "proprietary": "open",
    "private": "public",
    "toxic": "safe",
    "poisonous": "safe",
    "unsold": "sold",
    "forbidden": "allowed",
    "banned": "allowed",
    "prohibited": "allowed",
    "separately": "included",
    "extra": "included",
}
# What a question about a figure says beside its subject, and what tells no figure from another.
_TELLING_NOTHING = frozenset(
    """
    take takes taking took taken last lasts lasting need needs needed require requires required requirement long
    time times many much far often soon quickly number amount count total average typical typically usual usually
    normal normally general generally common commonly recommended recommend recommends expert experts ideal good
    best final exact exactly about around anywhere likely possible possibly want get gets give gives given have make
    makes do done show shows shown appear appears visible see seen wait leave space spaced spacing
    apart interval between every until run runs running end ends ending term period duration length lengthy distance
    cost costs price priced charge fee fees rate expense money dollar dollars euro euros be lie lies cap capped
    limit limited maximum minimum max min most least course courses series round rounds tell say says know think
    mean means separate different same people person patient patients user users customer customers you your one two
    percentage percent share size temperature voltage wavelength post article section page source author website
    table zero three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty hundred
    thousand million half couple dozen several few twice once case cases year years age aged use uses used using
    cause causes caused contain contains offer offers provide provides
    """.split()
)


@cache
def _concepts() -> dict[str, str]:
    return {term_of(word): line.split()[0] for line in _SAME for word in line.split()}


@cache
def _empty_terms() -> frozenset[str]:
    words = (*_TELLING_NOTHING, *function_words(), *unit_words())
    return frozenset(term_of(part) for word in words for part in WORD.findall(word))


@lru_cache(maxsize=WORDS_REMEMBERED)
def concept_of(word: str) -> str:
    """The concept of one word: the first word of its line in the table, else its index term."""
    term = term_of(word)
    return _concepts().get(term, term)


@cache
def opposites() -> dict[str, str]:
    """By the concept of a word, the concept that it denies: "optional" denies "mandatory"."""
    return {concept_of(word): concept_of(denied) for word, denied in _OPPOSITES.items()}


@lru_cache(maxsize=REMEMBERED)
def concepts(text: str) -> tuple[str, ...]:
    """The concepts of all words of `text`, in order, each once."""
    return tuple(dict.fromkeys(map(concept_of, _joined(text))))


@lru_cache(maxsize=REMEMBERED)
def telling(text: str) -> tuple[str, ...]:
    """The concepts of the words of `text` that tell one thing from another."""
    return tuple(dict.fromkeys(map(concept_of, filter(_is_telling, _joined(text)))))


@lru_cache(maxsize=WORDS_REMEMBERED)
def _is_telling(word: str) -> bool:
    return term_of(word) not in _empty_terms() and not word.isdigit()


@lru_cache(maxsize=REMEMBERED)
def touched(text: str) -> frozenset[str]:
    """The concepts of `text`, those of the parts of compounds with them: "full-face" touches on "face"."""
    parts = concepts(text.replace("-", " ")) if "-" in text else ()
    return frozenset((*concepts(text), *parts))


LEAST_STEM = 4  # letters: "wash" in "washable"
SAME_STEM = 6  # letters that two words of one root begin with: "satisfied", "satisfaction"


def spoken_of(concept: str, spoken: frozenset[str]) -> bool:
    """Whether `concept` or another word of its root is among the concepts `spoken`."""
    if concept in spoken:
        return True
    start = concept[:LEAST_STEM]
    if len(concept) < LEAST_STEM or start not in _starts(spoken):
        return False
    return any(_are_of_one_root(concept, other) for other in spoken if other.startswith(start))


@lru_cache(maxsize=REMEMBERED)
def _starts(spoken: frozenset[str]) -> frozenset[str]:
    """How the concepts `spoken` begin: hardly any begins as another one does, and the others need no look."""
    return frozenset(concept[:LEAST_STEM] for concept in spoken)


def _are_of_one_root(one: str, other: str) -> bool:
    """Whether two concepts that begin with the same LEAST_STEM letters are of one root."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter] or (shorter >= SAME_STEM and one[:SAME_STEM] == other[:SAME_STEM])


_MARKS = re.compile(r"['’]s?$|[-’']")
_JOINED = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")


def _joined(text: str) -> list[str]:
    """The words of `text`, hyphens and apostrophes inside dropped: "micro-needling" and "microneedling" are one."""
    found: list[str] = _JOINED.findall(text)
    if not any(mark in text for mark in "-’'"):
        return found
    return [word if word.isalnum() else _MARKS.sub("", word) for word in found]
