"""What search engines are told of: whoever asks, it is what a stranger may see."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, IntegerField, Max, OuterRef, QuerySet, Subquery
from django.db.models.expressions import ExpressionWrapper
from django.db.models.functions import Coalesce

from heard.apps.exploring.queries import reporters_for
from heard.apps.joining.models import User
from heard.apps.telling.models import Story
from heard.apps.telling.queries import stories_for

A_LIST = 10_000
"""So many numbers of stories share a list, so that a story stays in its list whatever becomes of others."""
_SHOWN = Coalesce("published_at", "created_at")
_WORDS = Max("revisions__made_at")


def lists_of_stories() -> list[tuple[int, datetime]]:
    """The number of each list that holds a story, and when one in it changed last."""
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
