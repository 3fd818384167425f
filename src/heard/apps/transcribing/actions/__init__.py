"""Writes about transcripts and the work on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.journal import actions as journal
from heard.apps.telling.actions.consent import ask_to_sign_again
from heard.apps.telling.models import Recording, Rendition, Story
from heard.apps.telling.queries.hiding import is_sound_remade, spans_of
from heard.apps.transcribing.actions import pictures, words
from heard.apps.transcribing.models import Job, Take
from heard.apps.transcribing.models import Transcript as TranscriptRow
from heard.apps.transcribing.queries import is_older_than_names, jobs_due, recordings_without_work
from heard.apps.transcribing.queries.readiness import unexplained_voices, voices_heard
from heard.apps.transcribing.queries.words import readable, whole
from heard.apps.wording.queries import glossary_for
from heard.core.errors import HeardError, WrongState
from heard.core.formats import json
from heard.core.listening.opinions import Opinions, to_document
from heard.core.offering.glossary import respelt
from heard.core.patience import pause_before_another_try
from heard.core.people.permissions import check_can_edit_story, check_can_review
from heard.core.people.states import check_can_move
from heard.core.sentences import kept
from heard.core.transcript.hiding import key_of
from heard.core.transcript.words import Transcript


@transaction.atomic
def keep_take(story: Story, transcript: Transcript, job: Job | None = None, opinions: Opinions | None = None) -> Take:
    """Keep what the machine wrote. The first take is the first revision; a later one is kept beside it, and whoever
    knows what people wrote lays it under that (correcting/actions/again.py)."""
    document = json.to_document(transcript)
    second = opinions and to_document(opinions)
    take = Take.objects.create(story=story, document=document, opinions=second, engine=transcript.engine, job=job)
    if not TranscriptRow.objects.filter(story=story).exists():
        put_transcript(story, transcript, revision=1)
        ask_to_sign_again(story)
    journal.write("story transcribed", about=story, engine=transcript.engine, words=len(transcript.words))
    return take


@transaction.atomic
def put_transcript(story: Story, transcript: Transcript, *, revision: int) -> None:
    """Make `transcript` the one that pages, captions, downloads and search use, but for what is hidden. Called by
    whoever made a revision of all of it: `words.put_excerpt` is for one of a few words."""
    with _noting_new_voices(story):
        row = TranscriptRow.objects.filter(story=story).first() or TranscriptRow(story=story)
        words.put(row, transcript, revision=revision)


@contextmanager
def _noting_new_voices(story: Story) -> Iterator[None]:
    before = voices_heard(story)
    yield
    new = [voice for voice in unexplained_voices(story) if voice not in before]
    if new and story.state == Story.State.PUBLISHED:
        journal.write("new voices heard", about=story, voices=new)


@transaction.atomic
def show_what_is_not_hidden(story: Story) -> Transcript | None:
    """Make everything that is read or heard follow what is hidden by now, and return what is shown. The sound is closed
    to readers until it is made anew."""
    row = TranscriptRow.objects.select_for_update().filter(story=story).first()
    Recording.objects.filter(story=story).update(hides=key_of(spans_of(story)), bars=None)
    remake_if_due(story)
    if row is None:
        return None
    with _noting_new_voices(story):
        words.put_passages(row, whole(row))
        row.save(update_fields=["opening", "changed_at"])
    return readable(row)


def remake_if_due(story: Story) -> None:
    """Have the sound made anew when it does not hide what is hidden. Whatever is being made now is looked at when it is
    done."""
    if is_sound_remade(story) and not Job.objects.filter(story=story, state__in=_LIVE).exists():
        Job.objects.create(story=story, remake=True)


@dataclass(frozen=True)
class Outcome:
    """What a finished job made: columns of the recording, files by name under MEDIA_ROOT, the words, if any, what
    the files hide (key_of in core), and a second recogniser's opinions of the words, if it had any."""

    facts: Mapping[str, Any]
    files: Mapping[str, Path]
    transcript: Transcript | None
    hides: str = ""
    opinions: Opinions | None = None


