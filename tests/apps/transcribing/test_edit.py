"""The page of one's own story: what can be said about it, who speaks, and what became of the recording."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.apps.journal.models import Entry
from heard.apps.telling.models import Story, Theme
from heard.apps.transcribing.models import Job
from heard.apps.wording.actions import list_names
from tests.page import Page

FILLED = {
    "title": "Fifteen nights",
    "summary": "They cut our respite in half.",
    "place": "Glenfield",
    "told_on": "2026-03-12",
    "themes": "Carers,  Social   care , Carers,",
    "language": "en",
    "voices": "2",
}


def address(story):
    return reverse("edit-story", args=[story.slug])


def test_everything_that_is_said_is_kept(browse, ada, draft):
    response = browse(ada).post(address(draft), FILLED)
    story = Story.objects.get()
    assert response["Location"] == "/stories/fourteen-nights/edit/"
    assert (story.title, story.summary, story.place, str(story.told_on), story.voices) == (
        "Fifteen nights",
        "They cut our respite in half.",
        "Glenfield",
        "2026-03-12",
        2,
    )
    assert [theme.name for theme in story.themes.all()] == ["Carers", "Social care"]


def test_a_theme_that_is_known_is_used_again_however_it_is_written(browse, ada, draft):
    known = Theme.objects.create(name="Social care", slug="social-care")
    browse(ada).post(address(draft), {**FILLED, "themes": "SOCIAL CARE"})
    assert list(draft.themes.all()) == [known]


def test_the_journal_says_what_stood_there_before(browse, ada, draft):
    browse(ada).post(address(draft), {**FILLED, "summary": "", "place": "", "told_on": "", "voices": ""})
    entry = Entry.objects.get(action="story described")
    assert (entry.by, entry.detail) == (ada, {"before": {"title": "Fourteen nights"}})


def test_what_is_wrong_is_said_and_what_was_typed_stays(browse, ada, draft):
    response = browse(ada).post(address(draft), {**FILLED, "title": "", "place": "Glenfield"})
    page = response.content.decode()
    assert response.status_code == 400
    assert response.context["forms"]["details"].errors == {"title": ["This field is required."]}
    assert 'value="Glenfield"' in page
    assert Story.objects.get().title == "Fourteen nights"
    assert "Fourteen nights</h1>" in page


def test_the_voices_get_their_names(browse, ada, story):
    told = story(published=False)
    form = browse(ada).get(address(told)).context["forms"]["voices"]
    assert [field.label for field in form] == ["Name of speaker 1", "Name of speaker 2"]
    assert [field.help_text for field in form] == [
        "First says: “Do you want to introduce yourself? What made it good? …”",
        "First says: “I&#x27;m Hamid. My experience of coal production, um, is a good one. …”",
    ]
    browse(ada).post(address(told), {**FILLED, "S1": "Ada", "S2": "Hamid"})
    assert list(told.voice_names.values_list("key", "name")) == [("S1", "Ada"), ("S2", "Hamid")]
    browse(ada).post(address(told), {**FILLED, "S1": "Ada", "S2": ""})
    assert list(told.voice_names.values_list("key", "name")) == [("S1", "Ada")]


def test_words_that_look_like_markup_are_shown_as_words(browse, ada, story):
    told = story("Told", ("S1", "<script>alert(1)</script> hello"), published=False)
    page = browse(ada).get(address(told)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; hello" in page
    assert "<script>alert" not in page


def test_the_language_cannot_be_changed_once_the_words_are_there(browse, ada, story):
    told = story(published=False)
    assert "sound" not in browse(ada).get(address(told)).context["forms"]
    browse(ada).post(address(told), {**FILLED, "language": "cy"})
    assert Story.objects.get().language == "en"


def test_a_part_that_is_here_can_be_carried_on(browse, ada, draft, arriving):
    page = browse(ada).get(address(draft)).content.decode()
    assert f'data-upload="/uploads/{arriving.pk}/" data-filename="chat.mp3" data-size="1000"' in page


def test_work_that_failed_can_be_tried_again(browse, ada, draft, job):
    row = job(state="failed", error_sentence="There is no sound in this file.", error_code="no-sound", attempts=3)
    page = browse(ada).get(address(draft)).content.decode()
    assert "There is no sound in this file." in page
    response = browse(ada).post(reverse("try-again", args=[draft.slug]))
    row.refresh_from_db()
    assert response["Location"] == "/stories/fourteen-nights/edit/"
    assert (row.state, row.attempts, row.error_sentence) == ("waiting", 0, "")


@pytest.mark.parametrize("state", ["waiting", "running", "done"])
def test_only_work_that_failed_can_be_tried_again(browse, ada, draft, job, state):
    job(state=state)
    assert browse(ada).post(reverse("try-again", args=[draft.slug])).status_code == 409
    assert Job.objects.get().state == state


def test_an_editor_may_help_with_a_draft(browse, cleo, draft):
    browse(cleo).post(address(draft), FILLED)
    assert Story.objects.get().title == "Fifteen nights"


def test_nobody_else_may(browse, ben, max_, draft, story):
    published = story("Told")
    for stranger in (ben, max_):
        client = browse(stranger)
        assert [client.get(address(draft)).status_code, client.post(address(draft), FILLED).status_code] == [404, 404]
        assert client.post(reverse("try-again", args=[draft.slug])).status_code == 404
        assert client.post(address(published), FILLED).status_code == 403
    assert browse(None).get(address(draft)).status_code == 302  # to the sign-in, whether there is a story or not
    assert sorted(Story.objects.values_list("title", flat=True)) == ["Fourteen nights", "Told"]


def test_the_names_are_asked_for_with_a_button_until_the_machine_has_listened(browse, ada, draft, story):
    first = Page(browse(ada).get(address(draft)))
    assert [link for link in first.links("button") if link.endswith("/names/")] == ["/stories/fourteen-nights/names/"]
    list_names(draft, {"name": ["Gurdip Bains"]}, by=ada)
    assert "Look at your list again" in browse(ada).get(address(draft)).content.decode()
    later = browse(ada).get(address(story("Written down")))
    assert "/stories/written-down/names/" in later.content.decode()
    assert [link for link in Page(later).links("button") if link.endswith("/names/")] == []
