"""Reads about stories. `stories_for` is the one rule for who may see a story; every door asks it."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from heard.apps.joining.models import User
from heard.apps.joining.queries import Viewer, groups_of, person
from heard.apps.joining.queries import place_of as place_of
from heard.apps.telling.models import Recording, Story, StoryPerson, Upload
from heard.apps.telling.permitted import COLUMNS
from heard.core.errors import BeingLookedAt, TakenBack
from heard.core.files.recordings import SOUND, VIDEO, listed
from heard.core.people.consent import Reach, Use
from heard.core.people.permissions import Role, can_edit_story


def stories_for(viewer: Viewer) -> QuerySet[Story]:
    """Every story that `viewer` may see: those open to them today, their own, those they are in, and, for editors, all.

    A story is open when it is published and not held over a concern, everybody in it agrees now that it may be
    published, and its audience holds the viewer today. One that was taken back is there for nobody. What everybody
    agrees to is kept with the story in the transaction in which somebody says so, so that a changed mind counts at
    once.
    """
    who, there = person(viewer), stories_there()
    if who.id is None:
        return there.filter(_is_open_to(viewer))
    if who.at_least(Role.EDITOR):
        return there
    in_it = StoryPerson.objects.filter(story=OuterRef("pk"), account=who.id)
    return there.filter(_is_open_to(viewer) | Q(reporter=who.id) | Q(Exists(in_it)))


def in_any_of(stories: QuerySet[Story], row: str = "story") -> IsNull:
    """Picks the rows of another table whose story is one of these."""
    return has_any(stories.filter(pk=OuterRef(row)))


def has_any(rows: QuerySet[Any]) -> IsNull:
    """Whether there is any of these, looked for anew for each row that it is asked about. Where only the beginning of a
    long list is read, that is few; asked with Exists, PostgreSQL would rather find them all first."""
    return IsNull(Subquery(rows.order_by().values("pk")[:1]), False)


def stories_there() -> QuerySet[Story]:
    """All but those that were taken back. For the worker: people are shown `stories_for`."""
    return Story.objects.filter(state__in=(Story.State.DRAFT, Story.State.PUBLISHED))


def stories_that_permit(use: Use) -> QuerySet[Story]:
    """Those in which everybody agrees to `use` now. Published or not: that is what `stories_for` tells."""
    return stories_there().filter(_all_agree(use))


def permits_now(story: Story, use: Use) -> bool:
    """The same of one story, whenever it was read."""
    return stories_that_permit(use).filter(pk=story.pk).exists()


def permits(story: Story, use: Use) -> bool:
    """The same of one story, as it was read: asks nothing."""
    since = getattr(story, COLUMNS[use])
    return since is not None and since <= timezone.localdate()


def stories_looked_at(viewer: Viewer) -> QuerySet[Story]:
    """Those that `viewer` could see, were they not hidden until somebody has looked at a concern."""
    return stories_there().filter(_is_open_to(viewer, held=True), is_looked_at=True)


def _is_open_to(viewer: Viewer, *, held: bool = False) -> Q:
    shown = Q(state=Story.State.PUBLISHED, held_at__isnull=not held)
    return shown & _is_for(viewer) & _is_today() & _all_agree(Use.PUBLISH)


def _is_for(viewer: Viewer) -> Q:
    """The audiences that hold `viewer`."""
    everyone = Q(reach=Reach.EVERYONE)
    if not isinstance(viewer, User):
        return everyone
    named = Story.readers.through.objects.filter(story=OuterRef("pk"), user=viewer.pk)
    group = Q(reach=Reach.GROUP, group__in=groups_of(viewer))
    return everyone | Q(reach=Reach.MEMBERS) | group | Q(Exists(named), reach=Reach.NAMED)


def _is_today() -> Q:
    today = timezone.localdate()
    begun = Q(opens_on=None) | Q(opens_on__lte=today)
    return begun & (Q(closes_on=None) | Q(closes_on__gte=today))


def _all_agree(use: Use) -> Q:
    """Somebody is known to be in it, and everybody in it says yes today, they and their guardian: `agrees` of
    core/people/consent.py, as the database keeps it (permitted.py)."""
    return Q(**{f"{COLUMNS[use]}__lte": timezone.localdate()})


def story_for(viewer: Viewer, slug: str, *beside: str) -> Story:
    """The story at this address, with what a page needs `beside` it read in the same question. Raises
    Story.DoesNotExist when there is none or `viewer` may not see it: a stranger cannot tell the two apart. Raises
    TakenBack for one that everybody could see until its people took it back, and BeingLookedAt for one that `viewer`
    could see until somebody raised a concern."""
    try:
        return stories_for(viewer).select_related("reporter", "gathered_with", *beside).get(slug=slug)
    except Story.DoesNotExist:
        _check_not_taken_back(viewer, slug)
        _check_not_looked_at(viewer, slug)
        raise


def _check_not_looked_at(viewer: Viewer, slug: str) -> None:
    if stories_looked_at(viewer).filter(slug=slug).exists():
        raise BeingLookedAt(
            _(
                "This story is being looked at, to make sure that it harms nobody. Until then nobody can read or hear "
                "it here. Please come back in a few days."
            )
        )


def _check_not_taken_back(viewer: Viewer, slug: str) -> None:
    if sealed_for(viewer).filter(slug=slug).exists():
        address = reverse("take-story-back", args=[slug])
        raise TakenBack(_("This story was taken back. Nobody can see it."), address=address)
    gone = Story.objects.filter(state__in=(Story.State.WITHDRAWN, Story.State.ERASED), was_public=True)
    if gone.filter(slug__in=(slug, stone_of(slug))).exists():
        raise TakenBack(_("This story was taken back by the person who told it."))


def sealed_for(viewer: Viewer) -> QuerySet[Story]:
    """Stories that were taken back and can still come back, for their reporter and the people in them."""
    who = person(viewer)
    if who.id is None:
        return Story.objects.none()
    in_it = StoryPerson.objects.filter(story=OuterRef("pk"), account=who.id)
    sealed = Story.objects.filter(state=Story.State.WITHDRAWN)
    return sealed.filter(Q(reporter=who.id) | Q(Exists(in_it)))


def stone_of(slug: str) -> str:
    """The address that stays of an erased story. Whoever still has the old one is told; nobody can read a title in
    it."""
    return f"taken-back-{salted_hmac('heard.stone', slug).hexdigest()[:32]}"


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


def largest_recording() -> int:
    """Bytes."""
    return settings.HEARD["HEARD_RECORDINGS"].bytes


def in_words(size: int) -> str:
    """A number of bytes as people say it."""
    units = ((1024**3, _("%(size)s GB")), (1024**2, _("%(size)s MB")), (1024, _("%(size)s kB")))
    for bytes_, say in units:
        if size >= bytes_:
            return say % {"size": f"{size / bytes_:.1f}".removesuffix(".0")}
    return _("%(size)s bytes") % {"size": size}


def sending_limits() -> dict[str, object]:
    """What pages with a place to send a recording say about it."""
    return {
        "largest": largest_recording(),
        "largest_in_words": in_words(largest_recording()),
        "sound_kinds": listed(SOUND),
        "video_kinds": listed(VIDEO),
        "kinds": listed(),
    }


def pictures_of(story: int) -> str:
    """The folder of the pictures that belong to a story: they go when it goes."""
    return f"pictures-of-stories/{story}"