_TYPES = {
    "audio.opus": "audio/ogg; codecs=opus",
    "audio.m4a": "audio/mp4",
    "video.mp4": "video/mp4",
    "peaks.json": "application/json",
}
_LIVE = (Job.State.WAITING, Job.State.RUNNING)
MOST_ATTEMPTS = 20  # of one stage
_LOOKED_AT = 20  # jobs in line: as many workers as there may be on one database


def begin_due_work(since: datetime | None = None) -> None:
    """Make a job for every recording that has none, of those that came `since` then. What was being made of an earlier
    recording is stopped."""
    for recording in recordings_without_work(since):
        with suppress(IntegrityError), transaction.atomic():  # another worker was quicker
            earlier = Job.objects.filter(
                story=recording.story_id, state__in=_LIVE, created_at__lt=recording.uploaded_at
            )
            earlier.update(state=Job.State.CANCELLED, finished_at=timezone.now())
            Job.objects.create(story_id=recording.story_id)


@transaction.atomic
def claim(worker: str) -> Job | None:
    """Hold the job that waits longest, or whose worker is gone: what that one had done lies in its folder. None when
    there is nothing to do now.

    Two workers that look at the same moment never take the same one: PostgreSQL shows each the rows that the other has
    not locked, and on SQLite whoever is later finds the row changed.
    """
    skip = connection.features.has_select_for_update_skip_locked
    for job in jobs_due().select_for_update(skip_locked=skip).order_by("pk")[:_LOOKED_AT]:
        if job.attempts >= MOST_ATTEMPTS:
            _give_up(job)
        elif _take(job, worker):
            return Job.objects.select_related("story__recording").get(pk=job.pk)
    return None


def _take(job: Job, worker: str) -> bool:
    """False when somebody else was quicker."""
    as_seen = Job.objects.filter(pk=job.pk, state=job.state, lease_until=job.lease_until)
    taken = {"state": Job.State.RUNNING, "worker": worker, "lease_until": _lease(), "attempts": F("attempts") + 1}
    return bool(as_seen.update(**taken, error_code="", error_sentence="", error_values={}))


def beat(job: Job, *, stage: str, share: float, seconds_left: float | None) -> bool:
    """Renew the lease and say how far it is. False when the job was taken away meanwhile. Work that comes further is
    not given up, however often its workers are stopped."""
    further = {"attempts": 1} if stage != job.stage else {}
    job.stage = stage
    said = {"stage": stage, "share": share, "seconds_left": seconds_left}
    return bool(_held(job).update(lease_until=_lease(), **said, **further))


def let_go(job: Job) -> None:
    """Give the job back at once, unfinished, because this worker stops."""
    _held(job).update(state=Job.State.WAITING, worker="", lease_until=None)


@transaction.atomic
def finish(job: Job, outcome: Outcome) -> bool:
    """Keep everything that was made, once, with the terms and names of this story spelt as they are listed. False, and
    nothing kept, when the job was taken away meanwhile."""
    if not _held(job).update(state=Job.State.DONE, share=1, seconds_left=0, finished_at=timezone.now()):
        return False
    recording = Recording.objects.get(story=job.story_id)
    facts = {**outcome.facts, **_heard(job, outcome)}
    for name, fact in facts.items():
        setattr(recording, name, fact)
    recording.save(update_fields=list(facts))
    recording.renditions.all().delete()
    Rendition.objects.bulk_create(
        _rendition(recording, name, place, outcome.hides) for name, place in outcome.files.items()
    )
    pictures.draw(recording)
    if outcome.transcript and outcome.transcript.words:
        keep_take(job.story, respelt(outcome.transcript, glossary_for(job.story)), job, outcome.opinions)
    if job.remake:
        journal.write("sound made anew", about=job.story)
    remake_if_due(job.story)
    return True


def _heard(job: Job, outcome: Outcome) -> dict[str, bool]:
    """Whether there was nothing to write down, as far as that was looked at; a story that has words keeps them."""
    if outcome.transcript is None or TranscriptRow.objects.filter(story=job.story_id).exists():
        return {}
    return {"heard_nothing": not outcome.transcript.words}


