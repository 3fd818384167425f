"""What tests of hiding may ask for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from heard.apps.helping import tasks
from heard.apps.hiding import actions
from heard.apps.hiding.actions import Part
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.models import HiddenSpan, Story
from heard.apps.transcribing.queries import whole_transcript_of
from heard.core.transcript.hiding import around

TOLD = (
    ("S1", "Are you happy for me to record?"),
    ("S2", "Yes. My daughter Rosalind was ill. Rosalind is well now."),
    ("S1", "Thank you for telling me."),
)


@pytest.fixture
def told(story) -> Callable[..., Story]:
    """A story that names somebody: w11 is “Rosalind”, and so is w14."""
    return lambda title="A daughter", **how: story(title, *TOLD, **how)


@pytest.fixture
def hide(db) -> Callable[..., HiddenSpan]:
    """`hide(story, "w11", "w11")`: whoever reports the story hides these words."""

    def hidden(story: Story, first: str, last: str, hand: Hand | None = None) -> HiddenSpan:
        part = Part(around(whole_transcript_of(story), first, last), first, last)
        return actions.hide(story, part, hand=hand or Hand(story.reporter))

    return hidden


@pytest.fixture
def worked(db) -> Callable[[], None]:
    """The worker makes its round."""
    return tasks.tick
