"""The card of a moment: its own words and their place in the waveform, and gone at once when they may not be seen."""

from __future__ import annotations

import re

import pytest

from heard.apps.exploring.tasks import draw_cards
from heard.apps.hiding import actions as hiding
from heard.apps.sharing import tasks
from heard.apps.sharing.actions import share
from heard.apps.sharing.models import Moment, MomentCard
from heard.apps.sharing.queries import card_of, shown
from heard.apps.telling.actions import withdrawing
from heard.apps.telling.actions.consent import Hand, record_consent
from heard.apps.telling.models import Story
from heard.apps.transcribing.actions.pictures import draw_missing
from heard.core.people.consent import Reach, Use
from heard.core.quoting.cards import Card
from tests.renditions import give_sound


@pytest.fixture
def carded(story):
    """A moment whose card the worker has drawn."""

    def drawn(**how: object) -> Moment:
        told = give_sound(story("One card", **how))
        draw_missing()
        row = share(told, "w10", "w13", revision=1)
        draw_cards()
        tasks.tick()
        return row

    return drawn


def on(client, row: Moment) -> str:
    """The address of the card that its page names, as programs find it. Empty where it names none."""
    page = client.get(row.get_absolute_url()).content.decode()
    found = re.search(r'og:image" content="[^"]*?(/(?:stories|moments)/[^"]*/card-\w+\.png)"', page)
    return found[1] if found else ""


def now(row: Moment) -> Card | None:
    return card_of(shown(row, Story.objects.select_related("recording").get(pk=row.story_id)))


def test_its_page_names_it_and_it_holds_its_words_and_where_they_are_in_the_waveform(carded, browse):
    row = carded()
    address = on(browse(None), row)
    answer = browse(None).get(address)
    assert address.startswith(row.get_absolute_url())
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/png", "no-cache")
    assert browse(None).get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    card = now(row)
    assert card is not None
    assert card.lit is not None
    assert (card.title, card.said, len(card.bars)) == ("One card", shown(row, row.story).text, 60)
    assert 0 < card.lit[1] - card.lit[0] < 60
    assert f"“{card.said}”, and the waveform of its sound" in browse(None).get(row.get_absolute_url()).content.decode()


def test_it_is_drawn_once_while_nothing_on_it_changes(carded):
    row = carded()
    MomentCard.objects.update(png=b"drawn before")
    tasks.tick()
    Story.objects.filter(pk=row.story_id).update(summary="Other words about it.")
    tasks.tick()
    after = MomentCard.objects.select_related("moment__story__stamp").get()
    assert (bytes(after.png), after.made_of) == (b"drawn before", after.moment.story.stamp.value)


def test_of_words_that_may_not_be_quoted_any_more_there_is_none_at_once(carded, browse, ada):
    row = carded()
    old = on(browse(None), row)
    record_consent(row.story.people.get(), {Use.QUOTE: False}, hand=Hand(ada))
    assert (browse(None).get(old).status_code, on(browse(None), row)) == (404, "")
    tasks.tick()
    assert not MomentCard.objects.exists()


def test_of_words_that_are_hidden_there_is_none_at_once(carded, browse, ada):
    row = carded()
    old = on(browse(None), row)
    hiding.hide(row.story, hiding.Part((row.start, row.end)), hand=Hand(ada))
    assert (browse(None).get(old).status_code, now(row)) == (404, None)
    tasks.tick()
    assert bytes(MomentCard.objects.get().png) == b""


def test_of_a_story_that_is_taken_back_there_is_none_at_once(carded, browse, ada):
    row = carded()
    old = on(browse(None), row)
    withdrawing.take_back(row.story, hand=Hand(ada))
    assert browse(None).get(old).status_code == 404
    tasks.tick()
    assert not MomentCard.objects.exists()


def test_another_title_gives_it_another_address_and_till_then_the_storys_stands_in(carded, browse):
    row = carded()
    old = on(browse(None), row)
    Story.objects.update(title="Two cards")
    assert browse(None).get(old).status_code == 404
    draw_cards()
    assert on(browse(None), row).startswith("/stories/")
    tasks.tick()
    assert on(browse(None), row).startswith(row.get_absolute_url())


@pytest.mark.parametrize("how", [{"reach": Reach.MEMBERS}, {"content_note": "Talks about a death."}])
def test_what_is_for_some_or_behind_a_note_is_on_none(carded, how):
    carded(**how)
    assert not MomentCard.objects.exists()


def test_nobody_who_is_signed_in_is_given_one_of_a_story_for_some(carded, browse, ada):
    row = carded()
    address = on(browse(None), row)
    Story.objects.update(reach=Reach.MEMBERS)
    assert (browse(ada).get(address).status_code, on(browse(ada), row)) == (404, "")
