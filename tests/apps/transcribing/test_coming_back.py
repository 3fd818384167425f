"""A published story that readers get nothing of comes back to them only if it is ready, by whatever door it comes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from heard.apps.conversing.models import Notice
from heard.apps.journal.models import Entry
from heard.apps.moderating.actions.alarms import show_unseen_again
from heard.apps.moderating.models import Concern
from heard.apps.telling.actions.consent import Hand, record_consent
from heard.apps.telling.actions.holding import hold_story
from heard.apps.telling.actions.linking import make_link
from heard.apps.telling.models import SignOff, StoryPerson
from heard.apps.transcribing.models import Job, Transcript, VoiceReason
from heard.core.people.consent import Use
from tests.apps.moderating.conftest import worries  # noqa: F401
from tests.apps.telling.conftest import keep_file  # noqa: F401
from tests.page import Page

NOBODYS = "Voices that are nobody’s: 2. Say whose each is, or why they are not asked."


def nobody_named_a_voice(story):
    VoiceReason.objects.all().delete()


def no_words(story):
    Transcript.objects.all().delete()


def not_signed_off_as_it_is(story):
    SignOff.objects.update(void=True)


LACKS = [
    (nobody_named_a_voice, NOBODYS),
    (no_words, "It has no recording yet."),
    (not_signed_off_as_it_is, "Hamid has to hear and read it, and sign it off."),
]


def readers_get(browse, story):
    return browse(None).get(story.get_absolute_url()).status_code == 200


def said(client, address, **given):
    response = client.post(address, given, follow=True)
    assert response.status_code == 200
    return " ".join(str(message) for message in response.context["messages"])


@pytest.mark.parametrize(("lacks", "sentence"), LACKS)
def test_a_moderator_shows_it_again_and_it_is_a_draft_while_it_is_not_ready(browse, story, ada, rae, lacks, sentence):
    told = story()
    hold_story(told, by=rae, why="concern:1")
    lacks(told)
    told_to = said(browse(rae), reverse("release-story", args=[told.pk]))
    told.refresh_from_db()
    assert (told.state, told.held_at, readers_get(browse, told)) == ("draft", None, False)
    assert "It is a private draft now, because it is not ready to be shown." in told_to
    assert sentence in told_to
    assert Entry.objects.get(action="story made private").detail["why"] == "not ready"
    notice = Notice.objects.get(person=ada)
    assert (notice.kind, sentence in notice.note) == ("story-fate", True)


def test_one_that_is_ready_comes_back_and_so_does_one_whose_sound_is_made_anew(browse, story, rae, keep_file):  # noqa: F811
    for told in (story("Ready"), story("Its sound is made anew")):
        hold_story(told, by=rae, why="concern:1")
        if told.title != "Ready":
            keep_file(told)
            Job.objects.create(story=told, remake=True)
        assert "Everybody can hear and read it." in said(browse(rae), reverse("release-story", args=[told.pk]))
        assert readers_get(browse, told)


def test_one_that_somebody_said_no_to_stays_out_of_sight_and_the_moderator_reads_why(browse, story, ada, rae):
    told = story()
    hold_story(told, by=rae, why="concern:1")
    record_consent(told.people.get(), {Use.PUBLISH: False}, hand=Hand(ada))
    told_to = said(browse(rae), reverse("release-story", args=[told.pk]))
    assert "not everybody in it says yes now. Readers get nothing of it." in told_to
    assert not readers_get(browse, told)


@pytest.mark.parametrize("decision", ["no-action", "put-right"])
def test_a_decision_that_leaves_it_asks_too(browse, story, worries, max_, rae, decision):  # noqa: F811
    told = story()
    concern = worries(max_, f"story:{told.pk}", "safeguarding")
    nobody_named_a_voice(told)
    told_to = said(
        browse(rae), reverse("decide-concern", args=[concern.pk]), decision=decision, text="Nothing is wrong."
    )
    assert NOBODYS in told_to
    assert not readers_get(browse, told)


def test_what_comes_back_because_nobody_looked_asks_too(browse, story, worries, max_):  # noqa: F811
    told = story()
    worries(max_, f"story:{told.pk}", "safeguarding")
    nobody_named_a_voice(told)
    Concern.objects.update(created_at=timezone.now() - timedelta(days=30), due_at=timezone.now() - timedelta(days=29))
    show_unseen_again()
    told.refresh_from_db()
    assert (told.state, told.held_at) == ("draft", None)


@pytest.fixture
def said_no(story, ada):
    """A published story whose teller said no, and in which a voice is nobody's by now."""
    told = story()
    record_consent(told.people.get(), {Use.PUBLISH: False}, hand=Hand(ada))
    nobody_named_a_voice(told)
    return told


def test_a_yes_after_a_no_shows_nothing_that_is_not_ready(browse, said_no, ada):
    person = said_no.people.get()
    link = reverse("yours", args=[make_link(person, by=ada)])
    assert NOBODYS in said(browse(None), f"{link}uses/", publish="yes")
    assert not readers_get(browse, said_no)


def test_nor_does_a_yes_that_somebody_wrote_down(browse, said_no, ada):
    person = said_no.people.get()
    told_to = said(browse(ada), reverse("person-uses", args=[said_no.slug, person.pk]), publish="yes", how="screen")
    assert NOBODYS in told_to
    assert not readers_get(browse, said_no)


def test_nor_does_the_removal_of_somebody_who_was_never_asked(browse, story, ada):
    told = story()
    nobody_named_a_voice(told)
    doreen = StoryPerson.objects.create(story=told, name="Doreen")
    assert NOBODYS in said(browse(ada), reverse("person-remove", args=[told.slug, doreen.pk]))
    assert not readers_get(browse, told)


def audience(browse, ada, story, **given):
    return said(browse(ada), reverse("audience", args=[story.slug]), **{"licence": story.licence, **given})


def test_a_wider_audience_waits_until_it_is_ready_and_a_narrower_one_does_not(browse, story, ada, ben):
    told = story(reach="members")
    nobody_named_a_voice(told)
    audience(browse, ada, told, reach="named", named=ben.email)
    told.refresh_from_db()
    assert (told.reach, told.state) == ("named", "published")
    assert NOBODYS in audience(browse, ada, told, reach="everyone")
    told.refresh_from_db()
    assert (told.reach, told.state) == ("everyone", "draft")


def test_what_readers_get_already_stays(browse, story, ada):
    told = story()
    nobody_named_a_voice(told)
    audience(browse, ada, told, reach="everyone", content_note="Grief.")
    assert readers_get(browse, told)
    assert Page(browse(None).get(told.get_absolute_url())).texts("h1")
