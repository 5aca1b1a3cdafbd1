"""What an answer lists, describes and asks back, as HTML: its quotations open their source, its questions are asked."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.exports.overviews import Entry, Section, notes, offered, offering, sections
from bot.records import Answer, CitedQuotation, ShortQuotation
from bot.ui.citations import place_html
from bot.ui.html import Child, element, join
from bot.ui.labels import title_of
from bot.ui.quoted_words import quotation_html
from bot.ui.saying import say_of_bot

DEEPEST = 4  # of the levels of an outline that are told apart


def notes_html(answer: Answer) -> Markup | None:
    """What the turn did with the last answer, and the period this one is taken from; None without either."""
    lines = [element("p", note) for note in notes(answer, say_of_bot)]
    return element("div", *lines, class_="fn-notes") if lines else None


def overview_html(answer: Answer, key: str) -> Markup | None:
    """The sections; None without any. `key` is unique among the answers of a page."""
    drawn = [
        _section(section, f"{key}-overview-{number}")
        for number, section in enumerate(sections(answer, say_of_bot), start=1)
    ]
    return join(*drawn) if drawn else None


def offered_html(answer: Answer) -> Markup | None:
    """The questions offered in place of the one asked, as buttons; None without any."""
    questions = offered(answer)
    if not questions:
        return None
    return element("div", element("p", offering(answer, say_of_bot)), _questions(questions), class_="fn-did-you-mean")


def _section(section: Section, key: str) -> Markup:
    name = f"fn-{key}"
    bare = [_bare(entry) for entry in section.entries if entry.quotation is None]
    quoted = [
        element("li", _quoted(entry, entry.quotation, f"{key}-{number}"))
        for number, entry in enumerate(section.entries, start=1)
        if entry.quotation is not None
    ]
    return element(
        "section",
        _heading(section, name),
        *(element("p", line) for line in section.lines),
        element("ul", *bare) if bare else None,
        element("ol", *quoted) if quoted else None,
        element("div", _questions(section.questions), class_="fn-did-you-mean") if section.questions else None,
        class_="fn-overview",
        aria_labelledby=name,
    )


def _heading(section: Section, name: str) -> Markup:
    if section.is_main:
        return element("h3", section.heading, id=name, class_="fn-level fn-level-found")
    return element("h4", section.heading, id=name)


def _bare(entry: Entry) -> Markup:
    depth = f"fn-depth-{min(entry.level, DEEPEST)}" if entry.level else None
    return element("li", *_named(entry), class_=depth)


def _named(entry: Entry) -> list[Child]:
    facts = " · ".join(entry.facts)
    return [
        element("span", entry.name, lang="", class_="fn-name"),
        element("span", f" · {facts}", class_="fn-facts") if facts else None,
    ]


def _quoted(entry: Entry, quotation: CitedQuotation, key: str) -> Markup:
    """The words as in a short answer, below what they are called, and above the question that asks for them alone."""
    citation = quotation.citation
    words = ShortQuotation(quotation.text, quotation.start, quotation.end, rank=0, lead_in="", citation=citation)
    return element(
        "figure",
        element("p", *_named(entry)) if entry.name else None,
        quotation_html(words),
        element("figcaption", place_html(citation, key, is_titled=entry.name in ("", title_of(citation)))),
        _question(entry.question) if entry.question else None,
    )


def _questions(questions: Sequence[str]) -> Markup:
    return element("ul", *(element("li", _question(question)) for question in questions))


def _question(question: str) -> Markup:
    return element("button", question, type="button", class_="fn-meant", data_question=question, lang="")
