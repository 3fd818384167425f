"""The machine's takes of a story, and which of them are part of its transcript."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count, Exists, OuterRef, QuerySet

from heard.apps.correcting.models import Correction
from heard.apps.correcting.queries.reports import waiting_in
from heard.apps.correcting.queries.revisions import standing
from heard.apps.telling.models import Story
from heard.apps.transcribing.models import Take
from heard.core.transcript.corrections import Standing
from heard.core.transcript.words import Transcript


def stories_with_later_takes() -> QuerySet[Story]:
    """Stories with a take that is not part of their transcript yet."""
    takes = Take.objects.order_by().values("story").annotate(many=Count("pk"))
    several = takes.filter(many__gt=1).values("story")  # of nearly every story there is one
    return Story.objects.filter(pk__in=_later().filter(story__in=several).values("story"))


def next_take(story: Story) -> Take | None:
    return _later().filter(story=story).order_by("pk").first()


def take_under(story: Story, later: Take) -> Take:
    """The take that the transcript stands on now: the last one laid under and not undone, or the first."""
    laid = story.takes.filter(pk__lt=later.pk, revision__isnull=False, revision__undone_by=None)
    return laid.order_by("-pk").first() or story.takes.earliest("pk")


def confirmed_words(story: Story, transcript: Transcript) -> set[str]:
    """The ids of words that somebody called right, as far as they read as they did."""
    rows = story.corrections.filter(kind=Correction.Kind.RIGHT, state=Correction.State.NOTED)
    return {word for row in rows if standing(transcript, row) is Standing.APPLIES for word in row.words}


def named_voices(story: Story) -> set[str]:
    """The ids of voices that people gave a name, or said whose they are."""
    whose = story.people.exclude(voice="").values_list("voice", flat=True)
    return {*story.voice_names.values_list("key", flat=True), *whose}


def waiting_offers(story: Story) -> Counter[int]:
    """How many places a later take hears otherwise than people wrote, that nobody has decided on, by the revision in
    which it was laid under."""
    laid = story.revisions.filter(take__isnull=False).values("number")
    offers = waiting_in(story).filter(base__in=laid, author=None, visitor="", origin="")
    return Counter(offers.values_list("base", flat=True))


def _later() -> QuerySet[Take]:
    """Every story's first take is its revision 1; those after it get a revision of their own, or are offered."""
    earlier = Take.objects.filter(story=OuterRef("story"), pk__lt=OuterRef("pk"))
    return Take.objects.filter(Exists(earlier), revision=None, offered=False)
