"""What tests of moderating may ask for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser

from heard.apps.conversing.queries.comments import Reader
from heard.apps.joining.models import User
from heard.apps.joining.senders import Sender
from heard.apps.moderating.actions.concerns import Worry, raise_concern
from heard.apps.moderating.models import Concern
from heard.apps.moderating.queries.subjects import subject_for
from heard.apps.telling.models import Recording, Rendition


@pytest.fixture
def worries(db) -> Callable[..., Concern]:
    """`worries(ben, "story:1")` is a concern of Ben's; a name in place of a person is a browser without an account."""

    def raised(by: User | str, about: str, reason: str = "misleading", text: str = "Please look.") -> Concern:
        sender = Sender(user=by) if isinstance(by, User) else Sender(visitor=by, origin=by, name=by)
        reader = Reader(by) if isinstance(by, User) else Reader(AnonymousUser(), by)
        return raise_concern(subject_for(reader, about), sender, Worry(reason, text))

    return raised


@pytest.fixture
def recorded(db) -> Callable[[Concern], None]:
    """`recorded(concern)` gives the story of a concern a sound to hear."""

    def record(concern: Concern) -> None:
        story = concern.about.partition(":")[2]
        recording = Recording.objects.create(
            story_id=story, path="a/original.mp3", filename="a.mp3", size=9, duration=90
        )
        how = {"path": "a/audio.m4a", "media_type": "audio/mp4", "size": 9}
        Rendition.objects.create(recording=recording, name="audio.m4a", **how)

    return record
