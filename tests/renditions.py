"""Gives stories something to play: real files, as the worker leaves them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from heard.apps.telling.models import Recording, Rendition, Story
from tests.sounds import film, music, recording

_KINDS = {
    "audio.opus": "audio/ogg; codecs=opus",
    "audio.m4a": "audio/mp4",
    "video.mp4": "video/mp4",
    "peaks.json": "application/json",
}


def give_sound(story: Story, *, seconds: float = 2.0) -> Story:
    """An audio recording with both copies of its sound and its waveform."""
    folder = _folder(story)
    for name in ("audio.opus", "audio.m4a"):
        (folder / name).write_bytes(_sound(name, seconds))
    return _keep(story, folder, kind="audio", duration=seconds)


def give_film(story: Story, *, seconds: float = 2.0) -> Story:
    """A video recording that is wider than high."""
    folder = _folder(story)
    film(folder / "video.mp4", music(seconds), seconds=seconds, size=(320, 180))
    (folder / "audio.opus").write_bytes(_sound("audio.opus", seconds))
    return _keep(story, folder, kind="video", duration=seconds, width=320, height=180)


@cache
def _sound(name: str, seconds: float) -> bytes:
    with TemporaryDirectory() as folder:
        return recording(Path(folder) / name, music(seconds)).read_bytes()


def _folder(story: Story) -> Path:
    folder = Path(settings.MEDIA_ROOT) / story.slug
    folder.mkdir(parents=True)
    return folder


def _keep(story: Story, folder: Path, **facts: object) -> Story:
    peaks = [round(0.5 + 0.5 * (number % 7) / 6, 2) for number in range(400)]
    (folder / "peaks.json").write_text(json.dumps({"duration": facts["duration"], "peaks": peaks}))
    kept = Recording.objects.create(story=story, path=f"{story.slug}/original", filename="told.wav", size=1, **facts)
    for place in folder.iterdir():
        Rendition.objects.create(
            recording=kept,
            name=place.name,
            path=f"{story.slug}/{place.name}",
            media_type=_KINDS[place.name],
            size=place.stat().st_size,
        )
    return story
