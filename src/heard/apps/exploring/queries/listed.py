"""What search engines and podcast programs are told of: whoever asks, it is what a stranger may see."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, IntegerField, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.expressions import ExpressionWrapper
from django.db.models.functions import Coalesce
from django.utils import timezone

from heard.apps.correcting.models import Revision
from heard.apps.exploring.models import NetworkStamp
from heard.apps.exploring.queries import for_cards, reporters_for, state_of_lists
from heard.apps.joining.models import User
from heard.apps.telling.models import Rendition, Story
from heard.apps.telling.queries import in_any_of, stories_for, stories_that_permit
from heard.apps.telling.queries.hiding import IS_SERVED
from heard.apps.understanding.models import Chapter
from heard.core.people.consent import Use
from heard.web.remembered import Remembered

COPIES = ("audio.m4a", "video.mp4")
"""Those that every program plays, what is wanted most first."""
A_LIST = 10_000
"""So many numbers of stories share a list, so that a story stays in its list whatever becomes of others."""
_SHOWN = Coalesce("published_at", "created_at")
_WORDS = Max("revisions__made_at")
_LISTS = Remembered()


def lists_of_stories() -> list[tuple[int, datetime]]:
    """The number of each list that holds a story, and when one in it changed last."""
    return _LISTS.ask("stories", _state_of_dates(), _lists_of_stories)


def _state_of_dates() -> Hashable:
    """Another one as soon as a story comes into a list or goes out of it (stamps.py), or the words of any change."""
    lists = state_of_lists(AnonymousUser())
    return lists and (lists, Revision.objects.aggregate(last=Max("pk"))["last"])


def _lists_of_stories() -> list[tuple[int, datetime]]:
    number = ExpressionWrapper(F("id") / A_LIST, output_field=IntegerField())
    found = _public().annotate(number=number).values("number").annotate(shown=Max(_SHOWN), words=_WORDS)
    return [(row["number"], _later(row["shown"], row["words"])) for row in found.order_by("number")]


def stories_in_list(number: int) -> list[tuple[str, datetime]]:
    """The slug of each story, and when it changed last."""
    rows = _public().filter(id__gte=number * A_LIST, id__lt=(number + 1) * A_LIST).order_by("id")
    found = rows.annotate(shown=_SHOWN, words=_WORDS).values_list("slug", "shown", "words")
    return [(slug, _later(shown, words)) for slug, shown, words in found]


def reporters_listed() -> QuerySet[User, tuple[str, datetime]]:
    """The slug of each reporter, and when they published last."""
    stranger = AnonymousUser()
    theirs = stories_for(stranger).filter(reporter=OuterRef("pk")).order_by()
    newest = Subquery(theirs.values("reporter").annotate(newest=Max(_SHOWN)).values("newest"))
    return reporters_for(stranger).annotate(newest=newest).values_list("slug", "newest")


def _public() -> QuerySet[Story]:
    return stories_for(AnonymousUser()).order_by()


def _later(shown: datetime, words: datetime | None) -> datetime:
    return max(shown, words or shown)


def recordings_to_take() -> QuerySet[Story]:
    """The stories whose sound may leave the site, with what there is to take of each, the newest first. Whoever follows
    a podcast keeps a copy, so everybody in the story has agreed to that."""
    copies = Rendition.objects.filter(IS_SERVED, name__in=COPIES)
    chapters = Exists(Chapter.objects.filter(story=OuterRef("pk")))
    rows = for_cards(_to_take()).annotate(is_written=Q(tally__passages__gt=0), has_chapters=chapters)
    served = Prefetch("recording__renditions", copies, to_attr="copies")
    return rows.prefetch_related("voice_names", "people", served)


def _to_take() -> QuerySet[Story]:
    permitted = in_any_of(stories_that_permit(Use.PODCAST), "pk")
    copies = Rendition.objects.filter(IS_SERVED, name__in=COPIES, recording__story=OuterRef("pk"))
    return stories_for(AnonymousUser()).filter(permitted, Exists(copies))


def state_of_recordings(most: int) -> Hashable:
    """What is told of the first of them depends on this (stamps.py): which they are, which is asked of `stories_for`
    each time, and the stamp of each. None where one has no stamp."""
    network = Subquery(NetworkStamp.objects.values("value")[:1])
    newest = _to_take().order_by(_SHOWN.desc(), "-pk")
    found = tuple(newest.values_list("pk", "stamp__value", network)[:most])
    return (found, timezone.localdate()) if all(map(all, found)) else None


def copy_of(story: Story) -> Rendition:
    """Of what there is to take, the copy that every program plays."""
    copies: list[Rendition] = story.recording.copies  # type: ignore[attr-defined]
    return min(copies, key=lambda copy: COPIES.index(copy.name))


def storytellers(story: Story) -> list[str]:
    """Under the names that readers see beside their words. Who is heard under no name of their own is told nowhere."""
    named = {voice.key: voice.name for voice in story.voice_names.all()}
    return [named[one.voice] for one in story.people.all() if one.is_storyteller and one.voice in named]


def address_of_licence(story: Story) -> str:
    """Empty where nobody may copy it without asking."""
    kind = story.licence.removesuffix(" 4.0").removeprefix("CC ").lower()
    return f"https://creativecommons.org/licenses/{kind}/4.0/" if kind else ""
