"""What tells one case from another when it is named: methods, parts of the body, people, seasons, plans, states.

Two statements that name different values of one kind cannot be compared; that only one of them names any says little.
"""

import re
from functools import cache, lru_cache

from bot.dialogue.concepts import REMEMBERED

# One line a kind, its values parted by "|", the words for a value by ",": what excludes each other in the texts that
# people compare. A plural s is understood.
_KINDS = (
    "ultrasound, hifu, ulthera, ultherapy | radio frequency, radiofrequency, rf, thermage | laser, lasers, co2, erbium"
    " | ipl, intense pulsed light | microneedling, micro needling, needling"
    " | rf microneedling, microneedling rf, radiofrequency microneedling, radio frequency micro needling,"
    " radio frequency microneedling | peel, peeling | botox, botulinum, toxin"
    " | filler, fillers, hyaluronic | surgery, surgical, scalpel | cryolipolysis, fat freezing | microdermabrasion"
    " | led, light therapy | infrared",
    "ablative | non ablative, nonablative",
    "face, facial, cheek, cheeks, jawline, forehead, full face | neck, chin | eye area, around the eyes, eyelid,"
    " eyelids, periorbital | lip, lips | abdomen, belly, stomach, tummy, abdominal | thigh, thighs | leg, legs"
    " | arm, arms | underarm, underarms, armpit, armpits | back | chest, decollete | hand, hands | foot, feet"
    " | bikini | buttock, buttocks | scalp | knee, knees",
    "adult, adults, grown ups | child, children, kids, paediatric, pediatric, adolescent, adolescents, teenager,"
    " teenagers, infant, infants, toddler, toddlers, baby, babies, minors | elderly, seniors, pensioners",
    "men, male, males | women, female, females",
    "private customers, private buyers, private individuals, consumer, consumers, household, households, private users"
    " | business customers, business users, businesses, commercial, offices, professional users, corporate, companies",
    "full time | part time",
    "senior | junior",
    "member, members | non members, nonmembers",
    "student, students, bachelor | master | teachers | pensioners",
    "summer, june, july, august, high season | winter, december, january, february | spring, march, april"
    " | autumn, september, october, november | may and october, low season, off season, outside the ski season",
    "weekday, weekdays, monday, workdays | weekend, weekends, saturday, saturdays, sunday, sundays, public holidays",
    "daytime, by day | night time, by night, overnight",
    "pro, professional | basic, starter | premium | enterprise | free plan, free tier, free version, free account"
    " | team plan, team licence, team licences, team license | standard | family plan | personal plan | plus | gold"
    " | silver | platinum | express | luxury | deluxe",
    "economy | business class | first class | premium economy",
    "monthly, month by month, per month, each month | annual, annually, yearly, per year, once per year, a year",
    "one way, single ticket | return ticket, round trip",
    "single room | double room | suite | twin room | family room",
    "storage, stored, storing | operated, operating, operation, in use | charging, being charged, recharging"
    " | transport, transported, shipping | standby, idle | washing | drying",
    "eco | intensive | quick wash | normal programme",
    "indoors, indoor | outdoors, outdoor",
    "domestic, within germany, national, inland | international, overseas, abroad, foreign",
    "wet | dry",
    "city, urban, town | motorway, highway, rural",
    "upper, top | lower, bottom",
    "front | rear",
    "new | used, refurbished, second hand",
    "first session, first treatment | last session, final session, last treatment",
    "superficial, light peel | medium, medium depth | deep peel",
    "acne scar, acne scars, acne scarring | stretch marks | wrinkle, wrinkles | melasma | rosacea | tattoo, tattoos",
    "cat, cats | dog, dogs | horse, horses",
    "hand luggage, cabin bag, cabin bags, carry on, cabin baggage | checked luggage, checked bag, checked bags,"
    " checked baggage, hold luggage",
    "online | by post, by phone, in person, at the counter",
    "tablet, tablets, capsule, capsules | syrup, suspension, drops | ointment, cream, gel",
    "furnished | unfurnished",
    "mild | moderate | severe",
    "empty | full load, fully loaded",
    "download | upload",
    "input | output",
    "battery, batteries | motor, engine | door, doors, door seals | screen, display | frame",
    "inner | outer",
    "redness, erythema | swelling | itching | bruising, bruises | numbness | scabbing, scabs, crusts | dryness",
    "male | female",
)
LONGEST_PHRASE = 5  # words of the longest phrase above
_EVERYTHING = re.compile(
    r"\b(?:all|every|any|each|both|regardless of|irrespective of|whatever|whichever|no matter (?:which|what|the))"
    r"\s+(?:the\s+|of\s+the\s+)?(?:\w+\s+)?(?:areas?"
    r"|parts?|tones?"
    r"|types?|ages?|sex(?:es)?|genders?|seasons?|plans?|kinds?|classes)\b|\ball year round\b|\byear-round\b",
    re.IGNORECASE,
)
# What is named as one of several restricts nothing; nor do hands that do the work.
_EXAMPLES = re.compile(
    r"\b(?:above all|especially|particularly|in particular|notably|including|such as|for example|not only)\b[^,;.]*"
    r"|\bin (?:our|their|good|skilled|experienced|expert) hands\b|\bon the other hand\b|\bby hand\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_MODEL = re.compile(r"\b[A-Z]{1,4}-?\d{2,}[A-Za-z]*\b")  # the name of a machine: "DW-450"
_MODEL_KIND = -1
_AGES = re.compile(
    r"\b(?:adults|children|people|persons|patients|men|women|drivers|guests|anyone|aged|age)\s+(?:aged\s+|of\s+)?"
    r"(under|over|above|below|from|up to)\s+(\d+)\b"
)
_AGE_KIND = -2


def contrasts(text: str) -> dict[int, frozenset[str]]:
    """The values that `text` names, by kind; none where it says that it holds for all of them."""
    return dict(_named(text))


def are_contrary(ones: dict[int, frozenset[str]], others: dict[int, frozenset[str]]) -> bool:
    """Whether both name a value of one kind, and none that is the same."""
    return any(kind in others and not values & others[kind] for kind, values in ones.items())


@lru_cache(maxsize=REMEMBERED)
def _named(text: str) -> tuple[tuple[int, frozenset[str]], ...]:
    if _EVERYTHING.search(text):
        return ()
    found: dict[int, set[str]] = {}
    words = _WORD.findall(_EXAMPLES.sub(" ", text.lower()))
    position = 0
    while position < len(words):
        if words[position] not in _first_words():
            position += 1
            continue
        named, length = _longest(words[position : position + LONGEST_PHRASE])
        for kind, value in named:
            found.setdefault(kind, set()).add(value)
        position += length
    if ages := _AGES.findall(text.lower()):
        found[_AGE_KIND] = {f"{bound} {age}" for bound, age in ages}
    if models := _MODEL.findall(text):
        found[_MODEL_KIND] = {model.replace("-", "") for model in models}
    return tuple((kind, frozenset(values)) for kind, values in sorted(found.items()))


def _longest(words: list[str]) -> tuple[tuple[tuple[int, str], ...], int]:
    """The kinds and values of the longest phrase that `words` begin with, and its length; of none, of one word."""
    phrases = ((_values().get(" ".join(words[:length]), ()), length) for length in range(len(words), 0, -1))
    return next((found for found in phrases if found[0]), ((), 1))


@cache
def _first_words() -> frozenset[str]:
    """The words that a phrase begins with; most words are none, and looked up once."""
    return frozenset(phrase.partition(" ")[0] for phrase in _values())


@cache
def _values() -> dict[str, tuple[tuple[int, str], ...]]:
    """By each phrase, and its plural, the kinds it belongs to, each with the value it names."""
    found: dict[str, tuple[tuple[int, str], ...]] = {}
    for kind, line in enumerate(_KINDS):
        for words in line.split("|"):
            phrases = [phrase.strip() for phrase in words.split(",")]
            for phrase in phrases:
                for key in (phrase, f"{phrase}s"):
                    found[key] = (*found.get(key, ()), (kind, phrases[0]))
    return found
