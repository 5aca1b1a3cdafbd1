from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import html as parser

from bot.records import Answer, CareNote, CarriedWord, Concern, Doubt, Level, RemarkParts
from bot.ui.replies import answer_html, level_words
from bot.ui.saying import Language, speaking
from tests.ui.documents import HOSTILE
from tests.ui.noted import CARE, MEANT, REMARK, remarked

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from bot.chatbot import ChatBot


def shown(answer: Answer) -> "HtmlElement":
    return parser.fromstring(f"<div>{answer_html(answer, '1')}</div>")


@pytest.fixture
def noted(chatbot: "ChatBot") -> Answer:
    return chatbot.reply("noted")


def test_a_level_is_said_in_words() -> None:
    assert [level_words(level) for level in Level] == [
        "Found in your documents",
        "Possibly related",
        "Not in these documents",
    ]


def test_without_an_answer_the_closest_passages_are_folded_and_the_unknown_words_named(chatbot: "ChatBot") -> None:
    reply = shown(chatbot.reply("Has a submarine a periscope?"))
    assert reply.find_class("fn-unknown")[0].text_content() == "Nowhere in the documents: submarine, periscope."
    folded = reply.find_class("fn-closest")[0]
    assert folded.get("open") is None
    assert folded.find("summary").text_content() == "The 2 closest passages, for what they are worth"
    assert len(folded.find_class("fn-card")) == len(reply.find_class("fn-card")) == 2


def test_an_empty_library_gives_a_sentence_and_nothing_to_unfold() -> None:
    reply = shown(Answer("Why?", Level.NOT_FOUND, (), ()))
    assert reply.find_class("fn-explanation")[0].text_content() == (
        "The documents hold nothing that comes near this question."
    )
    assert reply.find_class("fn-closest") == []


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Concern.RED_FLAG, "No passages are shown below such a note."),
        (Concern.PERSONAL, "The documents hold nothing that comes near this question."),
    ],
)
def test_passages_that_an_urgent_note_keeps_back_are_not_said_to_be_missing(kind: Concern, said: str) -> None:
    reply = shown(Answer("I have a fever", Level.NOT_FOUND, (), (), care=CareNote(kind, (), CARE.note)))
    assert reply.find_class("fn-explanation")[0].text_content() == said


def test_a_remark_stands_alone_and_is_no_missing_answer() -> None:
    assert REMARK == "I answer from 2 documents:\n- Laser skin tightening\n- Questions & answers"
    reply = shown(remarked("Thank you"))
    assert [part.get("class") for part in reply] == ["fn-remark"]
    assert reply.find(".//p").text_content() == "I answer from 2 documents:"
    assert [item.text_content() for item in reply.iter("li")] == ["Laser skin tightening", "Questions & answers"]


@pytest.mark.parametrize("kind", ["documents", "of another version"])
def test_a_remark_is_in_the_reader_s_language_where_it_is_known_what_it_is_made_of(kind: str) -> None:
    parts = RemarkParts(kind, 2, ("Laser skin tightening", "Questions & answers"))
    with speaking(Language.GERMAN):
        reply = shown(replace(remarked("Which?"), remark_parts=parts)).find_class("fn-remark")[0]
    is_known = kind == "documents"
    assert reply.find("p").text == ("Ich antworte aus 2 Dokumenten:" if is_known else "I answer from 2 documents:")
    assert reply.get("lang") == (None if is_known else "en")
    assert [item.text_content() for item in reply.iter("li")] == list(parts.titles)


def test_all_that_stands_around_the_quotations_comes_in_this_order(noted: Answer) -> None:
    parts = shown(noted)
    assert [part.get("class").split()[0] for part in parts if part.tag != "article"] == [
        "fn-care",
        "fn-level",
        "fn-explanation",
        "fn-carried",
        "fn-short",
        "fn-way",
        "fn-did-you-mean",
        "fn-says",
    ]
    assert [part.tag for part in parts][7:] == ["article"] * len(noted.passages) + ["section"]


def test_an_answer_without_notes_has_no_empty_boxes(chatbot: "ChatBot") -> None:
    parts = shown(chatbot.reply("Can I work the next day?"))
    assert [part.tag for part in parts] == ["h3", "p", "article"]


