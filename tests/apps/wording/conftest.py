"""What tests of words may ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from heard.apps.joining.models import User
from heard.apps.wording import actions
from heard.apps.wording.models import Term
from heard.core.offering.wordlist import Entry


@pytest.fixture
def term(cleo: User) -> Callable[..., Term]:
    """`term("PIP", "acronym", "A benefit.", spoken=("…",))` is a term that Cleo added."""

    def added(text: str, kind: str = "term", meaning: str = "", **forms: Any) -> Term:
        return actions.add_term(Entry(text, kind, meaning, **forms), by=cleo)

    return added


@pytest.fixture
def given() -> Callable[..., dict[str, str]]:
    """What the form about a term sends: `given("PIP", kind="acronym")`."""

    def filled_in(text: str, **more: str) -> dict[str, str]:
        return {"text": text, "kind": "term", "meaning": "", "spoken": "", "mishearings": "", **more}

    return filled_in
