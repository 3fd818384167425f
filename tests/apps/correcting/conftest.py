"""What tests of corrections may ask for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from heard.apps.correcting import actions
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.correcting.models import Correction
from heard.apps.joining.models import User
from heard.apps.telling.models import Story


@pytest.fixture
def say(db) -> Callable[..., Correction]:
    """`say(story, ben, "w8 w9", "co-production,")` is Ben's correction. Without a text it says that words are wrong."""

    def said(
        story: Story, by: User | str | None, words: str, text: str = "", kind: str = "", base: int = 1, note: str = ""
    ) -> Correction:
        sender = Sender(user=by) if isinstance(by, User) else Sender(visitor=by or "", origin=by or "")
        remark = Remark(kind or ("replace" if text else "wrong"), tuple(words.split()), text, note, base, listened=True)
        return actions.report(story, sender, remark)

    return said
