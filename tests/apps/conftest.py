"""What tests of several apps may ask for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from heard.apps.conversing.actions import comments as actions
from heard.apps.conversing.actions.comments import Saying
from heard.apps.conversing.models import Comment
from heard.apps.joining.models import User
from heard.apps.joining.senders import Sender
from heard.apps.telling.models import Story


@pytest.fixture
def says(db) -> Callable[..., Comment]:
    """`says(ben, story, "Me too.")` is Ben's comment; a name in place of a person is a browser without an account.
    `shown=` makes it so whatever the host's rule says."""

    def said(
        by: User | str, story: Story, text: str, parent: Comment | None = None, *, shown: bool = False, words: str = ""
    ) -> Comment:
        sender = Sender(user=by) if isinstance(by, User) else Sender(visitor=by, origin=by, name=by)
        first, _, last = words.partition(" ")
        row = actions.comment(story, sender, Saying(text, parent, first, last))
        if shown and row.state != Comment.State.SHOWN:
            row.state = Comment.State.SHOWN
            row.save(update_fields=["state"])
        return row

    return said
