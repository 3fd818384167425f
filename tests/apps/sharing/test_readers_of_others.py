"""What we tell other sites, read by the programs that other sites read with: extruct and micawber."""

from __future__ import annotations

import extruct
import micawber
import pytest

from heard.apps.sharing.actions import share
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.withdrawing import take_back
from tests.renditions import give_sound


@pytest.fixture
def told(story):
    return give_sound(story("Getting there", summary="Two buses, then a walk."))


@pytest.fixture
def moment(told):
    return share(told, "w10", "w13", revision=1)


def told_programs(client, shown):
    html = client.get(shown.get_absolute_url()).content.decode()
    kinds = ["json-ld", "opengraph"]
    return extruct.extract(html, base_url="https://stories.example.org/", syntaxes=kinds, uniform=True)


def test_a_story_and_a_moment_are_read_as_what_they_are(browse, told, moment):
    read = {shown: told_programs(browse(None), shown) for shown in (told, moment)}
    kinds = [read[shown]["json-ld"][0]["@type"] for shown in (told, moment)]
    assert kinds == ["AudioObject", "Quotation"]
    [cards] = [read[told]["opengraph"]]
    assert (cards[0]["og:title"], cards[0]["og:description"]) == ("Getting there", "Two buses, then a walk.")
    assert cards[0]["@type"] == read[told]["opengraph"][0]["@type"] != ""


@pytest.fixture
def asking(live_server, settings):
    """`asking(shown)` is what another site's program is told of it, over the network."""
    settings.SITE_URL = live_server.url
    client = micawber.Provider(f"{live_server.url}/oembed/")

    def asked(shown):
        return client.request(live_server.url + shown.get_absolute_url())

    return asked


def test_another_site_is_given_a_frame_to_show(asking, moment, told, live_server):
    for shown in (moment, told):
        answer = asking(shown)
        assert answer["type"] == "rich"
        assert f'src="{live_server.url}/embed/' in answer["html"]


def test_another_site_is_given_nothing_of_what_was_taken_back(asking, told, ada):
    take_back(told, hand=Hand(ada))
    with pytest.raises(micawber.ProviderHTTPException, match="404"):
        asking(told)
