"""The card of a story for pages elsewhere: what a stranger may see and quote of it now, and gone when they may not."""

from __future__ import annotations

import re

import pytest

from heard.apps.exploring import tasks
from heard.apps.exploring.models import Card, NetworkCard
from heard.apps.exploring.queries.cards import card_address_of_network, card_of
from heard.apps.sharing.actions import share
from heard.apps.telling.actions import withdrawing
from heard.apps.telling.actions.consent import Hand, record_consent
from heard.apps.telling.models import Story
from heard.apps.transcribing.actions.pictures import draw_missing
from heard.core.people.consent import Reach, Use
from tests.renditions import give_sound

OPENS = "My experience of coal production, um, is a good one."


@pytest.fixture
def carded(story):
    """`carded(title="…")` is a story whose card the worker has drawn."""

    def drawn(title: str = "One card", **how: object) -> Story:
        told = give_sound(story(title, **how))
        draw_missing()
        tasks.draw_cards()
        return told

    return drawn


def card_on(client, path: str) -> str:
    """Its address, as programs find it on a page. Empty where there is none."""
    found = re.search(r'og:image" content="[^"]*?(/stories/[^"]*/card-\w+\.png)"', client.get(path).content.decode())
    return found[1] if found else ""


def now(story: Story):
    return card_of(Story.objects.select_related("recording", "transcript").get(pk=story.pk))


def test_a_page_names_the_card_and_it_is_a_picture_of_the_right_size(carded, browse):
    address = card_on(browse(None), carded().get_absolute_url())
    answer = browse(None).get(address)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/png", "no-cache")
    assert browse(None).get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    body = answer.content
    assert (body[:8], int.from_bytes(body[16:20]), int.from_bytes(body[20:24])) == (b"\x89PNG\r\n\x1a\n", 1200, 630)
    page = browse(None).get(Story.objects.get().get_absolute_url()).content.decode()
    assert "“One card”, and the waveform of its sound" in page
    assert 'content="summary_large_image"' in page


def test_it_holds_title_words_waveform_and_the_networks_name(carded):
    card = now(carded())
    assert (card.title, card.words, len(card.bars), card.network) == ("One card", OPENS, 60, "Heard")


def test_it_is_drawn_once_while_nothing_on_it_changes(carded):
    carded()
    tasks.draw_cards()
    before = Card.objects.get()
    tasks.draw_cards()
    assert (Card.objects.get().made_of, bytes(Card.objects.get().png)) == (before.made_of, bytes(before.png))


def test_another_title_gives_it_another_address_and_the_old_one_is_gone(carded, browse):
    told = carded()
    old = card_on(browse(None), told.get_absolute_url())
    Story.objects.update(title="Two cards")
    assert (browse(None).get(old).status_code, card_on(browse(None), told.get_absolute_url())) == (404, "")
    tasks.draw_cards()
    new = card_on(browse(None), told.get_absolute_url())
    assert (new != old, browse(None).get(new).status_code, browse(None).get(old).status_code) == (True, 200, 404)


def test_words_that_may_not_be_quoted_are_on_none_at_once(carded, browse, ada):
    told = carded()
    old = card_on(browse(None), told.get_absolute_url())
    record_consent(told.people.get(), {Use.QUOTE: False}, hand=Hand(ada))
    assert (browse(None).get(old).status_code, now(told).words) == (404, "")


def test_words_behind_a_content_note_are_on_none(carded):
    assert now(carded(content_note="Talks about a death.")).words == ""


def test_a_story_that_strangers_may_not_see_has_none(carded, browse, ada):
    told = carded()
    old = card_on(browse(None), told.get_absolute_url())
    withdrawing.take_back(told, hand=Hand(ada))
    assert browse(None).get(old).status_code == 404
    tasks.draw_cards()
    assert not Card.objects.exists()


@pytest.mark.parametrize("how", [{"reach": Reach.MEMBERS}, {"published": False}])
def test_for_those_alone_who_may_see_it_nothing_is_drawn(carded, how):
    carded(**how)
    assert not Card.objects.exists()


def test_nobody_who_is_signed_in_is_given_one_of_a_story_for_some(carded, browse, ada):
    told = carded()
    address = card_on(browse(None), told.get_absolute_url())
    Story.objects.update(reach=Reach.MEMBERS)
    assert browse(ada).get(address).status_code == 404


def test_a_moment_shows_the_card_of_its_story(carded, browse):
    told = carded()
    code = share(told, "w10", "w13", revision=1).code
    assert card_on(browse(None), f"/moments/{code}/") == card_on(browse(None), told.get_absolute_url()) != ""


@pytest.mark.parametrize("path", ["/", "/explore/", "/themes/", "/places/", "/collections/", "/reporters/"])
def test_the_sites_own_pages_show_the_card_of_the_network(db, browse, path):
    found = re.search(r'og:image" content="[^"]*?(/card-\w+\.png)"', browse(None).get(path).content.decode())
    assert found is not None
    assert browse(None).get(found[1]).status_code == 404  # not drawn yet
    tasks.draw_cards()
    answer = browse(None).get(found[1])
    assert (answer.status_code, answer["Content-Type"], answer.content[:4]) == (200, "image/png", b"\x89PNG")


def test_another_name_of_the_network_gives_it_another_card(browse, furnish):
    tasks.draw_cards()
    old = card_address_of_network()
    furnish(name="Voices of Salford")
    new = card_address_of_network()
    assert (new != old, browse(None).get(old).status_code) == (True, 404)
    tasks.draw_cards()
    assert (browse(None).get(new).status_code, browse(None).get(old).status_code) == (200, 404)
    assert NetworkCard.objects.count() == 1


def test_a_page_that_was_asked_for_something_names_none(db, browse):
    tasks.draw_cards()
    assert "og:image" not in browse(None).get("/explore/?q=tea").content.decode()
