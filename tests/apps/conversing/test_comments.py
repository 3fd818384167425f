"""Comments: who may write them, who reads them when, and that they go when their story goes."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.apps.conversing.actions import comments as actions
from heard.apps.conversing.models import Comment, Notice
from heard.apps.journal.models import Entry
from heard.apps.telling.actions.holding import hold_story
from heard.apps.telling.actions.stories import unpublish_story
from tests.page import Page

ME_TOO = "My mother went there as well."
SCRIPT = "<script>alert(1)</script>"


def address(story):
    return reverse("comments", args=[story.slug])


def send(client, story, text=ME_TOO, **more):
    return client.post(address(story), {"text": text, **more})


def texts(client, story):
    """What somebody reads under a story, on the comments' own page and on the page of the story."""
    pages = [Page(client.get(where)) for where in (address(story), story.get_absolute_url())]
    own, under = (page.texts("div", "said-text") for page in pages)
    assert own == under
    return own


def test_what_a_trusted_person_writes_is_there_at_once(browse, story, ada, max_):
    told = story()
    answer = send(browse(ada), told)
    row = Comment.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/stories/{told.slug}/comments/#comment-{row.pk}")
    assert [texts(browse(who), told) for who in (None, max_, ada)] == [[ME_TOO]] * 3


def test_what_others_write_is_theirs_alone_until_a_moderator_has_read_it(browse, story, ada, max_, rae):
    told, stranger = story(), browse(None)
    send(browse(max_), told, "I am Max.")
    send(stranger, told, "I have no account.", name="Doreen")
    assert [texts(client, told) for client in (browse(max_), stranger, browse(ada), browse(None))] == [
        ["I am Max."],
        ["I have no account."],
        [],
        [],
    ]
    for row in Comment.objects.all():
        actions.accept(row, rae)
    assert texts(browse(None), told) == ["I have no account.", "I am Max."]


def test_the_writer_is_told_that_it_waits(browse, story, max_):
    page = Page(browse(max_).post(address(story()), {"text": ME_TOO}, follow=True))
    assert page.texts("li", "message") == ["Thank you. A moderator reads it first. Until then only you can see it."]
    assert page.texts("span", "badge") == ["Only you see this. A moderator reads it first."]


@pytest.mark.parametrize(
    ("policy", "states"), [("trusted", ["waiting", "waiting", "shown"]), ("all", ["waiting", "shown", "shown"])]
)
def test_the_host_says_whose_comments_wait(browse, story, furnish, max_, ada, policy, states):
    furnish(comments=policy)
    told = story()
    for who in (None, max_, ada):
        send(browse(who), told)
    assert list(Comment.objects.values_list("state", flat=True)) == states


def test_a_host_may_have_no_comments(browse, story, furnish, ada):
    furnish(comments="off")
    told = story()
    assert [browse(ada).get(address(told)).status_code, send(browse(ada), told).status_code] == [409, 409]
    assert "Talk about this story" not in browse(ada).get(told.get_absolute_url()).content.decode()


def test_a_declined_comment_is_read_by_nobody_else_and_its_writer_is_told_why(browse, story, says, max_, rae):
    told = story()
    actions.decline(says(max_, told, ME_TOO), rae, "It names somebody.")
    assert [texts(browse(who), told) for who in (None, max_)] == [[], [ME_TOO]]
    assert "It names somebody." in browse(max_).get(address(told)).content.decode()


def test_nobody_but_moderators_decides(story, says, max_, cleo):
    row = says(max_, story(), ME_TOO)
    with pytest.raises(Exception, match="Only moderators"):
        actions.accept(row, cleo)


def test_pressing_send_twice_is_sending_once(browse, story, max_):
    told, client = story(), browse(max_)
    answers = [send(client, told).url for _ in range(2)]
    assert (Comment.objects.count(), answers[0]) == (1, answers[1])


