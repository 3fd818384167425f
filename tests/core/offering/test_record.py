"""How right a learnt pair has been, and when it rests."""

from __future__ import annotations

import pytest

from heard.core.offering.record import Record


@pytest.mark.parametrize(
    ("accepted", "declined", "rests"),
    [
        (0, 0, False),
        (0, 2, False),
        (0, 3, True),
        (1, 4, False),
        (1, 5, True),
        (5, 5, False),
        (7, 1, False),
        (10, 30, True),
    ],
)
def test_a_pair_that_is_declined_too_often_rests(accepted, declined, rests):
    assert Record(accepted, declined).rests is rests


def test_the_more_was_decided_the_less_is_unsure():
    few, many = Record(7, 1), Record(70, 10)
    assert (few.decided, many.decided) == (8, 80)
    assert few.low < many.low < 7 / 8 < many.high < few.high


def test_of_a_pair_that_nobody_decided_on_nothing_is_known():
    nothing = Record()
    assert (round(nothing.low, 2), round(nothing.high, 2)) == (0.05, 0.95)
