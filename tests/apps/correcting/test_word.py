"""Any word tells its history: stories/<slug>/words/<id>/."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from heard.apps.correcting import actions
from heard.apps.correcting.queries.history import history_of
from tests.page import Page

COAL = "w12 w13"


def address(story, word):
    return reverse("word", args=[story.slug, word])


@pytest.fixture
def put_right(story, say, ben, cleo):
    """Ben's fix, accepted by Cleo: “coal production,” became “co-production,” (r2.1)."""
    told = story()
    actions.accept(say(told, ben, COAL, "co-production,"), cleo, reason="I know the project.")
    return told


def test_a_word_that_nobody_touched_is_the_machines(browse, story):
    page = browse(None).get(address(story(), "w12")).content.decode()
    assert "It wrote <q" in page
    assert "Nobody has said anything else about this word." in page


def test_a_word_knows_what_it_came_from_and_who_changed_it(put_right, ben, cleo):
    history = history_of(put_right, "r2.1")
    assert (history.word.text, history.machine) == ("co-production,", "coal production,")
    (touch,) = history.touches
    assert (touch.before, touch.after, touch.revision.by) == ("coal production,", "co-production,", cleo)
    assert touch.revision.correction.author == ben


def test_a_change_of_a_change_and_its_undoing_are_all_told(put_right, say, ben, cleo):
    row = actions.accept(say(put_right, ben, "r2.1", "co-creation,", base=2), cleo)
    actions.undo(row.revision, cleo)
    history = history_of(put_right, "r2.1")
    assert [touch.revision.cause for touch in history.touches] == ["correction", "correction", "undo"]
    assert history.machine == "coal production,"


def test_editors_and_the_reporter_see_what_was_taken_out(browse, put_right, ada, cleo):
    for who in (ada, cleo):
        page = browse(who).get(address(put_right, "r2.1")).content.decode()
        assert "coal production," in page
        assert "sent by Ben Achterberg, accepted by Cleo Marsh" in page
        assert "I know the project." in page


@pytest.mark.parametrize("who", [None, "max_"])
def test_readers_see_that_it_was_put_right_and_nothing_of_what_was_taken_out(browse, put_right, say, who, request):
    say(put_right, "a visitor", "r2.1", "something rude,", base=2)
    client = browse(request.getfixturevalue(who) if who else None)
    answer = client.get(address(put_right, "r2.1"))
    page = answer.content.decode()
    assert Page(answer).texts("h2", "revision-number") == ["The machine", "Somebody put it right"]
    assert "It should say …: 1 person" in page
    for secret in ("coal", "rude", "Achterberg", "Cleo", "I know the project."):
        assert secret not in page
    assert client.get(address(put_right, "w12")).status_code == 404


def test_a_word_that_was_taken_out_is_there_for_those_who_may_see_it(browse, put_right, ada):
    assert browse(ada).get(address(put_right, "w12")).status_code == 200


def test_a_word_that_never_was_is_not_found(browse, put_right, cleo):
    assert browse(cleo).get(address(put_right, "w999")).status_code == 404


def test_a_stranger_learns_nothing_of_a_private_draft(browse, story, max_):
    assert browse(max_).get(address(story(published=False), "w12")).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_more_remarks_cost_no_more_questions(browse, story, say, ben, max_, hana, number, django_assert_num_queries):
    told = story()
    for who in (ben, max_, hana)[:number]:
        say(told, who, "w12", kind="right")
    client = browse(None)
    with django_assert_num_queries(9):
        client.get(address(told, "w12"))


def test_the_dialog_leads_to_the_history(browse, story):
    told = story()
    page = browse(None).get(told.get_absolute_url()).content.decode()
    assert f'href="{address(told, "WORD")}"' in page


def test_a_story_lists_what_people_wrote_and_each_leads_to_its_history(browse, story, say, ben, cleo):
    told = story()
    actions.accept(say(told, ben, "w12 w13", "co-production,"), cleo)
    page = browse(None).get(told.get_absolute_url()).content.decode()
    listed = re.search(r'<summary>What people wrote</summary>.*?href="([^"]+)"[^>]*>([^<]+)<', page, re.DOTALL)
    assert listed[2] == "co-production,"
    assert "History of “co-production,”" in browse(None).get(listed[1]).content.decode()


def test_an_editor_decides_again_on_what_was_declined_long_ago(browse, story, say, ben, cleo):
    told = story()
    row = say(told, ben, "w8", "Harold.")
    actions.decline(row, cleo, "I hear Hamid.")
    assert "Decide again" not in browse(ben).get(address(told, "w8")).content.decode()
    assert "Decide again" in browse(cleo).get(address(told, "w8")).content.decode()
    browse(cleo).post(reverse("decide", args=[row.pk]), {"decision": "reopen"})
    row.refresh_from_db()
    assert row.state == "waiting"
