"""Pages that are kept for strangers: the next one sees every change, and nobody gets anything of anybody else."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta

import pytest
from django.conf import settings as site
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from heard.apps.conversing.actions import comments
from heard.apps.conversing.models import Comment
from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark
from heard.apps.correcting.models import RandomCheck
from heard.apps.exploring.stamps import ASKED_EACH_TIME, NETWORK, STORY
from heard.apps.helping.models import Listening, Proposal
from heard.apps.hiding.actions import Part, hide
from heard.apps.joining.senders import Sender
from heard.apps.telling.actions import consent, holding, stories, withdrawing
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.models import Rendition, Story, Theme
from heard.apps.understanding.actions.chapters import begin_chapter
from heard.apps.understanding.actions.easy import add_line
from heard.apps.wording.actions import add_term
from heard.core.offering.wordlist import Entry
from heard.core.people.consent import Reach, Use
from heard.web import kept
from tests.renditions import give_sound

OWN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"|nonce="([^"]+)"')
GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture(autouse=True)
def _nothing_kept_yet():
    kept.SHELF.clear()


@pytest.fixture
def told(story, ben):
    """A story with a bit of everything."""
    told = give_sound(story(themes=("Respite",), place="Glenfield"), seconds=20.0)
    comments.comment(told, Sender(user=ben), comments.Saying("The same for us.", first="w6", last="w7"))
    Comment.objects.update(state=Comment.State.SHOWN)
    correcting.report(told, Sender(user=ben), Remark("replace", ("w12",), "co-production"))
    return told


def opened(story, client=None, **headers):
    return (client or Client()).get(story.get_absolute_url(), headers=headers)


def read(story, client=None):
    """Without what is each visitor's own."""
    response = opened(story, client)
    return response.status_code, OWN.sub("", response.content.decode())


def anew(story):
    kept.SHELF.clear()
    return read(story)


def _row_of(story):
    return story.corrections.get()


CHANGES = {
    "words are put right": lambda told, who: correcting.accept_unheard(_row_of(told), who["cleo"]),
    "a report is declined": lambda told, who: correcting.decline(_row_of(told), who["cleo"], "I listened to it."),
    "somebody reports": lambda told, who: correcting.report(told, Sender(user=who["max"]), Remark("wrong", ("w9",))),
    "somebody calls words right": lambda told, who: correcting.report(
        told, Sender(user=who["ben"]), Remark("right", ("w6", "w7"), listened=True)
    ),
    "a moment is heard": lambda told, who: Listening.objects.create(
        story=told, start=1, end=4, by=who["ben"], purpose="queue", words_checked=6, words_wrong=0
    ),
    "a moment is checked": lambda told, who: RandomCheck.objects.create(
        story=told, start=1, end=4, by=who["ben"], words=6, wrong=0
    ),
    "a part is hidden": lambda told, who: hide(told, Part((1.0, 3.0)), hand=Hand(who["ada"])),
    "somebody comments": lambda told, who: Comment.objects.create(
        story=told, author=who["max"], text="And for me.", state=Comment.State.SHOWN
    ),
    "a comment is removed": lambda told, who: comments.remove(Comment.objects.get(), Sender(user=who["ben"])),
    "somebody has experienced it too": lambda told, who: comments.say_same(told, Sender(user=who["ben"])),
    "the title is changed": lambda told, who: stories.describe_story(told, {"title": "Another"}, by=who["ada"]),
    "it gets a summary": lambda told, who: stories.describe_story(told, {"summary": "How it was."}, by=who["ada"]),
    "a chapter begins": lambda told, who: begin_chapter(told, "w7", "Coal", by=who["ada"]),
    "somebody tells it in short": lambda told, who: add_line(told, "He works with others.", by=who["ada"]),
    "a theme is renamed": lambda told, who: Theme.objects.update(name="A rest"),
    "a theme is taken off": lambda told, who: told.themes.clear(),
    "a voice gets a name": lambda told, who: stories.name_voices(told, {"S2": "Hamid"}, by=who["ada"]),
    "a term is explained": lambda told, who: add_term(Entry("coal production", meaning="Digging."), by=who["cleo"]),
    "its reporter takes another name": lambda told, who: _rename(who["ada"], "A. O."),
    "a commenter takes another name": lambda told, who: _rename(who["ben"], "B."),
    "the sound is made anew": lambda told, who: Rendition.objects.filter(name="audio.opus").delete(),
    "nobody may download it": lambda told, who: _say_no(told, Use.EXPORT, who),
    "nobody may quote it": lambda told, who: _say_no(told, Use.QUOTE, who),
    "something is offered": lambda told, who: Proposal.objects.create(
        story=told, kind="glossary", words=["w9"], heard="of", meant="off", start=4, end=4.4, score=0.9, revision=1
    ),
}


