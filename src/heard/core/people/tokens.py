"""What a token may be: the secret by which a program asks for somebody."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import StrEnum

from heard.core.errors import BadInput

DAYS = (30, 90, 365)
"""How long one may last. None lasts for ever: one that was forgotten somewhere ends by itself."""
MOST = 20
"""Tokens of one person."""
PREFIX = "heard_"
"""What each begins with, so that people and programs know one where it should not be."""


class Scope(StrEnum):
    """What a program may do with it."""

    READ = "read"
    REPORT = "report"


def token_faults(scopes: Collection[str], days: int) -> Iterator[BadInput]:
    if not scopes or not set(scopes) <= set(Scope):
        yield BadInput("Choose what the program may do.", code="no-scope", field="scopes")
    if days not in DAYS:
        yield BadInput("Choose how long it lasts.", code="no-end", field="days")
