"""What people ask yes or no about, and the words that affirm it, deny it, or affirm it in part."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pole:
    """A property with the words that affirm it, deny it, and affirm it in part."""

    name: str
    yes: str
    no: str
    part: str = "(?!)"


_SPAN = r"(?:\w+ (?:to|or) )?\w+ (?:weeks|months|years)"

# Everything that is not asked about here is read by negation alone.
POLES = (
    Pole(
        "pain",
        r"pain(?:ful(?:ly)?|s)?(?![\w-]*free|less)|hurts?|hurting|sore(?:ness)?|agony|stings?|stinging|aches?",
        r"pain-?free|painless(?:ly)?|comfortable|feel nothing",
        r"discomforts?|uncomfortable|tingling|unpleasant|pinch(?:ing)?|prickling|scratching|tolerable|bearable",
    ),
    Pole(
        "immediate results",
        r"immediate(?:ly)?|instant(?:ly|aneous)?|at once|right (?:away|after)|straight (?:away|after)"
        r"|straightaway|(?:the )?same day|the moment"
        r"|on the spot|after the first session|as soon as",
        rf"gradual(?:ly)?|only after|delayed|builds? up|{_SPAN} (?:after|later|to|before|until)|(?:after|over"
        rf"|takes?) {_SPAN}",
    ),
    Pole(
        "permanence",
        r"permanent(?:ly)?|forever|for good|lifelong|for life|irreversible|once and for all|indefinite(?:ly)?"
        r"|never (?:regrows?|returns?|comes? back|grows? back)",
        r"temporar(?:y|ily)|wears? off|without (?:regular )?maintenance|comes? back|grows? back|regrows?"
        r"|(?<!in )returns?(?! (?:to|home)\b)|top-?ups?|touch-?ups?"
        rf"|reversible|lasts? (?:only |for |about |around |between )*{_SPAN}",
        r"long-lasting",
    ),
    Pole("downtime", r"down-?time|recovery (?:time|period)|time off|off work", r"downtime-free"),
    Pole(
        "expensive",
        r"expensive|costly|pricey|dear",
        r"inexpensive|cheap|affordable|low-cost|free of charge",
    ),
    Pole(
        "safety",
        r"safe(?:ly)?|harmless|well tolerated",
        r"unsafe|dangerous|hazardous|harmful|risky|contraindicat(?:ed|ion)|unsuitable|off limits"
        r"|(?:must|should|may|can) ?not be (?:performed|used|done|given|taken)|(?:do|must|should) not (?:use"
        r"|take|treat)",
    ),
    Pole(
        "allowed",
        r"allowed|permitted|permissible|legal|(?:may|can|could)(?! ?not)|free to|welcome|entitled|possible|okay"
        r"|fine|no objection",
        r"prohibit(?:ed|s)?|forbidden|forbids?|banned|illegal|disallowed|(?:may|can|must|shall|should|do|does"
        r"|will) ?not"
        r"|contraindicat(?:ed|ion)|refrain|avoided|off limits|ruled out|out of the question"
        r"|excluded|impossible",
    ),
    Pole(
        "refundable",
        r"refund(?:able|ed|s)?|money back|returned|reimbursed|paid back",
        r"non-?refundable|forfeit(?:ed)?|retained|lost|keeps? the",
    ),
    Pole(
        "free",
        r"free(?: of charge)?|(?:no|without) (?:extra |additional |any )?(?:cost|charge|fee)s?|complimentary"
        r"|for nothing|at no (?:cost|charge)",
        r"charged?(?: at)?|costs|surcharge|fee|payable|[$€£]\d+|\d+ (?:euros|dollars|pounds)",
    ),
    Pole(
        "included",
        r"included?|includes|including|part of|comes? with|covered|contained",
        r"excluded|excludes|excluding|without|exclusive of|surcharge|separately|extra|additional(?:ly)?|on top",
    ),
    Pole(
        "common",
        r"common(?:ly)?|frequent(?:ly)?|often|usual(?:ly)?|nearly (?:every|all)|almost (?:every|all|always)|most \w+"
        r"|likely|widespread|regularly|in the majority|as a rule",
        r"rare(?:ly)?|uncommon(?:ly)?|infrequent(?:ly)?|seldom|unusual|exceptional(?:ly)?|hardly ever|unlikely"
        r"|isolated cases|(?:fewer|less) than (?:1|one) (?:in|%|percent|per cent)",
        r"occasional(?:ly)?|sometimes",
    ),
    Pole("compatible", r"compatible|works with", r"incompatible"),
    Pole("invasive", r"invasive", r"non-?invasive", r"minimally invasive"),
    Pole("surgical", r"surgical", r"non-?surgical|without surgery"),
    Pole(
        "effective",
        r"effective(?:ly)?|works?|eases?|relieves?|helps?",
        r"ineffective|useless|little use|fails?|no better than",
    ),
    Pole(
        "required",
        r"required|requires?|necessary|needed|needs?|mandatory|compulsory|obligatory|obliged|must|has to|have to"
        r"|only (?:on|with)",
        r"optional|unnecessary|voluntary|dispensable|over the counter|without|can simply|need not|needn['’]t",
    ),
    Pole(
        "expiry",
        r"expires?|expired|lapses?|valid (?:for|until)|runs? out|ends? after",
        r"perpetual(?:ly)?|never ends?|lifetime|indefinite(?:ly)?|unlimited",
    ),
)
# Which pole a question names, where its word differs from those of the pole.
ASKING = {
    "hurt": "pain",
    "last forever": "permanence",
    "grow back": "permanence",
    "come back": "permanence",
    "wear off": "permanence",
    "recover": "downtime",
    "take time off": "downtime",
    "cheap": "expensive",
    "money back": "refundable",
    "expire": "expiry",
    "run out": "expiry",
    "dangerous": "safety",
    "harmful": "safety",
    "have to": "required",
    "do i need": "required",
    "do you need": "required",
    "do we need": "required",
}
