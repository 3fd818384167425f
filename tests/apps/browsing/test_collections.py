"""Collections: editors make them, everybody opens those that are published, and a gap is stated where one was."""

from __future__ import annotations

import feedparser
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from heard.apps.browsing import actions
from heard.apps.browsing.models import Collection, Piece
from heard.apps.sharing.actions import share
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.withdrawing import take_back
from heard.core.errors import BadInput, NotAllowed
from tests.apps.sharing.test_moments import refuse_quoting
from tests.renditions import give_sound


@pytest.fixture
def told(story):
    return give_sound(story("The bus"))


@pytest.fixture
def other(story):
    return give_sound(story("The train"))


@pytest.fixture
def made(cleo):
    return actions.make("Getting there", "What it takes.", by=cleo)


@pytest.fixture
def filled(made, told, other, cleo):
    for thing in (share(told, "w10", "w13", revision=1), "And another:", share(other, "w1", "w3", revision=1)):
        actions.add(made, thing, by=cleo)
    actions.publish(made, by=cleo)
    return made


def shown(client, row):
    response = client.get(row.get_absolute_url())
    return response.status_code, response.content.decode()


def test_an_editor_makes_fills_orders_and_publishes_one_without_javascript(browse, told, other, cleo):
    editor = browse(cleo)
    response = editor.post(reverse("new-collection"), {"title": "Getting there", "summary": ""}, follow=True)
    row = Collection.objects.get()
    fill = reverse("fill-collection", args=[row.slug])
    moment = share(other, "w1", "w3", revision=1)
    for text in ("Some words.", told.get_absolute_url(), f"https://any.example{moment.get_absolute_url()}"):
        assert editor.post(fill, {"text": text}).status_code == 302
    last = row.pieces.last()
    editor.post(reverse("change-piece", args=[last.pk]), {"do": "up"})
    assert [(piece.text, piece.story, piece.moment) for piece in row.pieces.all()] == [
        ("Some words.", None, None),
        ("", None, moment),
        ("", told, None),
    ]
    assert shown(browse(None), row)[0] == 404
    editor.post(reverse("change-collection", args=[row.slug]), {"do": "publish"})
    status, html = shown(browse(None), row)
    assert (status, "Some words." in html, "Do you want" in html, "The bus" in html) == (200, True, True, True)
    assert (response.status_code, "Play it through" in html) == (200, False)


def test_of_moments_alone_it_is_a_curated_story_that_plays_through(browse, filled):
    assert "Play it through" in shown(browse(None), filled)[1]


def test_what_was_taken_back_or_may_not_be_quoted_leaves_a_stated_gap(browse, filled, told, other, ada):
    take_back(told, hand=Hand(ada))
    refuse_quoting(other, ada)
    status, html = shown(browse(None), filled)
    assert (status, "coal production" in html, "Do you want" in html) == (200, False, False)
    assert "Something that stood here is not shown any more." in html
    assert "The people in this story do not want it quoted." in html
    assert "Play it through" not in html


def test_a_draft_story_in_it_is_a_gap_for_strangers(browse, story, filled, cleo):
    actions.add(filled, story("Not yet", published=False), by=cleo)
    assert ["Not yet" in shown(browse(who), filled)[1] for who in (None, cleo)] == [False, True]


def test_it_can_be_followed_and_its_feed_knows_what_strangers_may_see(browse, filled, told, other, ada):
    address = reverse("collection-feed", args=[filled.slug])
    assert f'href="{address}"' in shown(browse(None), filled)[1]
    titles = [entry.title for entry in feedparser.parse(browse(ada).get(address).content).entries]
    assert titles == ["The train", "The bus"]
    take_back(told, hand=Hand(ada))
    assert b"The bus" not in browse(None).get(address).content


def test_nobody_else_makes_or_changes_them(browse, filled, ada, rae):
    doors = ("edit-collection", "fill-collection", "change-collection")
    assert browse(None).post(reverse("new-collection"), {"title": "x"}).status_code == 403
    for who, status in ((ada, 403), (None, 302)):
        assert browse(who).get(reverse("new-collection")).status_code == status
        assert {browse(who).post(reverse(door, args=[filled.slug])).status_code for door in doors} == {status}
        assert browse(who).post(reverse("change-piece", args=[filled.pieces.first().pk])).status_code == status
    with pytest.raises(NotAllowed):
        actions.make("x", "", by=ada)


@pytest.mark.parametrize(("text", "said"), [("", "Write something"), ("x" * 2001, "no more than 2000"), (" ", "Write")])
def test_what_cannot_be_added_is_said_beside_the_box(browse, made, cleo, text, said):
    response = browse(cleo).post(reverse("fill-collection", args=[made.slug]), {"text": text})
    assert (response.status_code, said in response.content.decode(), made.pieces.count()) == (400, True, 0)


def test_an_empty_one_is_not_published(made, cleo):
    actions.add(made, "Words alone.", by=cleo)
    with pytest.raises(BadInput, match="Put a story or a moment into it first"):
        actions.publish(made, by=cleo)


def test_a_published_one_becomes_a_draft_before_it_is_deleted(browse, filled, cleo):
    change = reverse("change-collection", args=[filled.slug])
    assert browse(cleo).post(change, {"do": "delete"}).status_code == 409
    browse(cleo).post(change, {"do": "unpublish"})
    assert browse(cleo).post(change, {"do": "delete"}).status_code == 302
    assert not Collection.objects.exists()
    assert browse(cleo).post(change, {"do": "delete"}).status_code == 404


def test_the_database_keeps_a_piece_to_one_thing(made, told):
    with pytest.raises(IntegrityError), transaction.atomic():
        Piece.objects.create(collection=made, position=1, story=told, text="both")


def test_its_editor_may_leave_and_it_stays(filled, cleo):
    cleo.delete()
    filled.refresh_from_db()
    assert (filled.made_by, filled.pieces.count()) == (None, 3)
