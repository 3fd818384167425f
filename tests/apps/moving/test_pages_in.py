"""Pages that were saved from an old site, and texts of which no table tells, come in as private drafts."""

from __future__ import annotations

from datetime import UTC, datetime

from heard.apps.conversing.models import Comment
from heard.apps.telling.models import Story
from heard.apps.transcribing.queries import transcript_of
from tests.core.moving.test_webpage import PAGE


def test_a_saved_page_comes_in_with_its_words_and_what_others_said(folder, take_in):
    (row,) = take_in(folder(**{"pages/nights.html": PAGE}))
    assert (row["id"], row["outcome"], row["why"]) == ("nights", "taken", "It is a private draft.")
    story = Story.objects.get()
    assert (story.title, story.summary, story.state) == ("Fourteen nights", "I waited on a ward.", "draft")
    assert transcript_of(story).text.splitlines()[0] == "It was a long night. Nobody came."
    assert list(Comment.objects.values_list("author_name", "text")) == [
        ("Jo", "It was the same for us."),
        ("Sam", "Thank you.\n\nTruly."),
    ]
    assert Comment.objects.first().created_at == datetime(2021, 7, 1, 10, tzinfo=UTC)


def test_a_row_that_tells_of_a_page_says_what_it_is_called(folder, take_in):
    stories = "id,title,storyteller,consent,published_at\nnights,As we call it,Hamid,all,2021-07-01\n"
    assert len(take_in(folder(stories=stories, **{"pages/nights.html": PAGE}))) == 1
    story = Story.objects.get()
    assert (story.title, story.summary, story.state) == ("As we call it", "I waited on a ward.", "published")
    assert story.comments.count() == 2


def test_texts_without_any_table_come_in_too_and_nothing_doubles(folder, take_in):
    root = folder(**{"one.txt": "Menu\nWhat we heard on the ward.\nMore.", "two.txt": "Ada: Hello.", "bad.docx": "no"})
    rows = {row["id"]: row["outcome"] for row in take_in(root)}
    assert rows == {"one": "taken", "two": "taken", "bad": "refused"}
    assert set(Story.objects.values_list("title", flat=True)) == {"What we heard on the ward.", "Hello."}
    assert {row["id"]: row["outcome"] for row in take_in(root)} == {"one": "same", "two": "same", "bad": "refused"}
