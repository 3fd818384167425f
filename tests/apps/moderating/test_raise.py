"""Raise a concern about anything that one can see, with or without an account, and follow it by a link."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.moderating.models import Concern
from heard.server.parts import Pace
from tests.page import Page

RAISE = "/concerns/new/"
SCRIPT = "<script>alert(1)</script>"


def send(client, about, reason="misleading", text="It was March.", **more):
    return client.post(RAISE, {"about": about, "reason": reason, "text": text, **more})


def open_to(client, about):
    return client.get(RAISE, {"about": about}).status_code


def test_the_page_says_what_to_do_in_danger_and_what_happens_next(browse, story):
    page = browse(None).get(RAISE, {"about": f"story:{story('Fourteen nights').pk}"}).content.decode()
    said = ["If somebody is in danger now, call 999.", "What happens next", "Fourteen nights", "Somebody is at risk"]
    assert [text for text in said if text not in page] == []


def test_safeguarding_is_the_first_reason(browse):
    labels = Page(browse(None).get(RAISE)).texts("label")
    assert labels[0] == "Somebody is at risk"


def test_a_stranger_raises_one_and_follows_it_by_a_link(browse, story):
    stranger = browse(None)
    answer = send(stranger, f"story:{story('Fourteen nights').pk}", start="1:05", end="1:10")
    row = Concern.objects.get()
    assert (row.about, row.reason, row.start, row.end, row.author) == (row.about, "misleading", 65.0, 70.0, None)
    assert answer.url == reverse("concern", args=[row.token])
    page = browse(None).get(answer.url).content.decode()
    said = ["It waits for a moderator.", "It was March.", f"http://testserver{answer.url}", "1:05–1:10"]
    assert [text for text in said if text not in page] == []


def test_anything_that_one_can_see_can_be_named(browse, story, says, ada, ben, cleo):
    told = story()
    comment = says(ada, told, "First.")
    mine = correcting.report(told, Sender(user=ben), Remark("wrong", ("w12",)))
    abouts = ["", "site", f"story:{told.pk}", f"comment:{comment.pk}", f"person:{ada.pk}", f"correction:{mine.pk}"]
    assert [open_to(browse(ben), about) for about in abouts] == [200] * 6


def test_what_one_cannot_see_cannot_be_named(browse, story, says, ada, ben, cleo, max_):
    told, draft = story(), story("Not yet", published=False)
    waiting = says(max_, told, "It waits.")
    theirs = correcting.report(told, Sender(user=cleo), Remark("wrong", ("w12",)))
    abouts = [f"story:{draft.pk}", f"comment:{waiting.pk}", f"correction:{theirs.pk}", f"person:{max_.pk}"]
    abouts += ["story:x", "story:", "story:-1", "story:²", f"story:{'9' * 40}", "user:1", SCRIPT, "story:1\x00"]
    for client in (browse(None), browse(ben)):
        assert [open_to(client, about) for about in abouts] == [404] * len(abouts)
        assert [send(client, about).status_code for about in abouts] == [404] * len(abouts)
    assert Concern.objects.count() == 0


@pytest.mark.parametrize(
    "given",
    [
        {"text": ""},
        {"text": " \n"},
        {"text": "x" * 2001},
        {"text": "a\x00"},
        {"reason": "boring"},
        {"reason": ""},
        {"start": "soon"},
        {"website": "https://pills.example"},
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence(browse, story, given):
    answer = send(browse(None), f"story:{story().pk}", **given)
    assert (answer.status_code, Concern.objects.count()) == (400, 0)
    assert "There is a problem" in answer.content.decode()


def test_pressing_send_twice_is_sending_once(browse, story):
    told, client = story(), browse(None)
    answers = [send(client, f"story:{told.pk}").url for _ in range(2)]
    assert (Concern.objects.count(), answers[0]) == (1, answers[1])


def test_too_fast_is_told_and_nobody_else_is_slowed(browse, story, settings, ben):
    settings.HEARD = {**settings.HEARD, "HEARD_PACE": Pace(corrections=1)}
    told, client = story(), browse(None)
    statuses = [send(client, f"story:{told.pk}", text=f"{number}.").status_code for number in range(2)]
    assert [*statuses, send(browse(ben), f"story:{told.pk}").status_code] == [302, 429, 302]


def test_markup_is_only_text(browse, story, rae):
    send(browse(None), f"story:{story().pk}", text=SCRIPT, name=SCRIPT)
    row = Concern.objects.get()
    places = [reverse("concern", args=[row.token]), reverse("moderate-concern", args=[row.pk])]
    for place in places:
        page = browse(rae).get(place).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert SCRIPT not in page


def test_a_link_that_is_not_ours_opens_nothing(browse):
    links = ["/concerns/xxxxxxxx/", "/concerns/%00/", "/concerns/a%20b/", f"/concerns/{'9' * 900}/"]
    assert [browse(None).get(link).status_code for link in links] == [404] * 4


def test_the_link_tells_nothing_of_a_story_that_its_reader_may_not_see(browse, story, worries):
    row = worries("doreen", f"story:{story('Fourteen nights').pk}", "safeguarding")
    page = browse(None).get(reverse("concern", args=[row.token])).content.decode()
    assert "Fourteen nights" not in page
    assert "Something that you cannot see any more" in page


class TestHiddenAtOnce:
    """For the reasons that the host names, before anybody has looked."""

    def statuses(self, browse, told, *people):
        return [browse(who).get(told.get_absolute_url()).status_code for who in people]

    @pytest.mark.parametrize(
        ("reason", "status"), [("safeguarding", 403), ("private", 403), ("hateful", 200), ("other", 200)]
    )
    def test_a_story(self, browse, story, worries, ada, max_, rae, reason, status):
        told = story()
        row = worries("doreen", f"story:{told.pk}", reason)
        assert self.statuses(browse, told, None, max_, ada, rae) == [status, status, 200, 200]
        assert row.hid is (status == 403)

    def test_a_comment(self, browse, story, says, worries, ada):
        row = says(ada, story(), "Harold lives at number 9.")
        worries("doreen", f"comment:{row.pk}", "private")
        pages = [browse(who).get(row.story.get_absolute_url()).content.decode() for who in (None, ada)]
        assert ["number 9" in page for page in pages] == [False, True]

    def test_the_host_says_for_which_reasons(self, browse, story, worries, settings):
        settings.HEARD = {**settings.HEARD, "HEARD_HIDE_AT_ONCE": ["none"]}
        told = story()
        worries("doreen", f"story:{told.pk}", "safeguarding")
        assert self.statuses(browse, told, None) == [200]

    def test_the_same_again_hides_nothing_when_a_moderator_found_it_in_order(self, browse, story, worries, rae):
        told = story()
        first = worries("doreen", f"story:{told.pk}", "private")
        browse(rae).post(reverse("decide-concern", args=[first.pk]), {"decision": "no-action", "text": "It is fine."})
        second = worries("enid", f"story:{told.pk}", "private")
        assert (self.statuses(browse, told, None), second.hid) == ([200], False)


def test_every_page_leads_to_it(browse, story, says, ada, ben, cleo):
    row = says(ada, story(), "First.")
    fix = correcting.report(row.story, Sender(user=ben), Remark("wrong", ("w12",)))
    places = {
        row.story.get_absolute_url(): f"?about=story:{row.story.pk}",
        reverse("comments", args=[row.story.slug]): f"?about=comment:{row.pk}",
        reverse("reporter", args=[ada.slug]): f"?about=person:{ada.pk}",
        reverse("review-story", args=[row.story.slug]): f"?about=correction:{fix.pk}",
        reverse("about"): "",
    }
    pages = {place: browse(cleo).get(place).content.decode() for place in places}
    assert [place for place, about in places.items() if f'href="{RAISE}{about}"' not in pages[place]] == []
