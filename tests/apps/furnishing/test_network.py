"""The host makes the network theirs, on one page; every process knows it from the next page on."""

from __future__ import annotations

import os
from dataclasses import asdict, fields

import pytest
from django.urls import reverse

from heard.apps.furnishing.actions import furnish as say
from heard.apps.furnishing.models import Network as Row
from heard.apps.journal.models import Entry
from heard.core.errors import NotAllowed
from heard.core.people.network import Network
from heard.web.network import begin_with, network
from tests.page import Page

PAGE = "/moderate/network/"


def told(**more: object) -> dict[str, object]:
    """What the page sends when nothing on it was changed."""
    said = asdict(Network()) | more
    return {name: "on" if value is True else value for name, value in said.items() if value is not False}


def test_the_row_holds_what_core_calls_by_the_same_name_and_begins_the_same(db):
    row = Row.objects.create(pk=1)
    row.refresh_from_db()
    assert {field.name: getattr(row, field.name) for field in fields(Network)} == asdict(Network())
    assert {field.name for field in Row._meta.fields} - {field.name for field in fields(Network)} == {"id"}


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
    assert (entry.by, entry.detail) == (hana, {"what": ["name", "motto"]})


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
        assert "Lesster Voices" in browse(None).get("/about/").content.decode()


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
