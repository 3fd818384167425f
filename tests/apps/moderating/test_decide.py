"""A moderator takes a concern, decides with a reason, and somebody else decides on the appeal."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.apps.conversing.models import Notice
from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.joining.models import User
from heard.apps.journal.models import Entry
from heard.apps.moderating.models import Ruling, SavedReply
from heard.core.people.permissions import Role
from tests import cast


@pytest.fixture
def sol(db) -> User:
    """Moderates too."""
    return cast.make_person("Sol Pereira", Role.MODERATOR)


@pytest.fixture
def post(browse):
    def send(who, name, row, **given):
        return browse(who).post(reverse(name, args=[row.pk]), given)

    return send


def decide(post, who, row, decision="no-action", text="We looked."):
    answer = post(who, "decide-concern", row, decision=decision, text=text)
    row.refresh_from_db()
    return answer.status_code


def seen(browse, story, *people):
    return [browse(who).get(story.get_absolute_url()).status_code for who in people]


def test_whoever_takes_it_is_named_to_whoever_raised_it(browse, story, worries, post, rae):
    row = worries("doreen", f"story:{story().pk}")
    post(rae, "take-concern", row)
    page = browse(None).get(reverse("concern", args=[row.token])).content.decode()
    assert "Rae Solomon is looking at it." in page


def test_it_can_be_handed_over_to_another_moderator_and_to_nobody_else(story, worries, post, rae, sol, cleo):
    row = worries("doreen", f"story:{story().pk}")
    statuses = [post(rae, "hand-over-concern", row, to=key).status_code for key in (sol.pk, cleo.pk, "x", 999)]
    row.refresh_from_db()
    assert (statuses, row.state, row.taken_by) == ([302, 400, 400, 400], "taken", sol)


def test_the_decision_and_its_reason_are_told_by_the_link_and_by_a_notice(browse, story, worries, post, max_, rae):
    row = worries(max_, f"story:{story().pk}")
    assert decide(post, rae, row, "no-action", "It was March indeed.") == 302
    page = browse(None).get(reverse("concern", args=[row.token])).content.decode()
    assert [text in page for text in ("We leave it as it is.", "It was March indeed.", "Rae Solomon")] == [True] * 3
    notice = Notice.objects.get(person=max_)
    assert (notice.kind, notice.path) == ("concern-fate", reverse("concern", args=[row.token]))


@pytest.mark.parametrize(
    ("decision", "stranger", "reporter", "state"),
    [
        ("no-action", 200, 200, "published"),
        ("put-right", 200, 200, "published"),
        ("hidden", 404, 200, "published"),
        ("removed", 404, 200, "draft"),
    ],
)
def test_what_becomes_of_a_story(browse, story, worries, post, ada, rae, decision, stranger, reporter, state):
    told = story()
    decide(post, rae, worries("doreen", f"story:{told.pk}", "safeguarding"), decision)
    told.refresh_from_db()
    assert (seen(browse, told, None, ada), told.state) == ([stranger, reporter], state)
    assert Notice.objects.filter(person=ada, kind="story-fate").count() == (1 if stranger == 404 else 0)


def test_a_story_stays_hidden_while_another_concern_waits(browse, story, worries, post, ada, rae):
    told = story()
    first, second = (worries(name, f"story:{told.pk}", "private") for name in ("doreen", ada))
    decide(post, rae, first)
    between = seen(browse, told, None)
    decide(post, rae, second)
    assert [between, seen(browse, told, None)] == [[403], [200]]


@pytest.mark.parametrize(("decision", "state"), [("no-action", "shown"), ("removed", "declined")])
def test_what_becomes_of_a_comment(story, says, worries, post, ada, rae, decision, state):
    row = says(ada, story(), "Harold lives at number 9.")
    decide(post, rae, worries("doreen", f"comment:{row.pk}", "private"), decision)
    row.refresh_from_db()
    assert row.state == state


def test_a_comment_that_nobody_has_read_yet_waits_on(story, says, worries, post, max_, rae):
    row = says(max_, story(), "It waits.")
    decide(post, rae, worries(max_, f"comment:{row.pk}", "private"))
    row.refresh_from_db()
    assert row.state == "waiting"


def test_whose_comment_it_was_learns_the_kind_of_concern_and_not_the_words_or_who(
    story, says, worries, post, ada, max_, rae
):
    row = says(ada, story(), "Harold lives at number 9.")
    decide(
        post, rae, worries(max_, f"comment:{row.pk}", "private", "He is my uncle."), "removed", "Your uncle is safe."
    )
    row.refresh_from_db()
    assert row.reason == "Somebody raised a concern: it tells private things about somebody."


def test_a_correction_can_be_declined(story, worries, post, ben, rae):
    row = correcting.report(story(), Sender(user=ben), Remark("replace", ("w12",), "rude"))
    decide(post, rae, worries(ben, f"correction:{row.pk}", "hateful"), "no-action")
    other = worries(ben, f"correction:{row.pk}", "hateful", "Once more.")
    decide(post, rae, other, "removed")
    row.refresh_from_db()
    assert row.state == "declined"


def test_a_person_can_be_suspended(browse, story, worries, post, ada, rae):
    story()
    client = browse(ada)
    decide(post, rae, worries("doreen", f"person:{ada.pk}", "hateful"), "suspended")
    ada.refresh_from_db()
    assert (ada.is_active, client.get(reverse("my-stories")).status_code) == (False, 302)


def test_what_cannot_be_done_is_not_decided_either(story, says, worries, post, rae):
    row = worries("enid", f"comment:{says('doreen', story(), 'Hello.', shown=True).pk}")
    statuses = [decide(post, rae, row, "suspended"), decide(post, rae, row, "hidden"), decide(post, rae, row, "x")]
    assert (statuses, row.state, Ruling.objects.count()) == ([400, 400, 400], "waiting", 0)


def test_the_host_cannot_be_suspended(story, worries, post, hana, rae):
    row = worries("doreen", f"story:{story(by=hana).pk}")
    assert decide(post, rae, row, "suspended") == 403
    assert (row.state, User.objects.get(pk=hana.pk).is_active) == ("waiting", True)


def test_a_decision_needs_a_reason_which_may_be_a_saved_one(story, worries, post, rae):
    row = worries("doreen", f"story:{story().pk}")
    saved = SavedReply.objects.create(title="In order", text="We looked and found it in order.")
    without = decide(post, rae, row, text="")
    post(rae, "decide-concern", row, decision="no-action", reply=saved.pk, text="Thank you.")
    assert (without, Ruling.objects.get().reason) == (400, "We looked and found it in order.\n\nThank you.")


def test_nobody_decides_on_a_concern_about_themselves_or_of_their_own(story, says, worries, post, rae, sol):
    told = story()
    about_rae = worries("doreen", f"comment:{says(rae, told, 'First.').pk}")
    by_rae = worries(rae, f"story:{told.pk}")
    assert [decide(post, rae, about_rae), decide(post, rae, by_rae), post(rae, "take-concern", by_rae).status_code] == [
        403,
        403,
        403,
    ]
    assert [decide(post, sol, about_rae), decide(post, sol, by_rae)] == [302, 302]


class TestAppeal:
    @pytest.fixture
    def decided(self, story, worries, post, max_, rae):
        row = worries(max_, f"story:{story('Fourteen nights').pk}", "safeguarding")
        decide(post, rae, row, "no-action", "It is in order.")
        return row

    def ask(self, client, row, text="You missed the name at 1:05."):
        return client.post(reverse("concern", args=[row.token]), {"text": text}).status_code

    def test_somebody_else_decides(self, browse, decided, post, rae, sol):
        assert self.ask(browse(None), decided) == 302
        assert [decide(post, rae, decided, "hidden"), decide(post, sol, decided, "hidden", "You are right.")] == [
            403,
            302,
        ]
        page = browse(None).get(reverse("concern", args=[decided.token])).content.decode()
        said = ["Decided again, by somebody else", "It stays hidden.", "You are right.", "Sol Pereira"]
        assert [text for text in said if text not in page] == []
        assert decided.state == "closed"

    def test_one_can_ask_once(self, browse, decided, post, sol):
        statuses = [self.ask(browse(None), decided) for _ in range(2)]
        decide(post, sol, decided)
        assert [*statuses, self.ask(browse(None), decided)] == [302, 409, 409]

    def test_not_before_it_is_decided_and_not_without_a_word(self, browse, story, worries, decided):
        waiting = worries("doreen", f"story:{story().pk}")
        asked = [self.ask(browse(None), waiting), self.ask(browse(None), decided, " ")]
        assert asked == [409, 400]

    def test_a_comment_that_was_removed_comes_back_when_somebody_else_finds_it_in_order(
        self, browse, story, says, worries, post, ada, rae, sol
    ):
        comment = says(ada, story(), "First.")
        row = worries(ada, f"comment:{comment.pk}")
        decide(post, rae, row, "removed")
        self.ask(browse(None), row)
        decide(post, sol, row, "no-action")
        comment.refresh_from_db()
        assert comment.state == "shown"


def test_two_moderators_at_the_same_time_decide_once(story, worries, post, rae, sol):
    row = worries("doreen", f"story:{story().pk}")
    assert [decide(post, rae, row), decide(post, sol, row, "hidden"), Ruling.objects.count()] == [302, 409, 1]


def test_what_a_concern_was_about_may_be_gone(browse, story, worries, post, rae):
    told = story()
    row = worries("doreen", f"story:{told.pk}")
    told.delete()
    assert browse(rae).get(reverse("moderate-concern", args=[row.pk])).status_code == 200
    assert decide(post, rae, row, "removed") == 302


def test_every_step_is_in_the_journal_with_before_and_after(browse, story, worries, post, rae, sol):
    row = worries("doreen", f"story:{story().pk}", "safeguarding")
    post(rae, "take-concern", row)
    decide(post, rae, row, "hidden", "Not yet.")
    browse(None).post(reverse("concern", args=[row.token]), {"text": "Please."})
    decide(post, sol, row, "removed")
    lines = Entry.objects.filter(about=f"concern:{row.pk}").order_by("pk")
    assert [(line.action, line.by, line.detail.get("before"), line.detail.get("after")) for line in lines] == [
        ("concern raised", None, None, None),
        ("concern taken", rae, "waiting", "taken"),
        ("concern decided", rae, "taken", "decided"),
        ("concern appealed", None, "decided", "appealed"),
        ("concern decided", sol, "appealed", "closed"),
    ]


@pytest.mark.parametrize(
    "given",
    [
        {"decision": "no-action", "text": "a\x00"},
        {"decision": "no-action", "reply": "x\x00"},
        {"decision": "no-action", "reply": "9" * 40},
        {"decision": "no-action", "text": "x" * 5000},
        {"decision": "<script>"},
    ],
)
def test_bad_input_is_refused_with_a_sentence(story, worries, post, rae, given):
    row = worries("doreen", f"story:{story().pk}")
    answer = post(rae, "decide-concern", row, **given)
    assert (answer.status_code, Ruling.objects.count()) == (400, 0)
    assert "There is a problem" in answer.content.decode()


def test_numbers_that_no_database_holds_are_not_there(browse, rae):
    for name in ("take-concern", "hand-over-concern", "decide-concern", "decide-comment", "release-story"):
        assert browse(rae).post(reverse(name, args=[10**30])).status_code == 404
