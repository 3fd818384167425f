"""Reviewing by place: one card for one place, one press for one sender, and what was accepted unheard says so."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.apps.correcting import actions
from heard.apps.correcting.actions import Remark
from heard.apps.correcting.models import Correction
from heard.apps.joining.senders import Sender
from tests.page import Page

COAL = "w10 w11"


def page_of(browse, who, told):
    return browse(who).get(reverse("review-story", args=[told.slug]))


def decide(browse, who, row, **given):
    return browse(who).post(reverse("decide", args=[row.pk]), {"decision": "accept", **given})


def test_reports_of_one_place_are_one_card(browse, story, say, ben, max_, cleo):
    told = story()
    say(told, ben, COAL, "co-production,")
    say(told, max_, "w9 w10 w11", "of co-production,")
    say(told, "doreen", "w11")
    say(told, "enid", "w1", "Did")
    page = Page(page_of(browse, cleo, told))
    assert page.texts("h2", "card-title")[0] == "3 suggestions for one place"
    assert page.texts("span", "badge")[0] == "2 places to decide on"


class TestUnheard:
    def test_it_is_marked_for_the_editor_and_in_the_history(self, browse, story, say, ben, cleo):
        row = say(story(), ben, COAL, "co-production,")
        decide(browse, cleo, row)
        row.refresh_from_db()
        page = browse(cleo).get(reverse("review-story", args=[row.story.slug]), {"done": row.pk}).content.decode()
        history = browse(cleo).get(reverse("revisions", args=[row.story.slug])).content.decode()
        assert (row.state, row.unheard) == ("accepted", True)
        assert ["without playing it" in page, "Accepted unheard" in page, "accepted unheard" in history] == [True] * 3

    def test_not_when_it_was_played(self, browse, story, say, ben, cleo):
        row = say(story(), ben, COAL, "co-production,")
        decide(browse, cleo, row, listened="on")
        row.refresh_from_db()
        assert (row.state, row.unheard) == ("accepted", False)

    def test_undoing_it_takes_the_mark_away(self, browse, story, say, ben, cleo):
        row = say(story(), ben, COAL, "co-production,")
        decide(browse, cleo, row)
        decide(browse, cleo, row, decision="reopen")
        row.refresh_from_db()
        assert (row.state, row.unheard) == ("waiting", False)


class TestDeclineAll:
    @pytest.fixture
    def vandal(self, story, say, ben):
        first, other = story("One"), story("Two")
        mine = [say(first, "max", "w1", "rude"), say(first, "max", COAL, "ruder"), say(other, "max", "w1", "rude")]
        kept = [say(first, ben, "w1", "rude"), say(first, "doreen", "w3", "to")]
        return mine, kept

    def send(self, browse, who, row, **given):
        return browse(who).post(
            reverse("decline-all", args=[row.pk]), {"other_reason": "This is not what is said."} | given
        )

    def states(self, rows):
        return [Correction.objects.get(pk=row.pk).state for row in rows]

    def test_everything_that_waits_from_one_sender_and_nothing_of_others(self, browse, vandal, cleo):
        mine, kept = vandal
        assert self.send(browse, cleo, mine[0]).status_code == 302
        assert (self.states(mine), self.states(kept)) == (["declined"] * 3, ["waiting"] * 2)
        assert {Correction.objects.get(pk=row.pk).reason for row in mine} == {"This is not what is said."}

    def test_a_reporter_only_in_their_own_story(self, browse, vandal, ada, max_, story, say):
        mine, _kept = vandal
        elsewhere = say(story("Three", by=max_), "max", "w1", "rude")
        self.send(browse, ada, mine[0])
        assert self.states([*mine, elsewhere]) == ["declined", "declined", "waiting", "waiting"]

    def test_one_press_takes_it_back(self, browse, vandal, cleo):
        mine, _kept = vandal
        client = browse(cleo)
        client.post(reverse("decline-all", args=[mine[0].pk]), {"other_reason": "No."})
        page = client.get(reverse("review-story", args=["one"])).content.decode()
        assert "Undo: let all 3 suggestions wait again" in page
        client.post(reverse("reopen-all", args=["one"]))
        assert self.states(mine) == ["waiting"] * 3

    def test_those_of_the_same_address_when_asked(self, browse, story, cleo):
        told = story()
        rows = [
            actions.report(told, Sender(visitor=f"v{number}", origin="there"), Remark("replace", (word,), "rude"))
            for number, word in enumerate(("w1", "w3", "w10"))
        ]
        self.send(browse, cleo, rows[0])
        assert self.states(rows) == ["declined", "waiting", "waiting"]
        self.send(browse, cleo, rows[1], same_address="on")
        assert self.states(rows) == ["declined"] * 3

    def test_not_without_a_reason(self, browse, vandal, cleo):
        mine, _kept = vandal
        assert self.send(browse, cleo, mine[0], other_reason=" ").status_code == 400
        assert self.states(mine) == ["waiting"] * 3

    def test_who_may(self, browse, vandal, ben, max_):
        mine, _kept = vandal
        assert [self.send(browse, who, mine[0]).status_code for who in (None, ben, max_)] == [403] * 3
        assert [browse(who).post(reverse("reopen-all", args=["one"])).status_code for who in (None, ben)] == [403] * 2

    def test_nobody_declines_their_own_this_way(self, browse, story, say, cleo):
        row = say(story(), cleo, "w1", "Did")
        assert (self.send(browse, cleo, row).status_code, self.states([row])) == (403, ["waiting"])
