import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import html as parser

from bot.feedback.records import Opinion
from bot.records import Answer, SourceClass, Why
from bot.ui.cards import card_html, short_answer_html
from bot.ui.citations import citation_html
from bot.ui.labels import linked, place_line, source_line, title_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from bot.chatbot import ChatBot


def read(markup: str | None) -> "HtmlElement":
    return parser.fromstring(f"<div>{markup}</div>")


@pytest.fixture
def answer(chatbot: "ChatBot") -> Answer:
    return chatbot.reply("How long does swelling last?")


def test_a_card_quotes_the_passage_verbatim_with_the_short_answer_marked(answer: Answer) -> None:
    quotation = answer.passages[0]
    quoted = read(card_html(quotation, "1-1", answer.marked(quotation))).find(".//blockquote")
    assert quoted.text_content() == quotation.citation.exact
    assert [mark.text_content() for mark in quoted.iter("mark")] == ["Swelling goes down within two to three days."]


def test_a_list_keeps_its_lines(answer: Answer) -> None:
    quoted = read(card_html(answer.passages[2], "1-3")).find(".//blockquote")
    assert quoted.text_content() == "- keep the head raised at night\n- use cold packs, ten minutes at a time"


def test_the_words_that_introduce_a_list_stand_before_the_quotation_and_not_in_it(answer: Answer) -> None:
    card = read(card_html(replace(answer.passages[2], lead_in="Ways to <shorten> it:"), "1-3"))
    assert card.find_class("fn-lead-in")[0].text_content() == "Ways to <shorten> it:"
    assert card.find(".//blockquote").text_content() == answer.passages[2].citation.exact


def test_each_quotation_of_a_short_answer_stands_above_a_button_that_opens_exactly_its_words(
    chatbot: "ChatBot",
) -> None:
    several = chatbot.reply("several").short_answer
    block = read(short_answer_html(several, "1")).find_class("fn-short")[0]
    assert block.get("aria-label") == "The short answer"
    figures = list(block.iter("figure"))
    assert [len(list(figure.iter("blockquote"))) for figure in figures] == [1, 1, 1]
    for number, (figure, quotation) in enumerate(zip(figures, several, strict=True), start=1):
        (button,) = figure.iter("button")
        assert button.get("id") == f"fn-cite-1-short-{number}"
        assert (int(button.get("data-start")), int(button.get("data-end"))) == (quotation.start, quotation.end)
        assert (button.get("data-document"), button.get("data-sha256")) == (
            quotation.citation.document,
            quotation.citation.text_sha256,
        )
        for head in [*figure.iter("thead")]:
            head.drop_tree()
        assert figure.find(".//blockquote").text_content() == quotation.text
    assert [button.text_content() for button in block.iter("button")] == [
        "3Laser skin tightening: what to expect · Laser skin tightening › Recovery › Swelling",
        "4Laser skin tightening: what to expect · Laser skin tightening › Recovery › Swelling",
        "2Brightside Clinic: questions and answers · Frequently asked",
    ]


def test_a_short_answer_says_what_introduces_an_item_and_heads_a_row_and_is_nothing_when_empty(
    chatbot: "ChatBot",
) -> None:
    listed, row, _ = (read(short_answer_html([one], "1")) for one in chatbot.reply("several").short_answer)
    assert listed.find_class("fn-lead-in")[0].text_content() == "Ways to shorten it:"
    assert listed.find(".//blockquote").get("data-marker") == "-"
    cells = list(row.iter("th", "td"))
    assert ["".join(cell.itertext(cell.tag)) for cell in cells] == [
        "Method", "Redness", "Swelling", "Non-ablative", "1 to 2 days", "2 to 3 days",
    ]  # fmt: skip
    assert short_answer_html([], "1") is None


def test_a_citation_says_number_title_place_and_source_and_knows_what_to_open(answer: Answer) -> None:
    citation = replace(answer.passages[0].citation, page=7)
    button = read(citation_html(citation, "1-1", number=1)).find("button")
    assert [span.text_content() for span in button.iter("span") if len(span) == 0] == [
        "1",
        "Laser skin tightening: what to expect",
        "Laser skin tightening › Recovery › Swelling · page 7",
        "The Open Encyclopedia · encyclopedia wiki · 2021-04",
    ]
    assert button.get("type") == "button"
    assert (button.get("data-document"), int(button.get("data-start")), int(button.get("data-end"))) == (
        "corpus/laser.md",
        citation.start,
        citation.end,
    )
    assert button.get("data-sha256") == citation.text_sha256


def test_what_is_unknown_of_a_source_is_said(answer: Answer) -> None:
    citation = replace(
        answer.passages[1].citation,
        publisher="unknown",
        source_class=SourceClass.UNKNOWN,
        headings=(),
        title=" ",
    )
    assert source_line(citation) == "publisher unknown · kind of source unknown · date unknown"
    assert place_line(citation) == ""
    assert title_of(citation) == "corpus/clinic.md"


def test_the_same_words_elsewhere_can_be_opened_too(answer: Answer) -> None:
    card = read(card_html(answer.passages[0], "1-1"))
    also = card.find_class("fn-also")[0]
    assert [button.get("data-document") for button in also.iter("button")] == ["corpus/clinic.md"]
    assert len({button.get("id") for button in card.iter("button")}) == 2 + len(Opinion)


def test_the_reasons_are_folded_away_and_in_words(answer: Answer) -> None:
    details = read(card_html(answer.passages[0], "1-1")).find_class("fn-why")[0]
    assert details.get("open") is None
    assert details.find("summary").text_content() == "Why this passage"
    assert [name.text_content() for name in details.iter("dt")] == ["Meaning", "Words"]
    assert [value.text_content() for value in details.iter("dd")] == [
        "One of its sentences is very close to the question.",
        "It holds the more telling of those looked for: swelling, last.",
    ]


def test_no_score_and_no_percentage_stands_on_a_card(answer: Answer) -> None:
    scored = Why(0.6111, 0.7222, 7.3333, 0.8444, 1.8555, ("swelling",), rerank=-1.2666, heading=0.5777, phrase=0.2888)
    card = read(card_html(replace(answer.passages[0], probability=0.9123, why=scored), "1-1"))
    card.find(".//blockquote").clear()
    shown = "".join(card.itertext())
    assert len(list(card.iter("dt"))) == 5
    assert re.findall(r"\d+", shown) == ["1", "2021", "04"]  # the quotation's number, and the date of its source
    assert "%" not in shown


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "file:///etc/passwd", "//evil.invalid", "/home/ada/x.md", "http://[", "https:", ""]
)
def test_only_web_addresses_become_links(text: str) -> None:
    assert linked(text) == text
    assert "<a" in linked("https://example.org/laser")


@pytest.mark.parametrize(
    ("opinion", "pressed", "summary"),
    [
        (None, [], "Not of use"),
        (Opinion.RELEVANT, ["relevant"], "Not of use"),
        (Opinion.WRONG, ["wrong"], "Marked wrong"),
    ],
)
def test_the_thumbs_say_what_the_reader_thinks(
    answer: Answer, opinion: Opinion | None, pressed: list[str], summary: str
) -> None:
    rating = read(card_html(answer.passages[0], "1-1", opinion=opinion)).find_class("fn-rating")[0]
    assert rating.get("aria-label") == "Is quotation 1 of use?"
    buttons = [button for button in rating.iter("button") if button.get("aria-pressed") == "true"]
    assert [button.get("data-opinion") for button in buttons] == pressed
    assert rating.find(".//summary").text_content() == summary
    assert ("Kept for the owner" in rating.text_content()) is (opinion is not None)