def test_a_reply_stands_under_what_it_answers_and_an_answer_to_it_too(browse, story, says, ada, cleo):
    told = story()
    first = says(ada, told, "First.")
    says(cleo, told, "Second.")
    reply = says(cleo, told, "Answer.", first)
    send(browse(ada), told, "Answer to the answer.", parent=reply.pk)
    assert texts(browse(None), told) == ["Second.", "First.", "Answer.", "Answer to the answer."]
    assert set(Comment.objects.filter(parent=first).values_list("text", flat=True)) == {
        "Answer.",
        "Answer to the answer.",
    }


def test_the_page_for_a_reply_shows_what_is_answered(browse, story, says, ada):
    row = says(ada, told := story(), "First.")
    page = browse(None).get(address(told), {"parent": row.pk}).content.decode()
    assert "You are answering Ada Okafor." in page
    assert f'name="parent" value="{row.pk}"' in page


def test_what_cannot_be_seen_cannot_be_answered(browse, story, says, ada, max_):
    told, draft = story(), story("Not yet", published=False)
    waiting = says(max_, told, "It waits.")
    hidden = says(ada, draft, "On a draft.")
    keys = [waiting.pk, hidden.pk, 999, "x", "9" * 30, "-1"]
    assert [send(browse(None), told, parent=key).status_code for key in keys] == [404] * 6
    assert Comment.objects.count() == 2


def test_a_comment_of_another_story_cannot_be_answered_here(browse, story, says, ada):
    elsewhere = says(ada, story("Elsewhere"), "There.")
    answer = send(browse(ada), story(), parent=elsewhere.pk)
    assert (answer.status_code, Comment.objects.count()) == (400, 1)


def test_its_writer_changes_it_and_moderators_keep_how_it_read(browse, story, says, ada):
    row = says(ada, told := story(), "Frist.")
    browse(ada).post(reverse("comment", args=[row.pk]), {"text": "First."})
    row.refresh_from_db()
    assert (row.text, [version.text for version in row.versions.all()]) == ("First.", ["Frist."])
    assert "· edited" in browse(None).get(address(told)).content.decode()


def test_what_was_read_once_is_read_again_after_a_change(browse, story, says, max_):
    row = says(max_, told := story(), "Nice.", shown=True)
    browse(max_).post(reverse("comment", args=[row.pk]), {"text": "Buy my pills."})
    assert [texts(browse(who), told) for who in (None, max_)] == [[], ["Buy my pills."]]


def test_a_removed_comment_is_gone_and_leaves_a_gap_where_it_was_answered(browse, story, says, ada, cleo):
    told = story()
    lone, answered = says(ada, told, "Alone."), says(ada, told, "Answered.")
    says(cleo, told, "Answer.", answered)
    for row in (lone, answered):
        browse(ada).post(reverse("remove-comment", args=[row.pk]))
    page = Page(browse(None).get(address(told)))
    assert page.texts("article", "said")[0] == "This comment was removed by its writer."
    assert page.texts("div", "said-text") == ["Answer."]
    assert texts(browse(ada), told) == ["Answer."]


def test_what_was_removed_is_wiped_after_a_month(story, says, ada, settings):
    row = says(ada, story(), "Alone.")
    actions.remove(row, actions.Sender(user=ada))
    actions.forget_removed()
    kept = Comment.objects.get().text
    Comment.objects.update(removed_at="2026-01-01T00:00Z")
    actions.forget_removed()
    assert [kept, Comment.objects.get().text] == ["Alone.", ""]


def test_other_peoples_comments_can_be_neither_changed_nor_removed(browse, story, says, ada, max_, cleo):
    row = says(ada, story(), ME_TOO)
    for who in (None, max_, cleo):
        statuses = [
            browse(who).get(reverse("comment", args=[row.pk])).status_code,
            browse(who).post(reverse("comment", args=[row.pk]), {"text": "Mine."}).status_code,
            browse(who).post(reverse("remove-comment", args=[row.pk])).status_code,
        ]
        assert statuses == [404, 404, 404]
    row.refresh_from_db()
    assert (row.text, row.state) == (ME_TOO, "shown")


