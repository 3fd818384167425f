"""Stories beside a story: why they are there, and gone as soon as they may not be seen."""

from __future__ import annotations

import re
import time

import pytest
from django.contrib.auth.models import AnonymousUser

from heard.apps.exploring.models import Meaning, Related
from heard.apps.exploring.queries.related import related_to
from heard.apps.exploring.search import alike as memory
from heard.apps.exploring.search import catch_up, read_meanings, relate
from heard.apps.telling.actions import stories
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.withdrawing import take_back
from heard.apps.telling.models import Story
from heard.apps.transcribing.actions import put_transcript
from heard.apps.wording.actions import add_term
from heard.core.finding.ties import tie
from heard.core.offering.wordlist import Entry
from tests.cast import make_transcript

pytestmark = pytest.mark.engine
NOBODY = AnonymousUser()
BUS = "It takes two buses and a long walk to get to the surgery, and the last one leaves at five."
TAXI = "My daughter has to drive me to the hospital, because no bus goes there on a Sunday."
FENCE = "She painted the fence green, and the cat slept on the warm stones below it all day."


@pytest.fixture(autouse=True)
def _from_nothing():
    memory._memory.__init__()


def look():
    while catch_up():
        pass
    read_meanings(time.monotonic() + 60)
    relate(time.monotonic() + 60)


def beside(story, viewer=NOBODY):
    return [(one.story.title, one.why.kind, one.why.what) for one in related_to(story, viewer)]


@pytest.fixture
def bus(story):
    return story("By bus", ("S1", "Tell me."), ("S2", BUS), themes=("Transport",))


@pytest.fixture
def taxi(story):
    return story("By car", ("S1", "And then?"), ("S2", TAXI), themes=("Transport",))


def test_two_that_share_a_theme_and_say_something_alike_stand_beside_each_other(bus, taxi, story):
    story("The fence", ("S2", FENCE), themes=("Gardens",))
    look()
    assert beside(bus) == [("By car", "theme", "Transport")]
    assert beside(taxi) == [("By bus", "theme", "Transport")]


def test_a_new_one_stands_beside_the_older_ones_at_once(bus, story):
    look()
    assert beside(bus) == []
    story("By car", ("S2", TAXI), themes=("Transport",))
    look()
    assert beside(bus) == [("By car", "theme", "Transport")]


def test_a_term_of_the_glossary_says_more_than_a_theme(bus, taxi, cleo):
    add_term(Entry("the bus", meaning="Public transport."), by=cleo)
    put_transcript(bus, make_transcript(("S2", BUS + " The bus was late.")), revision=2)
    put_transcript(taxi, make_transcript(("S2", TAXI + " The bus was full.")), revision=2)
    look()
    assert beside(bus) == [("By car", "term", "the bus")]


def test_it_leads_to_where_the_other_speaks_of_it(bus, taxi):
    look()
    [one] = related_to(bus, NOBODY)
    passage = taxi.passages.get(speaker="S2")
    assert one.why.paragraph == passage.first
    assert passage.start <= one.why.second <= passage.end
    assert f"#p-{passage.first}" in one.address


def test_so_alike_is_enough_and_far_apart_is_not():
    assert tie(0.8, [], []).kind == "meaning"
    assert tie(0.6, [], []) is None
    assert tie(0.2, ["a term"], ["a theme"]) is None
    assert tie(0.5, ["a term"], ["a theme"]).score > tie(0.5, ["a term"], []).score


ENDS = {
    "it is taken back": lambda told, ada: take_back(told, hand=Hand(ada)),
    "it is made private": lambda told, ada: stories.make_private(told, by=ada),
    "its words are others": lambda told, ada: put_transcript(told, make_transcript(("S2", FENCE)), revision=2),
    "it has another theme": lambda told, ada: told.themes.clear(),
}


@pytest.mark.parametrize("end", ENDS)
def test_it_is_gone_from_that_moment_when(end, bus, taxi, ada, browse):
    look()
    client = browse(None)
    before = client.get(bus.get_absolute_url()).content.decode()
    assert "Both talk about\n        Transport:" in before or "Both talk about Transport:" in " ".join(before.split())
    ENDS[end](taxi, ada)
    after = browse(None).get(bus.get_absolute_url()).content.decode()
    assert beside(bus) == []
    assert "By car" not in after
    catch_up()
    assert not re.search("By car", browse(None).get(bus.get_absolute_url()).content.decode())


def test_what_the_story_itself_no_longer_says_ties_it_to_nothing(bus, taxi, browse):
    look()
    assert "By car" in browse(None).get(bus.get_absolute_url()).content.decode()
    put_transcript(bus, make_transcript(("S2", FENCE)), revision=2)
    assert beside(bus) == []
    assert "By car" not in browse(None).get(bus.get_absolute_url()).content.decode()


def test_a_page_that_is_kept_follows_the_titles_of_those_beside_it(bus, taxi, ada, browse):
    look()
    assert "By car" in browse(None).get(bus.get_absolute_url()).content.decode()
    stories.describe_story(taxi, {"title": "By taxi"}, by=ada)
    look()
    page = browse(None).get(bus.get_absolute_url()).content.decode()
    assert "By taxi" in page
    assert "By car" not in page


def test_a_draft_stands_beside_it_for_those_who_may_see_it(bus, story, cleo):
    story("By car", ("S2", TAXI), themes=("Transport",), published=False)
    look()
    assert beside(bus) == []
    assert beside(bus, cleo) == [("By car", "theme", "Transport")]


def test_there_are_four_at_most(bus, story, browse, django_assert_max_num_queries):
    for number in range(7):
        story(f"Also {number}", ("S2", TAXI), themes=("Transport",))
    look()
    assert len(related_to(bus, NOBODY)) == 4
    with django_assert_max_num_queries(2):
        related_to(bus, NOBODY)


def test_words_that_changed_while_it_was_looked_for_are_looked_for_again(bus, taxi, monkeypatch):
    while catch_up():
        pass
    read_meanings(time.monotonic() + 60)
    Story.objects.filter(pk=bus.pk).update(title="Another title")
    relate(time.monotonic() + 1)
    assert not Related.objects.filter(story=bus).exists()
    assert Meaning.objects.get(pk=bus.pk).related == ""


def test_a_story_without_words_stands_beside_none(bus, taxi):
    look()
    taxi.passages.all().delete()
    look()
    assert beside(bus) == []
    assert not Related.objects.exists()
