"""What tests of helping may ask for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.correcting.models import Correction
from heard.apps.helping import tasks
from heard.apps.helping.models import Proposal
from heard.apps.joining.models import User
from heard.apps.telling.models import Story

AGAIN = (
    ("S1", "Tell me about the work."),
    ("S2", "In Lesster, people sit at the table. We have been at it in Lesster for years."),
)
TAUGHT = (
    ("S1", "Where are you from?"),
    ("S2", "My mother came from Lesster, um, as a girl."),
)


@pytest.fixture
def put_right(db) -> Callable[..., Correction]:
    """`put_right(story, ben, "w9", "Leicester,", cleo)`: Ben says so and Cleo accepts it."""

    def done(story: Story, by: User, words: str, text: str, editor: User, base: int = 1) -> Correction:
        row = correcting.report(story, Sender(user=by), Remark("replace", tuple(words.split()), text, base=base))
        return correcting.accept(row, editor)

    return done


@pytest.fixture
def worked(db) -> Callable[[], None]:
    """The worker makes its round."""
    return tasks.tick


@pytest.fixture
def taught(story, put_right, worked, ben, cleo) -> Callable[..., Story]:
    """A story in which "Lesster" was put right, and the rounds of the worker after it."""

    def made(title: str = "A girl from far away", **how: object) -> Story:
        told = story(title, *TAUGHT, **how)
        worked()
        put_right(told, ben, "w9", "Leicester,", cleo)
        worked()
        return told

    return made


@pytest.fixture
def offered(story, taught) -> Callable[..., list[Proposal]]:
    """What is offered in another story once "Lesster" was put right in the first, in the order of its words."""

    def made(**how: object) -> list[Proposal]:
        told = story("Years of it", *AGAIN, **how)
        taught()
        return list(told.proposals.order_by("start"))

    return made
