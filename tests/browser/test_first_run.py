"""From an empty folder to a network with its own name and colours, in the browser, without a file edited.

Each thing that the host does is a step: opening an address, filling in a page and sending it.
"""

from __future__ import annotations

import pytest

from heard.apps.joining.models import User
from tests.browser.conftest import DESK, PHONE
from tests.browser.sending import send

SECRET = "told-in-the-terminal"
MOST = 25
"""Steps, with the page About and the first article."""


@pytest.fixture
def _empty(settings, tmp_path):
    settings.BEGIN_SECRET = tmp_path / "begin-secret"
    settings.BEGIN_SECRET.write_text(SECRET)


@pytest.mark.usefixtures("_empty")
@pytest.mark.doors("begin", "begin-step")
@pytest.mark.parametrize("how", [{**DESK}, {**PHONE, "java_script_enabled": False}], ids=["desk", "phone, no script"])
def test_a_host_who_is_no_administrator_begins_a_network(visit, violations, how):
    steps = 0

    def step(door: str, **given: str | bool) -> None:
        nonlocal steps
        if how.get("java_script_enabled", True):  # axe is a script
            assert violations(page) == []
        send(page, door, **given)
        steps += 1

    page = visit(f"/begin/{SECRET}/", **how)
    steps += 1
    step("begin", name="Hana", email="hana@example.org", password="tea-and-a-long-chat")
    step("begin-step", name="Lesster Voices", motto="Nothing about us without us.")
    step("begin-step", band="#0b4a5c", accent="#0b6e4f")
    step("begin-step", joining="invited")
    step("begin-step")
    send(page, "begin-step", "button:not([name])")
    steps += 1
    assert page.url.endswith("/moderate/")
    assert page.get_by_role("heading", name="How your network stands").is_visible()
    # Here come the page About and the first article.
    page.goto("/")
    steps += 1
    assert page.title() == "Home – Lesster Voices"
    assert page.get_by_role("heading", level=1).text_content() == "Nothing about us without us."
    assert page.locator(".site-head").evaluate("head => getComputedStyle(head).backgroundColor") == "rgb(11, 74, 92)"
    assert User.objects.get().email == "hana@example.org"
    assert steps <= MOST - 10
