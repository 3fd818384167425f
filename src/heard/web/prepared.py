"""Questions to the database that are put together once and asked many times.

Django puts each question together anew, and for one with many conditions that takes ten times as long as the answer.
Where every reader asks the same one about another thing, its text is kept. It is put together anew each day, because
rules about days stand in it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone


class Prepared:
    """`question` asks about one value, for which `stand_in` is put in at first: one that nothing else in it is."""

    def __init__(self, question: Callable[[Any], QuerySet[Any, tuple[Any, ...]]], stand_in: str | int) -> None:
        self._question = question
        self._stand_in = stand_in
        self._text: tuple[date, str, tuple[Any, ...]] | None = None

    def ask(self, value: str | int) -> list[tuple[Any, ...]]:
        """The rows, as the database gives them."""
        text, values = self._put_together()
        with connection.cursor() as cursor:
            cursor.execute(text, [value if one == self._stand_in else one for one in values])
            return list(cursor.fetchall())

    def _put_together(self) -> tuple[str, tuple[Any, ...]]:
        today = timezone.localdate()
        if self._text is None or self._text[0] != today:
            self._text = (today, *self._question(self._stand_in).query.sql_with_params())
        return self._text[1:]
