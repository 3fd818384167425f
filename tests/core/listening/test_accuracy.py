"""An honest estimate: from moments chosen by chance, over all of the recording, with what is not known said too."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.core.listening.accuracy import Checked, accuracy, moments, seconds, union

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8)


def test_the_same_seed_chooses_the_same_moments():
    assert moments(600, 12, "story 7") == moments(600, 12, "story 7") != moments(600, 12, "story 8")


@given(st.floats(1, 4000), st.integers(1, 30), st.text(max_size=4))
def test_moments_lie_inside_the_recording_in_order_and_apart(duration, count, seed):
    chosen = moments(duration, count, seed)
    ends = [0.0, *(moment for span in chosen for moment in span)]
    assert ends == sorted(ends)
    assert ends[-1] <= duration


def test_moments_are_spread_over_all_of_it():
    assert [int(start // 100) for start, _ in moments(1200, 12, "any")] == list(range(12))


def test_every_second_has_the_same_chance():
    times = [0] * 60
    for seed in range(3000):
        for start, _ in moments(600, 12, str(seed)):
            times[int(start // 10)] += 1
    assert 520 < min(times) <= max(times) < 680  # 600 expected


def test_a_short_recording_is_checked_whole():
    assert moments(25, 12, "any") == [(0.0, 10.0), (10.0, 20.0), (20.0, 25)]


def test_it_is_said_in_a_sentence():
    checked = [Checked(25, wrong) for wrong in (0, 2, 1, 3, 0, 1, 2, 4, 0, 1, 2, 2)]
    estimate = accuracy(checked, words=2400, fixed_elsewhere=0)
    assert estimate.sentence == "About 95 in 100 words are right (between 90 and 98), from 12 random moments."


def test_a_few_moments_say_nothing():
    assert accuracy([Checked(25, 1)] * 4, 2400, 0) is None
    assert accuracy([Checked(0, 0)] * 12, 2400, 0) is None


def test_moments_without_an_error_do_not_promise_a_story_without_one():
    estimate = accuracy([Checked(25, 0)] * 12, 2400, 0)
    assert estimate.share == 1
    assert 0.98 < estimate.low < 0.995


def test_what_was_put_right_elsewhere_counts():
    checked = [Checked(25, 2)] * 12
    before, after = accuracy(checked, 2700, 0), accuracy(checked, 2700, 96)
    assert before.share == pytest.approx(1 - 0.08 * 2400 / 2700)
    assert after.share == pytest.approx(before.share + 96 / 2700)
    assert accuracy(checked, 2700, 5000).share == 1


def test_a_story_that_was_heard_whole_is_right():
    estimate = accuracy([Checked(25, 3)] * 12, 300, 0)
    assert (estimate.share, estimate.low, estimate.high) == (1, 1, 1)


def test_errors_in_clusters_make_it_less_sure():
    even = accuracy([Checked(25, 2)] * 12, 2400, 0)
    heaped = accuracy([Checked(25, 24), *[Checked(25, 0)] * 11], 2400, 0)
    assert even.share == heaped.share
    assert heaped.high - heaped.low > 2 * (even.high - even.low)


def test_the_truth_is_between_the_bounds_as_often_as_is_said():
    """Stories of 90 moments whose errors come in clusters; 12 are heard."""
    chance, hits = Random(4), 0
    for number in range(300):
        story = [Checked(25, min(25, int(chance.gammavariate(1.0, 2.0)))) for _ in range(90)]
        chosen = [story[int(start // 10)] for start, _ in moments(900, 12, str(number))]
        estimate = accuracy(chosen, 90 * 25, 0)
        left = sum(one.wrong for one in story) - sum(one.wrong for one in chosen)
        hits += estimate.low <= 1 - left / (90 * 25) <= estimate.high
    assert 0.92 <= hits / 300 <= 0.99


def test_what_was_heard_twice_counts_once():
    assert union([(5, 9), (0, 2), (1, 3), (9, 10), (4, 4)]) == [(0, 3), (5, 10)]
    assert seconds([(5, 9), (0, 2), (1, 3), (9, 10), (4, 4)]) == 8


@given(SPANS)
def test_the_seconds_heard_are_those_in_any_span(spans):
    assert seconds(spans) == len({second for start, end in spans for second in range(start, end)})
