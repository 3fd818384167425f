"""Stories whose recording stands somewhere on its way."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from heard.apps.joining.models import User
from heard.apps.telling.actions import stories
from heard.apps.telling.models import Recording, Story, Upload
from heard.apps.transcribing.models import Job


@pytest.fixture
def draft(ada: User) -> Story:
    """A story of Ada's that has only a title."""
    return stories.begin_story(ada, {"title": "Fourteen nights"})


@pytest.fixture
def arriving(draft: Story, ada: User) -> Upload:
    """Three fifths of a recording are here."""
    return Upload.objects.create(story=draft, owner=ada, filename="chat.mp3", size=1000, offset=600, path="x/original")


@pytest.fixture
def recording(draft: Story) -> Recording:
    return Recording.objects.create(story=draft, path="x/original.mp3", filename="chat.mp3", size=1000)


@pytest.fixture
def job(draft: Story, recording: Recording) -> Callable[..., Job]:
    return lambda **fields: Job.objects.create(story=draft, **fields)
