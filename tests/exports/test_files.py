from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser
from markdown_it import MarkdownIt

from bot.errors import SettingsError
from bot.exports import files
from bot.exports.as_markdown import plain
from bot.exports.files import Form, read_export, text_of
from bot.exports.records import Export, exported, from_line, to_line
from bot.records import Answer
from tests.ui.documents import HOSTILE
from tests.ui.samples import sample_chatbot

if TYPE_CHECKING:
    from tests.ui.samples import FakeChatBot

OVERVIEWS = ("mention", "summarise", "collection", "which one", "overview")
DAY = "2026-03-01T12:00:00+00:00"


@pytest.fixture(scope="module")
def chatbot() -> "FakeChatBot":
    return sample_chatbot()


@pytest.fixture
def export(chatbot: "FakeChatBot") -> Export:
    questions = ("noted", "several", "Has a submarine a periscope?", "Thank you", f"hostile {HOSTILE}", *OVERVIEWS)
    return exported([chatbot.reply(question) for question in questions], DAY)


def words_of(answer: Answer) -> list[str]:
    """What an answer lays out, says in short, quotes, and then compares."""
    laid_out, answer = answer.laid_out, answer.without_repeats()
    short = [quotation.text for quotation in answer.short_answer]
    compared = [said.sentence.text for aspect in answer.sources_say for said in aspect.said]
    return [*(one.text for one in laid_out), *short, *(quotation.text for quotation in answer.passages), *compared]


@pytest.mark.parametrize("form", Form)
def test_a_file_gives_its_answers_again_and_shows_what_it_records(tmp_path: Path, export: Export, form: Form) -> None:
    path = tmp_path / f"answers.{form.value}"
    path.write_text(text_of(export, form), encoding="utf-8")
    assert read_export(path) == (export, True)


@pytest.mark.parametrize("form", Form)
def test_a_word_changed_in_what_is_shown_is_noticed(tmp_path: Path, export: Export, form: Form) -> None:
    path = tmp_path / "answers"
    shown, record = text_of(export, form).split('{"footnote_export"')
    assert "two to three days" in shown
    path.write_text(shown.replace("two to three", "ten to twelve") + '{"footnote_export"' + record, encoding="utf-8")
    assert read_export(path) == (export, False)


@pytest.mark.parametrize("form", Form)
def test_line_ends_of_another_system_are_no_change(tmp_path: Path, export: Export, form: Form) -> None:
    path = tmp_path / "answers"
    path.write_bytes(text_of(export, form).replace("\n", "\r\n").encode())
    assert read_export(path) == (export, True)


@pytest.mark.parametrize("form", Form)
def test_a_file_names_quotations_offsets_hashes_and_dates(export: Export, form: Form) -> None:
    text = text_of(export, form)
    of_passages = [quotation.citation for quotation in export.answers[0].passages]
    for citation in (*of_passages, *(quotation.citation for quotation in export.answers[1].short_answer)):
        assert f"{citation.document}, characters {citation.start} to {citation.end}" in text
        assert f"SHA-256 of the text {citation.text_sha256}, of the file {citation.source_sha256}" in text
    assert "10 questions, saved 2026-03-01 at 12:00:00 UTC." in text
    assert "2021-04" in text


@pytest.mark.parametrize("form", Form)
def test_where_a_file_lies_on_this_machine_is_not_told(chatbot: "FakeChatBot", export: Export, form: Form) -> None:
    assert "/home/ada" in chatbot.reply("noted").to_json()
    assert "/home/ada" not in text_of(export, form)


def test_a_web_address_is_told_but_not_one_with_a_password(chatbot: "FakeChatBot") -> None:
    def told(location: str) -> str:
        answer = chatbot.reply("Can I work?")
        first = answer.passages[0]
        located = replace(first, citation=replace(first.citation, location=location))
        return exported([replace(answer, passages=(located,))], DAY).answers[0].passages[0].citation.location

    assert told("https://example.org/faq") == "https://example.org/faq"
    assert told("https://ada:secret@example.org/faq") == "corpus/clinic.md"
    assert told("http://[") == "corpus/clinic.md"


def test_the_html_needs_nothing_runs_nothing_and_fetches_nothing(export: Export) -> None:
    tree = parser.fromstring(text_of(export, Form.HTML))
    tags = {str(node.tag) for node in tree.iter()}
    assert tags.isdisjoint({"img", "svg", "link", "iframe", "object", "a"})
    assert [script.get("type") for script in tree.iter("script")] == ["application/json"]
    policy = next(node.get("content") for node in tree.iter("meta") if node.get("http-equiv"))
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    shown = [quote.text_content() for quote in tree.iter("blockquote")]
    assert [text for answer in export.answers for text in words_of(answer)] == shown