def _rename(person, name):
    person.name = name
    person.save()


def _say_no(told, use, who):
    consent.record_consent(told.people.get(), {use: False}, hand=Hand(who["ada"]))


@pytest.fixture
def who(ada, ben, cleo, max_):
    return {"ada": ada, "ben": ben, "cleo": cleo, "max": max_}


@pytest.mark.parametrize("change", CHANGES)
def test_the_very_next_stranger_sees_it_when(change, told, who):
    before = read(told)
    assert read(told) == before
    CHANGES[change](told, who)
    after = read(told)
    assert after != before
    assert after == anew(told)


ENDS = {
    "it is taken back": lambda told, who: withdrawing.take_back(told, hand=Hand(who["ada"])),
    "somebody in it says no": lambda told, who: _say_no(told, Use.PUBLISH, who),
    "it is hidden over a concern": lambda told, who: holding.hold_story(told, by=None, why="", until_looked=True),
    "it is for members alone": lambda told, who: stories.choose_audience(
        told, {"reach": Reach.MEMBERS}, by=who["ada"], readers=[]
    ),
    "it is made private": lambda told, who: stories.make_private(told, by=who["ada"]),
    "its last day is over": lambda told, who: Story.objects.update(closes_on=timezone.localdate() - timedelta(1)),
}


@pytest.mark.parametrize("end", ENDS)
def test_the_very_next_stranger_gets_nothing_of_it_when(end, told, who):
    assert read(told)[0] == 200
    ENDS[end](told, who)
    status, html = read(told)
    assert status in (403, 404, 410)
    assert "coal production" not in html


def test_a_page_is_made_once_and_asked_for_at_the_door_each_time(told, django_assert_num_queries):
    read(told)
    with django_assert_num_queries(3) as asked:  # may strangers see it; what is offered in it; beside it
        read(told)
    assert '"publish_from"' in asked.captured_queries[0]["sql"]


def test_the_page_reads_no_table_that_is_not_named(told, ben):
    _row_of(told)
    with CaptureQueriesContext(connection) as asked:
        read(told)
    tables = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', " ".join(one["sql"] for one in asked)))
    named = {trigger.table for trigger in (*STORY.triggers, *NETWORK.triggers)} | {STORY.table, NETWORK.table}
    assert tables - named - ASKED_EACH_TIME == set()
    assert "conversing_comment" in tables


def test_whoever_is_signed_in_gets_a_page_of_their_own(told, browse, ada, ben):
    strangers = read(told)
    pages = [read(told, browse(person)) for person in (ada, ben)]
    assert ["Ada Okafor</span>" in page[1] for page in (strangers, *pages)] == [False, True, False]
    assert ["Log out" in page[1] for page in (strangers, *pages)] == [False, True, True]
    assert read(told) == strangers


def test_whoever_sent_something_from_this_browser_gets_a_page_of_their_own(told):
    client = Client()
    read(told, client)
    sent = client.post(f"/stories/{told.slug}/comments/", {"text": "Only I see this for now.", "name": "Mo"})
    assert sent.status_code == 302
    assert "Only I see this for now." in read(told, client)[1]
    assert "Only I see this for now." not in read(told)[1]