def fail(job: Job, error: HeardError) -> None:
    """Say why it could not be done. The recording and what was made so far stay. What may pass is tried again later."""
    pause = pause_before_another_try(error.code, job.failures)
    if pause is None:
        _fail(_held(job), job, error)
    else:
        _put_off(job, error, timezone.now() + pause)


def _as_columns(error: HeardError) -> dict[str, object]:
    """Its code, and its sentence as it is read in any language."""
    return {
        "error_code": error.code,
        "error_sentence": error.said.template,
        "error_values": kept(error.said.values),
    }


def _put_off(job: Job, error: HeardError, until: datetime) -> None:
    how = {**_as_columns(error), "failures": job.failures + 1, "attempts": 0}
    _held(job).update(state=Job.State.WAITING, worker="", lease_until=until, seconds_left=None, **how)


def _give_up(job: Job) -> None:
    """End a job that took worker after worker down with it."""
    error = HeardError("The work on this recording was broken off too often.", code="broken-off")
    _fail(Job.objects.filter(pk=job.pk, lease_until=job.lease_until), job, error)


@transaction.atomic
def transcribe_again(story: Story, *, by: User | None = None, model: str = "") -> Job:
    """Have the machine listen once more, with this `model` or the one that the host has set by now. Nobody (`by`) asks
    for it in the shell. Editors may at any time, the story's reporter once there are names that it did not know."""
    if by and is_older_than_names(story):
        check_can_edit_story(person(by), reporter=story.reporter_id)
    elif by:
        check_can_review(person(by))
    if not Recording.objects.filter(story=story).exists():
        raise WrongState(_("This story has no recording to listen to."), code="no-recording")
    if not TranscriptRow.objects.filter(story=story).exists():
        raise WrongState(_("This recording has not been written down yet."), code="no-transcript")
    if Job.objects.filter(story=story, state__in=_LIVE).exists():
        raise WrongState(_("This recording is being worked on already."), code="already-at-work")
    job = Job.objects.create(story=story, again=True, model=model)
    journal.write("transcribing again", about=story, by=by, model=model)
    return job


@transaction.atomic
def try_again(job: Job, *, by: User) -> None:
    """Put a job that failed back in line, or have one that waits for another try begin at once."""
    check_can_edit_story(person(by), reporter=job.story.reporter_id)
    if not job.is_put_off:
        if job.state in _LIVE:  # a worker may give it back, a person may not
            raise WrongState(_("This recording is being worked on already."), code="already-at-work")
        _check_can_begin_again(job)
    job.state, job.lease_until = Job.State.WAITING, None
    job.error_code, job.error_sentence, job.error_values = "", "", {}
    job.share, job.stage, job.attempts, job.failures, job.finished_at = 0, "", 0, 0, None
    job.save()
    journal.write("transcribing tried again", about=job.story, by=by)


def _check_can_begin_again(job: Job) -> None:
    """After a failure, and where nothing was heard."""
    check_can_move("job", job.state, Job.State.WAITING)
    if job.state == Job.State.DONE and not job.story.recording.heard_nothing:
        raise WrongState(_("This recording is written down."), code="already-written")
    if job.story.state == Story.State.PUBLISHED and not (job.remake or job.again):
        sentence = _("Make the story private first: readers would see words that nobody has read.")
        raise WrongState(sentence, code="words-unread")


@transaction.atomic
def _fail(mine: QuerySet[Job], job: Job, error: HeardError) -> None:
    how = {**_as_columns(error), "finished_at": timezone.now()}
    if mine.update(state=Job.State.FAILED, seconds_left=None, **how):
        journal.write("transcribing failed", about=job.story, code=error.code)
        if not job.remake:
            remake_if_due(job.story)


def _held(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, worker=job.worker)


def _lease() -> datetime:
    return timezone.now() + timedelta(seconds=settings.HEARD["HEARD_JOBS"].lease)


def _rendition(recording: Recording, name: str, place: Path, hides: str) -> Rendition:
    path, size = place.relative_to(settings.MEDIA_ROOT).as_posix(), place.stat().st_size
    return Rendition(recording=recording, name=name, path=path, media_type=_TYPES[name], size=size, hides=hides)
