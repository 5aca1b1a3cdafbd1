"""The table of what the sources say, against aspects made by hand."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import html as parser

from bot.records import UNKNOWN, Aspect, Said, Verdict
from bot.ui.compared import rows, verdict_words
from bot.ui.side_by_side import side_by_side_html, way_there_html

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from bot.chatbot import ChatBot


@pytest.fixture
def aspects(chatbot: "ChatBot") -> tuple[Aspect, ...]:
    return chatbot.reply("noted").sources_say


def read(markup: str | None) -> "HtmlElement":
    return parser.fromstring(f"<div>{markup}</div>")


def table(aspect: Aspect) -> "HtmlElement":
    return read(side_by_side_html((aspect,), "1")).find(".//table")


def cells(aspect: Aspect) -> list[list[str]]:
    return [[cell.text_content() for cell in row] for row in table(aspect).iter("tr")]


def test_figures_stand_beside_who_says_them(aspects: tuple[Aspect, ...]) -> None:
    assert cells(aspects[0]) == [
        ["Source", "Says"],
        ["The Open Encyclopedia", "two to three days"],
        ["Brightside Clinic", "same afternoon"],
    ]
    assert [name.get("scope") for name in table(aspects[0]).findall("tbody/tr/th")] == ["row", "row"]


def test_the_words_of_a_source_are_a_button_that_opens_their_sentence(aspects: tuple[Aspect, ...]) -> None:
    buttons = list(table(aspects[0]).iter("button"))
    opened = [(button.get("data-document"), int(button.get("data-start"))) for button in buttons]
    assert opened == [(said.document, said.sentence.start) for said in aspects[0].said]
    assert buttons[1].get("data-end") == str(aspects[0].said[1].sentence.end)
    assert {button.get("type") for button in buttons} == {"button"}


def test_no_two_buttons_of_an_answer_share_an_id(aspects: tuple[Aspect, ...]) -> None:
    ids = [button.get("id") for button in read(side_by_side_html(aspects, "1")).iter("button")]
    assert len(set(ids)) == len(ids) == 4


@pytest.mark.parametrize(
    ("verdict", "words"),
    [(Verdict.AGREE, "the sources seem to agree"), (Verdict.DIFFER, "the sources seem to differ")],
)
def test_the_verdict_is_said_in_words(aspects: tuple[Aspect, ...], verdict: Verdict, words: str) -> None:
    aspect = replace(aspects[0], verdict=verdict)
    assert verdict_words(aspect) == words
    assert table(aspect).find("caption").text_content() == f"recovery time: {words}"


def test_one_line_above_the_quotations_leads_to_the_tables(aspects: tuple[Aspect, ...]) -> None:
    way = read(way_there_html(aspects, "1"))
    assert way.text_content() == (
        "Side by side: recovery time: the sources seem to differ; back to work: the sources seem to agree"
    )
    assert way.find(".//a").get("href") == "#" + read(side_by_side_html(aspects, "1")).find("section").get("id")


def test_without_aspects_there_is_neither_line_nor_table() -> None:
    assert way_there_html((), "1") is side_by_side_html((), "1") is None


def test_a_source_without_publisher_is_named_by_its_title_and_without_title_by_its_file(
    aspects: tuple[Aspect, ...],
) -> None:
    def named(said: Said, publisher: str, title: str) -> str:
        citation = replace(said.citation, publisher=publisher, title=title)
        return rows(replace(aspects[0], said=(replace(said, citation=citation),)))[0].source

    said = aspects[0].said[0]
    assert named(said, UNKNOWN, "On lasers") == "On lasers"
    assert named(said, "", " ") == "corpus/laser.md"
