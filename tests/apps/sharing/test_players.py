"""Players in the pages of others: what any stranger may see, without a cookie, in the frames that the host allows."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.apps.sharing.actions import share
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.withdrawing import take_back
from tests.apps.sharing.test_moments import refuse_quoting
from tests.renditions import give_sound


@pytest.fixture
def told(story):
    return give_sound(story("Coal", content_note="It is sad."))


@pytest.fixture
def moment(told):
    return share(told, "w10", "w13", revision=1)


@pytest.fixture(params=["moment", "story"])
def player(request, told, moment):
    name = moment.code if request.param == "moment" else told.slug
    return reverse(f"embed-{request.param}", args=[name])


def test_it_may_stand_in_a_frame_and_sets_no_cookie(browse, player):
    response = browse(None).get(player)
    assert response.status_code == 200
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in response.headers
    assert not response.cookies


def test_no_other_page_may(browse, told, moment):
    for address in (told.get_absolute_url(), moment.get_absolute_url(), "/"):
        response = browse(None).get(address)
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Frame-Options"] == "DENY"


def test_a_content_note_is_met_before_the_words(browse, player):
    html = browse(None).get(player).content.decode()
    assert 0 < html.index("Before you begin: It is sad.") < html.index("<article")


def test_whoever_is_signed_in_is_a_stranger_there(browse, story, ada):
    draft = give_sound(story("Draft", published=False))
    made = share(draft, "w10", "w13", revision=1)
    for address in (reverse("embed-story", args=[draft.slug]), reverse("embed-moment", args=[made.code])):
        assert [browse(who).get(address).status_code for who in (ada, None)] == [404, 404]


def test_what_was_taken_back_is_a_sentence_in_the_frame(browse, told, player, ada):
    take_back(told, hand=Hand(ada))
    response = browse(None).get(player)
    assert (response.status_code, "taken back" in response.content.decode()) == (410, True)
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]


def test_what_may_no_longer_be_quoted_is_a_sentence_in_the_frame(browse, told, moment, ada):
    refuse_quoting(told, ada)
    response = browse(None).get(reverse("embed-moment", args=[moment.code]))
    assert (response.status_code, "production" in response.content.decode()) == (410, False)


def ask(client, address, **rest):
    return client.get(reverse("oembed"), {"url": address, "format": "json", **rest})


def test_programs_are_told_how_to_show_it(browse, told, moment, story, settings):
    """And no words that wait behind a content note."""
    client = browse(None)
    plain = share(give_sound(story("Plain")), "w10", "w13", revision=1)
    for shown, title in ((plain, "“experience of coal production,”"), (moment, "Coal"), (told, "Coal")):
        address = settings.SITE_URL + shown.get_absolute_url()
        answer = ask(client, address).json()
        assert (answer["version"], answer["type"], answer["title"], answer["width"]) == ("1.0", "rich", title, 560)
        assert f'<iframe src="{settings.SITE_URL}/embed/' in answer["html"]
        assert ask(client, address, maxwidth=300).json()["width"] == 300
    page = client.get(moment.get_absolute_url()).content.decode()
    assert 'type="application/json+oembed"' in page


@pytest.mark.parametrize(
    "address", ["", "nonsense", "http://[", "https://elsewhere.example/stories/coal/", "{site}/explore/", "{site}/x/"]
)
def test_programs_are_told_nothing_of_other_pages(browse, told, settings, address):
    assert ask(browse(None), address.format(site=settings.SITE_URL)).status_code == 404


def test_nor_of_what_a_stranger_may_not_see(browse, story, settings, ada):
    draft = story("Draft", published=False)
    assert ask(browse(ada), settings.SITE_URL + draft.get_absolute_url()).status_code == 404
    assert ask(browse(None), settings.SITE_URL + draft.get_absolute_url(), format="xml").status_code == 501
