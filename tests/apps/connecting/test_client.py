"""The program in docs/api.md does what the page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.withdrawing import take_back
from tests.apps.connecting.test_tokens import token_for

PAGE = Path(__file__).parents[3] / "docs/api.md"


def program() -> dict[str, Any]:
    [source] = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.S)
    names: dict[str, Any] = {"__name__": "program"}
    exec(compile(source, PAGE.name, "exec"), names)
    return names


def test_a_copy_is_kept_in_step(live_server, story, ada):
    keep_in_step = program()["keep_in_step"]
    first = story("First")
    story("Second")
    story("A secret", published=False)
    kept = keep_in_step(live_server.url, {})
    assert sorted(kept["stories"]) == ["first", "second"]
    take_back(first, hand=Hand(ada))
    story("Third")
    kept = keep_in_step(live_server.url, kept)
    assert sorted(kept["stories"]) == ["second", "third"]
    assert "a-secret" in keep_in_step(live_server.url, kept, token_for(ada))["stories"]
