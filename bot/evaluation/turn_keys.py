"""The keys of one question of a question file, read into what its answer must be."""

from collections.abc import Iterator
from typing import Literal

from bot.chatbot import PASSAGES_SHOWN
from bot.evaluation.entries import Entry
from bot.evaluation.expected import COLLECTION, Expected, ExpectedAspect, ExpectedListing, ExpectedWhich, Saying, Topic
from bot.records import Act, Concern, Level, Order, Period, Verdict

PASSAGE_KEYS = ("source", "quote", "pattern", "page")
MORE_KEYS = ("answer", "care", "carried", "did_you_mean", "sources_say", "listing", "guide", "which", "period", "act")
EXPECTING_KEYS = (*PASSAGE_KEYS, "rank", "level", "abstain", "topic", "remark", *MORE_KEYS)
ASPECT_KEYS = ("aspect", "verdict", "says")
LISTING_KEYS = ("documents", "exactly", "words", "count", "complete", "first", "order", "perhaps")
WHICH_KEYS = ("count", "names")
FEWEST_CHOICES = 2


def expected_of(entry: Entry) -> Expected:
    """What `entry` says of the answer. Raises SettingsError for what cannot be meant."""
    if "remark" in entry.table:
        return _expected_remark(entry)
    topic = entry.choice("topic", Topic)
    abstains = entry.flag("abstain")
    if abstains:
        _exclude(entry, "abstain = true", (*PASSAGE_KEYS, "rank", "level"), "no passage is right where none answers.")
        _exclude(entry, "abstain = true", ("answer",), "there is no short answer where nothing is found.")
        _exclude(entry, "abstain = true", ("sources_say",), "nothing is set side by side where nothing is found.")
    elif topic:
        raise entry.error("'topic' says how far off a question is that must not be answered; add abstain = true.")
    expected = Expected(
        source=entry.text("source"),
        quote=" ".join(entry.text("quote").split()),
        pattern=entry.pattern("pattern"),
        page=entry.number("page", 1),
        rank=entry.number("rank", 1, PASSAGES_SHOWN) or PASSAGES_SHOWN,
        level=Level.NOT_FOUND if abstains else _level(entry),
        topic=topic,
        care=entry.choice("care", Concern),
        carried=entry.any_texts("carried"),
        did_you_mean=entry.pattern_or_true("did_you_mean"),
        answer=" ".join(entry.text("answer").split()) or None,
        sources_say=tuple(_aspects(entry)) if "sources_say" in entry.table else None,
        listing=_listing(entry),
        guide=_guide(entry),
        which=_which(entry),
        period=_period(entry),
        act=_act(entry),
    )
    _require_something(entry, expected)
    return expected


def _require_something(entry: Entry, expected: Expected) -> None:
    if not (expected.names_passage or expected.level or expected.names_more):
        given = ", ".join((*PASSAGE_KEYS, "level", "remark", *MORE_KEYS[:-1]))
        raise entry.error(f"expects nothing; give {given} or {MORE_KEYS[-1]}, or abstain = true.")
    if "rank" in entry.table and not expected.names_passage:
        raise entry.error(f"'rank' says how high a passage must be; say which, with {', '.join(PASSAGE_KEYS)}.")


def _expected_remark(entry: Entry) -> Expected:
    others = [key for key in EXPECTING_KEYS if key not in ("remark", "act")]
    _exclude(entry, "remark", others, "small talk is not searched for, so that there is nothing else to expect.")
    return Expected(remark=entry.pattern_or_true("remark"), act=_act(entry))


def _level(entry: Entry) -> Level | None:
    level = entry.choice("level", Level)
    if level is Level.NOT_FOUND:
        raise entry.error("write abstain = true instead of level = 'not_found'.")
    return level


def _exclude(entry: Entry, what: str, keys: tuple[str, ...] | list[str], reason: str) -> None:
    extra = next((key for key in keys if key in entry.table), "")
    if extra:
        raise entry.error(f"'{what}' excludes {extra!r}; {reason}")


def _aspects(entry: Entry) -> Iterator[ExpectedAspect]:
    for number, table in enumerate(entry.tables("sources_say"), start=1):
        aspect = Entry(f"{entry.place}, sources_say {number}", table)
        aspect.require_known(ASPECT_KEYS, "an aspect")
        if not table:
            raise aspect.error(f"expects nothing; give {', '.join(ASPECT_KEYS)}, or sources_say = [] for no aspect.")
        yield ExpectedAspect(
            name=aspect.text("aspect"),
            verdict=aspect.choice("verdict", Verdict),
            sayings=tuple(_sayings(aspect)),
        )


def _sayings(aspect: Entry) -> Iterator[Saying]:
    for source, all_words in aspect.texts_by_name("says").items():
        for words in all_words:
            yield Saying(source, " ".join(words.split()))


def _listing(entry: Entry) -> ExpectedListing | Literal[False] | None:
    listing = entry.table_or_false("listing", "a listing", LISTING_KEYS)
    if listing is None or listing is False:
        return listing
    expected = ExpectedListing(
        documents=listing.texts("documents"),
        exactly=listing.flag("exactly"),
        words=listing.texts("words"),
        count=listing.number("count", 0),
        complete=listing.flag("complete") if "complete" in listing.table else None,
        first=listing.text("first"),
        order=listing.choice("order", Order),
        perhaps=listing.texts("perhaps"),
    )
    if expected.exactly and not expected.documents:
        raise listing.error("'exactly' says that no others are listed; say beside which, with documents.")
    return expected


def _guide(entry: Entry) -> str | Literal[False] | None:
    given = entry.table.get("guide")
    if isinstance(given, bool):
        return "" if given else False
    if "guide" in entry.table and not isinstance(given, str):
        raise entry.error(f"'guide' must be a document, {COLLECTION!r}, true or false, got {given!r}.")
    return entry.text("guide") or None


def _which(entry: Entry) -> ExpectedWhich | Literal[False] | None:
    """A count, a name or names, a table of both, or false."""
    given = entry.table.get("which")
    if isinstance(given, int) and not isinstance(given, bool):
        return ExpectedWhich(count=entry.number("which", FEWEST_CHOICES))
    if isinstance(given, str | list):
        return ExpectedWhich(names=entry.texts("which"))
    which = entry.table_or_false("which", "a choice", WHICH_KEYS, "a count, names, ")
    if which is None or which is False:
        return which
    return ExpectedWhich(which.number("count", FEWEST_CHOICES), which.texts("names"))


def _period(entry: Entry) -> Period | Literal[False] | None:
    return False if entry.is_false("period") else entry.period("period")


def _act(entry: Entry) -> Act | None:
    return Act.NONE if entry.is_false("act") else entry.choice("act", Act)
