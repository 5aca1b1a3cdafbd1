import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.encoders.scale import Anchors, CosineScale, scale_between


def test_kin_are_on_the_diagonal_and_strangers_beside_it() -> None:
    first = np.array([[1, 0], [0, 1]], dtype=np.float32)
    second = np.array([[0.6, 0.8], [0, 1]], dtype=np.float32)
    # cosines: 0.6 and 0 in the first row, 0.8 and 1 in the second
    anchors = Anchors.of(first, second)
    assert anchors.kin == pytest.approx(0.8)
    assert anchors.strangers == pytest.approx(0.4)


def test_the_scale_leads_each_anchor_to_that_of_the_reference() -> None:
    scale = scale_between(Anchors(strangers=0.7, kin=0.9), Anchors(strangers=0.1, kin=0.5), pairs=20)
    assert scale == CosineScale(slope=2.0, offset=-1.3, pairs=20)
    assert scale.rescaled(0.7) == pytest.approx(0.1)
    assert scale.rescaled(0.9) == pytest.approx(0.5)


def test_an_encoder_that_cannot_tell_kin_from_strangers_has_no_scale() -> None:
    assert scale_between(Anchors(strangers=0.7, kin=0.71), Anchors(strangers=0.1, kin=0.5), pairs=20) is None


@given(st.floats(-1, 1))
def test_a_rescaled_cosine_is_one_still(cosine: float) -> None:
    assert -1 <= CosineScale(slope=3.0, offset=0.4, pairs=9).rescaled(cosine) <= 1
    assert CosineScale(slope=1.0, offset=0.0, pairs=9).rescaled(cosine) == cosine