def test_every_visitor_has_a_token_and_a_nonce_of_their_own(told):
    found = []
    for _ in range(3):
        client = Client(enforce_csrf_checks=True)
        response = opened(told, client)
        html = response.content.decode()
        tokens, nonces = ({own for own in side if own} for side in zip(*OWN.findall(html), strict=True))
        [token], [nonce] = tokens, nonces
        assert f"'nonce-{nonce}'" in response.headers["Content-Security-Policy"]
        sent = client.post(f"/stories/{told.slug}/experienced/", {"csrfmiddlewaretoken": token})
        assert sent.status_code == 302
        found += [token, nonce, client.cookies[site.CSRF_COOKIE_NAME].value]
    assert len(set(found)) == 9


def test_a_token_is_good_for_nobody_else(told):
    token = OWN.search(opened(told).content.decode())[1]
    other = Client(enforce_csrf_checks=True)
    opened(told, other)
    sent = other.post(f"/stories/{told.slug}/experienced/", {"csrfmiddlewaretoken": token})
    assert sent.status_code == 403


def test_nothing_that_a_visitor_brings_finds_its_way_into_it(told):
    client = Client()
    client.cookies["language"] = "xx-marker"
    client.cookies["something"] = "marker"
    client.get(told.get_absolute_url(), headers={"User-Agent": "marker", "Referer": "http://testserver/marker"})
    assert "marker" not in read(told)[1]


def test_other_hosts_and_ways_to_read_have_pages_of_their_own(told, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    pages = [read(told)[1], opened(told, host="other.example").content.decode()]
    assert [f"http://other.example{told.get_absolute_url()}" in page for page in pages] == [False, True]
    clean = Client().get(told.get_absolute_url() + "?clean=1").content.decode()
    assert ("is-clean" in clean, "is-clean" in read(told)[1]) == (True, False)


@pytest.mark.parametrize("times", [1, 2])
def test_it_travels_compressed_and_is_the_same_page(told, times):
    for _ in range(times):
        squeezed = opened(told, **GZIP)
    html = gzip.decompress(squeezed.content).decode()
    assert (200, OWN.sub("", html)) == read(told)
    assert len(squeezed.content) < len(html) / 2
    assert squeezed.headers["Vary"] == "Accept-Encoding, Cookie, Save-Data, Accept-Language"


def test_whoever_has_it_already_is_told_so_until_it_changes(told):
    client = Client()
    first = opened(told, client)
    again = opened(told, client, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Security-Policy" not in again.headers  # the page they have holds the nonce of the one before
    Story.objects.update(title="Another")
    assert opened(told, client, **{"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_a_page_with_the_token_of_another_cookie_is_never_called_the_same(told):
    tag = opened(told).headers["ETag"]
    other = Client()
    opened(told, other)
    assert opened(told, other, **{"If-None-Match": tag}).status_code == 200
    assert opened(told, Client(), **{"If-None-Match": tag}).status_code == 200


def test_no_more_is_kept_than_the_host_has_room_for(told, settings):
    read(told)
    assert len(kept.SHELF) == 1
    settings.HEARD = {**settings.HEARD, "HEARD_KEPT_PAGES": 0}
    kept.SHELF.clear()
    read(told)
    assert len(kept.SHELF) == 0


def test_the_oldest_make_room(story, settings):
    first, second = story("First"), story("Second")
    read(first)
    settings.HEARD = {**settings.HEARD, "HEARD_KEPT_PAGES": kept.SHELF.size + 100}
    read(second)
    assert len(kept.SHELF) == 1


def test_words_do_not_stay_in_memory_when_nobody_asks_for_them(story, monkeypatch):
    gone, other = story("Gone"), story("Other")
    read(gone)
    monkeypatch.setattr(kept, "MINUTES", 0)
    read(other)
    assert len(kept.SHELF) == 1
