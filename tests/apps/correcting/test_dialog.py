"""What the dialog on a story's page asks and sends: stories/<slug>/corrections/."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.apps.correcting.models import Correction
from heard.server.parts import Pace

GIVEN = {"kind": "replace", "words": "w12 w13", "text": "co-production,", "base": 1}
JSON = {"HTTP_ACCEPT": "application/json"}


def send(client, story, **given):
    return client.post(reverse("correct", args=[story.slug]), {**GIVEN, **given}, **JSON)


def test_a_visitor_without_an_account_is_thanked_and_told_where_to_look(browse, story):
    visitor, told = browse(None), story()
    answer = send(visitor, told, name="Doreen", note="That is what he says.")
    assert (answer.status_code, answer.json()["where"]) == (201, "/my-corrections/")
    assert answer.json()["sentence"].startswith("People will listen to this moment")
    row = Correction.objects.get()
    assert (row.author, row.author_name, row.note, row.text) == (
        None,
        "Doreen",
        "That is what he says.",
        "co-production,",
    )
    assert len(row.visitor) == len(row.origin) == 64


def test_a_session_is_one_visitor_and_no_address_is_kept(browse, story):
    told, one, other = story(), browse(None), browse(None)
    for visitor in (one, one, other):
        send(visitor, told)
    first, second = Correction.objects.order_by("pk")
    assert first.visitor != second.visitor
    assert "127.0.0.1" not in f"{first.visitor} {first.origin}"


def test_a_helper_with_an_account_is_known_by_it(browse, story, ben):
    send(browse(ben), story(), name="Somebody else")
    row = Correction.objects.get()
    assert (row.author, row.author_name) == (ben, "")


def test_what_is_right_counts_as_heard_at_once(browse, story):
    answer = send(browse(None), story(), kind="right", text="", listened="on")
    assert answer.json()["sentence"] == "These words now count as heard by a person."
    row = Correction.objects.get()
    assert (row.state, row.listened) == ("noted", True)


def test_what_was_not_played_is_not_called_right(browse, story):
    answer = send(browse(None), story(), kind="right", text="")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "not-heard")
    assert Correction.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "status", "code", "sentence"),
    [
        ({"kind": "shout"}, 400, "bad-form", "Select a valid choice"),
        ({"text": " "}, 400, "no-text", "Write what it should say."),
        ({"text": "word " * 500}, 400, "too-long", "longer than a paragraph"),
        ({"words": "w1 w9"}, 400, "unknown-words", "side by side"),
        ({"base": 9}, 400, "unknown-revision", "no such revision"),
        ({"base": "x"}, 400, "bad-form", "Enter a whole number"),
        ({"website": "http://buy.example"}, 400, "bad-form", "leave the field"),
        ({"note": "x" * 1001}, 400, "bad-form", "The note: That is too long. Please use no more than 1000 letters."),
        ({"text": "a\x00b"}, 400, "bad-form", "Null characters are not allowed"),
    ],
)
def test_what_cannot_be_used_gets_a_sentence_and_is_not_kept(browse, story, given, status, code, sentence):
    answer = send(browse(None), story(), **given)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert sentence in answer.json()["error"]["sentence"]
    assert Correction.objects.count() == 0


def test_a_flood_is_told_to_wait(browse, story, settings):
    settings.HEARD = {**settings.HEARD, "HEARD_PACE": Pace(corrections=1)}
    visitor, told = browse(None), story()
    send(visitor, told)
    answer = send(visitor, told, words="w1", text="Did")
    assert (answer.status_code, answer.json()["error"]["code"]) == (429, "too-many")
    assert send(browse(None), told, words="w1", text="Did").status_code == 201


def test_the_words_that_wait_can_be_asked_for_without_what_was_said_about_them(browse, story, say, ben, cleo):
    told = story()
    say(told, ben, "w12 w13", "co-production,")
    say(told, cleo, "w12 w13", "co-production,")
    say(told, ben, "w1", kind="right")
    assert browse(None).get(reverse("correct", args=[told.slug])).json() == {"waiting": [["w12", "w13"]]}


@pytest.mark.parametrize("page", ["correct", "report"])
def test_a_private_draft_can_be_reported_on_only_by_those_who_see_it(browse, story, max_, ada, cleo, page):
    told = story(published=False)
    address = reverse(page, args=[told.slug])
    for stranger in (None, max_):
        assert browse(stranger).get(address).status_code == 404
        assert browse(stranger).post(address, GIVEN).status_code == 404
    assert Correction.objects.count() == 0
    for insider in (ada, cleo):
        assert browse(insider).get(address).status_code == 200


def test_the_story_page_carries_the_dialog_with_the_revision_it_shows(browse, story, say, ben, cleo):
    from heard.apps.correcting import actions

    told = story()
    actions.accept(say(told, ben, "w12 w13", "co-production,"), cleo)
    page = browse(None).get(told.get_absolute_url()).content.decode()
    assert '<input type="hidden" name="base" value="2">' in page
    assert page.count("<word-correction>") == 1
