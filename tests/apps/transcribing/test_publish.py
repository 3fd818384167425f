"""Publishing is an explicit act, after a last look, and can be taken back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.apps.journal.models import Entry
from heard.apps.telling.models import Story


def address(story):
    return reverse("publish", args=[story.slug])


@pytest.fixture
def written(story):
    return story("Fourteen nights", published=False, place="Glenfield", themes=("Carers", "Respite"))


def test_the_answers_can_be_checked_first(browse, ada, written):
    answers = browse(ada).get(address(written)).context["answers"]
    assert [(answer.label, answer.value) for answer in answers] == [
        ("Title", "Fourteen nights"),
        ("Summary", ""),
        ("Who speaks", "Speaker 1, Speaker 2"),
        ("Place", "Glenfield"),
        ("Date of the recording", ""),
        ("Themes", "Carers, Respite"),
    ]


def test_every_answer_leads_to_its_field(browse, ada, written):
    edit = browse(ada).get(reverse("edit-story", args=[written.slug])).content.decode()
    for answer in browse(ada).get(address(written)).context["answers"]:
        assert f'id="{answer.field}"' in edit


def test_looking_publishes_nothing(browse, ada, written):
    browse(ada).get(address(written))
    assert Story.objects.get().state == "draft"


def test_it_is_published_and_everybody_can_see_it(browse, ada, written):
    before = browse(None).get(written.get_absolute_url()).status_code
    response = browse(ada).post(address(written), {"state": "published"})
    after = browse(None).get(written.get_absolute_url()).status_code
    assert (before, response["Location"], after) == (404, "/stories/fourteen-nights/", 200)
    assert Story.objects.get().published_at is not None
    assert Entry.objects.get(action="story published").by == ada


def test_it_can_be_taken_back(browse, ada, story):
    told = story()
    assert "Make this story private again?" in browse(ada).get(address(told)).content.decode()
    response = browse(ada).post(address(told), {"state": "draft"})
    assert response["Location"] == f"/stories/{told.slug}/edit/"
    assert (Story.objects.get().state, Story.objects.get().published_at) == ("draft", None)
    assert browse(None).get(told.get_absolute_url()).status_code == 404


def test_what_is_published_cannot_be_published_again(browse, ada, story):
    assert browse(ada).post(address(story()), {"state": "published"}).status_code == 409


def test_nobody_else_may(browse, ben, max_, written, story):
    published = story("Told")
    for stranger in (ben, max_):
        assert browse(stranger).get(address(written)).status_code == 404
        assert browse(stranger).post(address(written), {"state": "published"}).status_code == 404
        assert browse(stranger).post(address(published), {"state": "draft"}).status_code == 403
    browse(None).post(address(written), {"state": "published"})
    assert dict(Story.objects.values_list("title", "state")) == {"Fourteen nights": "draft", "Told": "published"}
