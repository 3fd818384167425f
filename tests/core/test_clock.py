"""A clock is believed when it goes as it should, and a jump ahead only after a day of running."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from heard.core.clock import Look, look

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def run(found: Look, hours: float) -> Look:
    """The machine runs on, and its clock with it."""
    for _ in range(int(hours * 12)):
        found = look(found, found.at + timedelta(minutes=5), 300.0)
    return found


def test_the_first_look_is_believed():
    assert look(None, NOON, 0) == Look(NOON)


def test_a_clock_that_goes_with_the_machine_is_believed():
    assert run(look(None, NOON, 0), 400).is_believed


def test_a_year_ahead_is_not_believed_and_says_from_when():
    found = look(Look(NOON), NOON + timedelta(days=365), 300.0)
    assert (found.is_believed, found.jumped) == (False, NOON)


def test_it_is_believed_once_the_machine_has_run_for_a_day():
    found = look(Look(NOON), NOON + timedelta(days=60), 0)
    assert not run(found, 23.5).is_believed
    assert run(found, 24).is_believed


def test_a_day_of_running_may_be_had_in_parts():
    found = look(Look(NOON), NOON + timedelta(days=60), 0)
    for _ in range(3):
        found = run(look(found, found.at + timedelta(hours=16), 0), 8)
    assert found.is_believed


def test_the_hours_in_which_it_was_off_do_not_count():
    found = look(Look(NOON), NOON + timedelta(days=60), 0)
    for _ in range(20):
        found = look(found, found.at + timedelta(hours=20), 0)
    assert not found.is_believed


def test_two_workers_count_no_faster_than_one():
    found = look(Look(NOON), NOON + timedelta(days=60), 0)
    for _ in range(12 * 23):
        found = look(found, found.at + timedelta(minutes=2), 300.0)
        found = look(found, found.at + timedelta(minutes=3), 300.0)
    assert not found.is_believed


def test_a_clock_that_was_put_right_is_believed_at_once():
    wrong = look(Look(NOON), NOON + timedelta(days=365), 300.0)
    assert look(wrong, NOON + timedelta(minutes=10), 300.0) == Look(NOON + timedelta(minutes=10))


def test_a_second_jump_waits_anew():
    found = run(look(Look(NOON), NOON + timedelta(days=60), 0), 23)
    assert not run(look(found, found.at + timedelta(days=2), 0), 23).is_believed


def test_a_night_is_no_jump():
    assert look(Look(NOON), NOON + timedelta(hours=23), 0).is_believed
