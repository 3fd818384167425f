"""Reads about stories. `stories_for` is the one rule for who may see a story; every door asks it."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from heard.apps.joining.models import User
from heard.apps.joining.queries import Viewer, person
from heard.apps.telling.models import Recording, Rendition, Story, Upload
from heard.core.permissions import Role, can_edit_story

# What people may send, by the end of the file's name. What is really inside is found out by the worker.
KINDS = {
    "audio": ("mp3", "m4a", "aac", "wav", "flac", "ogg", "opus", "webm"),
    "video": ("mp4", "mov", "webm", "mkv"),
}
SUFFIXES = frozenset(suffix for kind in KINDS.values() for suffix in kind)


def stories_for(viewer: Viewer) -> QuerySet[Story]:
    """Every story that `viewer` may see: the published, their own, and, for editors, all. One that is held while
    somebody looks at a concern is there for its reporter and editors alone."""
    who = person(viewer)
    if who.at_least(Role.EDITOR):
        return Story.objects.all()
    return Story.objects.filter(Q(state=Story.State.PUBLISHED, held_at=None) | Q(reporter=who.id))


def story_for(viewer: Viewer, slug: str) -> Story:
    """The story at this address. Raises Story.DoesNotExist when there is none or `viewer` may not see it: a stranger
    cannot tell the two apart."""
    return stories_for(viewer).select_related("reporter").get(slug=slug)


def may_edit(viewer: Viewer, story: Story) -> bool:
    return can_edit_story(person(viewer), reporter=story.reporter_id)


def upload_for(viewer: Viewer, key: uuid.UUID) -> Upload:
    """The upload at this address. Raises Upload.DoesNotExist to everybody but its owner."""
    return Upload.objects.select_related("story", "owner").get(pk=key, owner=person(viewer).id)


def unfinished_uploads(owner: User) -> QuerySet[Upload]:
    return Upload.objects.filter(owner=owner, offset__lt=F("size"))


def upload_under_way(story: Story) -> Upload | None:
    """The recording that is partly here, so that its reporter can carry on."""
    return Upload.objects.filter(story=story, offset__lt=F("size")).first()


def bytes_here(upload: Upload) -> int:
    """How much of an upload is safe. What the database knows is on the disk, unless somebody put back an old disk."""
    place = place_of(upload.path)
    return min(upload.offset, place.stat().st_size if place.exists() else 0)


def recording_of(story: Story) -> Recording | None:
    return Recording.objects.filter(story=story).first()


def rendition_of(story: Story, name: str) -> Rendition:
    """Raises Rendition.DoesNotExist."""
    return Rendition.objects.get(recording__story=story, name=name)


def largest_recording() -> int:
    """Bytes."""
    return int(settings.HEARD["HEARD_MAX_UPLOAD"])


def in_words(size: int) -> str:
    """A number of bytes as people say it."""
    for unit, bytes_ in (("GB", 1024**3), ("MB", 1024**2), ("kB", 1024)):
        if size >= bytes_:
            return f"{size / bytes_:.1f}".removesuffix(".0") + f" {unit}"
    return _("%(size)s bytes") % {"size": size}


def sending_limits() -> dict[str, object]:
    """What pages with a place to send a recording say about it."""
    return {"largest": largest_recording(), "largest_in_words": in_words(largest_recording())}


def place_of(path: str) -> Path:
    """Where the bytes of a stored path lie."""
    return Path(settings.MEDIA_ROOT) / path
