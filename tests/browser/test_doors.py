"""Every address that takes a form has one that a real browser sent, from the page where it stands.

Django's own client sends no Origin and no Referer, so it cannot tell whether a form is refused on its way. A test that
goes through doors says so with `@pytest.mark.doors("name of the address", …)`. Whether it did is asked after it
(conftest.py), and here whether any door is without one.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from inspect import getclosurevars
from pathlib import Path
from types import FunctionType
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import PathView

HERE = Path(__file__).parent
CLOSED = {
    "": "leads from the admin to our own ways to sign in and out and to change a password",
    "admin:password_change": "account_change_password stands before it",
    "admin:logout": "account_logout stands before it",
    "account_confirm_login_code": "codes by e-mail in place of a password are off",
    "account_confirm_email": "addresses are proved by a code, never by a link",
    "api-root": "there is nothing at it, however it is asked",
}
"""Doors of libraries that nothing here leads to, and why."""
WAGTAILS = "cms/"
"""Its own doors; an editor goes through those that matter in test_pages.py."""
SHOWN = ("admin:wording_term_",)
"""What the admin shows and lets nobody change."""
ONLY_READ = ("index", "login", "password_change_done", "autocomplete", "jsi18n", "view_on_site", "app_list")
"""Pages of the admin that answer whatever they are sent like a page, and those that it hands to others."""


def takes_forms(view: Callable[..., Any] | None) -> bool:
    """Whether a view answers to POST, as its class or its decorators say; one that says nothing does."""
    while view is not None:
        made_of = getattr(view, "view_class", None)
        if made_of is not None:
            return hasattr(made_of, "post")
        names = view.__code__.co_freevars if hasattr(view, "__code__") else ()
        if isinstance(view, FunctionType) and isinstance(path := getclosurevars(view).nonlocals.get("self"), PathView):
            return any("POST" in operation.methods for operation in path.operations)
        if "request_method_list" in names:
            return "POST" in view.__closure__[names.index("request_method_list")].cell_contents
        view = getattr(view, "__wrapped__", None)
    return True


def doors(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and str(pattern.pattern) != WAGTAILS:
            yield from doors(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern) and takes_forms(pattern.callback):
            yield f"{space}{pattern.name}" if pattern.name else ""


def marked() -> set[str]:
    """What the journeys say that they go through, read from their files so that any of them may run alone."""
    found = set()
    for file in HERE.glob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "doors":
                found |= {ast.literal_eval(name) for name in node.args}
    return found


def test_no_door_is_without_a_browser_that_went_through_it():
    there = set(doors(get_resolver().url_patterns))
    read = {name for name in there if name.startswith(SHOWN) or name in {f"admin:{page}" for page in ONLY_READ}}
    assert there - read - set(CLOSED) - marked() == set()
    assert marked() - there == set()
    assert len(there) > 120
