"""The one rule for who may see a story, against a slow and obvious second writing of it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from heard.apps.joining.models import Group, Membership, User
from heard.apps.telling.models import ConsentEntry, Story, StoryPerson
from heard.apps.telling.queries import stories_for, stories_that_permit
from heard.apps.telling.queries.consent import uses_permitted
from heard.core.people.consent import Reach, Use
from heard.core.people.permissions import Role
from tests.cast import make_person

NAMES = ("ada", "ben", "cleo", "max", "nobody")


@dataclass(frozen=True)
class Said:
    use: str
    ruling: str
    as_guardian: bool


@dataclass(frozen=True)
class InIt:
    account: str
    with_guardian: bool
    alone_in: int | None  # days from now
    said: Sequence[Said]


@dataclass(frozen=True)
class Telling:
    """Everything that the rule looks at. `groups` is who is in the group now, and `left` who was."""

    state: str
    held: bool
    reach: str
    has_group: bool
    opens: int | None
    closes: int | None
    people: Sequence[InIt]
    readers: frozenset[str]
    members: frozenset[str]
    left: frozenset[str]


def can_be(telling: Telling) -> bool:
    """The database keeps nothing else."""
    accounts = [person.account for person in telling.people if person.account]
    days = [day for day in (telling.opens, telling.closes) if day is not None]
    return len(accounts) == len(set(accounts)) and days == sorted(days)


uses = st.sampled_from([use.value for use in Use] + ["publish"] * 3)
rulings = st.sampled_from(["given"] * 4 + ["refused", "withdrawn", "lapsed"])
rows = st.builds(Said, uses, rulings, st.booleans())
yes = [Said("publish", "given", as_guardian=False), Said("publish", "given", as_guardian=True)]
days = st.none() | st.integers(-1, 1)
some = st.frozensets(st.sampled_from(("ben", "max")))
accounts = st.sampled_from(("", "", "", "ben", "max"))
torn = st.builds(InIt, accounts, st.booleans(), days, st.lists(rows, max_size=6))
willing = st.builds(InIt, accounts, st.booleans(), days, st.lists(rows, max_size=2).map(lambda said: [*said, *yes]))
people = st.one_of(willing, willing, torn)  # mostly such that the rest of the rule decides
tellings = st.builds(
    Telling,
    state=st.sampled_from(["published"] * 6 + ["draft", "withdrawn", "erased"]),
    held=st.sampled_from([False, False, True]),
    reach=st.sampled_from([reach.value for reach in Reach]),
    has_group=st.booleans(),
    opens=days,
    closes=days,
    people=st.lists(people, min_size=1, max_size=2) | st.lists(people, max_size=2),
    readers=some,
    members=some,
    left=some,
).filter(can_be)


# The second writing: one plain question after another.


def last_word(person: InIt, use: str, *, guardian: bool) -> str:
    answer = "never asked"
    for row in person.said:
        if row.use == use and row.as_guardian == guardian:
            answer = row.ruling
    return answer


def is_young(person: InIt) -> bool:
    if not person.with_guardian:
        return False
    return person.alone_in is None or person.alone_in > 0


def all_say_yes(telling: Telling, use: str) -> bool:
    if len(telling.people) == 0:
        return False
    for person in telling.people:
        if last_word(person, use, guardian=False) != "given":
            return False
        guardians = last_word(person, use, guardian=True)
        if guardians in ("refused", "withdrawn"):
            return False
        if is_young(person) and guardians != "given":
            return False
    return True


def is_for(telling: Telling, who: str) -> bool:
    if telling.reach == "everyone":
        return True
    if who == "nobody" or telling.reach == "only-us":
        return False
    if telling.reach == "members":
        return True
    if telling.reach == "named":
        return who in telling.readers
    return telling.has_group and who in telling.members


def may_see(telling: Telling, who: str) -> bool:
    if telling.state in ("withdrawn", "erased"):
        return False
    if who in ("ada", "cleo"):  # its reporter, and an editor
        return True
    if who in [person.account for person in telling.people]:
        return True
    if telling.state != "published" or telling.held or not all_say_yes(telling, "publish"):
        return False
    if telling.opens is not None and telling.opens > 0:
        return False
    if telling.closes is not None and telling.closes < 0:
        return False
    return is_for(telling, who)


# The same, as rows.


def day(number: int | None) -> date | None:
    return None if number is None else timezone.localdate() + timedelta(days=number)


def tell(telling: Telling, cast: dict[str, User]) -> Story:
    group = Group.objects.create(name=str(uuid.uuid4()), slug=str(uuid.uuid4())) if telling.has_group else None
    story = Story.objects.create(
        slug=str(uuid.uuid4()),
        title="A story",
        reporter=cast["ada"],
        state=telling.state,
        held_at=timezone.now() if telling.held else None,
        reach=telling.reach,
        group=group,
        opens_on=day(telling.opens),
        closes_on=day(telling.closes),
    )
    story.readers.set(cast[name] for name in telling.readers)
    for person in telling.people:
        add(story, person, cast)
    if group:
        gone = [Membership(group=group, person=cast[name], left_at=timezone.now()) for name in telling.left]
        Membership.objects.bulk_create([*gone, *(Membership(group=group, person=cast[n]) for n in telling.members)])
    return story


def add(story: Story, person: InIt, cast: dict[str, User]) -> None:
    row = StoryPerson.objects.create(
        story=story,
        name="Hamid",
        with_guardian=person.with_guardian,
        alone_from=day(person.alone_in),
        account=cast.get(person.account),
    )
    for said in person.said:
        ConsentEntry.objects.create(subject=row.subject, use=said.use, ruling=said.ruling, as_guardian=said.as_guardian)


class TheOneRule(TestCase):
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(tellings)
    def test_it_agrees_with_the_second_writing_for_everybody(self, telling: Telling) -> None:
        cast = {
            "ada": make_person("Ada", Role.REPORTER),
            "ben": make_person("Ben"),
            "cleo": make_person("Cleo", Role.EDITOR),
            "max": make_person("Max", Role.REPORTER),
        }
        story = tell(telling, cast)
        seen = {name: stories_for(cast.get(name, AnonymousUser())).filter(pk=story.pk).count() for name in NAMES}
        assert seen == {name: int(may_see(telling, name)) for name in NAMES}
        there = telling.state in ("draft", "published")
        expected = {use for use in Use if there and all_say_yes(telling, use)}
        assert uses_permitted(story) == expected
        assert {use for use in Use if stories_that_permit(use).filter(pk=story.pk).exists()} == expected


@pytest.fixture
def told(story):
    return story("Fourteen nights")


def sees(viewer) -> list[str]:
    return [story.title for story in stories_for(viewer)]


def test_a_published_story_that_nobody_is_known_to_be_in_is_open_to_nobody_else(ada, max_, story):
    story("Fourteen nights", storyteller="")
    assert [sees(viewer) for viewer in (AnonymousUser(), max_, ada)] == [[], [], ["Fourteen nights"]]


def test_a_group_that_is_gone_leaves_nobody_to_show_it_to(max_, told):
    group = Group.objects.create(name="Ward 7", slug="ward-7")
    Membership.objects.create(group=group, person=max_)
    Story.objects.update(reach=Reach.GROUP, group=group)
    assert sees(max_) == ["Fourteen nights"]
    group.delete()
    assert sees(max_) == []


def test_a_list_of_stories_takes_one_question(told, story, max_, django_assert_num_queries):
    story("Another")
    with django_assert_num_queries(1):
        assert len(sees(max_)) == 2
