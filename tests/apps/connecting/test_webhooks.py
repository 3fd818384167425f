"""A webhook is told what happens to stories that everybody may see, in order, signed, and again where it failed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.utils import timezone

from heard.apps.connecting.actions.webhooks import end_webhook, make_webhook, note_events, send_test
from heard.apps.connecting.models import Announced, Delivery, Webhook
from heard.apps.connecting.tasks import tell
from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark
from heard.apps.joining.senders import Sender
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.withdrawing import erase, take_back
from heard.apps.telling.models import Story
from heard.core.errors import BadInput, NotAllowed, TooMany
from heard.core.people.webhooks import AGAIN, MOST, signature


@dataclass
class Listener:
    """A program that is told. It answers with `status`."""

    address: str = ""
    status: int = 204
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def told(self) -> list[tuple[str, str]]:
        messages = [json.loads(body) for _headers, body in self.got]
        return [(message["type"], message["data"].get("slug", "")) for message in messages]


@pytest.fixture
def listener(settings) -> Iterator[Listener]:
    """On this machine, which a site on trial may reach."""
    settings.DEBUG = True
    program = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            program.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(program.status)
            self.send_header("Location", "http://127.0.0.1/elsewhere")
            self.end_headers()

        def log_message(self, *_said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    program.address = f"http://127.0.0.1:{server.server_port}/told?from=heard"
    Thread(target=server.serve_forever, daemon=True).start()
    yield program
    server.shutdown()
    server.server_close()


@pytest.fixture
def webhook(story, hana, listener) -> Webhook:
    story("There before")
    return make_webhook(listener.address, by=hana)


def due_now() -> None:
    Delivery.objects.update(next_at=timezone.now() - timedelta(seconds=1))


def test_it_hears_of_what_happens_from_now_on(webhook, listener, story):
    story("Told", published=False)
    story("New")
    tell()
    tell()
    assert listener.told == [("story.published", "new")]


def test_it_hears_where_the_story_is_and_nothing_that_is_told_in_it(webhook, listener, story, settings):
    story("New", ("S1", "Nobody was to hear this."))
    tell()
    message = json.loads(listener.got[0][1])
    assert message["data"] == {
        "slug": "new",
        "page": f"{settings.SITE_URL}/stories/new/",
        "api": f"{settings.SITE_URL}/api/v1/stories/new/",
    }
    assert b"Nobody" not in listener.got[0][1]


def test_every_message_is_signed_and_has_an_id_of_its_own(webhook, listener, story):
    story("New")
    story("Newer")
    tell()
    for headers, body in listener.got:
        at = int(headers["webhook-timestamp"])
        assert headers["webhook-signature"] == signature(webhook.secret, headers["webhook-id"], at, body)
    assert len({headers["webhook-id"] for headers, _body in listener.got}) == 2


def test_a_change_of_its_words_is_told_once_a_round(webhook, listener, ben, cleo):
    told = Story.objects.get()
    for word, text in (("w12", "cold"), ("w13", "producing")):
        sent = correcting.report(told, Sender(user=ben), Remark("replace", (word,), text))
        correcting.accept_unheard(sent, cleo)
    tell()
    tell()
    assert listener.told == [("story.changed", "there-before")]


def test_what_is_taken_back_is_told_even_when_its_row_is_gone(webhook, listener, story, ada):
    new = story("New")
    tell()
    take_back(new, hand=Hand(ada))
    tell()
    new.refresh_from_db()
    erase(new)
    tell()
    assert listener.told == [("story.published", "new"), ("story.withdrawn", "new")]
    assert Announced.objects.filter(slug="new").count() == 0


def test_a_story_that_closes_on_a_day_is_withdrawn_on_it_though_nothing_is_written(webhook, listener):
    row = Webhook.objects.get()
    Story.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    Webhook.objects.update(seen=f"{row.seen.split()[0]} 2026-01-01")
    tell()
    assert listener.told == [("story.withdrawn", "there-before")]


def test_what_failed_is_tried_again_and_nothing_overtakes_it(webhook, listener, story):
    listener.status = 500
    story("New")
    tell()
    story("Newer")
    tell()
    assert listener.told == [("story.published", "new")]
    assert Webhook.objects.get().problem == "It answered that it could not take it."
    listener.status = 200
    due_now()
    tell()
    assert listener.told[1:] == [("story.published", "new"), ("story.published", "newer")]
    assert (Webhook.objects.get().problem, Delivery.objects.count()) == ("", 0)


def test_in_the_end_it_is_given_up_and_counted(webhook, listener, story):
    listener.status = 302
    story("New")
    for _time in range(len(AGAIN) + 1):
        due_now()
        tell()
    assert len(listener.got) == len(AGAIN) + 1
    assert (Delivery.objects.count(), Webhook.objects.get().given_up) == (0, 1)


def test_one_that_does_not_answer_holds_up_no_other(webhook, listener, story, hana):
    make_webhook("http://127.0.0.1:9/", by=hana)
    story("New")
    tell()
    assert listener.told == [("story.published", "new")]
    assert [row.problem for row in Webhook.objects.all()] == ["", "It did not answer."]


def test_it_is_never_led_into_the_network_that_the_site_stands_in(webhook, listener, story, settings):
    settings.DEBUG = False
    story("New")
    tell()
    assert listener.got == []
    assert Webhook.objects.get().problem == "Its address leads into the network that this site stands in."


def test_only_the_host_makes_one_and_only_of_a_safe_address(hana, cleo):
    with pytest.raises(NotAllowed):
        make_webhook("https://archive.example/", by=cleo)
    with pytest.raises(BadInput):
        make_webhook("http://archive.example/", by=hana)
    for number in range(MOST):
        make_webhook(f"https://archive.example/{number}", by=hana)
    with pytest.raises(TooMany):
        make_webhook("https://archive.example/more", by=hana)


def test_once_ended_it_is_told_nothing(webhook, listener, story, hana):
    story("New")
    end_webhook(webhook, by=hana)
    tell()
    assert (listener.got, Delivery.objects.count(), Announced.objects.count()) == ([], 0, 0)


def test_a_test_is_sent_at_once_and_so_is_what_waits(webhook, listener, story, hana):
    listener.status = 500
    story("New")
    tell()
    listener.status = 200
    send_test(webhook, by=hana)
    tell()
    assert listener.told[1:] == [("story.published", "new"), ("test", "")]


def test_the_page_says_how_each_of_them_is(browse, webhook, listener, story, hana):
    listener.status = 500
    story("New")
    tell()
    page = " ".join(browse(hana).get("/moderate/webhooks/").content.decode().split())
    assert "1 message waits." in page
    assert "It answered that it could not take it." in page
    assert webhook.secret not in page


@pytest.mark.parametrize("who", ["ben", "cleo", None])
def test_nobody_else_sees_the_page(request, browse, webhook, who):
    person = request.getfixturevalue(who) if who else None
    assert browse(person).get("/moderate/webhooks/").status_code in (302, 403)


def test_a_round_asks_as_much_with_three_stories_as_with_thirty(story, hana, django_assert_max_num_queries):
    row = make_webhook("https://archive.example/", by=hana)
    asked = []
    for number in (1, 3, 30):
        for one in range(number):
            story(f"Story {number} {one}", transcript=False)
        with django_assert_max_num_queries(20) as captured:
            note_events(row)
        asked.append(len(captured))
    assert Delivery.objects.count() == 34
    assert asked[1] == asked[2]
