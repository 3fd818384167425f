"""Writes about people."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from heard.apps.joining.models import User
from heard.apps.journal import actions as journal


@transaction.atomic
def change_person(user: User, *, by: User, before: dict[str, Any]) -> None:
    """Keep what `by` changed about `user`. `before` holds the changed fields as they were."""
    user.save()
    after = {name: getattr(user, name) for name in before}
    journal.write("person changed", about=user, by=by, before=before, after=after)
