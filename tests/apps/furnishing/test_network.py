"""The host makes the network theirs, on one page; every process knows it from the next page on."""

from __future__ import annotations

import os
import re
from dataclasses import fields
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from heard.apps.furnishing.actions import furnish as say
from heard.apps.furnishing.models import Network as Row
from heard.apps.furnishing.queries import said as kept
from heard.apps.journal.models import Entry
from heard.core.errors import NotAllowed
from heard.core.people.links import Link
from heard.core.people.network import Network
from heard.web.network import begin_with, network
from tests.page import Page

PAGE = "/moderate/network/"


def told(**more: object) -> dict[str, object]:
    """What the page sends when nothing on it was changed."""
    said = vars(Network()) | {"sections-order": list(Network().sections)} | more
    return {name: "on" if value is True else value for name, value in said.items() if value not in (False, None, ())}


def test_the_row_holds_what_core_calls_by_the_same_name_and_begins_the_same(db):
    Row.objects.create(pk=1)
    assert kept() == Network()
    named = {field.name for field in fields(Network)}
    assert {field.name for field in Row._meta.fields} ^ named == {"id", "logo", "logo_dark"}


def test_it_is_for_the_host_alone_and_stands_on_their_desk(browse, hana, rae):
    assert [browse(who).get(PAGE).status_code for who in (hana, rae, None)] == [200, 403, 302]
    assert PAGE in browse(hana).get("/moderate/").content.decode()
    assert PAGE not in browse(rae).get("/moderate/").content.decode()


def test_nobody_else_can_say_it_by_any_way(rae):
    with pytest.raises(NotAllowed):
        say(Network(name="Mine"), by=rae)
    assert not Row.objects.exists()


def test_what_was_said_is_on_the_next_page_and_in_the_journal(browse, hana):
    client = browse(hana)
    answer = client.post(PAGE, told(name="Lesster Voices", motto="Nothing about us without us."))
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    home = Page(browse(None).get("/"))
    assert (home.texts("title"), home.texts("h1")) == (["Home – Lesster Voices"], ["Nothing about us without us."])
    entry = Entry.objects.get(action="network furnished")
    assert (entry.by, entry.detail) == (hana, {"what": ["motto", "name"]})


def test_without_a_motto_of_its_own_it_has_ours(browse, db):
    assert Page(browse(None).get("/")).texts("h1") == ["It’s about being heard."]


WRONG = {
    "name": ("", "This field is required."),
    "motto": ("x" * 121, "That is too long. Please use no more than 120 letters."),
    "agree_people": ("1", "It takes at least 2."),
    "agree_trust": ("1.5", "This is a share: from 0 to 1."),
    "agree_days": ("-1", "This is from 0 to 3650 days."),
    "embeds": ("charity", "Write the addresses of sites, as https://charity.example, with blanks between them."),
    "security_contact": (
        "host@example.org",
        "Write an address as mailto:host@example.org, or the address of a page that begins with https://.",
    ),
    "joining": ("perhaps", "Select a valid choice. perhaps is not one of the available choices."),
}


@pytest.mark.parametrize("field", WRONG)
def test_what_cannot_be_is_told_beside_its_field_and_nothing_is_lost(browse, hana, field):
    given, sentence = WRONG[field]
    answer = browse(hana).post(PAGE, told(emergency="112") | {field: given})
    page = Page(answer)
    assert (answer.status_code, sentence in " ".join(page.texts("ul", "errorlist"))) == (400, True)
    assert 'value="112"' in answer.content.decode()
    assert not Row.objects.exists()


def test_a_name_of_two_lines_is_refused_for_it_stands_in_the_subject_of_letters(hana):
    from heard.core.errors import BadInput

    with pytest.raises(BadInput, match="one line"):
        say(Network(name="Heard\nBcc: all@example.org"), by=hana)


def test_pages_ask_nothing_for_it(browse, db, django_assert_num_queries):
    begin_with(Network(name="Lesster Voices"))
    with django_assert_num_queries(0):
        assert "Lesster Voices" in browse(None).get("/how-it-works/").content.decode()


