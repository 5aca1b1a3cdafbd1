"""A search in some documents, held to a library that has no others."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from bot import ChatBot, Library, build
from bot.errors import DocumentMissing, SettingsError
from bot.library import Snapshot
from bot.library.scoped import Scopes
from bot.records import Hit, Turn
from bot.search.query import parse_query
from bot.search.ranking import rank, search
from tests.fakes import AXES, WordEncoder

WORDS = (*AXES, "swelling", "healing", "cream", "doctor", "week", "price", "cold", "air")
QUESTIONS = ("What does a session cost?", "pain of the needle", "How long is healing with cream?", "sun", "zebra skin")
SHARED = "# Shared\n\nThe doctor names the price of the cream. A week of swelling is normal.\n"
SCOPES = (("first/a.md",), ("first/a.md", "second/f.md"), ("first/b.md", "first/c.md", "second/e.md"))


def text_of(random: Random) -> str:
    """Three sections of sentences of all lengths, some in lists, so that words stand outside the sentences as well."""
    lines = ["# " + " ".join(random.choices(WORDS, k=2)), ""]
    for section in range(3):
        lines += [f"## {random.choice(WORDS)} {section}", ""]
        for _ in range(random.randrange(2, 12)):
            sentence = " ".join(random.choices(WORDS, k=random.randrange(4, 14))).capitalize() + "."
            lines.append(random.choice(("", "1. ", "- ")) + sentence)
        lines.append("")
    return "\n".join(lines)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    random = Random(5)  # noqa: S311 (no secret)
    names = [f"{folder}/{name}.md" for folder, letters in (("first", "abc"), ("second", "def")) for name in letters]
    return {name: text_of(random) for name in names} | {"second/alias.md": SHARED, "first/shared.md": SHARED}


def built(folder: Path, texts: dict[str, str], names: Sequence[str]) -> Library:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts[name], encoding="utf-8")
    roots = sorted({folder / name.split("/")[0] for name in names})
    build(folder / "index", roots, WordEncoder())
    return Library.open(folder / "index")


@pytest.fixture(scope="module")
def library(texts: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with built(tmp_path_factory.mktemp("whole"), texts, sorted(texts)) as library:
        yield library


def told(hits: Sequence[Hit]) -> list[object]:
    """What a hit says, but for the key, which is a place in its library, rounded as answers are."""
    return [
        (
            hit.passage.document,
            hit.passage.text,
            hit.sentence,
            [other.document for other in hit.also_in],
            round(hit.probability, 4),
            round(hit.scores.lexical, 4),
            round(hit.scores.fused, 4),
            hit.matched_words,
        )
        for hit in hits
    ]


@pytest.mark.parametrize("scope", SCOPES)
def test_a_scope_is_searched_like_a_library_of_these_documents(
    library: Library, texts: dict[str, str], scope: tuple[str, ...], tmp_path: Path
) -> None:
    encoder = WordEncoder()
    with built(tmp_path, texts, scope) as alone, alone.snapshot() as small, library.snapshot() as whole:
        narrowed = whole.within(whole.scope(scope))
        assert narrowed.passage_count == small.passage_count
        assert narrowed.vocabulary() == small.vocabulary()
        for question in QUESTIONS:
            query = parse_query(question)
            narrow, expected = search(narrowed, encoder, query, 5), search(small, encoder, query, 5)
            assert told(narrow.hits) == told(expected.hits)
            assert narrow.unknown_words == expected.unknown_words


def test_the_nearest_of_a_scope_are_the_nearest_of_all_without_the_others(library: Library) -> None:
    encoder, scope = WordEncoder(), SCOPES[2]
    with library.snapshot() as whole:
        narrowed = whole.within(whole.scope(scope))
        for question in QUESTIONS:
            vector = encoder.encode([question])[0]
            everything = whole.nearest_passages(vector, whole.passage_count)
            inside = [hit for hit in everything if whole.passage(hit[0]).document in scope]
            assert narrowed.nearest_passages(vector, 4) == inside[:4]
            sentences = whole.nearest_sentences(vector, 10_000)
            inside_of = [hit for hit in sentences if whole.passage(hit[0]).document in scope]
            assert narrowed.nearest_sentences(vector, 7) == inside_of[:7]


def test_all_documents_as_a_scope_give_the_figures_of_the_lexical_index(library: Library) -> None:
    with library.snapshot() as whole:
        everything = whole.within(whole.scope([summary.id for summary in library.documents()]))
        assert everything.passage_count == whole.passage_count
        assert everything.vocabulary() == whole.vocabulary()
        for question in QUESTIONS:
            terms = parse_query(question).terms
            assert [everything.document_frequency(term) for term in terms] == [
                whole.document_frequency(term) for term in terms
            ]
            ours, expected = everything.lexical(terms, 100), whole.lexical(terms, 100)
            assert dict(ours) == pytest.approx(dict(expected), rel=1e-5)


def test_a_passage_goes_by_the_name_that_was_chosen(library: Library) -> None:
    def found(snapshot: Snapshot) -> Hit:
        return rank(snapshot, WordEncoder(), parse_query("price of the cream"), 1)[0]

    with library.snapshot() as whole:
        assert {summary.id: summary.same_as for summary in library.documents()}["second/alias.md"] == "first/shared.md"
        alias = whole.within(whole.scope(["second/alias.md"]))
        assert found(alias).passage.document == "second/alias.md"
        assert alias.aliases("second/alias.md") == ()
        assert alias.keys_at("second/alias.md", [found(alias).passage.start]) == [found(alias).key]
        assert alias.keys_at("first/a.md", [0]) == []
        both = whole.within(whole.scope(["second/alias.md", "first/shared.md"]))
        assert (found(both).passage.document, both.aliases("first/shared.md")) == (
            "first/shared.md",
            ("second/alias.md",),
        )


def test_an_answer_quotes_the_chosen_documents_only(library: Library) -> None:
    bot = ChatBot(library, WordEncoder())
    for scope in (*SCOPES, ("second/alias.md",)):
        for question in QUESTIONS:
            answer = bot.reply(question, documents=scope)
            cited = [citation.document for q in answer.passages for citation in (q.citation, *q.also_in)]
            assert cited
            assert set(cited) <= set(scope)


def test_a_follow_up_leans_on_the_words_before_it_and_not_on_other_documents(library: Library) -> None:
    bot = ChatBot(library, WordEncoder())
    first = bot.reply("What does a session cost?")
    second = bot.reply("And how much does it hurt?", [Turn(first.question, first)], documents=["second/f.md"])
    assert {quotation.citation.document for quotation in second.passages} == {"second/f.md"}


def test_without_a_choice_the_answer_is_the_old_one(library: Library) -> None:
    bot = ChatBot(library, WordEncoder())
    assert bot.reply("pain", documents=None) == bot.reply("pain")
    assert bot.reply("pain", documents=["first/a.md", "first/b.md"]) == bot.reply(
        "pain", documents=["first/b.md", "first/a.md", "first/b.md"]
    )


def test_a_document_that_is_not_there_and_no_document_at_all_are_said(library: Library) -> None:
    bot = ChatBot(library, WordEncoder())
    with pytest.raises(DocumentMissing, match=r"no document 'third/a.md'; did you mean first/a.md\?"):
        bot.reply("pain", documents=["first/a.md", "third/a.md"])
    with pytest.raises(SettingsError, match="No document is chosen"):
        bot.reply("pain", documents=[])


def test_a_scope_is_made_once_a_generation_and_the_oldest_is_forgotten(library: Library) -> None:
    scopes = Scopes(2)
    with library.snapshot() as whole:
        first = scopes.of(whole, ("first/a.md",))
        assert first.rows.tolist() == whole.scope(["first/a.md"]).rows.tolist()
        scopes.of(whole, ("first/b.md",))
        assert scopes.of(whole, ("first/a.md",)) is first
        scopes.of(whole, ("first/c.md",))
        assert scopes.of(whole, ("first/a.md",)) is first
        assert scopes.of(whole, ("first/b.md",)).names == {"first/b.md": ("first/b.md",)}
