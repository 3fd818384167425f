"""Which stories leave, and why the others stay. The rule is the one door's: a story leaves as a stranger sees it, where
everybody in it agrees that its words are taken away, and its sound with it where they agree to copies of that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from heard.apps.telling.models import HiddenSpan, Recording, Story
from heard.apps.telling.queries import stories_for, stories_that_permit, stories_there
from heard.core.errors import Conflict
from heard.core.people.consent import Use

AT_ONCE = 50
"""Stories that are looked at together."""


def public() -> QuerySet[Story]:
    return stories_for(AnonymousUser()).order_by("pk")


def leaving() -> QuerySet[Story]:
    return public().filter(pk__in=stories_that_permit(Use.EXPORT).order_by().values("pk"))


def with_sound() -> QuerySet[Story]:
    """Those of which the sound leaves too: copies of it cannot be taken back."""
    return leaving().filter(pk__in=stories_that_permit(Use.PODCAST).order_by().values("pk"))


def keys_leaving() -> list[int]:
    return list(leaving().values_list("pk", flat=True))


def in_turn(keys: list[int], *beside: str) -> Iterator[Story]:
    """These stories one after the other, a few at a time, each asked for once more at the door."""
    for at in range(0, len(keys), AT_ONCE):
        some = keys[at : at + AT_ONCE]
        yield from leaving().filter(pk__in=some).select_related("reporter", "gathered_with", *beside)


@dataclass(frozen=True)
class Stays:
    """Something that does not leave. `which` is the address of what everybody may see; of the rest only `how_many`."""

    what: str
    why: str
    which: str = ""
    how_many: int = 1


def staying() -> Iterator[Stays]:
    """What is left out, and why. Of what not everybody may see, the number alone: its title may tell too much."""
    for slug in public().exclude(pk__in=leaving().order_by().values("pk")).values_list("slug", flat=True):
        why = _("The people in it do not want its words to be downloaded.")
        yield Stays("story", why, reverse("story", args=[slug]))
    heard = leaving().filter(pk__in=Recording.objects.values("story"))
    for slug in heard.exclude(pk__in=with_sound().order_by().values("pk")).values_list("slug", flat=True):
        why = _("The people in it have not agreed to copies of its sound, which cannot be taken back.")
        yield Stays("sound", why, reverse("story", args=[slug]))
    yield from _closed()
    for what, say in _NEVER.items():
        yield Stays(what, say(), how_many=0)


_NEVER: dict[str, Callable[[], str]] = {
    "accounts": lambda: _("E-mail addresses, real names and contacts are private. People come in by an invitation."),
    "history": lambda: _("Reports, revisions and the journal stay in the backup: they hold what was put right since."),
    "hidden": lambda: _("What is hidden of a story is in neither its words nor its sound."),
}


def _closed() -> Iterator[Stays]:
    """What strangers do not see, counted by how it is closed."""
    closed = stories_there().exclude(pk__in=public().order_by().values("pk"))
    for state, count in closed.order_by("state").values_list("state").annotate(count=Count("pk")):
        why = _("Private drafts.") if state == Story.State.DRAFT else _("Published, and not open to everybody now.")
        yield Stays("story", why, how_many=count)


def hidden_so_far() -> int:
    return HiddenSpan.objects.count()


def check_still_leaves(keys: list[int], hidden: int) -> None:
    """Raises Conflict where somebody made something narrower while it was written down."""
    if set(keys) - set(keys_leaving()) or hidden != hidden_so_far():
        raise Conflict(
            _("Somebody took a story back, or hid a part of one, while this was written. Run it again."),
            code="narrower-now",
        )
