"""Everything that waits, in one place: who sees what of it, comments one after the other, and the lists."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from heard.apps.conversing.models import Comment
from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.moderating.models import SavedReply
from heard.apps.telling.actions.holding import hold_story
from tests.page import Page

PAGES = ("moderate", "moderate-stories", "moderate-consents", "moderate-comments", "moderate-concerns", "saved-replies")


def tabs(client, name="moderate"):
    return [text for text in Page(client.get(reverse(name))).texts("a") if text.endswith(")")]


def test_who_may_open_which_page(browse, ada, ben, cleo, rae, hana):
    found = {
        who: [browse(who).get(reverse(name)).status_code for name in PAGES] for who in (None, ben, ada, cleo, rae, hana)
    }
    assert list(found.values()) == [
        [403] * 6,
        [403] * 6,
        [403] * 6,
        [200, 200, 200, 403, 403, 403],
        [200, 200, 200, 200, 200, 403],
        [200] * 6,
    ]


def test_it_says_how_many_wait_of_each(browse, story, says, worries, ben, max_, cleo, rae):
    told = story(closes_on=timezone.localdate() + timedelta(days=3))
    story("Not yet", published=False)
    says(max_, told, "Me too.")
    worries(max_, f"story:{told.pk}")
    correcting.report(told, Sender(user=ben), Remark("wrong", ("w12",)))
    lists = ["Stories (1)", "Corrections (1 story)", "Ending soon (1)"]
    assert [tabs(browse(who)) for who in (cleo, rae)] == [lists, ["Concerns (1)", "Comments (1)", *lists]]


def test_words_that_people_asked_about_and_places_to_hear_are_among_what_waits(browse, cleo):
    browse(None).post(reverse("ask"), {"text": "respite"})
    page = Page(browse(cleo).get(reverse("moderate")))
    cards = dict(zip(page.texts("h2", "card-title"), page.texts("span", "badge"), strict=True))
    assert (cards["What people asked"], cards["Maybe misheard too"]) == ("1 waits", "0 wait")


def test_the_way_there_is_in_the_bar_of_those_who_need_it(browse, ada, cleo, rae):
    pages = [browse(who).get(reverse("home")).content.decode() for who in (None, ada, cleo, rae)]
    assert ['href="/moderate/"' in page for page in pages] == [False, False, True, True]


class TestComments:
    def post(self, client, row, **given):
        return client.post(reverse("decide-comment", args=[row.pk]), given)

    def test_accepted_one_is_shown_and_the_next_comes_up(self, browse, story, says, max_, rae):
        first, second = says(max_, story(), "First."), says("doreen", story("Another"), "Second.")
        answer = self.post(browse(rae), first, decision="accept")
        assert answer.url == f"/moderate/comments/?done=accepted#report-{second.pk}"
        assert list(Comment.objects.values_list("state", flat=True)) == ["shown", "waiting"]

    def test_declined_one_needs_a_reason_or_a_saved_reply(self, browse, story, says, max_, rae):
        row = says(max_, story(), "Harold did it.")
        saved = SavedReply.objects.create(title="Names", text="It names somebody.")
        without = self.post(browse(rae), row, decision="decline")
        assert (without.url, Comment.objects.get().state) == (f"/moderate/comments/#report-{row.pk}", "waiting")
        self.post(browse(rae), row, decision="decline", reply=saved.pk)
        row.refresh_from_db()
        assert (row.state, row.reason, row.decided_by) == ("declined", "It names somebody.", rae)

    def test_pressing_twice_is_told_that_nothing_is_there(self, browse, story, says, max_, rae):
        row = says(max_, story(), "First.")
        statuses = [self.post(browse(rae), row, decision="accept").status_code for _ in range(2)]
        assert statuses == [302, 404]

    def test_nobody_else_decides(self, browse, story, says, ada, max_, cleo):
        row = says(max_, story(), "First.")
        statuses = [self.post(browse(who), row, decision="accept").status_code for who in (None, max_, ada, cleo)]
        assert (statuses, Comment.objects.get().state) == ([403] * 4, "waiting")

    def test_moderators_see_how_it_read_before(self, browse, story, says, max_, rae):
        row = says(max_, story(), "Frist.")
        browse(max_).post(reverse("comment", args=[row.pk]), {"text": "First."})
        assert "Frist." in browse(rae).get(reverse("moderate-comments")).content.decode()

    def test_markup_is_only_text(self, browse, story, says, rae):
        says("<b>Bold</b>", story(), "<script>alert(1)</script>")
        page = browse(rae).get(reverse("moderate-comments")).content.decode()
        assert ("<script>alert" in page, "<b>Bold" in page, "&lt;script&gt;alert(1)" in page) == (False, False, True)


def test_a_story_that_is_signed_off_waits_until_it_is_published(browse, story, cleo):
    story("Ready", published=False)
    story("Not asked", published=False, storyteller="")
    story("Out already")
    page = browse(cleo).get(reverse("moderate-stories")).content.decode()
    assert [title in page for title in ("Ready", "Not asked", "Out already")] == [True, False, False]


def test_a_story_that_was_hidden_is_shown_again_by_a_moderator(browse, story, cleo, rae):
    told = story()
    hold_story(told, by=None, why="concern:1")
    statuses = [browse(who).post(reverse("release-story", args=[told.pk])).status_code for who in (cleo, rae, rae)]
    assert (statuses, browse(None).get(told.get_absolute_url()).status_code) == ([403, 302, 404], 200)


@pytest.mark.parametrize(("days", "listed"), [(-1, False), (0, True), (30, True), (31, False)])
def test_what_ends_within_a_month_is_listed(browse, story, cleo, days, listed):
    story("Fourteen nights", closes_on=timezone.localdate() + timedelta(days=days))
    page = browse(cleo).get(reverse("moderate-consents")).content.decode()
    assert ("Fourteen nights" in page) is listed


def test_the_most_serious_concern_comes_first(browse, story, worries, rae):
    told = story()
    for name, reason in (("a", "other"), ("b", "safeguarding"), ("c", "hateful")):
        worries(name, f"story:{told.pk}" if name == "a" else "site", reason)
    titles = Page(browse(rae).get(reverse("moderate-concerns"))).texts("h2", "card-title")
    assert titles == ["Somebody is at risk", "It is hateful or threatening", "Something else"]


def test_the_host_words_the_saved_replies(browse, hana):
    client = browse(hana)
    client.post(reverse("saved-replies"), {"title": "Names", "text": "It names somebody."})
    row = SavedReply.objects.get()
    client.post(reverse("saved-reply", args=[row.pk]), {"title": "Names", "text": "It gives a name away."})
    row.refresh_from_db()
    refused = client.post(reverse("saved-replies"), {"title": "", "text": "x" * 2000}).status_code
    client.post(reverse("saved-reply", args=[row.pk]), {"drop": 1})
    assert (row.text, refused, SavedReply.objects.count()) == ("It gives a name away.", 400, 0)


@pytest.mark.parametrize("name", ["moderate", "moderate-comments", "moderate-concerns", "moderate-stories"])
def test_many_cost_no_more_queries(browse, story, says, worries, max_, rae, name, django_assert_max_num_queries):
    client = browse(rae)
    counts = []
    for number in (1, 2, 3):
        told = story(f"Told {number}")
        story(f"Draft {number}", published=False)
        says(max_, told, f"{number}.")
        for about in (f"story:{told.pk}", f"comment:{says(rae, told, 'Hello.').pk}", "site"):
            worries(max_, about, text=f"{number}.")
        with django_assert_max_num_queries(100) as asked:
            client.get(reverse(name))
        counts.append(len(asked))
    assert counts[0] == counts[2]
