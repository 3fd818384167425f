"""Recordings that need no engine, for tests about files on their way in and out."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from heard.apps.joining.models import User
from heard.apps.telling.actions import stories
from heard.apps.telling.models import Recording, Rendition, Story
from heard.apps.telling.queries import place_of


@pytest.fixture
def draft(ada: User) -> Story:
    """A story of Ada's that has only a title."""
    return stories.begin_story(ada, {"title": "Fourteen nights"})


@pytest.fixture
def keep_file(settings) -> Callable[..., Recording]:
    """Gives a story a recording whose bytes are counted, and a rendition of it."""

    def kept(story: Story, content: bytes = bytes(range(100))) -> Recording:
        place = place_of(f"folder-{story.pk}/original.mp3")
        place.parent.mkdir(parents=True)
        place.write_bytes(content)
        (place.parent / "audio.opus").write_bytes(content)
        recording = Recording.objects.create(
            story=story, path=_stored(place, settings), filename="My chat.mp3", size=len(content)
        )
        Rendition.objects.create(
            recording=recording,
            name="audio.opus",
            path=_stored(place.parent / "audio.opus", settings),
            media_type="audio/ogg; codecs=opus",
            size=len(content),
        )
        return recording

    return kept


def _stored(place: Path, settings) -> str:
    return place.relative_to(settings.MEDIA_ROOT).as_posix()


@contextmanager
def full_after(size: int) -> Iterator[None]:
    """No file of this process may grow beyond `size` bytes: the system refuses as it does on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
