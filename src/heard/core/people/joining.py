"""What may be noted about people with an account: a training, a picture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from heard.core.errors import BadInput
from heard.core.sentences import to_translate

NAME_TAKEN = to_translate("There is a group with this name already.")
LARGEST_PICTURE = 8 * 1024**2  # bytes


def training_faults(completed_at: date | None, *, today: date) -> Iterator[BadInput]:
    if completed_at and completed_at > today:
        yield BadInput("This day has not come yet.", code="not-yet", field="completed_at")


def picture_faults(size: int) -> Iterator[BadInput]:
    if size > LARGEST_PICTURE:
        yield BadInput("This picture is too large. Up to 8 MB, please.", code="too-large", field="picture")
