"""A content note is met before the words and the sound; whoever reads goes past it by choice."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from heard.apps.browsing import actions as collections
from heard.apps.browsing.queries import voice_to_hear
from heard.apps.conversing.actions.comments import Saying, comment
from heard.apps.joining.senders import Sender
from heard.apps.sharing.actions import share
from heard.apps.telling.actions.linking import make_link
from heard.apps.understanding.actions.easy import add_line
from heard.web import kept, looks, notes
from tests.renditions import give_sound

NOTE = "Before you begin: It tells of a death."
SAID = "coal production"


@pytest.fixture
def told(story):
    return give_sound(story("Coal", content_note="It tells of a death.", summary="How it was."), seconds=20.0)


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def has_words(html):
    return 'id="w1"' in html or SAID in html


def test_a_stranger_meets_the_note_and_neither_words_nor_sound(told):
    html = read(Client(), told.get_absolute_url())
    assert NOTE in html
    assert "How it was." in html
    assert not has_words(html)
    assert "audio.opus" not in html
    assert "<story-player" not in html


def test_no_program_is_told_the_words_before_it(told):
    html = read(Client(), told.get_absolute_url())
    assert f'content="{NOTE} How it was."' in html
    assert '"@type":"AudioObject"' not in html.replace(" ", "")


def test_past_it_this_time_they_read_this_story_until_the_browser_is_closed(told, story):
    other = story("Another", content_note="It is sad.")
    client = Client()
    sent = client.post(told.get_absolute_url() + "?t=3", {"once": ""})
    assert (sent.status_code, sent.headers["Location"]) == (302, told.get_absolute_url() + "?t=3")
    cookie = client.cookies[notes.COOKIE]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == ("", True, "Lax")
    html = read(client, told.get_absolute_url())
    assert NOTE in html
    assert has_words(html)
    assert not has_words(read(client, other.get_absolute_url()))
    client.post(other.get_absolute_url(), {"once": ""})
    assert [has_words(read(client, row.get_absolute_url())) for row in (told, other)] == [True, True]


def test_past_it_always_is_one_of_the_looks_and_changed_there(told):
    client = Client()
    client.cookies[looks.COOKIE] = "size-larger"
    client.post(told.get_absolute_url(), {"always": ""})
    assert client.cookies[looks.COOKIE].value == "size-larger.notes-open"
    assert client.cookies[looks.COOKIE]["max-age"] == looks.A_YEAR
    assert has_words(read(client, told.get_absolute_url()))
    client.post("/looks/", dict.fromkeys(looks.CHOICES, "usual"))
    assert not has_words(read(client, told.get_absolute_url()))


def test_what_one_stranger_chose_is_nobody_elses(told):
    kept.SHELF.clear()
    client = Client()
    assert not has_words(read(Client(), told.get_absolute_url()))
    client.post(told.get_absolute_url(), {"once": ""})
    assert has_words(read(client, told.get_absolute_url()))
    assert not has_words(read(Client(), told.get_absolute_url()))


@pytest.mark.parametrize("cookie", ["", "x", "..", "1" * 5000, "-1", "open"])
def test_a_cookie_that_says_nothing_passes_nothing(told, cookie):
    client = Client()
    client.cookies[notes.COOKIE] = cookie
    assert not has_words(read(client, told.get_absolute_url()))


def test_who_looks_after_the_story_is_not_asked(told, browse, ada, cleo, ben):
    pages = [read(browse(who), told.get_absolute_url()) for who in (ada, cleo, ben)]
    assert [has_words(page) for page in pages] == [True, True, False]
    assert all(NOTE in page for page in pages)


def test_a_story_that_may_not_be_seen_is_no_more_there_to_go_past(story):
    draft = story("Private", published=False, content_note="It is sad.")
    response = Client().post(draft.get_absolute_url(), {"once": ""})
    assert response.status_code == 404
    assert notes.COOKIE not in response.cookies


def test_going_past_asks_for_the_token_of_the_page(told):
    client = Client(enforce_csrf_checks=True)
    assert client.post(told.get_absolute_url(), {"always": ""}).status_code == 403
    assert looks.COOKIE not in client.cookies


def is_open(html):
    return 'class="content-note" open>' in html


def test_a_moment_is_folded_behind_it_until_it_is_opened_or_was_passed(told):
    moment = share(told, "w10", "w13", revision=1)
    client = Client()
    html = read(client, moment.get_absolute_url())
    assert 0 < html.index(NOTE, html.index("<main")) < html.index("<blockquote")
    assert not is_open(html)
    client.post(told.get_absolute_url(), {"once": ""})
    assert is_open(read(client, moment.get_absolute_url()))


def test_how_to_cite_a_moment_is_folded_behind_it_too(told):
    html = read(Client(), share(told, "w10", "w13", revision=1).get_absolute_url())
    cited = html[html.index("Cite it</summary>") : html.index("Show it on another page")]
    assert 0 < cited.index('class="content-note"') < cited.index(SAID) < cited.rindex(SAID) < cited.index("</details>")


@pytest.mark.parametrize("kind", ["moment", "story"])
def test_in_the_page_of_another_it_is_folded_too(told, kind):
    moment = share(told, "w10", "w13", revision=1)
    html = read(Client(), reverse(f"embed-{kind}", args=[moment.code if kind == "moment" else told.slug]))
    assert 0 < html.index(NOTE) < html.index("<article")
    assert not is_open(html)


def test_in_a_collection_each_moment_is_folded_behind_its_own_note(told, story, cleo):
    plain = give_sound(story("Plain"))
    row = collections.make("Both", "", by=cleo)
    for one in (told, plain):
        collections.add(row, share(one, "w10", "w13", revision=1), by=cleo)
    collections.publish(row, by=cleo)
    html = read(Client(), row.get_absolute_url())
    assert html.count('class="content-note"') == 1
    assert html.count("<blockquote") == 2


def test_search_and_feeds_say_it_before_the_words(told):
    assert NOTE in read(Client(), "/explore/?q=production")
    assert f"{NOTE}\n\nHow it was." in read(Client(), reverse("feed"))
    assert NOTE in read(Client(), reverse("podcast"))


def test_what_search_found_is_folded_behind_it_with_its_sound(told, story):
    give_sound(story("Plain"))
    client = Client()
    html = read(client, "/explore/?q=production")
    folded = html[html.index('class="content-note">') : html.index("</details>", html.index('class="content-note">'))]
    assert html.count('class="content-note"') == 1
    assert html.count('class="said-link"') == 2 * folded.count('class="said-link"') > 0
    assert html.count("data-clip=") == 2 * folded.count("data-clip=") > 0
    client.post(told.get_absolute_url(), {"once": ""})
    assert is_open(read(client, "/explore/?q=production"))


DOORS = {
    "share": [], "share?first=w10&last=w13": [], "report": [], "check": [], "word": ["w10"], "easy": [],
}  # fmt: skip


@pytest.fixture(params=DOORS)
def door(request, told, ada):
    """The address of a page that shows words of the story, or their sound."""
    name, _, query = request.param.partition("?")
    add_line(told, f"It is about {SAID}.", by=ada)
    address = reverse(name, args=[told.slug, *DOORS[request.param]])
    return f"{address}?{query}" if query else address


def shown(client, address):
    html = client.get(address, follow=True).content.decode()
    return any(part in html for part in (SAID, "audio.opus", "<blockquote", 'id="paragraph-', "moment-piece"))


def test_each_page_that_shows_words_leads_to_the_note_first(told, door):
    client = Client()
    assert not shown(client, door)
    html = client.get(door, follow=True).content.decode()
    assert NOTE in html
    assert 'class="content-gate' in html
    client.post(told.get_absolute_url(), {"once": ""})
    assert client.get(door).status_code == 200
    assert shown(client, door)


def test_who_looks_after_the_story_meets_no_gate_on_them(door, browse, ada, ben):
    assert [browse(who).get(door, follow=True).content.decode().count("content-gate") for who in (ada, ben)] == [0, 1]


def test_on_the_easy_page_one_goes_past_it_and_stays_there(told, ada):
    add_line(told, "The pit is closed.", by=ada)
    client, address = Client(), reverse("easy", args=[told.slug])
    assert "The pit is closed." not in read(client, address)
    sent = client.post(address, {"once": ""})
    assert (sent.status_code, sent.headers["Location"]) == (302, address)
    html = read(client, address)
    assert html.index(NOTE) < html.index("The pit is closed.")


def test_who_has_written_a_report_already_may_send_it(told):
    given = {"base": 1, "step": "check", "paragraph-w7": "I'm Hamid."}
    response = Client().post(reverse("report", args=[told.slug]), given)
    assert response.status_code == 200
    assert [row.text for row in response.context["rows"]] != []


def test_by_a_private_link_whoever_was_there_is_not_asked(told, ada):
    html = read(Client(), reverse("yours-report", args=[make_link(told.people.get(), by=ada)]))
    assert 'name="paragraph-' in html


def test_a_comment_quotes_the_words_only_past_it(told, ada):
    comment(told, Sender(ada), Saying("So it was.", first="w10", last="w13"))
    client, address = Client(), reverse("comments", args=[told.slug])
    html = read(client, address)
    assert "So it was." in html
    assert SAID not in html
    client.post(told.get_absolute_url(), {"once": ""})
    assert SAID in read(client, address)


def test_what_names_a_moment_elsewhere_is_its_story_and_the_note(told):
    moment = share(told, "w10", "w13", revision=1)
    html = read(Client(), moment.get_absolute_url())
    head = " ".join(html[: html.index("</head>")].split())
    assert SAID not in head
    assert "<title>A moment of “Coal”" in head
    assert 'property="og:title" content="Coal"' in head
    assert f'name="description" content="{NOTE}' in head
    told_to_programs = Client().get(reverse("oembed"), {"url": f"{settings.SITE_URL}{moment.get_absolute_url()}"})
    assert told_to_programs.json()["title"] == "Coal"


def test_nobody_is_greeted_with_what_may_be_hard_to_hear(told, story):
    share(told, "w10", "w13", revision=1)
    assert voice_to_hear() is None
    plain = share(give_sound(story("Plain")), "w10", "w13", revision=1)
    assert voice_to_hear().row == plain


def test_its_cookie_is_none_that_others_use():
    assert notes.COOKIE not in {looks.COOKIE, settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}
