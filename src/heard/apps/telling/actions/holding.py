"""Hide a story from everybody but those who look after it, while somebody looks at a concern about it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from heard.apps.joining.models import User
from heard.apps.journal import actions as journal
from heard.apps.telling.models import Story


@transaction.atomic
def hold_story(story: Story, *, by: User | None, why: str) -> bool:
    """Pages, sound, captions and search leave it out at once. Nothing happens to one that is held already. `by` is
    None when it is hidden by the host's rule, before anybody has looked. Says whether it was this that hid it."""
    held = Story.objects.filter(pk=story.pk, held_at=None).update(held_at=timezone.now())
    if held:
        journal.write("story held", about=story, by=by, why=why)
    story.refresh_from_db(fields=["held_at"])
    return bool(held)


@transaction.atomic
def release_story(story: Story, *, by: User, why: str) -> None:
    """It is seen again by whoever may see it otherwise."""
    before = story.held_at
    if Story.objects.filter(pk=story.pk).exclude(held_at=None).update(held_at=None):
        journal.write("story released", about=story, by=by, why=why, held_at=str(before))
    story.refresh_from_db(fields=["held_at"])
