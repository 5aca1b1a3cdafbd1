"""What the guides of a generation quote, computed by hand from the axes of the fake encoder."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot import Library, build
from bot.encoders import FloatArray
from bot.library.guides import stored
from bot.library.guides.choosing import Marks, Reading, marks_of
from bot.library.guides.subjects import Phrase, grouped, phrases_of
from bot.records import CitedQuotation, Period, Span
from tests.fakes import WordEncoder
from tests.libraries import library_of
from tests.library.samples import BEFORE, document, update

REPORT = """\
# Costs of the laser

By Ada Example

14 March 2024

## Summary

The laser costs more than the needle costs in all. The price of the laser is a cost of the laser.

## Pain

Pain of the needle is pain of the skin and pain of the sun. It is a pain that the needle brings to the skin.

## What does a session cost?

One session of the laser costs 300 euro at most. Since 2 May 2023 the price of the laser is the cost of the laser.
"""


def reading(text: str, vectors: FloatArray) -> Reading:
    """A text of one block, one sentence a line, as a guide reads it."""
    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        spans.append(Span(start, start + len(line.rstrip("\n"))))
        start += len(line)
    source = replace(document("d", text), blocks=())
    return Reading(source, "en", spans, vectors, (), lambda _: vectors[0])


def built(folder: Path, **texts: str) -> Library:
    """The library of Markdown files with these names and texts."""
    return library_of(folder, {f"{name}.md": text for name, text in texts.items()})


def words_of(quoted: Sequence[CitedQuotation]) -> list[str]:
    return [one.text for one in quoted]


def test_the_sentences_nearest_to_the_mean_are_central_in_the_order_of_the_text() -> None:
    # The mean is (5.8, 1.6) / 6.02 = (.964, .266). Of the five equal ones the first two are worth .964 + .1 - .1 * n,
    # after n that were chosen, and any .4 less for what repeats one; F, (.8, .6), has .931 - .1 * n - .4 * .8 and so
    # comes before the fifth; G, (0, 1), has .266 - .1 * n - .4 * .6 at best, and is left out.
    text = "".join(f"Sentence {name} says what the paragraph says.\n" for name in "ABCDEFG")
    vectors = np.array([[1, 0]] * 5 + [[0.8, 0.6], [0, 1]], dtype=np.float32)
    central = marks_of(reading(text, vectors)).central
    assert [span.of(text)[9] for span in central] == ["A", "B", "C", "D", "F"]


def test_a_document_without_sentences_has_an_empty_guide() -> None:
    assert marks_of(reading("", np.zeros((0, 2), dtype=np.float32))) == Marks()


def test_a_guide_quotes_its_document_and_every_quotation_is_cited(tmp_path: Path) -> None:
    with built(tmp_path, report=REPORT) as library:
        guide, text = library.guide("docs/report.md"), library.text("docs/report.md")
        quoted = (*guide.central, *guide.dates, *guide.figures, *guide.byline)
        for one in quoted:
            assert one.text == one.citation.exact == text[one.start : one.end]
            assert (one.start, one.end) == (one.citation.start, one.citation.end)
        assert len({one.start for one in quoted}) == len(quoted)
        for entry in guide.outline:
            assert entry.heading == text[entry.start : entry.end]
        assert [(one.heading, one.level) for one in guide.outline] == [
            ("Costs of the laser", 1),
            ("Summary", 2),
            ("Pain", 2),
            ("What does a session cost?", 2),
        ]


def test_the_lines_that_name_author_and_date_are_quoted(tmp_path: Path) -> None:
    with built(tmp_path, report=REPORT) as library:
        assert words_of(library.guide("docs/report.md").byline) == ["By Ada Example", "14 March 2024"]


def test_a_sentence_at_the_head_may_say_who_wrote_it(tmp_path: Path) -> None:
    text = "# Sun\n\nA report. Prepared by Ada Example, office of the sun.\n\nThe sun is hot.\n"
    with built(tmp_path, report=text) as library:
        assert words_of(library.guide("docs/report.md").byline) == ["Prepared by Ada Example, office of the sun."]


def test_dates_and_figures_are_quoted_once(tmp_path: Path) -> None:
    lines = "The laser and the needle and the sun are here. " * 5
    text = f"# Laser\n\n{lines}\n\nOn 2 May 2023 it began. On 2 May 2023 it went on. A session costs 300 euro.\n"
    with built(tmp_path, report=text) as library:
        guide = library.guide("docs/report.md")
        assert words_of(guide.dates) == ["On 2 May 2023 it began."]
        assert words_of(guide.figures) == ["A session costs 300 euro."]


def test_a_heading_whose_section_is_nearest_to_it_may_be_asked(tmp_path: Path) -> None:
    with built(tmp_path, report=REPORT) as library:
        assert "What does a session cost?" in library.guide("docs/report.md").questions


def test_an_unchanged_document_keeps_its_guide_without_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(tmp_path, report=REPORT, other="# Sun\n\nThe sun is hot. The sun is far.\n").close()
    read: list[str] = []

    def noted(reading: Reading) -> Marks:
        read.append(reading.document.id)
        return marks_of(reading)

    monkeypatch.setattr(stored, "marks_of", noted)
    with built(tmp_path, other="# Sun\n\nThe sun is hot. The sun is old.\n") as library:
        assert read == ["docs/other.md"]
        assert words_of(library.guide("docs/other.md").central) == ["The sun is hot.", "The sun is old."]
    fresh = tmp_path / "fresh"
    build(fresh, [tmp_path / "docs"], WordEncoder())
    generations = [
        json.loads((folder / "manifest.json").read_text())["folder"] for folder in (tmp_path / "index", fresh)
    ]
    kept, made = (
        (folder / name / "guides.json").read_bytes()
        for folder, name in zip((tmp_path / "index", fresh), generations, strict=True)
    )
    assert kept == made


def test_guides_of_another_recipe_are_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "RECIPE", stored.RECIPE + 1)
    built(tmp_path, report=REPORT).close()
    monkeypatch.undo()
    read: list[str] = []

    def noted(texts: Iterable[str], language: str) -> tuple[Phrase, ...]:
        read.extend(texts)
        return phrases_of(read, language)

    monkeypatch.setattr(stored, "phrases_of", noted)
    built(tmp_path, other="# Sun\n\nThe sun is hot.\n").close()
    assert "Costs of the laser" in read


def test_verify_proves_that_guides_quote_sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with built(tmp_path, report=REPORT) as library:
        assert library.verify().problems == ()
    monkeypatch.setattr(stored, "marks_of", lambda _: Marks(central=(Span(1, 5),)))
    with built(tmp_path, report=REPORT + "\nAnd more.\n") as library:
        (problem,) = library.verify().problems
        assert problem == "docs/report.md: its guide quotes [1:5], which is no sentence of it."


def test_a_copy_has_the_guide_of_the_text_that_it_shares(tmp_path: Path) -> None:
    with built(tmp_path, report=REPORT, copy=REPORT) as library:
        first, second = library.guide("docs/copy.md"), library.guide("docs/report.md")
        assert words_of(first.central) == words_of(second.central) != []
        assert {one.citation.document for one in second.central} == {"docs/report.md"}
        assert library.verify().problems == ()


def test_documents_far_from_each_other_are_subjects_named_by_their_own_phrases() -> None:
    vectors = np.array([[1, 0.1], [1, 0], [1, 0.05], [0.1, 1], [0, 1], [0.05, 1]], dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    laser, sun = (Phrase("laser pain", "laser pain", 2),), (Phrase("sun", "Sun", 1),)
    shared = (Phrase("report", "report", 9),)
    first, second = grouped(vectors, [(*laser, *shared)] * 3 + [(*sun, *shared)] * 3)
    assert (first.names[0], first.members) == ("laser pain", (0, 1, 2))
    assert (second.names[0], second.members) == ("Sun", (3, 4, 5))


def test_alike_documents_are_one_subject() -> None:
    noise = np.random.default_rng(7).normal(scale=0.05, size=(12, 16)).astype(np.float32)
    vectors = noise + np.eye(16, dtype=np.float32)[0]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    (only,) = grouped(vectors, [()] * 12)
    assert only.members == tuple(range(12))


def test_no_documents_have_no_subjects() -> None:
    assert grouped(np.zeros((0, 2), dtype=np.float32), []) == ()


def test_phrases_are_written_as_in_the_texts_and_neither_begin_nor_end_with_function_words() -> None:
    found = {
        phrase.written: phrase.count
        for phrase in phrases_of(["the rental contracts", "Rental contracts of seven.", "rental contracts"], "en")
    }
    assert found == {"rental contracts": 3, "rental": 3, "contracts": 3}  # "seven" is too common a word


@pytest.mark.parametrize(
    ("date", "period"),
    [
        ("2023", Period("2023-01-01", "2023-12-31", "2023")),
        ("2024-02", Period("2024-02-01", "2024-02-29", "2024-02")),
        ("2023-02", Period("2023-02-01", "2023-02-28", "2023-02")),
        ("2024-03-14", Period("2024-03-14", "2024-03-14", "2024-03-14")),
        ("unknown", None),
    ],
)
def test_the_period_of_a_document_is_that_of_its_date(tmp_path: Path, date: str, period: Period | None) -> None:
    front = f"+++\ndate = {date!r}\n+++\n" if date != "unknown" else ""
    with built(tmp_path, report=f"{front}# Sun\n\nThe sun is hot.\n") as library:
        assert library.guide("docs/report.md").period == period
        assert library.collection_guide().periods == ((period,) if period else ())


def test_a_choice_of_documents_has_their_subjects_and_titles_only(tmp_path: Path) -> None:
    update(tmp_path, BEFORE)
    with Library.open(tmp_path) as library, library.snapshot() as snapshot:
        chosen = snapshot.within(snapshot.scope(["corpus/laser.md"]))
        guide = chosen.collection_guide()
        assert (guide.total, [one.document for one in guide.documents]) == (1, ["corpus/laser.md"])
        assert [subject.documents for subject in guide.subjects] == [("corpus/laser.md",)]
        assert list(chosen.titles) == ["corpus/laser.md"]
        assert snapshot.collection_guide().total == 3


@pytest.mark.parametrize(
    ("line", "is_byline"),
    [
        ("An essay by Ada Example, printed in Sundial", True),
        ("Letter by Ada Example", True),
        ("An essay by the sea", False),
        ("A tour by Night", False),
    ],
)
def test_a_line_may_call_the_text_something_before_it_says_who_wrote_it(
    tmp_path: Path, line: str, is_byline: bool
) -> None:
    with built(tmp_path, report=f"# Sun\n\n*{line}*\n\nThe sun is hot. It shines by day.\n") as library:
        assert words_of(library.guide("docs/report.md").byline) == [line] * is_byline
