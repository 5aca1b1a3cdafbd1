"""A folder's notes and examples of care: what they say, what is learnt from them, and mistakes in them."""

from pathlib import Path

import pytest

from bot import ChatBot, Library, build
from bot.errors import SettingsError
from bot.ingest.care_file import care_examples
from bot.records import CareExamples, CareNote, Concern, Translation
from tests.caring import CARE_TOML, guide, write_care
from tests.fakes import WordEncoder


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "laser.txt").write_text("A laser heats the skin.", encoding="utf-8")
    return folder


def examples(text: str) -> CareExamples:
    return care_examples(text.encode(), "care.toml")


def test_notes_go_from_the_mildest_to_the_gravest_with_their_translations_and_questions() -> None:
    found = examples(CARE_TOML)
    assert found.notes == (
        CareNote(Concern.PERSONAL, (), "Ask somebody."),
        CareNote(Concern.RED_FLAG, (), "Call somebody.", (Translation("de", "Rufen Sie jemanden an."),)),
        CareNote(Concern.RED_FLAG, (), "Talk to somebody."),
    )
    assert [of_kind[0] for of_kind in found.questions] == ["cost", "needle", "pain", "skin"]
    assert (found.warnings, found.others) == (("needle", "pain"), ("cost", "price"))


def test_a_folder_may_have_the_mildest_note_alone() -> None:
    found = examples(
        '[notes]\npersonal = "Ask."\n[questions]\nnone = ["a", "b"]\npersonal = ["c", "d"]\n'
        '[passages]\nwarning = ["e", "f"]\nother = ["g", "h"]\n'
    )
    assert found.questions == (("a", "b"), ("c", "d"))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"Ask somebody."', "1", "the note 'personal' must be a text, got 1"),
        ('"Rufen Sie jemanden an."', '" "', "the note 'red_flag' must be a text, got ' '"),
        ("[notes]", "[texts]", r"\[notes\] must hold one of personal, red_flag, crisis|nothing is known by the name"),
        ("[passages]", "[passage]", "nothing is known by the name 'passage'"),
        (
            "crisis = [",
            "urgent = [",
            "nothing is known by the name 'urgent'; expected crisis, none, personal, red_flag",
        ),
        ('other = ["cost", "price"]', 'other = "cost"', "'other' must be a list of examples, got 'cost'"),
        ('["needle", "pain"]', '["needle", ""]', r"'warning' must be a list of examples, got \['needle', ''\]"),
        ('["needle", "pain"]', '["needle"]', "'warning' has 1 examples; give at least 2"),
        ("[notes.de]", "[notes.de", "cannot be read as TOML"),
    ],
)
def test_a_mistake_is_named_with_its_file(old: str, new: str, complaint: str) -> None:
    assert old in CARE_TOML
    with pytest.raises(SettingsError, match=f"^care.toml: (?:{complaint})"):
        examples(CARE_TOML.replace(old, new))


def test_a_build_learns_once_and_again_only_from_other_examples(
    docs: Path, tmp_path: Path, word_encoder: WordEncoder
) -> None:
    write_care(docs)
    report = build(tmp_path / "index", [docs], word_encoder)
    assert [left_out.reason for left_out in report.left_out] == [
        "examples of questions that get a word of care",
        "the settings of its folder",
    ]
    with Library.open(tmp_path / "index") as library:
        assert library.settings().care == (guide(WordEncoder()),)
        again = WordEncoder()
        build(tmp_path / "index", [docs], again)
        assert again.encoded == []
        write_care(docs, CARE_TOML.replace('"sun"', '"A laser"'))
        build(tmp_path / "index", [docs], again)
        assert "A laser" in again.encoded
        assert library.settings().care != (guide(WordEncoder()),)
        (docs / "footnote.toml").unlink()
        build(tmp_path / "index", [docs], again)
        assert library.settings().care == ()


def test_a_file_that_is_not_there_and_one_that_is_elsewhere_are_named(
    docs: Path, tmp_path: Path, word_encoder: WordEncoder
) -> None:
    (docs / "footnote.toml").write_text('[care]\nexamples = "care.toml"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"care\.toml: "):
        build(tmp_path / "index", [docs], word_encoder)
    for name in ("../care.toml", "examples.toml", "/etc/care.toml"):
        (docs / "footnote.toml").write_text(f'[care]\nexamples = "{name}"\n', encoding="utf-8")
        with pytest.raises(SettingsError, match=r"'care\.examples' must be a file beside it"):
            build(tmp_path / "index", [docs], word_encoder)


def test_what_was_learnt_with_another_encoder_counts_for_nothing_and_the_build_says_so(
    docs: Path, tmp_path: Path, word_encoder: WordEncoder
) -> None:
    write_care(docs)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "sun.txt").write_text("The sun is hot.", encoding="utf-8")
    build(tmp_path / "index", [docs], word_encoder)
    another = WordEncoder(fingerprint="words-2")
    report = build(tmp_path / "index", [tmp_path / "other"], another)
    assert report.lost == (
        f"What the examples of care of {docs} taught is of another encoder; build that folder again, too.",
    )
    with Library.open(tmp_path / "index") as library:
        assert ChatBot(library, another).reply("My pain").care is None
        assert build(tmp_path / "index", [docs], another).lost == ()
        found = ChatBot(library, another).reply("pain").care
        assert found is not None
        assert found.note == "Call somebody."
