"""Two people at the same moment, in two threads with a connection each."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from heard.apps.correcting import actions
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.correcting.models import Correction
from heard.apps.correcting.queries import revisions
from heard.apps.transcribing.queries import transcript_of

pytestmark = pytest.mark.django_db(transaction=True)


def together(*deeds: Callable[[], object]) -> list[object]:
    """Do all at once; what each gave, or the error that it ended in."""
    barrier = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return deed()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def decide(client, row) -> Callable[[], int]:
    return lambda: client.post(reverse("decide", args=[row.pk]), {"decision": "accept"}).status_code


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_overlapping_corrections_one_wins_and_the_other_is_a_conflict(
    browse, story, say, ben, max_, cleo, hana, attempt
):
    told = story()
    rows = say(told, ben, "w12 w13", "co-production,"), say(told, max_, "w11 w12", "of cold")
    assert together(decide(browse(cleo), rows[0]), decide(browse(hana), rows[1])) == [302, 302]
    assert sorted(Correction.objects.values_list("state", flat=True)) == ["accepted", "conflict"]
    transcript, number = revisions.present(told)
    assert (number, transcript) == (2, revisions.transcript_at(told, 2))


def test_corrections_of_different_words_both_go_in(browse, story, say, ben, max_, cleo, hana):
    told = story()
    rows = say(told, ben, "w12 w13", "co-production,"), say(told, max_, "w19", "And what")
    assert together(decide(browse(cleo), rows[0]), decide(browse(hana), rows[1])) == [302, 302]
    assert set(Correction.objects.values_list("state", flat=True)) == {"accepted"}
    assert revisions.present(told)[1] == 3
    assert "experience of co-production, um, is a good one.\nAnd what made it good?" in transcript_of(told).text


def test_one_report_decided_twice_makes_one_revision(browse, story, say, ben, cleo, hana):
    told = story()
    row = say(told, ben, "w12 w13", "co-production,")
    assert together(decide(browse(cleo), row), decide(browse(hana), row)) == [302, 302]
    assert revisions.present(told)[1] == 2


def test_one_revision_undone_twice_is_undone_once(browse, story, say, ben, cleo, hana):
    told = story()
    actions.accept(say(told, ben, "w12 w13", "co-production,"), cleo)
    undo = reverse("undo-revision", args=[told.slug, 2])
    one, other = browse(cleo), browse(hana)
    answers = together(lambda: one.post(undo).status_code, lambda: other.post(undo).status_code)
    assert sorted(map(int, answers)) == [302, 409]
    assert revisions.present(told)[1] == 3


def test_many_can_report_while_one_accepts(browse, story, say, ben, cleo):
    told = story()
    row = say(told, ben, "w12 w13", "co-production,")
    editor = browse(cleo)

    def send(number: int) -> Callable[[], object]:
        sender = Sender(visitor=f"visitor {number}", origin="library")
        return lambda: actions.report(told, sender, Remark("replace", ("w19",), f"What{number}")).state

    assert together(decide(editor, row), *map(send, range(4))) == [302, *["waiting"] * 4]
    assert Correction.objects.count() == 5
