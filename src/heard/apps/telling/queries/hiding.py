"""Reads about what is hidden in stories. Every door to words or sound that are not the shown transcript asks here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from heard.apps.joining.queries import Viewer
from heard.apps.telling.models import HiddenSpan, Recording, Rendition, Story
from heard.apps.telling.queries import may_edit
from heard.core.transcript.hiding import Stretch, is_at_an_edge, merged


def hidden_in(story: Story | int) -> QuerySet[HiddenSpan]:
    """What is hidden now in a story, which may be given by its key."""
    return HiddenSpan.objects.filter(story=story, undone_at=None)


def spans_of(story: Story | int) -> list[Stretch]:
    """The same in seconds."""
    return list(hidden_in(story).values_list("start", "end"))


def spans_by_story(stories: Iterable[int]) -> dict[int, list[Stretch]]:
    """The same of several stories. Those in which nothing is hidden are left out."""
    found: dict[int, list[Stretch]] = {}
    rows = HiddenSpan.objects.filter(story__in=stories, undone_at=None).values_list("story", "start", "end")
    for story, start, end in rows:
        found.setdefault(story, []).append((start, end))
    return found


def hidden_rows(start: str = "start", end: str = "end", story: str = "story") -> Q:
    """Picks the rows of a table that are about hidden seconds. It says in the database what `core.hiding.covers` says;
    a test compares the two."""
    first, last = OuterRef(start), OuterRef(end)
    spans = HiddenSpan.objects.filter(story=OuterRef(story), undone_at=None)
    overlapping = Q(start__lt=last, end__gt=first) | Q(start__lte=first, end__gte=last)
    return Q(Exists(spans.filter(overlapping)))


def renditions_for(viewer: Viewer, story: Story) -> QuerySet[Rendition]:
    """The files that somebody may hear or see. While the sound is made anew without what was just hidden, only those
    who look after the story have any."""
    rows = Rendition.objects.filter(recording__story=story)
    return rows if may_edit(viewer, story) else rows.filter(IS_SERVED)


IS_SERVED = Q(hides=F("recording__hides"))
"""Picks the renditions in which everything that is hidden now is silent."""


def is_sound_remade(story: Story) -> bool:
    """Whether the sound is being made anew, so that others have to wait for it."""
    return Rendition.objects.filter(recording__story=story).exclude(IS_SERVED).exists()


def played(recording: Recording) -> float:
    """For how many seconds a story is played: what is cut off at its ends is no part of it."""
    start, end = trimmed(recording)
    return (recording.duration or 0.0 if end is None else end) - start


def trimmed(recording: Recording) -> tuple[float, float | None]:
    """From which second to which a story is played: what is hidden at its ends is passed over. None: to its end. Asks
    nothing where nothing is hidden."""
    length = recording.duration or 0.0
    spans = merged(_spans(recording)) if recording.hides and length else []
    edges = [span for span in spans if is_at_an_edge(span, length)]
    start = next((end for begin, end in edges if begin <= 0), 0.0)
    return start, next((begin for begin, _ in edges if begin > 0), None)


def _spans(recording: Recording) -> list[Stretch]:
    known: list[Stretch] | None = getattr(recording, "known_spans", None)
    return spans_of(recording.story_id) if known is None else known


def with_spans(stories: Iterable[Story]) -> list[Story]:
    """The same stories, with what is hidden in each: `trimmed` then asks nothing, however many there are."""
    found = list(stories)
    recordings = {story.pk: story.recording for story in found if hasattr(story, "recording") and story.recording.hides}
    spans: dict[int, list[Stretch]] = {key: [] for key in recordings}
    if recordings:
        rows = HiddenSpan.objects.filter(story__in=recordings, undone_at=None)
        for story, start, end in rows.values_list("story", "start", "end"):
            spans[story].append((start, end))
    for key, recording in recordings.items():
        recording.known_spans = spans[key]  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True)
class PlayedPart:
    """From where to where of its recording a story is played, in seconds."""

    begin: float
    end: float
    is_whole: bool

    @property
    def length(self) -> float:
        return self.end - self.begin


def played_part(recording: Recording) -> PlayedPart:
    """Asks nothing where nothing is hidden."""
    begin, end = trimmed(recording)
    return PlayedPart(begin, recording.duration or 0.0 if end is None else end, is_whole=not begin and end is None)
