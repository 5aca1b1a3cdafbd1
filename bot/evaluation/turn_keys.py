"""The keys of one question of a question file, read into what its answer must be."""

from collections.abc import Iterator

from bot.chatbot import PASSAGES_SHOWN
from bot.evaluation.entries import Entry
from bot.evaluation.expected import Expected, ExpectedAspect, Saying, Topic
from bot.records import Concern, Level, Verdict

PASSAGE_KEYS = ("source", "quote", "pattern", "page")
MORE_KEYS = ("answer", "care", "carried", "did_you_mean", "sources_say")
EXPECTING_KEYS = (*PASSAGE_KEYS, "rank", "level", "abstain", "topic", "remark", *MORE_KEYS)
ASPECT_KEYS = ("aspect", "verdict", "says")


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
    others = [key for key in EXPECTING_KEYS if key != "remark"]
    _exclude(entry, "remark", others, "small talk is not searched for, so that there is nothing else to expect.")
    return Expected(remark=entry.pattern_or_true("remark"))


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
