"""Listings over documents of which one knows who says what."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot import Library, build
from bot.answer.listing import find_documents, is_of_things, listing_answer, listing_of
from bot.library import Snapshot
from bot.records import Answer, Level, Listed, Listing
from bot.search.query import Query, parse_query
from tests.fakes import WordEncoder

FILES = {
    "rook.md": "# Licence of Rook\n\nThe licence covers baking in Owl Yard. A deposit of 300 crowns is asked.\n",
    "swift.md": "# Licence of Swift\n\nThe licence covers milking. No deposit is asked, and Anna Stork signs.\n",
    "crane.md": (
        "# Licence of Crane\n\n## Deposits\n\nThe licence covers baking. A deposit of 90 crowns is asked; "
        "it is not paid back. Of the deposit a receipt is given.\n"
    ),
    "heron.md": (
        "# Licence of Heron\n\nThe licence covers weaving beside the yard of the owl.\n\n"
        "| Item | Sum |\n|---|---|\n| Fee | 20 crowns |\n| Deposit | none |\n"
    ),
    "letter.txt": "Anna Finch and Karl Stork met in Owl Yard, and the price of the needle was told.\n",
    "memo.txt": "Bread is what we sell, and a document lies on the table.\n",
    "pacht.txt": "Die Pacht wird im Mai bezahlt, und eine Kaution wird nicht verlangt. Der Garten gehört dazu.\n",
}
ALL_BUT_PACHT = [*sorted({*FILES} - {"pacht.txt"}), "index-uploads/added.txt", "index-uploads/same.md"]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    folder = tmp_path_factory.mktemp("listed")
    given = folder / "index-uploads"
    for name, text in FILES.items():
        (folder / "docs").mkdir(exist_ok=True)
        (folder / "docs" / name).write_text(text, encoding="utf-8")
    given.mkdir()
    (given / "added.txt").write_text("A licence for baking, with a deposit of one crown, is wished for.\n")
    (given / "same.md").write_text(FILES["swift.md"], encoding="utf-8")
    build(folder / "index", [folder / "docs", given], WordEncoder())
    with Library.open(folder / "index") as library, library.snapshot() as snapshot:
        yield snapshot


def query(question: str, asked: str, snapshot: Snapshot) -> Query:
    """The question with those of its words that are asked for."""
    parsed = parse_query(question, snapshot.languages)
    return replace(parsed, words=tuple(word for word in parsed.words if word.text in asked.split()))


def listed(question: str, asked: str, snapshot: Snapshot) -> Listing:
    return listing_of(snapshot, query(question, asked, snapshot), WordEncoder()).listing


def names(documents: tuple[Listed, ...]) -> list[str]:
    return [one.document.removeprefix("docs/") for one in documents]


@pytest.mark.parametrize(
    ("question", "asked", "expected"),
    [
        ("List all baking licences", "baking licences", ["crane.md", "rook.md", "index-uploads/added.txt"]),
        ("Which licences are about baking?", "licences baking", ["crane.md", "rook.md", "index-uploads/added.txt"]),
        ("How many licences for milking are there?", "licences milking", ["swift.md", "index-uploads/same.md"]),
        ("Which documents mention Owl Yard?", "documents Owl Yard", ["letter.txt", "rook.md"]),
        ("which documents mention owl yard", "documents owl yard", ["heron.md", "letter.txt", "rook.md"]),
        ("Which files name Anna Stork?", "files Anna Stork", ["swift.md", "index-uploads/same.md"]),
        ("Which files name Anna Finch?", "files Anna Finch", ["letter.txt"]),
        ("Which permits cover weaving?", "permits weaving", ["heron.md"]),
        ("List all licences about zebras", "licences zebras", []),
        ("List all zebra licences", "zebra licences", []),
        ('Which texts mention a "yard of the owl"?', "yard owl", ["heron.md", "letter.txt", "rook.md"]),
        ('Which texts mention "owl yard"?', "owl yard", ["letter.txt", "rook.md"]),
        ("Welche Dokumente nennen eine Kaution?", "Dokumente Kaution", ["pacht.txt"]),  # be it to deny it
        ("Welche Dokumente haben eine Kaution?", "Dokumente Kaution", []),
        ("Welche Dokumente nennen Gärten?", "Dokumente Gärten", ["pacht.txt"]),
    ],
)
def test_every_document_with_the_words_is_listed(
    snapshot: Snapshot, question: str, asked: str, expected: list[str]
) -> None:
    listing = listed(question, asked, snapshot)
    assert names(listing.documents) == expected
    assert (listing.complete, listing.total) == (True, len(expected))


def test_words_that_name_no_more_than_documents_are_not_among_those_looked_for(snapshot: Snapshot) -> None:
    assert listed("Which documents mention Owl Yard?", "documents Owl Yard", snapshot).words == ("Owl Yard",)
    assert listed("Which permits cover weaving?", "permits weaving", snapshot).words == ("weaving",)
    assert listed("List all baking licences", "baking licences", snapshot).words == ("baking", "licences")


def test_documents_that_negate_the_words_everywhere_stand_apart(snapshot: Snapshot) -> None:
    listing = listed("Which licences have a deposit?", "licences deposit", snapshot)
    assert names(listing.documents) == ["crane.md", "rook.md", "index-uploads/added.txt"]
    assert names(listing.denying) == ["heron.md", "swift.md", "index-uploads/same.md"]
    assert [one.quotation.text for one in listing.documents[:2]] == [
        "A deposit of 90 crowns is asked; it is not paid back.",
        "A deposit of 300 crowns is asked.",
    ]


def test_a_question_that_negates_asks_for_those_that_do(snapshot: Snapshot) -> None:
    listing = listed("Which licences have no deposit?", "licences deposit", snapshot)
    assert names(listing.documents) == ["heron.md", "swift.md", "index-uploads/same.md"]
    assert listing.denying == ()
    assert (listing.lacking, listing.words, listing.complete, listing.total) == (True, ("deposit",), True, 3)


def test_those_that_do_not_hold_the_words_come_after_those_that_deny_them(snapshot: Snapshot) -> None:
    listing = listed("Who is without a Kaution?", "Kaution", snapshot)
    assert names(listing.documents) == ["pacht.txt", *ALL_BUT_PACHT]
    assert [one.count for one in listing.documents] == [1, *[0 for _ in ALL_BUT_PACHT]]


@pytest.mark.parametrize("question", ["Which documents say nothing of a Kaution?", "Who does not mention a Kaution?"])
def test_asked_what_texts_say_nothing_of_those_that_deny_it_stand_apart(snapshot: Snapshot, question: str) -> None:
    listing = listed(question, "documents Kaution", snapshot)
    assert names(listing.documents) == ALL_BUT_PACHT
    assert names(listing.denying) == ["pacht.txt"]
    assert (listing.total, listing.lacking) == (len(ALL_BUT_PACHT), True)


def test_where_texts_only_deny_what_they_should_say_nothing_of_the_listing_is_related(snapshot: Snapshot) -> None:
    scope = snapshot.within(snapshot.scope(["docs/pacht.txt"]))
    given = answer("Welche Dokumente sagen nichts zur Kaution?", "Dokumente Kaution", scope)
    assert (given.level, given.listing.total if given.listing else None) == (Level.RELATED, 0)


def test_a_listing_is_of_no_things_that_a_quotation_counts_or_nobody_knows(snapshot: Snapshot) -> None:
    holding = listing_of(snapshot, query("Which licences have a deposit?", "licences deposit", snapshot))
    assert is_of_things(snapshot, holding, "licences")
    assert not is_of_things(snapshot, holding, "crowns")
    lacking = listing_of(snapshot, query("Which boats have no zebras?", "boats zebras", snapshot))
    assert not is_of_things(snapshot, lacking, "boats")
    assert is_of_things(snapshot, lacking, "licences")


def test_the_count_is_of_the_sentences_with_what_tells(snapshot: Snapshot) -> None:
    listing = listed("Which licences have a deposit?", "licences deposit", snapshot)
    assert {one.document: one.count for one in listing.documents} == {
        "docs/crane.md": 2,
        "docs/rook.md": 1,
        "index-uploads/added.txt": 1,
    }


def test_every_quotation_is_the_text_at_its_place(snapshot: Snapshot) -> None:
    listing = listed("Which licences have a deposit?", "licences deposit", snapshot)
    for one in (*listing.documents, *listing.denying):
        quotation, text = one.quotation, snapshot.document(one.document).text
        assert text[quotation.start : quotation.end] == quotation.text == quotation.citation.exact
        assert (quotation.citation.document, quotation.citation.title) == (one.document, one.title)


def test_documents_near_in_meaning_stand_apart(snapshot: Snapshot) -> None:
    # For this encoder "zebras" is as near as can be to every sentence of words without an axis of their own.
    listing = listed("Which letters are about zebras?", "letters zebras", snapshot)
    assert (listing.documents, listing.total, listing.complete) == ((), 0, True)
    assert len(listing.perhaps) == 5
    assert all(one.count == 0 for one in listing.perhaps)
    needles = listed("Which letters are about needles?", "letters needles", snapshot)
    assert names(needles.documents) == ["letter.txt"]
    assert needles.perhaps == ()
    without = listing_of(snapshot, query("Which letters are about zebras?", "letters zebras", snapshot)).listing
    assert without.perhaps == ()


def test_documents_with_all_words_but_one_that_is_nowhere_stand_apart(snapshot: Snapshot) -> None:
    asked = query("Which licences permit baking?", "licences permit baking", snapshot)
    listings = listing_of(snapshot, asked)
    assert (listings.listing.documents, listings.listing.total) == ((), 0)
    assert names(listings.listing.perhaps) == ["crane.md", "rook.md", "index-uploads/added.txt"]
    given = listing_answer(snapshot, asked.text, listings, 5)
    assert (given.level, given.unknown_words) == (Level.RELATED, ("permit",))
    assert "baking" in given.short_answer[0].text
    denied = listed("Which licences permit a deposit?", "licences permit deposit", snapshot)
    assert "docs/swift.md" in [one.document for one in denied.denying]


def test_without_a_word_all_documents_are_listed(snapshot: Snapshot) -> None:
    listing = listed("How many documents are there?", "documents", snapshot)
    assert (listing.words, listing.total, listing.denying) == ((), len(FILES) + 2, ())
    assert len(listing.documents) == len(FILES) + 2
    assert {one.count for one in listing.documents} == {0}


def test_only_the_chosen_documents_are_listed(snapshot: Snapshot) -> None:
    scope = snapshot.within(snapshot.scope(["docs/rook.md", "docs/letter.txt", "index-uploads/same.md"]))
    listing = listed("Which documents have a deposit?", "documents deposit", scope)
    assert names(listing.documents) == ["rook.md"]
    assert names(listing.denying) == ["index-uploads/same.md"]
    assert listing.denying[0].quotation.citation.is_upload


def answer(question: str, asked: str, snapshot: Snapshot, passages: int = 5) -> Answer:
    listings = listing_of(snapshot, query(question, asked, snapshot))
    return listing_answer(snapshot, question, listings, passages)


def test_the_answer_quotes_the_first_documents_in_their_passages(snapshot: Snapshot) -> None:
    given = answer("Which licences have a deposit?", "licences deposit", snapshot)
    assert given.level is Level.FOUND
    assert given.listing is not None
    assert [short.text for short in given.short_answer] == [one.quotation.text for one in given.listing.documents]
    for short, passage in zip(given.short_answer, given.passages, strict=True):
        assert (short.rank, short.citation.document) == (passage.rank, passage.citation.document)
        assert short.text in passage.text
        assert passage.sentence.text == short.text
    assert len(answer("Which licences have a deposit?", "licences deposit", snapshot, 2).passages) == 2


def test_documents_with_the_same_text_are_quoted_once(snapshot: Snapshot) -> None:
    given = answer("Which licences are about milking?", "licences milking", snapshot)
    assert given.listing is not None
    assert given.listing.total == 2
    (passage,) = given.passages
    assert [also.document for also in passage.also_in] == ["index-uploads/same.md"]


def test_a_listing_of_nothing_is_not_found_and_says_which_word_is_nowhere(snapshot: Snapshot) -> None:
    given = answer("List all licences about zebras", "licences zebras", snapshot)
    assert (given.level, given.unknown_words, given.passages) == (Level.NOT_FOUND, ("zebras",), ())


def test_what_lacks_a_word_of_a_language_that_no_document_is_in_is_at_most_related(snapshot: Snapshot) -> None:
    assert answer("Who does without zebras?", "zebras", snapshot).level is Level.FOUND
    given = answer("Quels documents ne parlent pas de zèbres ?", "documents zèbres", snapshot)
    assert (given.level, given.unknown_words) == (Level.RELATED, ("zèbres",))


def test_a_listing_of_none_but_those_that_deny_is_related(snapshot: Snapshot) -> None:
    given = answer("Welche Dokumente haben eine Kaution?", "Dokumente Kaution", snapshot)
    assert given.level is Level.RELATED
    assert "eine Kaution wird nicht verlangt" in given.short_answer[0].text


def test_what_is_typed_is_listed_with_a_statement_of_each(snapshot: Snapshot) -> None:
    listing = find_documents(snapshot, "deposit -Heron")
    assert (listing.complete, listing.words, listing.total) == (True, ("deposit",), 5)
    assert names(listing.documents) == [
        "crane.md",
        "rook.md",
        "swift.md",
        "index-uploads/added.txt",
        "index-uploads/same.md",
    ]
    assert [one.count for one in listing.documents] == [2, 1, 1, 1, 1]
    assert listing.documents[0].quotation.text == "A deposit of 90 crowns is asked; it is not paid back."
    (heading,) = find_documents(snapshot, "title:heron").documents
    assert (heading.count, heading.quotation.text) == (0, "The licence covers weaving beside the yard of the owl.")


def test_more_documents_than_are_listed_are_counted(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.answer.listing.MOST_LISTED", 2)
    holding, lacking = "Which ask a deposit?", "Which ask no deposit?"
    found = [find_documents(snapshot, "deposit"), *(listed(one, "deposit", snapshot) for one in (holding, lacking))]
    assert [(one.complete, one.total) for one in found] == [(False, 6), (False, 3), (False, 6)]
    assert [len(one.documents) for one in found[:2]] == [2, 2]
    assert len(found[1].denying) == 3  # a few are shown in any case
    silent = listed("Which documents say nothing of a Kaution?", "documents Kaution", snapshot)
    assert (silent.complete, silent.total, len(silent.documents)) == (False, len(ALL_BUT_PACHT), 2)
