"""The worker looks for work only when something was written, or when something may have come due."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from heard.apps.telling.models import Theme
from heard.server.chores import Chore, alone, do_what_is_due, mark


@pytest.fixture
def done():
    return []


@pytest.mark.django_db(transaction=True)
def test_what_is_written_moves_the_mark():
    before = mark()
    Theme.objects.create(name="Care", slug="care")
    until = time.monotonic() + 15
    while mark() == before and time.monotonic() < until:
        time.sleep(0.1)
    assert mark() != before


def test_what_is_read_does_not(db):
    Theme.objects.create(name="Care", slug="care")
    before = mark()
    assert Theme.objects.count() == 1
    assert connection.vendor != "sqlite" or mark() == before


def test_it_is_done_once_and_again_when_something_was_written(done):
    chore = Chore(lambda: done.append(1), every=60)
    for second, written in enumerate(("a", "a", "b", "b")):
        chore.do_if_due(float(second), written)
    assert len(done) == 2


def test_what_comes_due_by_the_clock_is_looked_at_in_any_case(done):
    chore = Chore(lambda: done.append(1), every=60)
    for second in (0.0, 59.0, 60.0, 61.0):
        chore.do_if_due(second, "a")
    assert len(done) == 2


def test_it_rests_between_two_times_and_forgets_nothing_meanwhile(done):
    chore = Chore(lambda: done.append(1), every=60, pause=10)
    for second, written in ((0.0, "a"), (1.0, "b"), (9.0, "b"), (10.0, "b"), (11.0, "b")):
        chore.do_if_due(second, written)
    assert len(done) == 2


def test_what_failed_is_done_again(done):
    def fail() -> None:
        done.append(1)
        raise OSError("no")

    chore = Chore(fail, every=60)
    for _ in range(2):
        with pytest.raises(OSError, match="no"):
            chore.do_if_due(0.0, "a")
    assert len(done) == 2


def _fail() -> None:
    raise OSError("no")


def test_where_one_fails_the_others_go_on_and_it_rests_a_minute(done):
    chores = [Chore(_fail, every=0), Chore(lambda: done.append(1), every=0)]
    do_what_is_due(chores, "a", goes_on=True)
    assert done == [1]
    assert [chore.is_due(time.monotonic(), "b") for chore in chores] == [False, True]
    assert chores[0].is_due(time.monotonic() + 61, "b")


def test_a_worker_that_was_asked_to_work_once_says_what_failed():
    with pytest.raises(OSError, match="no"):
        do_what_is_due([Chore(_fail, every=0)], "a", goes_on=False)


def ask_in_another_worker() -> bool:
    """A connection of its own, as another process has."""

    def ask() -> bool:
        with alone() as is_mine:
            pass
        connection.close()
        return is_mine

    with ThreadPoolExecutor(1) as worker:
        return worker.submit(ask).result()


@pytest.mark.django_db(transaction=True)
def test_one_worker_does_the_networks_chores_at_a_time(settings, tmp_path):
    settings.DATA = tmp_path
    with alone() as is_mine:
        assert (is_mine, ask_in_another_worker()) == (True, False)
    assert ask_in_another_worker()
