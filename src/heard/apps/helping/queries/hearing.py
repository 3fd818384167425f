"""Reads for the worker: to which places it has not listened yet, and what the sound says of the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from heard.apps.helping.models import Proposal
from heard.apps.telling.models import Rendition, Story
from heard.apps.telling.queries import stories_there
from heard.apps.telling.queries.hiding import IS_SERVED, hidden_rows
from heard.core.listening.opinions import LANGUAGE, is_understood
from heard.core.offering.proposals import Proposal as CoreProposal
from heard.core.offering.proposals import heard_out
from heard.core.transcript.words import Transcript

State = Proposal.State
_SOUND = "audio.opus"
"""The copy that is listened to: it keeps the recording's clock to some milliseconds, whatever the recording is."""


def is_on() -> bool:
    return bool(settings.HEARD["HEARD_SECOND_OPINION"])


def can_listen_to(story: Story) -> bool:
    """Whether the worker may listen to what may be misheard in a story, now or once its sound is made."""
    return is_on() and is_understood(story.language)


def due(now: datetime) -> QuerySet[Proposal]:
    """Places that nobody listened to by machine, in sound without anything that is hidden, the most probable first."""
    if not is_on():
        return Proposal.objects.none()
    spoken = Q(story__language__iexact=LANGUAGE) | Q(story__language__istartswith=f"{LANGUAGE}-")
    sound = Rendition.objects.filter(IS_SERVED, recording__story=OuterRef("story"), name=_SOUND)
    rows = Proposal.objects.filter(spoken, ~hidden_rows(), Exists(sound), story__in=stories_there())
    return rows.filter(state__in=(State.WAITING, State.FAINT), listen_after__lte=now)


def stories_to_listen_to() -> QuerySet[Story]:
    """Those that people wait for first: the newest."""
    return Story.objects.filter(pk__in=due(timezone.now()).order_by().values("story")).order_by("-pk")


def is_work_left() -> bool:
    return due(timezone.now()).exists()


def sound_of(story: Story) -> Rendition | None:
    """The copy to listen to. None while it is made anew."""
    return Rendition.objects.filter(IS_SERVED, recording__story=story, name=_SOUND).first()


Verdicts = Mapping[tuple[tuple[str, ...], str, str], float]
"""What the sound said before, by the ids of the words, how they read, and what was meant instead."""


def verdicts_by_story(stories: Sequence[int]) -> dict[int, Verdicts]:
    found: dict[int, dict[tuple[tuple[str, ...], str, str], float]] = {}
    rows = Proposal.objects.filter(story__in=stories, evidence__has_key="sound")
    for story, words, heard, meant, verdict in rows.values_list("story", "words", "heard", "meant", "evidence__sound"):
        found.setdefault(story, {})[tuple(words), heard, meant] = float(verdict)
    return dict(found)


def heard_before(verdicts: Verdicts, transcript: Transcript, found: Sequence[CoreProposal]) -> Iterator[CoreProposal]:
    """What was found, with what the sound said of the same words and text before."""
    for one in found:
        ids = tuple(word.id for word in transcript.words[one.first : one.last + 1])
        verdict = verdicts.get((ids, one.heard, one.meant))
        yield one if verdict is None else heard_out(one, verdict)
