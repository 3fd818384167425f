"""Long lists: counted only as far as anybody looks."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MANY = 500


class UpTo(int):
    """How many rows there are, as far as they were counted: “500+” where there may be more."""

    def __str__(self) -> str:
        return f"{MANY}+" if self >= MANY else super().__str__()


def count_up_to(rows: QuerySet[Any]) -> UpTo:
    """Stops at `MANY`, so that it costs the same in a network of any size."""
    return UpTo(rows.order_by().values("pk")[:MANY].count())


class LongList(Paginator[Any]):
    """The first pages of a list in which people answer one thing after the other: the rest moves up."""

    @cached_property
    def count(self) -> int:
        return count_up_to(self.object_list)  # type: ignore[arg-type]
