"""My stories: everything of one's own, and what it waits for."""

from __future__ import annotations

from django.urls import reverse

from heard.apps.telling.actions import stories
from heard.apps.telling.models import Recording
from heard.apps.transcribing.models import Job

ADDRESS = reverse("my-stories")


def rows(client):
    return [(story.title, standing.state) for story, standing in client.get(ADDRESS).context["rows"]]


def test_the_newest_comes_first_with_where_it_stands(browse, ada, draft, arriving, story):
    story("The value of co-production")
    assert rows(browse(ada)) == [("The value of co-production", "written"), ("Fourteen nights", "arriving")]


def test_it_says_how_to_carry_on(browse, ada, draft, arriving):
    page = browse(ada).get(ADDRESS).content.decode()
    assert "60 % of “chat.mp3” is here. Choose the same file again to carry on." in page


def test_stories_of_others_are_not_here(browse, cleo, draft):
    assert rows(browse(cleo)) == []


def test_strangers_are_asked_to_sign_in(browse):
    assert browse(None).get(ADDRESS)["Location"] == "/account/login/?next=/my-stories/"


def test_more_stories_take_no_more_questions_to_the_database(browse, ada, django_assert_num_queries):
    def begin(title):
        story = stories.begin_story(ada, {"title": title})
        Recording.objects.create(story=story, path=title, filename="chat.mp3", size=10)
        Job.objects.create(story=story)

    client = browse(ada)
    counts = []
    for titles in (["one"], ["two", "three"]):
        for title in titles:
            begin(title)
        with django_assert_num_queries(
            6
        ):  # session, person, notices, stories with what belongs to them, jobs, stories one is in
            counts.append(len(rows(client)))
    assert counts == [1, 3]