def test_another_process_that_changed_it_is_believed_at_once(furnish, settings):
    furnish(name="Before")
    Row.objects.update(name="After")
    assert network().name == "Before"
    os.utime(settings.NETWORK_CHANGED, (1, 1))
    assert network().name == "After"


def test_a_page_that_is_kept_for_strangers_has_the_new_name_at_once(browse, story, furnish):
    address = story("Told").get_absolute_url()
    before = browse(None).get(address)
    furnish(name="Lesster Voices")
    after = browse(None).get(address)
    assert [Page(page).texts("title") for page in (before, after)] == [["Told – Heard"], ["Told – Lesster Voices"]]


@pytest.mark.parametrize(("embeds", "read"), [("*", "*"), ("", "'none'"), ("https://a.example, https://b.example", "")])
def test_players_stand_in_the_pages_that_the_host_names(browse, story, furnish, embeds, read):
    furnish(embeds=embeds)
    policy = browse(None).get(reverse("embed-story", args=[story().slug]))["Content-Security-Policy"]
    assert f"frame-ancestors {read or 'https://a.example https://b.example'};" in f"{policy};"


def test_whatever_is_kept_comes_back_as_it_was_said(hana):
    said = Network(
        name="Lesster Voices",
        accent="#0b6e4f",
        band="#0b4a5c",
        sections=("how", "newest"),
        menu=(Link("Our work", "https://lesster.example"),),
        foot=(Link("Contact", "/about/"),),
        social=(Link("Mastodon", "https://social.example/@us"),),
        banner="Away until Tuesday.",
        banner_until=date(2030, 1, 1),
        organisation="Lesster Voices CIC",
        organisation_about="1 High Street\nLesster",
        charity_number="123456",
    )
    say(said, by=hana)
    assert network() == kept() == said


# Colours


