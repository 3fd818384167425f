"""A draft can be deleted, with its files, by its reporter and by editors."""

from __future__ import annotations

from django.urls import reverse

from heard.apps.journal.models import Entry
from heard.apps.telling.models import Story


def test_it_is_asked_once_more(browse, ada, draft):
    response = browse(ada).get(reverse("delete-story", args=[draft.slug]))
    assert "Delete this draft?" in response.content.decode()
    assert Story.objects.count() == 1


def test_the_story_and_its_files_are_gone(browse, ada, draft, keep_file, settings, django_capture_on_commit_callbacks):
    keep_file(draft)
    with django_capture_on_commit_callbacks(execute=True):
        response = browse(ada).post(reverse("delete-story", args=[draft.slug]))
    assert response["Location"] == "/my-stories/"
    assert not Story.objects.exists()
    assert not list(settings.MEDIA_ROOT.iterdir())


def test_the_journal_keeps_who_did_it_and_nothing_that_was_said(browse, cleo, draft):
    browse(cleo).post(reverse("delete-story", args=[draft.slug]))
    entry = Entry.objects.get(action="story deleted")
    assert (entry.by, entry.about, entry.detail) == (cleo, f"story:{draft.pk}", {})


def test_a_published_story_is_taken_back_first(browse, ada, story):
    published = story()
    assert browse(ada).post(reverse("delete-story", args=[published.slug])).status_code == 409
    assert Story.objects.count() == 1


def test_a_stranger_can_neither_ask_nor_do(browse, max_, draft):
    address = reverse("delete-story", args=[draft.slug])
    assert [browse(max_).get(address).status_code, browse(max_).post(address).status_code] == [404, 404]
    assert browse(None).post(address).status_code == 302  # to the sign-in
    assert Story.objects.count() == 1
