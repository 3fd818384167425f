"""What the worker does between recordings, as far as a test needs it."""

from __future__ import annotations

from unittest import mock

from heard.apps.helping import tasks as helping
from heard.core.errors import HeardError


def learn_and_look() -> None:
    """It learns from what was put right and looks where else that was misheard, by the words alone: listening takes a
    model, and seconds."""
    nothing = HeardError("There is nothing to hear.", code="not-a-recording")
    with mock.patch.object(helping, "listen_in_child", side_effect=nothing):
        helping.tick()
