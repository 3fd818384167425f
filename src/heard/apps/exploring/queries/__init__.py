"""Reads by which people find stories. All start from `stories_for`: what somebody may not see is not counted either."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from heard.apps.correcting.queries.checking import accuracy_of, checks_of
from heard.apps.correcting.queries.reports import SETTLED, places_in_doubt
from heard.apps.exploring.models import ListStamp, NetworkStamp
from heard.apps.exploring.queries.related import related_for_strangers
from heard.apps.helping.models import Listening
from heard.apps.helping.queries.offers import waiting_for_strangers
from heard.apps.joining.models import Group, User
from heard.apps.joining.queries import Viewer, person
from heard.apps.telling.models import Story
from heard.apps.telling.queries import stories_for
from heard.core.listening.accuracy import Accuracy, seconds
from heard.core.people.consent import Reach
from heard.core.people.permissions import Role
from heard.core.transcript.hiding import length_of
from heard.core.transcript.words import Transcript, Word, text_of
from heard.web.prepared import Prepared

REPORTERS = 60  # on one page
STORIES = 12
NEWEST = 6
ON_CARDS = ("reporter", "recording", "picture", "group", "gathered_with", "transcript")
MOST_RUNS = 60
_SHOWN_SINCE = Coalesce("published_at", "created_at")
_IS_WRITTEN = Q(tally__passages__gt=0)


@dataclass(frozen=True)
class Counts:
    """`fewest`: how often the story that was helped with least was. None: none is written down."""

    stories: int
    voices: int
    put_right: int
    fewest: int | None


def newest_stories(most: int | None = NEWEST) -> QuerySet[Story]:
    return for_cards(_public())[:most]


def first_with_changes(stories: QuerySet[Story], most: int) -> list[Story]:
    """The first of them, with `words_changed_at`, when their words were changed last: asked of these alone."""
    keys = list(stories.values_list("pk", flat=True)[:most])
    changed = Story.objects.filter(pk__in=keys).annotate(words_changed_at=Max("revisions__made_at"))
    rows = {story.pk: story for story in for_cards(changed)}
    return [rows[key] for key in keys if key in rows]


def counts() -> Counts:
    """Stories that everybody can open, the voices in them, and the mishearings that people have put right."""
    found = _public().aggregate(
        stories=Count("pk"),
        voices=Sum("tally__voices", default=0),
        put_right=Sum("tally__put_right", default=0),
        fewest=Min("tally__sent", filter=_IS_WRITTEN),
    )
    return Counts(**found)


def story_to_put_right(counted: Counts) -> Story | None:
    """A story with a transcript that the fewest people have helped with yet, the oldest of these first."""
    if counted.fewest is None:
        return None
    waiting = _public().filter(_IS_WRITTEN, tally__sent=counted.fewest)
    oldest = waiting.order_by(_SHOWN_SINCE, "pk").values_list("pk", flat=True)[:1]
    return _public().select_related(*ON_CARDS).filter(pk=oldest).first()


def state_for_strangers(slug: str) -> Hashable:
    """What a stranger's page of the story at this address depends on (stamps.py): another as soon as anything changed.
    None when strangers may not see it, which is asked of `stories_for` each time."""
    found = _STAMPS.ask(slug)
    if not found or not all(found[0]):
        return None
    key = found[0][0]
    return *found[0], timezone.localdate(), waiting_for_strangers(key), related_for_strangers(key)


def state_of_lists(viewer: Viewer) -> Hashable:
    """What depends on nothing but which stories there are may be kept for others under this (web/remembered.py): for
    strangers, and for those who see all. None for everybody else: each of them sees other ones."""
    who = person(viewer)
    sees_all = who.at_least(Role.EDITOR)
    stamp = ListStamp.objects.values_list("value", flat=True).first() if who.id is None or sees_all else None
    return (stamp, timezone.localdate(), sees_all) if stamp else None


def _stamps(slug: str) -> QuerySet[Story, tuple[int, str, str]]:
    network = Subquery(NetworkStamp.objects.values("value")[:1])
    return _public().order_by().filter(slug=slug).values_list("pk", "stamp__value", network)


_STAMPS = Prepared(_stamps, "the slug")


@dataclass(frozen=True)
class Confidence:
    """How far the words of a story can be trusted: seconds of it that a person heard and confirmed, how many of its
    words people wrote, and how right it is, as far as anybody knows."""

    heard: float
    duration: float
    human: int
    words: int
    accuracy: Accuracy | None
    undecided: int = 0
    """Places of which people say that something else is said there, and nobody has decided yet."""
    by_people: tuple[tuple[Word, str], ...] = ()
    """What people wrote, each run of words once: its first word, which leads to its history, and its text."""

    @property
    def human_in_a_hundred(self) -> float:
        return 100 * self.human / self.words if self.words else 0.0


def confidence_in(story: Story, transcript: Transcript, begin: float = 0.0) -> Confidence:
    """`begin` is where it begins in its recording. Three questions, and one more when enough moments were checked."""
    checks = checks_of(story)
    duration = length_of(transcript) - begin
    spans = [*_spans_heard(story), *((check.start, check.end) for check in checks)]
    return Confidence(
        heard=min(seconds(spans), duration),
        duration=duration,
        human=sum(word.source == "human" for word in transcript.words),
        words=sum(not word.is_gap for word in transcript.words),
        accuracy=accuracy_of(story, transcript, checks),
        undecided=len(places_in_doubt(story)),
        by_people=tuple(_runs(transcript))[:MOST_RUNS],
    )


def _runs(transcript: Transcript) -> Iterator[tuple[Word, str]]:
    for source, words in groupby(transcript.words, key=lambda word: word.source):
        if source == "human":
            run = list(words)
            yield run[0], text_of(run)


def _spans_heard(story: Story) -> Iterator[tuple[float, float]]:
    """What somebody called right, put right, or listened to."""
    settled = story.corrections.filter(SETTLED).order_by().values_list("start", "end")
    yield from settled.union(Listening.objects.filter(story=story).values_list("start", "end"))


def reporters_for(viewer: Viewer) -> QuerySet[User]:
    """People with a story that `viewer` may see, each with how many, in the order of their names."""
    theirs = stories_for(viewer).filter(reporter=OuterRef("pk")).order_by()
    told = Subquery(theirs.values("reporter").annotate(told=Count("pk")).values("told"))
    return User.objects.filter(Exists(theirs)).select_related("portrait").annotate(told=told).order_by("name", "pk")


def reporters_page(viewer: Viewer, page: str | None) -> Page[User]:
    return Paginator(reporters_for(viewer), REPORTERS).get_page(page)


def reporter_for(viewer: Viewer, slug: str) -> User:
    """Raises User.DoesNotExist for somebody without a story that `viewer` may see: who has an account is private."""
    return reporters_for(viewer).get(slug=slug)


def stories_by(reporter: User, viewer: Viewer) -> QuerySet[Story]:
    return for_cards(stories_for(viewer).filter(reporter=reporter))


def page_by(reporter: User, viewer: Viewer, page: str | None) -> Page[Story]:
    return Paginator(stories_by(reporter, viewer), STORIES).get_page(page)


def stories_for_group(viewer: Viewer, group: Group) -> QuerySet[Story]:
    """What was published for the members of one group."""
    shared = stories_for(viewer).filter(reach=Reach.GROUP, group=group, state=Story.State.PUBLISHED)
    return for_cards(shared)


def _public() -> QuerySet[Story]:
    """What a stranger may see."""
    return stories_for(AnonymousUser())


def for_cards(stories: QuerySet[Story]) -> QuerySet[Story]:
    """With all that a card shows of each, the newest first."""
    found = _newest_first(stories).select_related(*ON_CARDS)
    return found.prefetch_related("themes")


def _newest_first(stories: QuerySet[Story]) -> QuerySet[Story]:
    return stories.order_by(_SHOWN_SINCE.desc(), "-pk")
