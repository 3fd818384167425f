"""Notices: what somebody is told, once, and never about what they may not see."""

from __future__ import annotations

from functools import partial

import pytest
from django.urls import reverse

from heard.apps.conversing.actions import comments as actions
from heard.apps.conversing.actions.notices import tell_of_corrections
from heard.apps.conversing.models import Comment, Notice
from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.telling.actions.stories import unpublish_story
from tests.page import Page


def told_to(client):
    """The sentences on somebody's page of notices."""
    page = Page(client.get(reverse("notices")))
    return [text.removeprefix("New ") for text in page.texts("p") if "“" in text or "concern" in text]


def test_strangers_are_asked_to_log_in(browse):
    assert browse(None).get(reverse("notices")).status_code == 302


def test_a_reply_is_told_to_whom_it_answers_and_the_reporter_of_the_story(browse, story, says, ada, cleo, hana):
    first = says(cleo, story("Fourteen nights"), "First.")
    says(hana, first.story, "Answer.", first)
    assert told_to(browse(cleo)) == ["Hana Yilmaz replied to your comment on “Fourteen nights”."]
    assert told_to(browse(ada)) == [
        "Hana Yilmaz commented on your story “Fourteen nights”.",
        "Cleo Marsh commented on your story “Fourteen nights”.",
    ]


def test_nobody_is_told_of_what_they_wrote_themselves(browse, story, says, ada):
    row = says(ada, story(), "First.")
    says(ada, row.story, "And another thing.", row)
    assert Notice.objects.count() == 0


def test_what_waits_is_told_of_when_it_is_shown_and_its_writer_is_told_that_it_is(browse, story, says, ada, max_, rae):
    row = says(max_, story("Fourteen nights"), "Me too.")
    before = told_to(browse(ada))
    actions.accept(row, rae)
    assert (before, told_to(browse(ada))) == ([], ["Max Nobody commented on your story “Fourteen nights”."])
    assert told_to(browse(max_)) == ["Your comment on “Fourteen nights” is there for others to read now."]


def test_a_declined_comment_is_told_to_its_writer_with_the_reason(browse, story, says, max_, rae):
    actions.decline(says(max_, story(), "He is called Harold."), rae, "It names somebody.")
    page = browse(max_).get(reverse("notices")).content.decode()
    assert "is not shown." in page
    assert "It names somebody." in page


@pytest.mark.parametrize(
    ("decide", "sentence"),
    [
        (correcting.accept, "Thank you. What you put right in “Fourteen nights” was accepted."),
        (
            partial(correcting.decline, reason="I cannot hear it."),
            "Your correction to “Fourteen nights” was not taken.",
        ),
    ],
)
def test_what_became_of_a_correction_is_told_once(browse, story, ben, cleo, decide, sentence):
    told = story("Fourteen nights")
    row = correcting.report(told, Sender(user=ben), Remark("replace", ("w12", "w13"), "co-production,"))
    tell_of_corrections()
    decide(row, cleo)
    for _ in range(2):
        tell_of_corrections()
    assert told_to(browse(ben)) == [sentence]


def test_a_decision_that_was_changed_is_told_again(story, ben, cleo):
    row = correcting.report(story(), Sender(user=ben), Remark("replace", ("w12", "w13"), "co-production,"))
    correcting.decline(row, cleo, "I cannot hear it.")
    tell_of_corrections()
    correcting.reopen(row, cleo)
    row.refresh_from_db()
    correcting.accept(row, cleo)
    tell_of_corrections()
    assert Notice.objects.filter(person=ben).count() == 2


def test_nothing_is_told_of_a_story_that_one_may_no_longer_see(browse, story, says, ada, cleo, max_):
    row = says(max_, story(), "Me too.", shown=True)
    says(cleo, row.story, "Answer.", row)
    before = len(told_to(browse(max_)))
    unpublish_story(row.story, by=ada)
    assert [before, told_to(browse(max_)), len(told_to(browse(ada)))] == [1, [], 1]


def test_nothing_is_told_of_a_comment_that_is_gone(browse, story, says, ada, cleo):
    row = says(cleo, story(), "Harold did it.")
    actions.hold(row, None, "concern:1")
    assert told_to(browse(ada)) == []


def test_new_notices_are_counted_on_every_page_until_they_are_read(browse, story, says, ada, cleo):
    says(cleo, story(), "First.")
    client = browse(ada)
    counts = []
    for place in ("home", "notices", "home"):
        counts.append(Page(client.get(reverse(place))).texts("span", "user-menu-new"))
    assert counts == [["1 new"], [], []]
    assert Page(browse(cleo).get(reverse("home"))).texts("span", "user-menu-new") == []


def test_markup_in_a_name_is_only_text(browse, story, says, ada):
    row = says("<b>Bold</b>", story(), "Hello.", shown=True)
    Notice.objects.create(person=ada, kind="comment", key="k", story=row.story, comment=row)
    page = browse(ada).get(reverse("notices")).content.decode()
    assert "&lt;b&gt;Bold&lt;/b&gt; commented" in page
    assert "<b>Bold" not in page


def test_many_notices_cost_no_more_queries(browse, story, says, ada, cleo, django_assert_num_queries):
    told, client = story(), browse(ada)
    for times in (1, 3):
        for number in range(times):
            says(cleo, told, f"{times} {number}.")
        with django_assert_num_queries(6):
            client.get(reverse("notices"))
    assert Comment.objects.count() == 4
