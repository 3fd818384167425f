"""Nothing is signed off or published before there are words and sound, nor while a voice in it is nobody's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from heard.apps.conversing.actions.notices import tell_of_decisions
from heard.apps.conversing.models import Notice
from heard.apps.correcting.actions.again import lay_under
from heard.apps.journal.models import Entry
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.linking import make_link
from heard.apps.telling.models import Recording, Rendition, SignOff, Story, StoryPerson, Upload
from heard.apps.transcribing.actions import keep_take, put_transcript, try_again
from heard.apps.transcribing.actions.publishing import publish_story, sign_off
from heard.apps.transcribing.models import Job, VoiceReason
from heard.apps.transcribing.queries.readiness import gaps_in
from heard.core.errors import WrongState
from tests.apps.telling.conftest import keep_file  # noqa: F401
from tests.cast import make_transcript

THREE = (("S1", "How was it?"), ("S2", "Long."), ("S3", "It was."))


@pytest.fixture
def begun(story, keep_file):  # noqa: F811
    """A draft whose storyteller agreed to everything and which is not written down yet."""
    begun = story("Fourteen nights", published=False, transcript=False)
    SignOff.objects.all().delete()
    keep_file(begun)
    return begun


@pytest.fixture
def written(story, keep_file):  # noqa: F811
    """One that only has to be signed off."""
    written = story("One card", published=False)
    SignOff.objects.all().delete()
    keep_file(written)
    return written


def at(name, story, *rest):
    return reverse(name, args=[story.slug, *rest])


def everything_but_a_recording(story):
    Recording.objects.all().delete()


def half_a_recording(story):
    Upload.objects.create(story=story, owner=story.reporter, filename="chat.mp3", size=10, offset=6, path="x/original")


def a_job(**fields):
    return lambda story: Job.objects.create(story=story, **fields)


def no_copies(story):
    Rendition.objects.all().delete()


@pytest.mark.parametrize(
    ("stands", "code"),
    [
        (everything_but_a_recording, "no-recording"),
        (half_a_recording, "recording-arriving"),
        (lambda story: None, "not-written-yet"),
        (a_job(state="waiting"), "not-written-yet"),
        (a_job(state="running"), "not-written-yet"),
        (a_job(state="cancelled"), "not-written-yet"),
        (a_job(state="failed", error_sentence="No."), "not-written-down"),
    ],
)
def test_before_its_words_are_there_nobody_signs_it_off_by_any_door(browse, ada, begun, stands, code):
    stands(begun)
    begun, person = Story.objects.get(), begun.people.get()
    with pytest.raises(WrongState) as refused:
        sign_off(person, "link", hand=Hand(themself=True))
    assert refused.value.code == code
    link = reverse("yours", args=[make_link(person, by=ada)])
    StoryPerson.objects.update(account=ada)
    doors = {
        f"{link}sign/": (None, {}),
        at("my-yours-sign", begun): (ada, {}),
        at("person-signed", begun, person.pk): (ada, {"note": "x"}),
    }
    assert [browse(who).post(door, sent).status_code for door, (who, sent) in doors.items()] == [409] * 3
    assert "It is right for me" not in browse(None).get(link).content.decode()
    assert "They signed it off with me" not in browse(ada).get(at("story-person", begun, person.pk)).content.decode()
    assert not SignOff.objects.exists()


@pytest.mark.parametrize(
    ("stands", "code"),
    [
        (a_job(state="waiting", again=True), "being-written-again"),
        (a_job(state="running", again=True), "being-written-again"),
        (a_job(state="running", remake=True), "sound-being-made"),
        (no_copies, "no-sound"),
    ],
)
def test_while_its_words_or_its_sound_may_change_it_is_not_published(browse, ada, written, stands, code):
    sign_off(written.people.get(), "in-person", hand=Hand(ada), note="At her kitchen table")
    assert gaps_in(written) == []
    stands(written)
    with pytest.raises(WrongState) as refused:
        publish_story(Story.objects.get(), by=ada)
    assert refused.value.code == code
    response = browse(ada).post(at("publish", written), {"state": "published"})
    assert (response.status_code, Story.objects.get().state) == (409, "draft")
    page = browse(ada).get(at("publish", written)).content.decode()
    assert "Publish this story" not in page


def test_a_second_listening_that_failed_keeps_nothing_back(ada, written):
    Job.objects.create(story=written, again=True, state="failed", error_sentence="No.")
    sign_off(written.people.get(), "in-person", hand=Hand(ada), note="At her kitchen table")
    publish_story(Story.objects.get(), by=ada)


def test_a_recording_in_which_nothing_was_heard_has_no_words_by_its_nature(ada, begun):
    job = Job.objects.create(story=begun, state="done")
    Recording.objects.update(heard_nothing=True)
    sign_off(begun.people.get(), "in-person", hand=Hand(ada), note="At her kitchen table")
    publish_story(begun, by=ada)
    assert Story.objects.get().state == "published"
    with pytest.raises(WrongState) as refused:
        try_again(Job.objects.get(pk=job.pk), by=ada)
    assert refused.value.code == "words-unread"


def test_nobody_is_invited_to_publish_what_nothing_was_heard_in_but_told_what_to_try(browse, ada, cleo, begun):
    Job.objects.create(story=begun, state="done")
    Recording.objects.update(heard_nothing=True)
    sign_off(begun.people.get(), "in-person", hand=Hand(ada), note="At her kitchen table")
    pages = [
        browse(ada).get(at("edit-story", begun)),
        browse(ada).get(reverse("my-stories")),
        browse(cleo).get(reverse("moderate-stories")),
    ]
    assert ["Check and publish" in page.content.decode() for page in pages] == [False] * 3
    assert [page.content.decode().count("See what you can try") for page in pages] == [1, 0, 1]
    page = browse(ada).get(at("publish", begun)).content.decode()
    assert "read its words" not in page
    assert "readers would get its sound alone" in page
    assert f'href="{at("edit-story", begun)}#recording-heading">See what you can try' in page
    assert "Publish this story" in page


def test_nobody_is_invited_to_publish_what_is_not_written_down_yet(browse, ada, begun):
    Job.objects.create(story=begun, state="waiting")
    page = browse(ada).get(at("edit-story", begun)).content.decode()
    assert "Check and publish" not in page
    assert "Its words are not written down yet." in page


def test_the_first_words_end_a_sign_off_of_nothing(begun, ada):
    SignOff.objects.create(person=begun.people.get(), how="in-person", note="x", by=ada)
    keep_take(begun, make_transcript())
    assert SignOff.objects.get().void
    sentences = [gap.sentence for gap in gaps_in(Story.objects.get())]
    assert "Hamid has to hear and read it, and sign it off." in sentences


def test_a_later_take_that_changes_words_is_signed_off_anew_and_told(browse, ada, cleo, story):
    told = story("Heard twice", ("S1", "We like green field."))
    keep_take(told, replace(make_transcript(("S1", "We like Glenfield.")), engine="better"))
    assert SignOff.objects.filter(void=False).exists()
    lay_under(told)
    assert not SignOff.objects.filter(void=False).exists()
    tell_of_decisions()
    assert list(Notice.objects.filter(person=ada).values_list("kind", flat=True)) == ["sign-again"]
    assert browse(None).get(told.get_absolute_url()).status_code == 200
    assert list(browse(cleo).get(reverse("moderate-stories")).context["asking"]) == [told]


def test_every_voice_that_speaks_is_somebodys_or_has_a_reason(browse, ada, story):
    told, client = story("Three", *THREE, published=False), browse(ada)
    VoiceReason.objects.all().delete()
    StoryPerson.objects.update(voice="S2")
    address = f"{at('story-people', told)}#voices"
    say = "Voices that are nobody’s: 2. Say whose each is, or why they are not asked."
    assert [(gap.sentence, gap.address) for gap in gaps_in(told)] == [(say, address)]
    assert client.post(at("publish", told), {"state": "published"}).status_code == 409
    form = client.get(at("story-people", told)).context["voices"]
    assert [(field.name, field.label) for field in form] == [
        ("S1", "Speaker 1: “How was it? …”"),
        ("S3", "Speaker 3: “It was. …”"),
    ]
    client.post(at("story-voices", told), {"S1": "staff", "S3": ""})
    assert len(gaps_in(told)) == 1
    client.post(at("story-voices", told), {"S1": "staff", "S3": "passer-by"})
    assert gaps_in(told) == []
    assert Entry.objects.filter(action="voices explained", by=ada).count() == 2
    client.post(at("story-voices", told), {"S1": "", "S3": "nonsense"})
    assert dict(VoiceReason.objects.values_list("key", "reason")) == {"S1": "staff", "S3": "passer-by"}
    assert client.post(at("publish", told), {"state": "published"}).status_code == 302


def test_a_voice_is_added_as_a_person_from_there(browse, ada, story):
    told = story("Three", *THREE, published=False)
    page = browse(ada).get(at("add-person", told) + "?voice=S3").content.decode()
    assert '<option value="S3" selected>' in page


def test_a_new_voice_in_a_published_story_is_told_and_listed_and_what_readers_get_stays(browse, ada, cleo, story):
    told = story("Heard twice", ("S1", "We like green field."), ("S1", "Yes."))
    put_transcript(told, make_transcript(("S1", "We like green field."), ("S3", "Yes.")), revision=2)
    tell_of_decisions()
    assert list(Notice.objects.filter(person=ada).values_list("kind", flat=True)) == ["new-voice"]
    assert list(browse(cleo).get(reverse("moderate-stories")).context["asking"]) == [told]
    assert browse(None).get(told.get_absolute_url()).status_code == 200
    assert any("nobody’s: 1" in gap.sentence for gap in gaps_in(Story.objects.get()))


def test_nobody_else_explains_a_voice(browse, max_, story):
    told = story("Three", *THREE)
    assert browse(max_).post(at("story-voices", told), {"S3": "staff"}).status_code == 403
