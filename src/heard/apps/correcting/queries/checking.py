"""Moments chosen by chance, which tell how right a transcript is."""

from __future__ import annotations

from random import Random

from django.conf import settings
from django.db.models import Q

from heard.apps.correcting.models import RandomCheck
from heard.apps.joining.senders import Sender
from heard.apps.telling.models import Story
from heard.apps.telling.queries.hiding import spans_of
from heard.apps.transcribing.queries.words import without_hidden
from heard.core.formats import json
from heard.core.listening.accuracy import FEWEST_MOMENTS, Accuracy, Checked, Seconds, accuracy, moments
from heard.core.transcript.alignment import align, key
from heard.core.transcript.hiding import covers
from heard.core.transcript.words import Transcript, Word

MOMENTS = 30
"""So many moments of a story are enough to know within a few in a hundred words."""


def moments_of(story: Story, transcript: Transcript) -> list[Seconds]:
    """All that are to be checked, in an order made by chance: those checked first are a fair choice too. Nobody can
    foretell them, and they stay the same, but for those that nobody can hear because something there is hidden. None
    where there is no sound."""
    if not story.has_sound:
        return []
    seed = f"moments {settings.SECRET_KEY} {story.pk}"
    length = max(transcript.duration, transcript.words[-1].end if transcript.words else 0.0)
    found = moments(length, MOMENTS, seed)
    Random(seed).shuffle(found)  # noqa: S311
    hidden = spans_of(story)
    return [moment for moment in found if not covers(hidden, *moment)]


def next_moment(story: Story, transcript: Transcript, by: Sender) -> Seconds | None:
    """The next that nobody with an account has checked, nor this visitor. None when all are done."""
    mine = Q(by=by.user) if by.user else Q(visitor=by.visitor) & ~Q(visitor="")
    checks = story.random_checks.filter(Q(by__isnull=False) | mine)
    done = set(checks.values_list("start", flat=True))
    return next((moment for moment in moments_of(story, transcript) if moment[0] not in done), None)


def checks_of(story: Story) -> list[RandomCheck]:
    """Those that count: by people with an account, the first of each moment."""
    rows = story.random_checks.filter(by__isnull=False).order_by("-pk")
    return list({row.start: row for row in rows}.values())


def accuracy_of(story: Story, transcript: Transcript, checks: list[RandomCheck]) -> Accuracy | None:
    """How right the transcript is today. None while too few moments were checked, at the price of no question."""
    if len(checks) < FEWEST_MOMENTS:
        return None
    take = without_hidden(json.from_document(story.takes.earliest("id").document), story)
    spans = [(check.start, check.end) for check in checks]
    fixed = _put_right_outside(take, transcript, spans)
    return accuracy([Checked(check.words, check.wrong) for check in checks], len(take.words), fixed)


def keys_of(words: tuple[Word, ...]) -> list[str]:
    """Words as they are counted, whatever their case and punctuation."""
    return [key(word.text) for word in words]


def _put_right_outside(take: Transcript, transcript: Transcript, spans: list[Seconds]) -> int:
    """How many words of the take read otherwise by now, where nobody has checked a moment."""
    found = 0
    for block in align(keys_of(take.words), keys_of(transcript.words)):
        if not block.same and not _inside(_middle(take, block.old_start, block.old_end), spans):
            found += block.errors
    return found


def _middle(take: Transcript, start: int, end: int) -> float:
    words = take.words[start:end] or take.words[max(start - 1, 0) : start]
    return (words[0].start + words[-1].end) / 2 if words else 0.0


def _inside(second: float, spans: list[Seconds]) -> bool:
    return any(start <= second < end for start, end in spans)
