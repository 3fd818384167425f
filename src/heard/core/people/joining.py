"""What may be noted about people with an account: a training."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from heard.core.errors import BadInput
from heard.core.sentences import to_translate

NAME_TAKEN = to_translate("There is a group with this name already.")


def training_faults(completed_at: date | None, *, today: date) -> Iterator[BadInput]:
    if completed_at and completed_at > today:
        yield BadInput("This day has not come yet.", code="not-yet", field="completed_at")
