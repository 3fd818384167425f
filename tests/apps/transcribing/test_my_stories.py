"""My stories: everything of one's own, and what it waits for."""

from __future__ import annotations

from django.urls import reverse

from heard.apps.correcting.actions import Remark, Sender, report
from heard.apps.telling.actions import stories
from heard.apps.telling.models import Recording
from heard.apps.transcribing.models import Job
from tests.page import Page

ADDRESS = reverse("my-stories")


def rows(client):
    return [(story.title, progress.state) for story, progress, _ in client.get(ADDRESS).context["rows"]]


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
        # Session, person, notices, stories with what belongs to them, jobs, stories one is in, reports that wait.
        with django_assert_num_queries(8):
            counts.append(len(rows(client)))
    assert counts == [1, 3]


def test_reports_that_wait_for_a_reporter_are_one_step_away(browse, ada, ben, story):
    told, _quiet = story("Noisy"), story("Quiet")
    for word in ("w1", "w8"):
        report(told, Sender(user=ben), Remark("wrong", (word,)))
    page = Page(browse(ada).get(ADDRESS))
    waiting = [text for text in page.texts("a") if "wait for you" in text or "waits for you" in text]
    assert waiting == ["2 reports wait for you: Noisy"]