@pytest.mark.parametrize("kind", [Concern.PERSONAL, Concern.RED_FLAG])
def test_a_word_of_care_is_a_note_that_says_in_words_that_it_comes_first(noted: Answer, kind: Concern) -> None:
    note = shown(replace(noted, care=CareNote(kind, (), CARE.note))).find_class("fn-care")[0]
    assert (note.get("role"), note.get("aria-label")) == ("note", "Please read this first")
    assert [part.text_content() for part in note] == ["Please read this first", CARE.note]


def test_each_carried_word_is_a_button_that_leaves_it_out(noted: Answer) -> None:
    line = shown(noted).find_class("fn-carried")[0]
    assert line.text_content() == "Also searching: packs×Lasers×"
    assert [
        (chip.get("aria-label"), chip.get("data-action"), chip.get("data-word"), chip.find("b").get("data-term"))
        for chip in line
    ] == [
        ("Search without packs", "without", "packs", "pack"),
        ("Search without Lasers", "without", "Lasers", "laser"),
    ]


def test_a_word_left_out_is_offered_again(noted: Answer) -> None:
    line = parser.fromstring(f"<div>{answer_html(noted, '1', ('swelling',))}</div>").find_class("fn-left-out")[0]
    (chip,) = line
    assert line.text_content() == "Left out: swelling+"
    assert (chip.get("aria-label"), chip.get("data-action")) == ("Search with swelling again", "with")


def test_a_word_that_the_search_left_out_is_offered_after_those_of_the_reader(noted: Answer) -> None:
    answer = replace(noted, carried=(), left_out=noted.carried)
    (line,) = parser.fromstring(f"<div>{answer_html(answer, '1', ('swelling',))}</div>").find_class("fn-carried")
    assert line.text_content() == "Left out: swelling+packs+Lasers+"
    assert [chip.get("data-action") for chip in line] == ["with", "with", "with"]


def test_a_note_repeated_to_a_call_for_help_looks_like_a_note() -> None:
    reply = shown(Answer("help", Level.NOT_FOUND, (), (), remark=CARE.note, care=CARE))
    assert [box.find("p").text for box in reply.find_class("fn-care-personal")] == [CARE.note]
    assert reply.find_class("fn-remark") == []


def test_what_may_have_been_meant_can_be_asked_by_a_button(noted: Answer) -> None:
    buttons = list(shown(noted).find_class("fn-did-you-mean")[0].iter("button"))
    assert tuple(button.get("data-question") for button in buttons) == MEANT
    assert tuple(button.text_content() for button in buttons) == MEANT


def test_nothing_said_around_the_quotations_becomes_markup(noted: Answer) -> None:
    hostile = replace(
        noted,
        care=CareNote(Concern.PERSONAL, (), HOSTILE),
        carried=(CarriedWord(HOSTILE, HOSTILE, 0),),
        did_you_mean=(HOSTILE,),
        sources_say=tuple(replace(aspect, name=HOSTILE) for aspect in noted.sources_say),
    )
    reply = shown(hostile)
    assert [part.tag for part in reply.iter() if part.tag in {"script", "img"} or part.get("onload")] == []
    assert reply.find_class("fn-care")[0].find("p").text_content() == HOSTILE
    assert reply.find_class("fn-carried")[0].find(".//b").get("data-term") == HOSTILE
    assert reply.find_class("fn-did-you-mean")[0].find(".//button").get("data-question") == HOSTILE
    assert shown(Answer("q", Level.FOUND, (), (), remark=HOSTILE)).find(".//p").text_content() == HOSTILE


@pytest.mark.parametrize("question", ["mention", "summarise", "which one"])
def test_each_quotation_of_an_overview_is_verbatim_above_a_button_that_opens_exactly_its_words(
    chatbot: "ChatBot", question: str
) -> None:
    answer = chatbot.reply(question)
    reply = shown(answer)
    figures = [figure for part in reply.find_class("fn-overview") for figure in part.iter("figure")]
    assert [figure.find(".//blockquote").text_content() for figure in figures] == [
        quotation.text for quotation in answer.laid_out
    ]
    buttons = [figure.find(".//figcaption/button") for figure in figures]
    assert [(button.get("data-document"), button.get("data-start"), button.get("data-end")) for button in buttons] == [
        (one.citation.document, str(one.start), str(one.end)) for one in answer.laid_out
    ]
    ids = [part.get("id") for part in reply.iter() if part.get("id")]
    assert len(set(ids)) == len(ids)


