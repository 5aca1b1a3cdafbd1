"""Fixed windows: their edges, and the vectors kept for the next time."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.windows import TitledText, cut, make_windows
from tests.fakes import WordEncoder

TEXTS = [TitledText("d/one", "Laser", "pain pain"), TitledText("d/two", "", "sun skin")]


def test_a_short_text_is_one_window() -> None:
    assert [(span.start, span.end) for span in cut("short")] == [(0, 5)]
    assert cut("") == []


def test_windows_overlap_and_end_at_white_space() -> None:
    # 10 characters at most, 4 in common: "aaa bbb cc" would cut a word, so it ends behind "bbb "; the next begins
    # behind the last space of "bbb " (there is none in its first half), so 4 before the end.
    text = "aaa bbb cccc ddd"
    assert [span.of(text) for span in cut(text, 10, 4)] == ["aaa bbb ", "bbb cccc ", "ccc ddd"]


def test_text_without_white_space_is_cut_where_the_window_ends() -> None:
    assert [(span.start, span.end) for span in cut("x" * 25, 10, 2)] == [(0, 10), (8, 18), (16, 25)]


@given(st.text(alphabet="ab \n", max_size=300), st.integers(4, 60), st.integers(0, 30))
def test_windows_cover_the_text_and_never_exceed_their_size(text: str, size: int, overlap: int) -> None:
    spans = cut(text, size, min(overlap, size // 4))
    assert all(0 < span.end - span.start <= size for span in spans)
    assert [span.start for span in spans[:1]] == [0] * bool(text)
    assert [span.end for span in spans[-1:]] == [len(text)] * bool(text)
    for earlier, later in pairwise(spans):
        assert earlier.start < later.start <= earlier.end


def test_the_nearest_windows_by_cosine() -> None:
    windows = make_windows(TEXTS, WordEncoder())
    # The title stands before the text: (laser 1, pain 2) against pain: 2 / √5.
    found = windows.nearest(WordEncoder().encode(["pain"])[0], 2)
    assert found == [(0, pytest.approx(2 / 5**0.5, abs=1e-5)), (1, 0.0)]
    assert [windows.places[row].document for row, _ in found] == ["d/one", "d/two"]


def test_kept_vectors_are_used_again_until_a_text_or_the_encoder_changes(tmp_path: Path) -> None:
    cache = tmp_path / "windows.npz"
    first = make_windows(TEXTS, WordEncoder(), cache=cache)
    again = WordEncoder()
    assert np.array_equal(make_windows(TEXTS, again, cache=cache).vectors, first.vectors)
    assert again.encoded == []
    for texts, encoder in ((TEXTS[1:], WordEncoder()), (TEXTS, WordEncoder(fingerprint="words-2"))):
        make_windows(texts, encoder, cache=cache)
        assert encoder.encoded != []


def test_a_damaged_file_of_vectors_is_made_again(tmp_path: Path) -> None:
    cache = tmp_path / "windows.npz"
    make_windows(TEXTS, WordEncoder(), cache=cache)
    cache.write_bytes(cache.read_bytes()[:100])
    encoder = WordEncoder()
    make_windows(TEXTS, encoder, cache=cache)
    assert encoder.encoded != []
