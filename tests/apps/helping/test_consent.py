"""The machine learns only from people who let it, and only for as long as they do."""

from __future__ import annotations

from heard.apps.helping.models import Lesson, Look
from heard.apps.helping.queries.offers import Asker, waiting_for
from heard.apps.helping.queries.pairs import pairs_for
from heard.apps.telling.actions.consent import Hand, record_consent
from heard.apps.telling.models import Story
from heard.core.people.consent import Use
from tests.apps.helping.conftest import AGAIN


def say(story: Story, yes: bool) -> None:
    record_consent(story.people.get(), {Use.IMPROVE: yes}, hand=Hand(themself=True))


def test_people_who_say_no_teach_the_machine_nothing(story, put_right, worked, ben, cleo):
    told, other = story("The same", *AGAIN), story("Another", *AGAIN)
    say(told, yes=False)
    put_right(told, ben, "w7", "Leicester,", cleo)
    worked()
    assert (Lesson.objects.count(), other.proposals.count()) == (0, 0)
    say(told, yes=True)
    Look.objects.update(revision=0)
    worked()
    assert (Lesson.objects.count(), other.proposals.count()) == (1, 2)


def test_what_was_learnt_is_offered_no_more_once_they_change_their_mind(offered, cleo):
    rows = offered()
    asker = Asker(cleo)
    assert [row.pk for row in waiting_for(asker).order_by("start")] == [row.pk for row in rows]
    say(Lesson.objects.get().correction.story, yes=False)
    assert list(waiting_for(asker)) == []


def test_nobody_sees_the_pair_that_a_story_taught_which_was_taken_back(taught, cleo):
    told = taught()
    assert [pair.heard for pair in pairs_for(cleo)] == ["lesster"]
    Story.objects.filter(pk=told.pk).update(state=Story.State.WITHDRAWN)
    assert list(pairs_for(cleo)) == []
