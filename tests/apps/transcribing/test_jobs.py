"""Jobs are begun by themselves, held by a lease, taken over from a worker that is gone, and done once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from heard.apps.telling.models import Story
from heard.apps.transcribing import actions
from heard.apps.transcribing.actions import MOST_ATTEMPTS, begin_due_work
from heard.apps.transcribing.models import Job, Take, Transcript
from heard.apps.transcribing.queries import is_work_left, progress_of
from heard.apps.transcribing.queries.words import whole
from heard.apps.wording.actions import add_term, list_names
from heard.core import sentences
from heard.core.errors import HeardError, OutOfRoom
from heard.core.listening.opinions import Heard, Opinions
from heard.core.offering.wordlist import Entry
from heard.core.sentences import counted
from tests.cast import make_transcript

OVER = timedelta(seconds=1)


@pytest.fixture
def outcome():
    return actions.Outcome({"kind": "audio", "duration": 12.5}, {}, make_transcript())


def let_the_lease_run_out() -> None:
    Job.objects.update(lease_until=timezone.now() - OVER)


def claimed(worker: str = "first") -> Job:
    job = actions.claim(worker)
    assert job is not None
    return job


def test_a_recording_gets_a_job(recording):
    assert is_work_left()
    begin_due_work()
    begin_due_work()
    assert [job.state for job in Job.objects.all()] == ["waiting"]


def test_a_job_is_claimed_once(recording):
    begin_due_work()
    first = claimed()
    assert actions.claim("second") is None
    assert (first.state, first.worker, first.attempts) == ("running", "first", 1)


def test_the_one_that_waits_longest_comes_first(story):
    told = [story(title, published=False, transcript=False) for title in ("One", "Two", "Three")]
    jobs = [Job.objects.create(story=one) for one in told]
    assert [actions.claim("first").pk for _ in jobs] == [job.pk for job in jobs]
    assert actions.claim("first") is None


def test_workers_that_look_at_the_same_moment_never_take_the_same_one(transactional_db, story):
    for number in range(12):
        Job.objects.create(story=story(f"Story {number}", published=False, transcript=False))

    def work(worker: int) -> list[int]:
        taken = []
        while (job := actions.claim(str(worker))) is not None:
            taken.append(job.pk)
        connection.close()
        return taken

    with ThreadPoolExecutor(4) as workers:
        taken = [pk for mine in workers.map(work, range(4)) for pk in mine]
    assert sorted(taken) == sorted(Job.objects.values_list("pk", flat=True))


def test_a_job_whose_worker_is_gone_is_the_next_workers(recording):
    begin_due_work()
    claimed()
    assert actions.claim("second") is None
    let_the_lease_run_out()
    assert (claimed("second").worker, Job.objects.get().attempts) == ("second", 2)


@pytest.mark.parametrize("state", ["waiting", "running"])
def test_a_date_from_a_clock_that_was_far_ahead_holds_nothing_back(recording, state):
    begin_due_work()
    Job.objects.update(state=state, error_code="disk-full", lease_until=timezone.now() + timedelta(days=365))
    assert claimed().worker == "first"


def test_a_beat_renews_the_lease_and_says_how_far_it_is(recording):
    begin_due_work()
    job = claimed()
    let_the_lease_run_out()
    assert actions.beat(job, stage="words", share=0.5, seconds_left=20)
    row = Job.objects.get()
    assert (row.stage, row.share, row.seconds_left) == ("words", 0.5, 20)
    assert row.lease_until > timezone.now()


def test_a_worker_that_was_thought_dead_cannot_finish_what_another_has(recording, outcome):
    begin_due_work()
    late = claimed("late")
    let_the_lease_run_out()
    quick = claimed("quick")
    assert actions.beat(late, stage="words", share=0.9, seconds_left=1) is False
    assert actions.finish(late, outcome) is False
    assert not Take.objects.exists()
    assert actions.finish(quick, outcome) is True
    assert actions.finish(quick, outcome) is False
    assert Take.objects.get().job == quick


def test_finishing_keeps_everything_at_once(recording, outcome):
    begin_due_work()
    actions.finish(claimed(), outcome)
    recording.refresh_from_db()
    assert (recording.kind, recording.duration) == ("audio", 12.5)
    assert Transcript.objects.get().revision == 1
    assert (Job.objects.get().state, is_work_left()) == ("done", False)


def test_listed_names_and_terms_are_spelt_right_from_the_start_and_say_so(recording, ada, cleo):
    list_names(recording.story, {"place": ["Glen Field"]}, by=ada)
    add_term(Entry("co-production", mishearings=("coal production",)), by=cleo)
    begin_due_work()
    said = make_transcript(("S1", "Coproduction in Glenfield, not coal production."))
    actions.finish(claimed(), actions.Outcome({}, {}, said))
    words = whole(Transcript.objects.get()).words
    assert [word.text for word in words] == ["Co-production", "in", "Glen", "Field,", "not", "coal", "production."]
    assert (words[0].heard, words[0].evidence) == ("Coproduction", "glossary: the same letters")


def test_a_second_recognisers_opinions_are_kept_with_the_take(recording):
    said = make_transcript(("S1", "It is coal production."))
    second = Opinions({"w1": -0.1, "w2": -0.1, "w3": -3.0, "w4": -2.0}, (Heard("co-production", 1.0, 1.9),))
    begin_due_work()
    actions.finish(claimed(), actions.Outcome({}, {}, said, opinions=second))
    assert Take.objects.get().opinions == {
        "told": {"w1": -0.1, "w2": -0.1, "w3": -3.0, "w4": -2.0},
        "second": [["co-production", 1.0, 1.9]],
    }


def test_what_went_wrong_is_kept_with_its_values_and_told_in_the_language_of_whoever_reads(recording, monkeypatch):
    begin_due_work()
    length = counted("%(count)d hour", "%(count)d hours", 30)
    actions.fail(claimed(), HeardError("This recording is too long: %(length)s.", code="too-long", length=length))
    assert progress_of(Story.objects.get()).sentence == "This recording is too long: 30 hours."
    welsh = {"This recording is too long: %(length)s.": "Mae’n rhy hir: %(length)s."}
    monkeypatch.setattr(sentences, "_one", lambda text: welsh.get(text, text))
    monkeypatch.setattr(sentences, "_one_or_more", lambda one, more, count: "%(count)d awr")
    assert progress_of(Story.objects.get()).sentence == "Mae’n rhy hir: 30 awr."


def test_a_failure_is_told_and_can_be_tried_again(recording, ada):
    begin_due_work()
    actions.fail(claimed(), HeardError("There is no sound in this file.", code="no-sound"))
    row = Job.objects.get()
    assert (row.state, row.error_code, row.error_sentence) == (
        "failed",
        "no-sound",
        "There is no sound in this file.",
    )
    assert is_work_left() is False
    actions.try_again(row, by=ada)
    assert claimed("second").attempts == 1


def test_work_that_takes_worker_after_worker_down_ends(recording):
    begin_due_work()
    claimed()
    Job.objects.update(attempts=MOST_ATTEMPTS)
    let_the_lease_run_out()
    assert actions.claim("second") is None
    assert (Job.objects.get().state, Job.objects.get().error_code) == ("failed", "broken-off")


def test_another_recording_stops_the_work_on_the_first(recording, draft):
    begin_due_work()
    job = claimed()
    recording.delete()
    draft.refresh_from_db()
    type(recording).objects.create(story=draft, path="y/original.mp3", filename="other.mp3", size=10)
    begin_due_work()
    assert list(Job.objects.order_by("pk").values_list("state", flat=True)) == ["cancelled", "waiting"]
    assert actions.beat(job, stage="words", share=0.5, seconds_left=None) is False


def test_what_may_pass_is_tried_again_by_itself_and_says_when(recording, draft, ada):
    begin_due_work()
    actions.fail(claimed(), OutOfRoom("The disk is full.", code="disk-full"))
    row = Job.objects.get()
    assert (row.state, row.failures, is_work_left()) == ("waiting", 1, False)
    assert timedelta(seconds=50) < row.lease_until - timezone.now() <= timedelta(minutes=1)
    progress = progress_of(Story.objects.get())
    assert (progress.state, progress.is_put_off) == ("waiting", True)
    assert progress.sentence.startswith("The disk is full. It is tried again by itself: ")
    assert actions.claim("second") is None
    let_the_lease_run_out()
    again = claimed("second")
    assert (again.state, again.error_sentence) == ("running", "")


@pytest.mark.parametrize(
    ("code", "tries"),
    [("disk-full", 28), ("out-of-memory", 5), ("killed", 6), ("stopped", 3), ("error", 3), ("no-sound", 1)],
)
def test_it_is_tried_again_only_so_often(recording, code, tries):
    begin_due_work()
    tried = 0
    while Job.objects.get().state != "failed":
        actions.fail(claimed(), HeardError("It went wrong.", code=code))
        tried += 1
        let_the_lease_run_out()
    assert tried == tries


def test_nobody_has_to_wait_for_the_next_try(recording, ada):
    begin_due_work()
    actions.fail(claimed(), OutOfRoom("The disk is full.", code="disk-full"))
    actions.try_again(Job.objects.get(), by=ada)
    assert claimed("second").failures == 0


def test_work_that_comes_further_is_never_given_up(recording):
    """However often its workers are killed."""
    begin_due_work()
    for stage in ["decode", "words", "opinions"] * MOST_ATTEMPTS:
        job = claimed()
        assert actions.beat(job, stage=stage, share=0.5, seconds_left=None)
        let_the_lease_run_out()
    assert claimed("one more").state == "running"
