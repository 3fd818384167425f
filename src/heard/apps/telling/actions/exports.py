"""Note who took a story's words away as a file, so that people know where they went."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from heard.apps.joining.models import User
from heard.apps.joining.queries import Viewer
from heard.apps.telling.models import ExportNote, Story


def note_export(story: Story, suffix: str, *, by: Viewer) -> None:
    """One row for each person and format, and one for all strangers, with how often and when last."""
    who = by.pk if isinstance(by, User) else None
    row, _made = ExportNote.objects.get_or_create(story=story, by_id=who, suffix=suffix)
    ExportNote.objects.filter(pk=row.pk).update(times=F("times") + 1, at=timezone.now())
