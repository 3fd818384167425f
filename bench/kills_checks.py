"""What must hold after everything was killed often enough, for bench/kills.py."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.db import connection
from django.db.models import Count

from bench.kills_clients import Ledger
from heard.apps.correcting.models import Correction, Revision
from heard.apps.hosting.actions import Leftovers
from heard.apps.hosting.queries.files import left_behind
from heard.apps.telling.models import HiddenSpan, Recording, Rendition, Story
from heard.apps.telling.queries import context_of
from heard.apps.transcribing.models import Job, Take


def problems(ledger: Ledger) -> list[str]:
    """Sentences. None: all is as it should be."""
    found = [*ledger.seen, *_lost(ledger), *_undone(ledger), *_twice(ledger), *_waits(ledger), *_left()]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        said = cursor.fetchone()[0]
    return found if said == "ok" else [*found, f"the database says: {said}"]


def _lost(ledger: Ledger) -> Iterator[str]:
    for pk, digest in ledger.uploads.items():
        row = Recording.objects.filter(story=pk).first()
        if row is None or hashlib.sha256(context_of(row.path).read_bytes()).hexdigest() != digest:
            yield f"story {pk}: the recording is not what was sent"


def _undone(ledger: Ledger) -> Iterator[str]:
    for text in ledger.corrections:
        if not Correction.objects.filter(text=text).exists():
            yield f"the correction “{text}” is lost"
    for pk in ledger.accepted:
        if Correction.objects.get(pk=pk).state != Correction.State.ACCEPTED:
            yield f"correction {pk} was accepted and is not"
    for story, start, end in ledger.hidden:
        if not HiddenSpan.objects.filter(story=story, start=start, end=end, undone_at=None).exists():
            yield f"story {story}: {start}–{end} s was hidden and is not"
    for pk in ledger.withdrawn:
        if Story.objects.get(pk=pk).state != Story.State.WITHDRAWN:
            yield f"story {pk} was taken back and is not"


def _twice(ledger: Ledger) -> Iterator[str]:
    for table, columns in (
        (Take, ("story",)),
        (Correction, ("text",)),
        (HiddenSpan, ("story", "start", "end")),
        (Revision, ("correction",)),
        (Rendition, ("recording", "name")),
    ):
        for row in table.objects.order_by().values(*columns).annotate(times=Count("pk")).filter(times__gt=1):  # type: ignore[attr-defined]
            yield f"{table.__name__} is there {row.pop('times')} times: {row}"


def _waits(ledger: Ledger) -> Iterator[str]:
    there = Story.objects.filter(pk__in=ledger.uploads, state__in=(Story.State.DRAFT, Story.State.PUBLISHED))
    for job in Job.objects.filter(story__in=there).exclude(state__in=(Job.State.DONE, Job.State.CANCELLED)):
        yield f"story {job.story_id} waits: {job.state}, {job.error_code} {job.error_sentence}"
    for story in there.filter(takes=None):
        yield f"story {story.pk} was not written down"
    for row in Rendition.objects.filter(recording__story__in=there).select_related("recording"):
        if row.hides != row.recording.hides or not context_of(row.path).exists():
            yield f"{row.path} is not the sound that it should be"


def _left() -> Iterator[str]:
    """What a killed process left is cleared by the worker once it is an hour old; nothing else may be there."""
    leftovers = Leftovers()
    leftovers.clear(left_behind(), 0.0)
    gone = leftovers.clear(left_behind(), 3601.0)
    if gone:
        print(f"{len(gone)} files were left behind and cleared")
    yield from (f"{place} leads nowhere" for place in left_behind())
