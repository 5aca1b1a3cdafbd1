"""An answer as HTML: a word of care, lists and guides, its level, the short answer, a card for each passage."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import assert_never

from markupsafe import Markup

from bot.conversation.replies import remark_words
from bot.feedback.records import Opinion
from bot.records import Answer, CareNote, CarriedWord, Concern, Level
from bot.ui.cards import card_html, short_answer_html
from bot.ui.html import element, join
from bot.ui.overviews import notes_html, offered_html, overview_html
from bot.ui.saying import Language, Spoken, lang_of, language, say, say_count, say_of_bot
from bot.ui.side_by_side import side_by_side_html, way_there_html

NO_OPINIONS: Mapping[int, Opinion] = MappingProxyType({})
BULLET = "- "  # how bot.conversation.replies begins a line of a list


def answer_html(
    answer: Answer, key: str, without: Sequence[str] = (), opinions: Mapping[int, Opinion] = NO_OPINIONS
) -> Markup:
    """The whole answer. `key` is unique among the answers of a page; the ids of what can be opened hold it.

    `without` are the words of the conversation that were left out of its search, `opinions` what the reader thinks of
    its quotations, by rank.
    """
    if answer.remark:
        return _care(answer.care) if answer.care else _remark(_remarked(answer))  # a remark with a note repeats it
    answer = answer.without_repeats()
    overview = overview_html(answer, key)
    cards = [
        card_html(quotation, f"{key}-{quotation.rank}", answer.marked(quotation), opinions.get(quotation.rank))
        for quotation in answer.passages
    ]
    return join(
        _care(answer.care) if answer.care else None,
        notes_html(answer),
        overview,
        _level(answer) if cards or overview is None else None,
        element("p", by_words(), class_="fn-by-words") if answer.by_words else None,
        _unknown_words(answer.unknown_words),
        _carried(answer.carried),
        _left_out((*without, *(word.text for word in answer.left_out))),
        short_answer_html(answer.short_answer, key),
        way_there_html(answer.sources_say, key),
        offered_html(answer),
        _folded(cards, key) if answer.level is Level.NOT_FOUND else join(*cards),
        side_by_side_html(answer.sources_say, key),
    )


def _level(answer: Answer) -> Markup:
    heading = element("h3", level_words(answer.level), class_=f"fn-level fn-level-{answer.level.name.lower()}")
    return join(heading, element("p", _explanation(answer), class_="fn-explanation"))


def by_words() -> str:
    """What an answer was worth that was found before the encoder was there."""
    return say(
        "The search by meaning is still being loaded, so only words were compared. Ask again for a better answer."
    )


def level_words(level: Level) -> str:
    """What a level says to a reader."""
    match level:
        case Level.FOUND:
            return say("Found in your documents")
        case Level.RELATED:
            return say("Possibly related")
        case Level.NOT_FOUND:
            return say("Not in these documents")
        case _:
            assert_never(level)


def _remarked(answer: Answer) -> Spoken:
    """The remark in the reader's language; in English where it is not known what it is made of."""
    try:
        if answer.remark_parts:
            return Spoken(remark_words(answer.remark_parts, say_of_bot), language())
    except KeyError:  # a kind of small talk of another version, whose answer the browser kept
        pass
    return Spoken(answer.remark, Language.ENGLISH)


def _remark(remark: Spoken) -> Markup:
    lines = remark.words.splitlines()
    listed = [element("li", line.removeprefix(BULLET)) for line in lines if line.startswith(BULLET)]
    sentences = "\n".join(line for line in lines if not line.startswith(BULLET))
    return element(
        "div",
        element("p", sentences),
        element("ul", *listed) if listed else None,
        class_="fn-remark",
        lang=lang_of(remark),
    )


def _care(care: CareNote) -> Markup:
    heading = say("Please read this first")
    translated = care.in_language(language())
    note = Spoken(translated, language()) if translated else Spoken(care.note, Language.ENGLISH)
    return element(
        "div",
        element("strong", heading),
        element("p", note.words, lang=lang_of(note)),
        class_=f"fn-care fn-care-{care.kind.name.lower()}",
        role="note",
        aria_label=heading,
    )


def _explanation(answer: Answer) -> str:
    if not answer.passages and answer.care and answer.care.kind is Concern.RED_FLAG:
        return say("No passages are shown below such a note.")
    if not answer.passages:
        return say("The documents hold nothing that comes near this question.")
    match answer.level:
        case Level.FOUND:
            return say("Quoted word for word; the words that answer best are marked.")
        case Level.RELATED:
            return say("No passage clearly answers this. These come near; judge for yourself.")
        case Level.NOT_FOUND:
            return say("No passage answers this question, so there is nothing to quote.")
        case _:
            assert_never(answer.level)


def _unknown_words(words: tuple[str, ...]) -> Markup | None:
    if not words:
        return None
    listed = Markup(", ").join(element("b", word) for word in words)
    return element("p", say("Nowhere in the documents:") + " ", listed, ".", class_="fn-unknown")


def _carried(words: Sequence[CarriedWord]) -> Markup | None:
    if not words:
        return None
    chips = [
        _chip(
            word.text,
            "without",
            say("Search without {word}", word=word.text),
            element("b", word.text, data_term=word.term),
            "×",
        )
        for word in words
    ]
    return element("p", say("Also searching:") + " ", *chips, class_="fn-carried")


def _left_out(words: Sequence[str]) -> Markup | None:
    if not words:
        return None
    chips = [_chip(word, "with", say("Search with {word} again", word=word), element("s", word), "+") for word in words]
    return element("p", say("Left out:") + " ", *chips, class_="fn-carried fn-left-out")


def _chip(word: str, action: str, label: str, shown: Markup, sign: str) -> Markup:
    """A button that has the question asked again with or without `word`."""
    return element(
        "button",
        shown,
        element("span", sign, class_="fn-sign", aria_hidden="true"),
        type="button",
        class_="fn-chip",
        title=label,
        aria_label=label,
        data_action=action,
        data_word=word,
    )


def _folded(cards: list[Markup], key: str) -> Markup | None:
    if not cards:
        return None
    summary = say_count(
        len(cards),
        "The closest passage, for what it is worth",
        "The {count} closest passages, for what they are worth",
    )
    return element("details", element("summary", summary), *cards, id=f"fn-closest-{key}", class_="fn-closest")
