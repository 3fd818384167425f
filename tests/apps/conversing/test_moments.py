"""A comment at a moment shows what is said there now, or a gap that says why not."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.apps.conversing.models import Comment
from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.telling.actions.consent import Hand, record_consent
from heard.apps.telling.models import HiddenSpan
from heard.apps.transcribing.actions import show_what_is_not_hidden
from heard.core.people.consent import Use
from tests.page import Page

GONE = "The words that stood here are gone or have changed."


def moments(client, story):
    return Page(client.get(reverse("comments", args=[story.slug]))).texts("p", "said-moment")


def send(client, story, **given):
    return client.post(reverse("comments", args=[story.slug]), {"text": "That is it.", **given})


def test_words_stand_with_their_time_and_a_way_there(browse, story, ada):
    told = story()
    send(browse(ada), told, first="w12", last="w13")
    page = browse(None).get(reverse("comments", args=[told.slug]))
    assert Page(page).texts("q") == ["coal production,", ""]  # and the form's own, empty without a script
    assert f'href="/stories/{told.slug}/?t=6.5#w12"' in page.content.decode()


def test_the_words_are_never_kept(browse, story, ada):
    send(browse(ada), story(), first="w12", last="w13")
    assert "coal" not in str(Comment.objects.values().get())


def test_a_second_stands_for_what_is_said_from_there_on(browse, story, ada):
    told = story()
    send(browse(ada), told, moment="0:11")
    assert moments(browse(None), told) == ["Play from 0:11 What made it good?"]


def test_words_that_were_put_right_leave_a_gap_and_not_other_words(browse, story, ada, cleo):
    told = story()
    send(browse(ada), told, first="w12", last="w13")
    fix = Remark("replace", ("w12", "w13"), "co-production,")
    correcting.accept(correcting.report(told, Sender(user=ada), fix), cleo)
    assert moments(browse(None), told) == [f"Play from 0:06 {GONE}"]


def test_a_correction_elsewhere_changes_nothing(browse, story, ada, cleo):
    told = story()
    send(browse(ada), told, first="w12", last="w13")
    correcting.accept(correcting.report(told, Sender(user=ada), Remark("replace", ("w2",), "you,")), cleo)
    assert moments(browse(None), told) == ["Play from 0:06 coal production,"]


@pytest.mark.parametrize(
    "given",
    [
        {"moment": "soon"},
        {"moment": "-1:00"},
        {"moment": "99:99:99"},
        {"moment": "1e9"},
        {"moment": "500:00"},
        {"first": "w999"},
        {"first": "w9", "last": "w2"},
        {"first": "x" * 30},
    ],
)
def test_moments_that_are_not_there_are_refused_with_a_sentence(browse, story, ada, given):
    answer = send(browse(ada), story(), **given)
    assert (answer.status_code, Comment.objects.count()) == (400, 0)
    assert "There is a problem" in answer.content.decode()


def test_a_story_without_words_can_be_talked_about(browse, story, ada):
    told = story(transcript=False)
    assert send(browse(ada), told, moment="0:11").status_code == 302
    assert moments(browse(None), told) == []


def test_nobody_is_quoted_who_does_not_want_it(browse, story, ada):
    told = story()
    send(browse(ada), told, first="w12", last="w13")
    record_consent(told.people.get(), {Use.QUOTE: False}, hand=Hand(ada))
    page = browse(None).get(reverse("comments", args=[told.slug])).content.decode()
    assert moments(browse(None), told) == ["Play from 0:06 The people in this story do not want it quoted."]
    assert "coal" not in page


def test_hidden_words_leave_a_gap(browse, story, ada):
    told = story()
    send(browse(ada), told, first="w12", last="w13")
    HiddenSpan.objects.create(story=told, start=6.0, end=8.0, by=ada)
    show_what_is_not_hidden(told)
    page = browse(None).get(reverse("comments", args=[told.slug])).content.decode()
    assert moments(browse(None), told) == [f"Play from 0:06 {GONE}"]
    assert "coal" not in page