def test_a_listing_says_how_many_hold_it_and_is_not_quoted_again_below(chatbot: "ChatBot") -> None:
    reply = shown(chatbot.reply("mention"))
    assert [part.get("class") for part in reply] == ["fn-notes", *["fn-overview"] * 3]
    assert [note.text for note in reply.find_class("fn-notes")[0]] == [
        "More on the last question",
        "Taken from: third quarter 2022",
    ]
    (heading,) = reply.find_class("fn-level")
    assert heading.text == "2 documents hold swelling and packs; these are all:"
    assert [figure.find("p").text_content() for figure in reply.iter("figure")] == [
        "Laser skin tightening: what to expect · 2 places",
        "Brightside Clinic: questions and answers · 900–1200 USD · 1 place",
        "Laser skin tightening: what to expect · 1 place",
        "Laser skin tightening: what to expect · 1 place",
    ]
    assert [figure.find("figcaption").text_content() for figure in reply.iter("figure")][:2] == [
        "Laser skin tightening › Recovery › Swelling",  # the title stands above
        "Frequently asked",
    ]


def test_passages_that_an_overview_does_not_quote_stand_below_it_with_their_level(chatbot: "ChatBot") -> None:
    reply = shown(chatbot.reply("which one"))
    assert [part.get("class").split()[0] for part in reply] == [
        "fn-overview",
        "fn-level",
        "fn-explanation",
        "fn-did-you-mean",
        "fn-card",
        "fn-card",
    ]
    assert [card.get("aria-label") for card in reply.find_class("fn-card")] == ["Quotation 3", "Quotation 4"]


def test_a_guide_shows_who_outline_and_questions_as_buttons(chatbot: "ChatBot") -> None:
    reply = shown(chatbot.reply("summarise"))
    assert [part.find("h3").text for part in reply if part.find("h3") is not None] == [
        "What “Laser skin tightening: what to expect” is about"
    ]
    assert [heading.text for heading in reply.iter("h4")] == [
        "Outline",
        "What it says above all",
        "Dates",
        "Figures",
        "Questions that it answers",
    ]
    outline = reply.findall(".//ul/li")[:3]
    assert [(entry.text_content(), entry.get("class")) for entry in outline] == [
        ("Laser skin tightening", "fn-depth-1"),
        ("Recovery", "fn-depth-2"),
        ("Swelling", "fn-depth-3"),
    ]
    assert tuple(button.get("data-question") for button in reply.find_class("fn-meant")) == MEANT


def test_the_question_of_a_choice_is_offered_beside_it_and_not_again(chatbot: "ChatBot") -> None:
    reply = shown(chatbot.reply("which one"))
    beside = [figure.find_class("fn-meant")[0].get("data-question") for figure in reply.iter("figure")]
    assert tuple(beside) == MEANT
    below = reply.find_class("fn-did-you-mean")[0]
    assert (below.find("p").text, [button.text for button in below.iter("button")]) == (
        "Did you mean:",
        ["How long is the third?"],
    )


def test_why_questions_are_offered_is_said(noted: Answer) -> None:
    several = replace(noted, did_you_mean_reason=Doubt.SEVERAL)
    assert [shown(answer).find_class("fn-did-you-mean")[0].find("p").text for answer in (noted, several)] == [
        "Did you mean:",
        "Several things answer this. Which one?",
    ]


def test_lists_guides_and_choices_are_in_the_reader_s_language(chatbot: "ChatBot") -> None:
    with speaking(Language.GERMAN):
        listed, asking = shown(chatbot.reply("mention")), shown(chatbot.reply("which one"))
    assert listed.find_class("fn-level")[0].text == "2 Dokumente enthalten swelling und packs; das sind alle:"
    assert asking.find_class("fn-level")[0].text == "3 Dinge beantworten das gleich gut. Welches?"


def test_no_word_of_a_list_a_guide_or_a_choice_becomes_markup(chatbot: "ChatBot") -> None:
    reply = shown(chatbot.reply("overview"))
    assert [part.tag for part in reply.iter() if part.tag in {"script", "img", "svg"} or part.get("onload")] == []
    overviews = reply.find_class("fn-overview")
    assert len(overviews) == 3 + 4 + 4 + 1  # of the list, the guide, the guide of all, the choice
    assert all(HOSTILE in part.text_content() for part in overviews if part.find("h3") is None)
