"""What the picture of a story is made of: its waveform in sixty bars, and the sentence that it opens with. Both follow
what may be heard and read, and lists read them without another question."""

from __future__ import annotations

import json
from contextlib import suppress

from heard.apps.telling.models import Recording, Rendition
from heard.apps.telling.queries import place_of
from heard.apps.telling.queries.hiding import IS_SERVED, trimmed
from heard.apps.transcribing.models import Passage
from heard.apps.transcribing.models import Transcript as TranscriptRow
from heard.core.formats.bars import reduced
from heard.core.quoting.openings import opening

_LOOKED_AT = 12  # passages, from the first on
_AT_ONCE = 50


def opens_with(story: int) -> str:
    """The sentence, of what readers get of the story."""
    passages = Passage.objects.filter(story=story).order_by("number")
    return opening(list(passages.values_list("speaker", "text")[:_LOOKED_AT]))


def draw(recording: Recording) -> None:
    """Keep the bars of what plays. None while its copies hold something that is hidden by now."""
    peaks = recording.renditions.filter(IS_SERVED, name="peaks.json").first()
    bars = None
    if peaks is not None:
        bars = ""
        with suppress(OSError, ValueError, KeyError):  # a file that is lost: the story has no waveform anywhere
            made = json.loads(place_of(peaks.path).read_bytes())
            begin, end = trimmed(recording)
            bars = reduced(made["peaks"], made["duration"], begin, made["duration"] if end is None else end)
    Recording.objects.filter(pk=recording.pk, hides=recording.hides).update(bars=bars)


def draw_missing() -> None:
    """The same for stories that have nothing of it yet: those from before, and those that show again what they hid."""
    served = Rendition.objects.filter(IS_SERVED, name="peaks.json", recording__bars=None).select_related("recording")
    for rendition in served[:_AT_ONCE]:
        draw(rendition.recording)
    for row in TranscriptRow.objects.filter(opening=None)[:_AT_ONCE]:
        TranscriptRow.objects.filter(pk=row.pk, opening=None).update(opening=opens_with(row.story_id))
