"""Less of what pages load, for whoever chooses so or whose device says so: there before the first paint."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from heard.apps.joining.models import Portrait
from heard.web import kept, looks
from tests.renditions import give_film, give_sound


@pytest.fixture(params=["chosen", "device"])
def thrifty(request):
    """A stranger with little to load with."""
    client = Client(headers={"Save-Data": "on"} if request.param == "device" else {})
    if request.param == "chosen":
        client.post("/looks/", dict.fromkeys(looks.CHOICES, "usual") | {"loading": "little"})
    return client


def read(client, address):
    return client.get(address).content.decode()


def test_the_sound_is_loaded_when_it_is_asked_for_and_no_waveform(thrifty, story):
    told = give_sound(story("Coal"))
    html = read(thrifty, told.get_absolute_url())
    assert 'class="look-loading-little"' in html
    assert '<audio controls preload="none"' in html
    assert "peaks.json" not in html
    usual = read(Client(), told.get_absolute_url())
    assert '<audio controls preload="metadata"' in usual
    assert "peaks.json" in usual


def test_no_picture_and_no_letters_are_loaded(thrifty, story, ada):
    story("Coal")
    Portrait.objects.create(person=ada, made="people/1/made.jpg")
    for address in ("/reporters/", f"/reporters/{ada.slug}/"):
        html = read(thrifty, address)
        assert "Ada Okafor" in html
        assert not re.search(r"<img|rel=\"preload\"", html)
        assert re.search("<img", read(Client(), address))


def test_strangers_whose_devices_say_different_things_get_different_pages(story):
    kept.SHELF.clear()
    told = give_sound(story("Coal"))
    pages = [
        Client(headers=said).get(told.get_absolute_url()) for said in ({"Save-Data": "on"}, {}, {"Save-Data": "on"}) * 2
    ]
    assert ["look-loading-little" in page.content.decode() for page in pages] == [True, False, True] * 2
    assert len(kept.SHELF) == 2
    assert all("Save-Data" in page.headers["Vary"] for page in pages)


@pytest.mark.parametrize("said", ["off", "", "on; x", "1"])
def test_a_device_that_says_something_else_says_nothing(story, said):
    told = give_sound(story("Coal"))
    assert "look-loading-little" not in read(Client(headers={"Save-Data": said}), told.get_absolute_url())


def test_of_a_film_its_sound_alone(story):
    told = give_film(story("Seen"))
    client = Client()
    assert "<video" in read(client, told.get_absolute_url())
    client.cookies[looks.COOKIE] = "film-sound"
    html = read(client, told.get_absolute_url())
    assert "<video" not in html
    assert "video.mp4" not in html
    assert "audio.opus" in html
    assert "You chose to hear films without their picture." in html


@pytest.mark.parametrize("page", ["story", "embed-story"])
def test_of_a_film_the_sound_comes_first_and_a_link_leads_to_the_film(thrifty, story, page):
    told = give_film(story("Seen"))
    address = reverse(page, args=[told.slug])
    html = read(thrifty, address)
    assert "To load little, only its sound comes." in html
    assert ("<video" in html, "video.mp4" in html, "audio.opus" in html) == (False, False, True)
    [link] = re.findall(r'href="([^"]+)">Show the film', html)
    shown = read(thrifty, address + link)
    assert ("<video" in shown, 'preload="none"' in shown, "Show the film" in shown) == (True, True, False)
    assert "Show the film" not in read(Client(), address)


def test_a_story_that_is_no_film_says_nothing_of_one(thrifty, story):
    assert "Show the film" not in read(thrifty, give_sound(story("Coal")).get_absolute_url())


def test_a_film_without_a_copy_of_its_sound_stays_a_film(story):
    told = give_film(story("Seen"))
    told.recording.renditions.filter(name="audio.opus").delete()
    client = Client()
    client.cookies[looks.COOKIE] = "film-sound"
    assert "<video" in read(client, told.get_absolute_url())
