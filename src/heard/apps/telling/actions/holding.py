"""Hide a story from everybody but those who look after it, while somebody looks at a concern about it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from heard.apps.joining.models import User
from heard.apps.journal import actions as journal
from heard.apps.telling.models import Story


@transaction.atomic
def hold_story(story: Story, *, by: User | None, why: str, until_looked: bool = False) -> bool:
    """Pages, sound, captions and search leave it out at once. `until_looked` says that nobody has decided on it yet,
    so readers are told that it is being looked at. Nothing happens to one that is held already, but that a decision
    replaces the waiting for one. `by` is None when it is hidden by the host's rule, before anybody has looked. Says
    whether it was this that hid it."""
    new = Story.objects.filter(pk=story.pk, held_at=None)
    held = new.update(held_at=timezone.now(), is_looked_at=until_looked)
    if held:
        journal.write("story held", about=story, by=by, why=why)
    elif not until_looked:
        Story.objects.filter(pk=story.pk).update(is_looked_at=False)
    story.refresh_from_db(fields=["held_at", "is_looked_at"])
    return bool(held)


@transaction.atomic
def release_story(story: Story, *, by: User | None, why: str) -> None:
    """It is seen again by whoever may see it otherwise. `by` is None when nobody looked in time."""
    before = story.held_at
    held = Story.objects.filter(pk=story.pk).exclude(held_at=None)
    if held.update(held_at=None, is_looked_at=False):
        journal.write("story released", about=story, by=by, why=why, held_at=str(before))
    story.refresh_from_db(fields=["held_at", "is_looked_at"])