def test_the_colours_are_in_a_style_sheet_of_their_own_that_every_page_links(browse, furnish):
    assert "/colours/" not in browse(None).get("/about/").content.decode()
    furnish(band="#0b4a5c")
    page = browse(None).get("/about/").content.decode()
    assert '<link rel="stylesheet" href="/colours/ours-0b4a5c.css">' in page
    sheet = browse(None).get("/colours/ours-0b4a5c.css")
    assert sheet["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in sheet["Cache-Control"]
    text = sheet.content.decode()
    assert (text.count("--band: #0b4a5c;"), text.count("--band: #0f0c10;"), "--accent" in text) == (1, 2, False)
    assert browse(None).get("/manifest.webmanifest").json()["theme_color"] == "#0b4a5c"


@pytest.mark.parametrize("chosen", ["7f7f7f-7f7f7f", "red", "ours-ours-ours", "6d1a4c", "ffffff-ours"])
def test_there_is_no_style_sheet_of_colours_that_cannot_be(browse, db, chosen):
    assert browse(None).get(f"/colours/{chosen}.css").status_code == 404


# The first page, menus, banner, organisation


def test_the_first_page_has_the_parts_that_were_chosen_in_their_order(browse, story, furnish):
    story()
    furnish(sections=["how", "newest"])
    assert Page(browse(None).get("/")).texts("h2") == ["How it works", "Newest stories"]


def test_one_row_higher_shows_the_form_again_and_saves_nothing(browse, hana):
    order = ["voice", "newest", "chosen", "put-right", "how"]
    rows = {"menu-words": ["Home", "Shop"], "menu-address": ["/", "https://shop.example"]}
    sent = told() | {"sections": order, "sections-order": order, **rows, "move": "sections:5"}
    page = browse(hana).post(PAGE, sent)
    there = re.findall(r'name="sections-order" value="([\w-]+)"', page.content.decode())
    assert (page.status_code, there) == (200, ["voice", "newest", "chosen", "how", "put-right"])
    page = browse(hana).post(PAGE, sent | {"move": "menu:2"})
    assert re.findall(r'name="menu-words"\s+value="(\w*)"', page.content.decode())[:2] == ["Shop", "Home"]
    assert not Row.objects.exists()


@pytest.mark.parametrize("move", ["menu:99999999", "menu:-1", "name:2", "sections:1", "nothing"])
def test_a_row_that_cannot_move_stays(browse, hana, move):
    assert browse(hana).post(PAGE, told() | {"move": move, "sections-order": ["voice"]}).status_code == 200


def test_menus_lead_where_the_host_says_and_ours_at_the_foot_stay(browse, furnish):
    furnish(menu=[["Our work", "https://lesster.example"], ["Stories", "/explore/"]], foot=[["Contact", "/contact/"]])
    page = browse(None).get("/explore/").content.decode()
    assert '<li><a href="https://lesster.example" rel="noopener">Our work</a></li>' in page
    assert '<li><a href="/explore/" aria-current="page">Stories</a></li>' in page
    assert all(f">{words}</a>" in page for words in ("Contact", "Raise a concern", "What we keep"))
    assert ">Reporters</a>" not in page


def test_our_own_menu_is_kept_as_none_so_that_it_is_in_every_language(browse, hana):
    rows = {"menu-words": ["Home", "Explore", "Reporters", "Articles", "About"]}
    rows["menu-address"] = ["/", "/explore/", "/reporters/", "/articles/", "/about/"]
    browse(hana).post(PAGE, told(name="Ours") | rows)
    assert (Row.objects.get().name, Row.objects.get().menu) == ("Ours", [])


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//elsewhere.example", "about", "/a b", ""])
def test_a_link_that_leads_nowhere_is_refused(browse, hana, address):
    page = browse(hana).post(PAGE, told() | {"menu-words": ["Shop"], "menu-address": [address]})
    assert (page.status_code, Row.objects.exists(), 'value="Shop"' in page.content.decode()) == (400, False, True)


def test_the_banner_stands_on_every_page_until_its_last_day_is_over(browse, furnish):
    for day, stands in ((timezone.localdate(), True), (timezone.localdate() - timedelta(days=1), False), (None, True)):
        furnish(banner="Away until Tuesday.", banner_until=day)
        assert ("Away until Tuesday." in browse(None).get("/about/").content.decode()) is stands


def test_who_is_behind_it_stands_at_the_foot_and_on_about(browse, furnish):
    furnish(organisation="Lesster Voices CIC", organisation_about="1 High Street\nLesster", charity_number="123456")
    home, about = (browse(None).get(path).content.decode() for path in ("/", "/about/"))
    assert "Lesster Voices CIC" in home
    assert "charity number 123456" in " ".join(home.split())
    assert "1 High Street<br>Lesster" in about


# Preview


def test_the_preview_is_the_first_page_as_strangers_would_see_it_and_saves_nothing(browse, hana, story):
    story()
    answer = browse(hana).post(
        "/moderate/network/preview/", told(name="Lesster Voices", band="#0b4a5c", banner="Soon.")
    )
    page = answer.content.decode()
    assert Page(answer).texts("title") == ["Home – Lesster Voices"]
    assert ("/colours/ours-0b4a5c.css" in page, "Soon." in page, "Hana" in page) == (True, True, False)
    assert "<body id=" in page
    assert "inert>" in page
    assert "frame-ancestors 'self';" in answer["Content-Security-Policy"] + ";"
    assert (answer["X-Frame-Options"], Row.objects.exists(), network()) == ("SAMEORIGIN", False, Network())


def test_there_is_no_preview_of_what_cannot_be_and_the_frame_says_why(browse, hana):
    page = Page(browse(hana).post("/moderate/network/preview/", told(band="#7f7f7f")))
    assert page.texts("h1") == ["There is no preview of this"]
    assert "Neither black nor white letters can be read" in page.texts("li")[0]


def test_nobody_else_has_a_preview(browse, rae):
    assert browse(rae).post("/moderate/network/preview/", told()).status_code == 403