def test_a_stranger_keeps_a_comment_in_their_browser_and_in_no_other(browse, story):
    told, stranger = story(), browse(None)
    send(stranger, told)
    row = Comment.objects.get()
    statuses = [client.get(reverse("comment", args=[row.pk])).status_code for client in (stranger, browse(None))]
    assert statuses == [200, 404]


@pytest.mark.parametrize("take_away", ["unpublish", "hold", "delete"])
def test_the_talk_goes_with_its_story(browse, story, says, ada, cleo, max_, take_away):
    told = story()
    row = says(max_, told, ME_TOO, shown=True)
    says(cleo, told, "Answer.", row)
    if take_away == "hold":
        hold_story(told, by=None, why="concern:1")
    else:
        unpublish_story(told, by=ada)
    if take_away == "delete":
        told.delete()
    places = [address(told), told.get_absolute_url(), f"{address(told)}?parent={row.pk}"]
    places += [reverse("comment", args=[row.pk])]
    assert [browse(max_).get(place).status_code for place in places] == [404] * 4
    assert send(browse(max_), told).status_code == 404
    assert ME_TOO not in browse(max_).get(reverse("notices")).content.decode()


def test_comments_on_a_draft_are_for_those_who_look_after_it(browse, story, says, ada, cleo, max_):
    draft = story(published=False)
    says(ada, draft, ME_TOO)
    assert [browse(who).get(address(draft)).status_code for who in (ada, cleo, max_, None)] == [200, 200, 404, 404]


@pytest.mark.parametrize("text", ["", "   \n ", "\x00", "\u200b", "x" * 2001])
def test_what_cannot_be_read_is_refused_with_a_sentence(browse, story, text):
    answer = send(browse(None), story(), text)
    assert (answer.status_code, Comment.objects.count()) == (400, 0)
    assert "There is a problem" in answer.content.decode()


def test_a_program_that_fills_in_everything_gives_itself_away(browse, story):
    answer = send(browse(None), story(), website="https://pills.example")
    assert (answer.status_code, Comment.objects.count()) == (400, 0)


def test_markup_is_only_text(browse, story, ada, rae):
    told, stranger = story(), browse(None)
    send(stranger, told, SCRIPT, name=SCRIPT)
    send(browse(ada), told, SCRIPT)
    for row in Comment.objects.filter(state="waiting"):
        actions.accept(row, rae)
    for place in (address(told), told.get_absolute_url()):
        page = browse(None).get(place).content.decode()
        assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3
        assert SCRIPT not in page


def test_a_hundred_comments_a_minute_from_one_address_are_slowed_and_nobody_else_is(browse, story, ada):
    told = story()
    answers = [send(browse(None), told, f"Number {number}.") for number in range(60)]
    assert {answer.status_code for answer in answers[:50]} == {302}
    assert {answer.status_code for answer in answers[50:]} == {429}
    slowed = answers[-1].content.decode()
    assert "that was a lot in one minute" in slowed
    assert ">\nNumber 59.</textarea>" in slowed
    assert send(browse(ada), told).status_code == 302


def test_the_journal_says_what_was_done_and_nothing_of_what_was_said(story, says, max_, rae):
    row = says(max_, story(), ME_TOO)
    actions.accept(row, rae)
    lines = Entry.objects.filter(about=f"comment:{row.pk}").order_by("pk")
    assert [(line.action, line.detail.get("before"), line.detail.get("after")) for line in lines] == [
        ("comment written", None, None),
        ("comment decided", "waiting", "shown"),
    ]
    assert ME_TOO not in str([line.detail for line in lines])


def test_many_comments_cost_no_more_queries(browse, story, says, ada, cleo, max_, django_assert_num_queries):
    few, many = story("Few"), story("Many")
    for told, times in ((few, 1), (many, 3)):
        for number in range(times):
            row = says(max_, told, f"{number}.", shown=True, words="w8 w9")
            says(cleo, told, f"Answer {number}.", row)
            says(ada, told, f"Another {number}.", row)
    for told in (few, many):
        for place in (address(told), told.get_absolute_url()):
            browse(None).get(place)
    for told in (few, many):
        with django_assert_num_queries(10):
            browse(None).get(address(told))
    assert Notice.objects.count() > 0
