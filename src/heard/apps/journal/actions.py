"""Write one line into the journal. Every other app's actions call this inside their own transaction."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from heard.apps.journal.models import Entry


def write(action: str, *, about: Model, by: Any = None, **detail: Any) -> None:
    """Note that `by` did `action` to `about`. A visitor without an account, and the machine, are None."""
    who = None if by is None or isinstance(by, AnonymousUser) else by
    Entry.objects.create(action=action, about=f"{about._meta.model_name}:{about.pk}", by=who, detail=detail)


def forget(about: Model) -> None:
    """Empty the details of every line about somebody who left: what was done stays, and nothing of who they were."""
    Entry.objects.filter(about=f"{about._meta.model_name}:{about.pk}").update(detail={})


def forget_mentions(about: Model) -> None:
    """The same for lines about other things whose details name it, as what was learnt in a story does."""
    kind = about._meta.model_name
    Entry.objects.filter(**{f"detail__{kind}": about.pk}).update(detail={})
