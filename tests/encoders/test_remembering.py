"""No text is encoded twice, until there are many."""

import numpy as np

from bot.encoders.remembering import MOST_KEPT, RememberingEncoder
from tests.fakes import WordEncoder


def test_a_text_is_encoded_once_and_its_vector_stays_the_same(word_encoder: WordEncoder) -> None:
    remembering = RememberingEncoder(word_encoder)
    first = remembering.encode(["cost"])
    both = remembering.encode(["pain", "cost", "pain"])
    assert word_encoder.encoded == ["cost", "pain"]
    assert np.array_equal(both, word_encoder.encode(["pain", "cost", "pain"]))
    assert np.array_equal(both[1], first[0])
    assert both.flags.c_contiguous


def test_it_is_the_encoder_that_it_remembers_for(word_encoder: WordEncoder) -> None:
    remembering = RememberingEncoder(word_encoder)
    assert (remembering.name, remembering.fingerprint, remembering.dimension) == ("words", "words-1", 9)
    assert remembering.encode([]).shape == (0, 9)


def test_it_forgets_all_when_it_holds_many(word_encoder: WordEncoder) -> None:
    remembering = RememberingEncoder(word_encoder)
    remembering.encode(["cost", *(f"w{number}" for number in range(MOST_KEPT - 1))])
    remembering.encode(["cost"])
    assert word_encoder.encoded.count("cost") == 2
