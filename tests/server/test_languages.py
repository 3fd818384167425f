"""Pages in several languages: the reader's browser asks, their choice at the foot of the page decides."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.urls import reverse

import heard
from heard.server.management.commands import makemessages
from heard.server.readers import languages

IN_WELSH = {"HTTP_ACCEPT_LANGUAGE": "cy,en;q=0.5"}
CHOICE = 'name="language"'


@pytest.fixture
def welsh_too(settings):
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]


def language_of(response) -> str:
    return response.content.decode().partition('<html lang="')[2].partition('"')[0]


def test_with_one_language_there_is_nothing_to_choose(browse):
    page = browse(None).get("/", **IN_WELSH)
    assert (language_of(page), CHOICE in page.content.decode(), dict(page.cookies)) == ("en-gb", False, {})


def test_the_browser_asks_and_whoever_asks_for_none_of_them_gets_the_first(browse, welsh_too):
    asked = [language_of(browse(None).get("/", HTTP_ACCEPT_LANGUAGE=said)) for said in ("cy", "pl", "")]
    assert asked == ["cy", "en-gb", "en-gb"]


def test_a_choice_counts_for_more_than_the_browser_and_leads_back(browse, welsh_too):
    reader = browse(None)
    page = reader.get("/about/", **IN_WELSH)
    assert (CHOICE in page.content.decode(), dict(page.cookies)) == (True, {})
    answer = reader.post(reverse("set-language"), {"language": "en-gb"}, HTTP_REFERER="http://testserver/about/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "http://testserver/about/")
    assert language_of(reader.get("/about/", **IN_WELSH)) == "en-gb"


def test_the_setting_takes_languages_that_have_a_name():
    assert languages("en-GB, cy,cy") == ["en-gb", "cy"]


@pytest.mark.parametrize("wrong", [" , ", "welsh", "zh-cn"])
def test_the_setting_takes_no_others(wrong):
    with pytest.raises(ValueError, match=wrong.strip()):
        languages(wrong)


def test_the_sentences_of_the_core_are_found_for_whoever_translates(tmp_path_factory, monkeypatch, settings):
    if shutil.which("xgettext") is None:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say("There are no gettext tools here. On Debian: apt install gettext")
    root, copy = Path(heard.__path__[0]), tmp_path_factory.mktemp("heard")
    for room in ("core", "media"):
        shutil.copytree(root / room, copy / room)
    settings.LOCALE_PATHS = [copy / "locale"]
    (copy / "locale").mkdir()
    monkeypatch.setattr(makemessages, "heard", SimpleNamespace(__path__=[str(copy)]))
    call_command("makemessages", locale=["cy"], verbosity=0)
    found = (copy / "locale/cy/LC_MESSAGES/django.po").read_text()
    for sentence in (
        "“%(phrase)s” has no letters in it.",
        "Its words are not written down yet.",
        "a rich text file (.rtf)",
        "%(what)s %(number)d was left out. %(why)s",
        "Monologue",
        "There is no sound in this file.",
    ):
        assert f'"{sentence}"' in found
    assert 'msgid "%(count)d hour"\nmsgid_plural "%(count)d hours"' in found


def test_what_we_keep_names_the_cookie_of_the_choice(browse):
    assert "where you choose a language or how pages look, one each that keeps your choice for a year" in " ".join(
        browse(None).get("/what-we-keep/").content.decode().split()
    )
