"""What the worker does with a recording: it takes the next one in line and works on it."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import socket
import threading
import time
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from heard.apps.telling.queries import place_of
from heard.apps.telling.queries.hiding import spans_of
from heard.apps.transcribing import actions
from heard.apps.transcribing.actions.pictures import draw_missing
from heard.apps.transcribing.models import Job
from heard.core.errors import HeardError
from heard.core.transcript.hiding import key_of, muted
from heard.media.child import run_in_child
from heard.media.limits import Limits
from heard.media.request import Progress, Request, Result
from heard.media.workdir import plain_words_for_the_disk

logger = logging.getLogger("heard.jobs")
WORKER = f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"
_TRIES_OF_A_PICTURE = 2  # that broke off the work, before the rest is made without it
_SAY_EVERY = 1.0  # seconds between two looks at what there is to say
_LATELY = timedelta(days=1)
_LOOK_AT_ALL_EVERY = 600.0  # seconds
_looked_at_all = -_LOOK_AT_ALL_EVERY


def tick() -> None:
    """One round, safe at any time and in any number of workers: every recording has a job, and one job is worked on."""
    begin()
    work()


def begin() -> None:
    """Every recording has a job. Only now and then are all recordings looked at: those too that a clock which was
    wrong made old."""
    global _looked_at_all
    now = time.monotonic()
    if now - _looked_at_all >= _LOOK_AT_ALL_EVERY:
        _looked_at_all = now
        actions.begin_due_work()
    else:
        actions.begin_due_work(since=timezone.now() - _LATELY)


def work() -> None:
    """One job, if there is any for us."""
    job = actions.claim(WORKER)
    if job is not None:
        write_down(job)


def draw() -> None:
    """Another round: what the pictures of stories are made of, where it is not there yet."""
    draw_missing()


def write_down(job: Job) -> None:
    """Work on one recording until it is written down, failed, or no longer ours.

    No transaction is open meanwhile. Killed at any point, it leaves a lease that runs out and a folder to go on from.
    Raises SystemExit where the worker is told to stop; the job is anybody's then.
    """
    try:
        _work(job)
    except HeardError as error:
        if error.code == "cancelled":
            logger.info("job %s was taken away", job.pk)
        else:
            actions.fail(job, error)
    except SystemExit:
        actions.let_go(job)
        raise
    except Exception:
        logger.exception("job %s broke down", job.pk)
        actions.fail(job, HeardError("Something went wrong with this recording that we had not thought of."))


def _work(job: Job) -> None:
    request, hides = _request(job)
    with _Hold(job) as hold:
        limits = Limits(settings.HEARD["HEARD_JOBS"].seconds, settings.HEARD["HEARD_JOBS"].memory)
        with plain_words_for_the_disk():
            result = run_in_child(request, hold.note, limits=limits, cancelled=hold.is_lost)
    if actions.finish(job, _outcome(result, hides)):
        _tidy(request.workdir, keep=result)


def _request(job: Job) -> tuple[Request, str]:
    """What is asked of the pipeline, and the key of what is to be hidden. Copies that hide something else lie in a
    folder of their own, so that one is whole before another goes."""
    recording, spans = place_of(job.story.recording.path), spans_of(job.story)
    hides = key_of(spans)
    request = Request(
        recording=recording,
        workdir=recording.parent / (f"made-{hides}" if hides else "made"),
        language=job.story.language,
        voices=job.story.voices,
        model=job.model or settings.HEARD["HEARD_MODEL"],
        max_seconds=settings.HEARD["HEARD_RECORDINGS"].seconds,
        hidden=tuple(muted(spans, job.story.recording.duration or 0.0)),
        words=not job.remake,
        second=settings.HEARD["HEARD_SECOND_OPINION"],
        picture=not (job.stage == "video" and job.failures >= _TRIES_OF_A_PICTURE),
    )
    return request, hides


def _outcome(result: Result, hides: str) -> actions.Outcome:
    return actions.Outcome(asdict(result.facts), result.files, result.transcript, hides, result.opinions)


def _tidy(workdir: Path, *, keep: Result) -> None:
    """Only what is served stays: decoded sound is big, and earlier copies hold what is hidden now."""
    for place in workdir.iterdir():
        if place not in keep.files.values():
            place.unlink(missing_ok=True)
    for folder in workdir.parent.glob("made*"):
        if folder != workdir:
            shutil.rmtree(folder, ignore_errors=True)


class _Hold:
    """Renews the lease of a job from a thread of its own, and passes on how far the work is."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._latest = Progress(job.stage, job.share, None)
        self._over = threading.Event()
        self._lost = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def note(self, progress: Progress) -> None:
        self._latest = progress

    def is_lost(self) -> bool:
        return self._lost.is_set()

    def _beat(self) -> None:
        try:
            said, since = None, 0.0
            while not self._over.wait(_SAY_EVERY):
                since += _SAY_EVERY
                if self._latest is not said or since > settings.HEARD["HEARD_JOBS"].lease / 4:
                    said, since = self._latest, 0.0
                    self._say(said)
        finally:
            connection.close()

    def _say(self, progress: Progress) -> None:
        try:
            if not actions.beat(self._job, **asdict(progress)):
                self._lost.set()
        except DatabaseError:  # busy or away for a moment: the lease outlasts several beats
            logger.warning("job %s could not renew its lease", self._job.pk, exc_info=True)
