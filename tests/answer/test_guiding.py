"""Answers that say what documents are about, and the guides of the bot."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import ChatBot, Library, build
from bot.answer.guiding import about_collection, about_document, certain
from bot.exports.proof import prove
from bot.exports.records import exported
from bot.library import Snapshot
from bot.records import Answer, Guide, Level
from bot.search.query import parse_query
from bot.search.titles import document_meant
from bot.search.wanted import wanted_words
from tests.fakes import WordEncoder
from tests.ui.real_bots import small_bot

DAY = "2026-03-01T12:00:00+00:00"
LASER, SUN = "notes/laser.md", "notes/sun.md"


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatBot]:
    with small_bot(tmp_path_factory.mktemp("guiding")) as bot:
        yield bot


def require_proved(answer: Answer, library: Library) -> None:
    """Every quotation is what stands at its place, and the short ones stand in the passages of their ranks."""
    passages = {passage.rank: passage for passage in answer.passages}
    quoted = [(one.text, one.citation) for one in answer.short_answer]
    for words, citation in (*quoted, *((one.text, one.citation) for one in answer.passages)):
        assert words == citation.exact == library.text(citation.document)[citation.start : citation.end]
    for short in answer.short_answer:
        assert short.text in passages[short.rank].text
    assert Answer.from_json(answer.to_json()) == answer


def test_a_document_is_told_by_its_title_and_its_central_sentences(bot: ChatBot) -> None:
    guide = bot.library.guide(LASER)
    answer = about_document("What is this about?", bot.library.document(LASER), guide)
    assert answer.level is Level.FOUND
    assert answer.guide == guide
    assert [one.text for one in answer.short_answer] == ["Laser", *(one.text for one in guide.central)]
    require_proved(answer, bot.library)


def test_every_quotation_of_a_saved_guide_is_proved_and_a_forged_one_is_not(bot: ChatBot) -> None:
    guide = bot.library.guide(LASER)
    answer = about_document("What is this about?", bot.library.document(LASER), guide)
    saved = prove(exported([answer], DAY), bot.library)
    assert saved.holds
    assert {one.start for one in guide.figures} <= {one.start for one in saved.quotations}
    forged = replace(guide, figures=(replace(guide.central[0], text="Nothing hurts."),))
    (problem,) = prove(exported([replace(answer, guide=forged)], DAY), bot.library).problems
    assert problem.endswith("the words shown are not those of the citation.")


def test_who_wrote_it_is_told_by_the_title_where_no_line_says_so(bot: ChatBot) -> None:
    guide = bot.library.guide(LASER)
    answer = about_document("Who wrote it?", bot.library.document(LASER), guide, asks_who=True)
    assert [one.text for one in answer.short_answer] == ["Laser"]
    require_proved(answer, bot.library)


def test_a_collection_is_told_by_documents_of_each_subject(bot: ChatBot) -> None:
    with bot.library.snapshot() as snapshot:
        answer = about_collection("What are these about?", snapshot)
        assert answer.collection == snapshot.collection_guide()
    told = [(one.text, one.citation.document) for one in answer.short_answer]
    assert told == [
        ("The laser hurts little.", LASER),
        ("Keep the skin out of the sun for four weeks after the laser.", SUN),
    ]
    require_proved(answer, bot.library)


@pytest.mark.parametrize(
    ("words", "meant"),
    [("the laser notes", LASER), ("sun", SUN), ("the sun and the laser", None), ("tell me about it", None)],
)
def test_the_document_meant_is_that_whose_title_holds_the_words(words: str, meant: str | None, bot: ChatBot) -> None:
    with bot.library.snapshot() as snapshot:
        assert document_meant(snapshot, words) == meant


def test_the_only_document_is_meant_by_any_words(bot: ChatBot) -> None:
    with bot.library.snapshot() as snapshot:
        assert document_meant(snapshot.within(snapshot.scope([SUN])), "this") == SUN


def test_only_questions_answered_from_the_document_are_certain() -> None:
    guide = Guide("d", "t", questions=("a", "b", "c", "d", "e"))
    answered = {"a": ("d", 0), "b": ("other", 0), "c": ("copy", 7), "e": ("d", 9)}
    assert certain(guide, ["copy"], answered.get).questions == ("a", "c", "e")


def test_the_questions_of_a_guide_are_looked_up_once(bot: ChatBot) -> None:
    encoder = WordEncoder()
    asked = ChatBot(bot.library, encoder)
    guide, count = asked.guide(LASER), len(encoder.encoded)
    assert asked.guide(LASER) == guide
    assert len(encoder.encoded) == count
    for question in guide.questions:
        answer = bot.reply(question)
        assert (answer.level, answer.passages[0].citation.document) == (Level.FOUND, LASER)


def test_a_bot_without_its_encoder_gives_no_question(bot: ChatBot) -> None:
    assert ChatBot(bot.library, WordEncoder(), waits_for_encoder=False).guide(LASER).questions == ()


HALLS = {
    "hall": "# Rules of the hall\n\n## Opening hours\n\nIt opens at ten.\n\n## Loan of chairs\n\nFor a day.\n",
    "chairs": "# Chairs and tables\n\nThe chairs are of oak.\n",
}


@pytest.fixture
def halls(tmp_path: Path) -> Iterator[ChatBot]:
    (tmp_path / "docs").mkdir()
    for name, text in HALLS.items():
        (tmp_path / "docs" / f"{name}.md").write_text(text, encoding="utf-8")
    build(tmp_path / "index", [tmp_path / "docs"], WordEncoder())
    with Library.open(tmp_path / "index") as library:
        yield ChatBot(library, WordEncoder())


def test_a_heading_that_holds_more_of_the_words_than_a_title_means_its_section(halls: ChatBot) -> None:
    with halls.library.snapshot() as snapshot:
        assert document_meant(snapshot, "the chairs") == "docs/chairs.md"
        assert document_meant(snapshot, "the loan of chairs") is None
        only = snapshot.within(snapshot.scope(["docs/hall.md"]))
        assert document_meant(only, "the report") == "docs/hall.md"
        assert document_meant(only, "the opening hours") is None


def test_what_names_no_document_is_searched_without_the_wish_for_a_summary(halls: ChatBot) -> None:
    named = halls.reply("Summarise the rules of the hall")
    assert named.guide is not None
    assert named.guide.document == "docs/hall.md"
    searched = halls.reply("Summarise the opening hours")
    assert (searched.guide, searched.unknown_words) == (None, ())
    assert searched.question == "Summarise the opening hours"
    assert searched.passages[0].citation.document == "docs/hall.md"


def test_the_kind_of_the_only_document_decides_nothing(halls: ChatBot) -> None:
    def fillers(snapshot: Snapshot) -> list[str]:
        query = parse_query("When does the lease say that the zoo opens?", snapshot.languages)
        return [one.word.text for one in wanted_words(query, snapshot) if one.is_filler and one.word.text != "say"]

    with halls.library.snapshot() as snapshot:
        assert fillers(snapshot) == []
        assert fillers(snapshot.within(snapshot.scope(["docs/hall.md"]))) == ["lease"]
