"""Whether a question can be understood by itself, or leans on the conversation before it; readable rules, no model."""

import re
from collections.abc import Sequence
from enum import StrEnum

from bot.language.words import content_words, terms


class Leaning(StrEnum):
    """What makes a question lean on those before it."""

    REPAIR = "repair"  # "I meant …"
    PRONOUN = "pronoun"  # "Does it hurt?"
    FRAGMENT = "fragment"  # "Why?", "And the neck?", "What about …"
    DEFINITE = "definite"  # "How was the experiment received?", after one was named
    COMPARISON = "comparison"  # "Which is better?", "What other ones …"
    PROPERTY = "property"  # "What are the side effects?": of what?


REPEATING = frozenset({Leaning.FRAGMENT, Leaning.REPAIR})  # these ask the question before once more, of something else
NAMES_ITS_SUBJECT_WORDS = 5  # content words before a pronoun, from which on a question names its own subject

_OPENING = re.compile(
    r"^(?:(?:oh|ok|okay|interesting|wow|great|thanks|thank you|well|so|then|also|hmm|i see|cool|yes|by the way|btw)\b"
    r"[\s,.!;:]*)+",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(r"^(?:and|or|but|(?:what|how) about|what else|who else|why not)\b", re.IGNORECASE)
_ASKS_WHAT_IT_IS = re.compile(
    r"^(?:what|who|where)(?: is| are| was| were|['’]s)\b|^(?:describe|define|explain|tell me)\b", re.IGNORECASE
)
_QUESTION_WORD = re.compile(
    r"^(?:any|anything|some|other|what|which|how (?:many|much|long|often|soon|far))\b", re.IGNORECASE
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|am|be|do|does|did|can|could|will|would|shall|should|may|might|must|has|have|had)\b|n['’]t\b"
    r"|['’]s\b",
    re.IGNORECASE,
)
_REPAIR = re.compile(r"^no,|^not\b|\bi (?:meant|mean)\b|\bnot my question\b|\bwhen i say\b", re.IGNORECASE)

_PERSONAL = r"it|its|itself|they|them|their|theirs|themselves|he|him|his|she|her|hers"
_PRONOUN = re.compile(
    rf"\b(?:{_PERSONAL})\b"
    r"|\b(?:this|these|those)\b(?! (?:year|month|week|days?|morning|time)\b)"
    # "that" where it cannot join two clauses: first, last, or after a verb or preposition
    r"|(?:^|[.?!,] *)that\b|\bthat(?= *[.?!,]|$)|\b(?:is|was|does|did|about|of|with|for|after|before) that\b"
    # "there" that points to a place, not "there is"
    r"|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )\bthere\b(?! (?:is|are|was|were|will|may|can|has|have)\b)"
    r"|\bones\b|\bone(?= *[.?!,]| (?:is|are|was|would|should|can|do|does|to)\b|$)",
    re.IGNORECASE,
)
# "How long does it take to …", "is it safe to …": the pronoun points forward, when something is named there
_FORWARD = re.compile(
    r"\b(?:does|will|would|did|is|was) it (?:take|cost|mean|feel|possible|necessary|worth|legal|normal|common|safe|ok"
    r"|okay|better|good|bad|important|hard|easy|difficult)\b[^,.?!]*?\b(?:to|for|that|if)\b(?P<named>.*)",
    re.IGNORECASE,
)
# where a clause ends, and a pronoun after it may mean what the clause named; "and" only before another clause
_CLAUSE_END = re.compile(
    r"[,.;:?!]|\b(?:but|since|because|that|who|which|while|when|if|so)\b"
    r"|\b(?:and|or) (?=(?:wh\w+|how|is|are|was|were|do|does|did|can|will|should|if)\b)",
    re.IGNORECASE,
)

_COMPLEMENT = r"of|for|in|on|to|between|from|with|that|who|which|at|behind|against|related"
# "in the morning" and "at the end" are adverbs
_BARE_DEFINITE = re.compile(
    rf"(?<!\bin )(?<!\bat )(?<!\bon )(?<!\bof )\bthe (?P<noun>[a-z]+)\b(?! (?:{_COMPLEMENT}|and)\b)"
)
_UNIQUE = frozenset(terms("world country sun moon sky sea weather internet web public government future past present"))
_COMPARISON = re.compile(
    r"\b(?:better|worse|cheaper|safer|faster|easier|harder|longer|stronger|bigger|smaller|(?<!each )other|others|else"
    r"|another|similar|same|instead|alternatives?|in common)\b|\bdifferen(?:t|ces?)\b *(?:[.?!]|$)"
    r"|\b(?:compare|differ)\b *(?:[.?!]|$)"
    # a superlative of nothing: "the best for cooking", "the biggest ever"
    r"|\bthe (?:best|worst|most \w+|(?:larg|bigg|small|old|new|cheap|fast|long|short|strong|saf|high|low|easi|hard)est)"
    r"(?: selling)?(?= *(?:[.?!]|$)| (?:for|in|ever|of all)\b)",
    re.IGNORECASE,
)
_COMPARED_WITH = re.compile(r"\b(?:than|from|between|among|versus|vs|or|as|besides)\b", re.IGNORECASE)
_KIND_OF_WHAT = re.compile(
    r"\b(?:what|which) (?:types?|kinds?|sorts?|variet(?:y|ies)|models?|versions?)"
    r" (?:is|are|was|were|do|does|did|should|can|would|will)\b"
    rf"|^(?:is|are|was|were) there (?:any|some)\b(?!.*\b(?:{_COMPLEMENT}|than)\b)",
    re.IGNORECASE,
)

# Words for a property of something, or for how much of it; a question of nothing else asks "of what?".
_PROPERTIES = frozenset(
    terms(
        """
        advantage age aim alternative answer application approach argument aspect author award background basis benefit
        candidate case category cause challenge characteristic complication component con concern condition consequence
        controversy cost course criticism danger date definition design detail difference disadvantage dosage downside
        downtime drawback duration effect efficacy element evidence example exception expectation experience
        explanation fact factor feature fee finding founder frequency function future goal guarantee history idea
        impact importance influence instruction issue kind leader length level limit limitation location long main
        meaning mechanism member method model name need number objective opinion option origin outcome owner part people
        pain percentage place price pro problem procedure process product property provider purpose quality rate reason
        recommendation recovery reliability requirement response restriction result risk role rule safety session
        setting side sign similarity size solution source stage step strategy symptom system technique test theme time
        timeline tip treatment type usage use value variant variation variety version warning way work worth year
        """
    )
)
_VAGUE = frozenset(
    terms(
        """
        available bad basic best better big biggest certain change chosen close common compare current day decide
        develop different early effective end ethical expect expensive famous far feel find first free general get
        give go good happen hard help high hurt important include influential interesting involved key know large
        largest last late legal like list little longest low make many mean meant mention minor modern name necessary
        new notable offer old original popular possible potential previous recent related safe say serious short
        significant small start stop successful take tell term think today top typical unique useful want work worst
        worth
        """
    )
)


def stands_alone(question: str, history: Sequence[str]) -> bool:
    """Whether `question` says by itself what it asks about; always after no `history` of earlier questions."""
    return leaning(question, history) is None


def leaning(question: str, history: Sequence[str]) -> Leaning | None:
    """The first of the reasons, in their order, for which `question` leans on `history`, None when it stands alone."""
    if not history:
        return None
    text = _OPENING.sub("", " ".join(question.split())) or question
    rules = (
        (Leaning.REPAIR, _REPAIR.search(text) is not None),
        (Leaning.PRONOUN, _has_open_pronoun(text)),
        (Leaning.FRAGMENT, _is_fragment(text)),
        (Leaning.DEFINITE, _has_bare_definite(text)),
        (Leaning.COMPARISON, _is_open_comparison(text)),
        (Leaning.PROPERTY, _asks_only_properties(text)),
    )
    return next((reason for reason, holds in rules if holds), None)


def repeated_turn(history: Sequence[str]) -> int:
    """The turn that the last of `history` asks once more, over any chain of fragments and repairs; else that last."""
    turn = len(history) - 1
    while turn > 0 and leaning(history[turn], history[:turn]) in REPEATING:
        turn -= 1
    return turn


def named_terms(text: str) -> frozenset[str]:
    """The terms of `text` that say what it is about, not which property of it is asked for."""
    return frozenset(word.term for word in content_words(text)) - _PROPERTIES - _VAGUE


def _is_fragment(text: str) -> bool:
    """What opens like one; a lone content word that is not asked for itself; two after a question word, no verb."""
    count = len(content_words(text))
    if _FRAGMENT.match(text) or not count:
        return True
    if count == 1:
        return not _ASKS_WHAT_IT_IS.match(text)
    return count == 2 and _QUESTION_WORD.match(text) is not None and not _VERB.search(text)


def _has_open_pronoun(text: str) -> bool:
    forward = _FORWARD.search(text)
    ahead = range(forward.start(), forward.end()) if forward and _names_something(forward["named"]) else range(0)
    starts = [match.start() for match in _PRONOUN.finditer(text) if match.start() not in ahead]
    return any(not _has_antecedent(text[:start]) for start in starts)


def _has_antecedent(before: str) -> bool:
    """Whether the question itself names something that a later pronoun may mean: "What is ketosis, and is it …"."""
    ends = [match.start() for match in _CLAUSE_END.finditer(before)]
    return (bool(ends) and _names_something(before[: ends[-1]])) or _is_long(before)


def _has_bare_definite(text: str) -> bool:
    """A definite noun with nothing to say which: "the drawing", not "the role of women" or "the drinking age"."""
    named = named_terms(text)
    return any(
        terms(match["noun"])[0] not in _UNIQUE | _VAGUE
        and not _goes_on(text[match.end() :])
        and len(named - {terms(match["noun"])[0]}) <= 1
        for match in _BARE_DEFINITE.finditer(text)
    )


def _goes_on(after: str) -> bool:
    """Whether another content word follows at once."""
    following = re.match(r"[ -]([\w-]+)", after)
    return following is not None and bool(content_words(following[1]))


def _is_open_comparison(text: str) -> bool:
    if _KIND_OF_WHAT.search(text):
        return True
    found = _COMPARISON.search(text)
    return found is not None and not _COMPARED_WITH.search(text) and len(content_words(text[: found.start()])) <= 1


def _asks_only_properties(text: str) -> bool:
    return not _names_something(text)


def _names_something(text: str) -> bool:
    return bool(named_terms(text))


def _is_long(text: str) -> bool:
    return len(content_words(text)) >= NAMES_ITS_SUBJECT_WORDS