def test_the_markdown_shows_every_quoted_word_and_makes_no_link_picture_or_tag(export: Export) -> None:
    markdown = MarkdownIt("commonmark").enable("table").enable("strikethrough")
    tree = parser.fromstring(markdown.render(text_of(export, Form.MARKDOWN)))
    assert {str(node.tag) for node in tree.iter()}.isdisjoint({"img", "a", "script", "svg", "table", "s", "b"})
    quoted = {"".join(quote.text_content().split()) for quote in tree.iter("blockquote")}
    for answer in export.answers:
        for text in words_of(answer):
            assert "".join(text.split()) in quoted


def test_the_short_answer_comes_first_and_its_words_are_marked_where_they_stand(chatbot: "FakeChatBot") -> None:
    several = exported([chatbot.reply("several")], DAY)
    figures = list(parser.fromstring(text_of(several, Form.HTML)).iter("figure"))
    assert [figure.find("p").text for figure in figures[:2]] == [
        "Ways to shorten it: …",
        "Method | Redness | Swelling …",
    ]
    assert [[mark.text for mark in figure.iter("mark")] for figure in figures] == [
        [], [], [],  # the short answer
        ["Swelling goes down within two to three days."],  # none of its words stand in this passage
        ["no swelling at all"],
        ["use cold packs, ten minutes at a time"],
        ["Non-ablative | 1 to 2 days | 2 to 3 days"],
    ]  # fmt: skip
    lines = text_of(several, Form.MARKDOWN).split("\n\n")
    short, passages = lines.index("> use cold packs, ten minutes at a time"), lines.index("The passages:")
    claim = lines.index(f"> {several.answers[0].passages[1].text}")
    assert short < passages < claim


def test_a_file_of_before_short_answers_still_shows_what_it_records(tmp_path: Path, chatbot: "FakeChatBot") -> None:
    export = exported([replace(chatbot.reply("swelling"), short_answer=())], DAY)
    for form in Form:
        text = text_of(export, form)
        assert "The passages:" not in text
        old = text.replace(', "short_answer": []', "")
        assert old != text
        (tmp_path / "old").write_text(old, encoding="utf-8")
        assert read_export(tmp_path / "old") == (export, True)


@pytest.mark.parametrize("form", Form)
def test_a_file_says_what_is_listed_described_and_asked_back(chatbot: "FakeChatBot", form: Form) -> None:
    text = text_of(exported([chatbot.reply(question) for question in OVERVIEWS[:4]], DAY), form)
    shown = text.split('{"footnote_export"')[0]
    for words in (
        "Taken from: third quarter 2022",
        "2 documents hold swelling and packs; these are all:",
        "In order, the lowest first.",
        "Brightside Clinic: questions and answers · 900–1200 USD · 1 place",
        "These say no: every place with the words denies them",
        "What “Laser skin tightening: what to expect” is about",
        "Several hands · The Open Encyclopedia · 2021-04",
        "– – Swelling",
        "What these 3 documents are about",
        "cold packs, swelling · in 2 documents",
        "3 things answer this equally well. Which one?",
    ):
        assert shown.count(words) == 1
    assert shown.count("How long does swelling last?") == 1  # of the guide


@given(st.text(alphabet=st.sampled_from("ab1-+=.)*_`#<>[]!|~$\\&;: ^/\n"), max_size=40))
def test_plain_words_are_shown_by_markdown_as_they_are(text: str) -> None:
    line = " ".join(text.split())
    shown = parser.fromstring(f"<div>{MarkdownIt('commonmark').render(plain(line))}</div>")
    assert shown.text_content().strip() == line
    assert {str(node.tag) for node in shown.iter()} <= {"div", "p"}


def test_no_record_two_records_and_damaged_ones_are_refused_in_a_sentence(tmp_path: Path, export: Export) -> None:
    path = tmp_path / "answers.md"
    line = to_line(export)
    for text, reason in (
        ("# Notes", "holds no record"),
        (f"{line}\n{line}\n", "more than one record"),
        (line[:-9], "its record is damaged"),
        ('{"footnote_export": 1, "made_at": 7}', "its record is damaged"),
        (to_line(replace(export, footnote_export=9)), "format 9"),
        ('{"footnote_export": ' + "[" * 100_000, "its record is damaged"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError, match=reason):
            read_export(path)


def test_a_file_that_is_none_not_text_or_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "answers.md"
    with pytest.raises(SettingsError, match="cannot be read"):
        read_export(path)
    with pytest.raises(SettingsError, match="is no file"):
        read_export(tmp_path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="no text in UTF-8"):
        read_export(path)
    monkeypatch.setattr(files, "MOST_MIB", 0)
    path.write_bytes(b" " * (1 << 20))
    with pytest.raises(SettingsError, match="has 1 MiB"):
        read_export(path)


@given(st.text(max_size=60))
def test_the_record_is_one_line_that_no_markup_can_be_confused_with(question: str) -> None:
    export = Export(
        1, DAY, (Answer.from_json('{"question": "", "level": "found", "unknown_words": [], "passages": []}'),)
    )
    export = replace(export, answers=(replace(export.answers[0], question=question),))
    line = to_line(export)
    assert line.isascii()
    assert line.isprintable()
    assert set(line).isdisjoint("<>&`")
    assert from_line(line) == export
