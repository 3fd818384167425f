"""Pages in several languages: the reader's browser asks, their choice at the foot of the page decides."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import allauth
import django
import polib
import pytest
from django.core.management import call_command
from django.urls import reverse

import heard
from heard.apps.furnishing.actions import furnish as furnish_network
from heard.cli import main
from heard.core.errors import BadInput
from heard.core.people.network import LANGUAGES, Network
from heard.server import borrowed, catalogues
from heard.server.management.commands import makemessages

IN_WELSH = {"HTTP_ACCEPT_LANGUAGE": "cy,en;q=0.5"}
CHOICE = 'name="language"'


@pytest.fixture
def welsh_too(furnish):
    furnish(languages=("en-gb", "cy"))


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


def test_what_is_not_offered_is_not_given_whatever_a_browser_keeps(browse, welsh_too, furnish):
    reader = browse(None)
    reader.post(reverse("set-language"), {"language": "cy"})
    furnish(languages=("ur",))
    assert [language_of(reader.get("/", HTTP_ACCEPT_LANGUAGE=said)) for said in ("cy", "ur", "en")] == ["ur"] * 3


def test_of_two_that_a_browser_asks_for_the_one_that_is_there_is_given(browse, welsh_too):
    assert language_of(browse(None).get("/", HTTP_ACCEPT_LANGUAGE="ur,cy;q=0.8,en;q=0.5")) == "cy"


def test_every_language_that_can_be_offered_has_its_sentences():
    assert {"en-gb", *catalogues.files()} == set(LANGUAGES)


@pytest.mark.parametrize("wrong", [(), ("xx",), ("cy", "pl")])
def test_no_others_can_be_offered(hana, wrong):
    with pytest.raises(BadInput):
        furnish_network(replace(Network(), languages=wrong), by=hana)


@pytest.fixture
def gettext_tools():
    if shutil.which("xgettext") is None:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say("There are no gettext tools here. On Debian: apt install gettext")


@pytest.mark.usefixtures("gettext_tools")
def test_the_sentences_of_the_core_are_found_for_whoever_translates(tmp_path_factory, monkeypatch, settings):
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


@pytest.mark.usefixtures("gettext_tools")
def test_every_sentence_has_its_welsh_and_its_urdu(tmp_path_factory, monkeypatch, settings):
    """`heard translations` says the same of the files themselves, and puts new sentences into them."""
    copy = tmp_path_factory.mktemp("heard") / "heard"
    shutil.copytree(Path(heard.__path__[0]), copy, ignore=shutil.ignore_patterns("vendor", "built", "*.mo", "static"))
    settings.LOCALE_PATHS = [copy / "locale"]
    monkeypatch.setattr(makemessages, "heard", SimpleNamespace(__path__=[str(copy)]))
    call_command("makemessages", locale=["cy", "ur"], verbosity=0, no_obsolete=True)
    files = catalogues.files(copy / "locale")
    assert {code: list(catalogues.left(file)) for code, file in files.items()} == {"cy": [], "ur": []}


def test_a_translation_keeps_every_value_and_every_element_of_its_sentence():
    """A value in brackets that is lost or misspelt would make a fault of the page that shows it."""
    wrong = [
        f"{code}: {said!r} for {entry.msgid!r}"
        for code, file in catalogues.files().items()
        for entry in polib.pofile(str(file))
        for form, said in (entry.msgstr_plural or {0: entry.msgstr}).items()
        if said
        and _held(said)
        not in (
            [_held(entry.msgid)]
            if not entry.msgid_plural
            else [_held(entry.msgid_plural), *([_held(entry.msgid)] if form < 2 else [])]
        )
    ]
    assert wrong == []


def _held(sentence: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|</?\w+[^>]*>", sentence))


def test_what_is_borrowed_is_what_the_libraries_say():
    said = set()
    for library, places in ((django, ("conf/locale/en", "contrib/auth/locale/en")), (allauth, ("locale/de",))):
        for place in places:
            said |= {entry.msgid for entry in polib.pofile(f"{library.__path__[0]}/{place}/LC_MESSAGES/django.po")}
    noted = [*borrowed.SAID, *(one for one, _many in borrowed.SAID_OF_SO_MANY)]
    assert [sentence for sentence in noted if sentence not in said] == []


@pytest.mark.parametrize(("code", "side", "said"), [("cy", "ltr", "Archwilio"), ("ur", "rtl", "دریافت کریں")])
def test_a_page_speaks_its_language_from_its_own_side(browse, furnish, code, side, said):
    furnish(languages=("en-gb", code))
    page = browse(None).get("/explore/", HTTP_ACCEPT_LANGUAGE=code).content.decode()
    assert f'<html lang="{code}"' in page
    assert (f'dir="{side}"' in page, said in page) == (True, True)


def test_a_language_that_nobody_knows_is_refused_in_a_sentence(capsys):
    assert main(["translations", "welsh"]) == 2
    assert "“welsh” is no code of a language, as cy is of Welsh. [no-language]" in capsys.readouterr().err
