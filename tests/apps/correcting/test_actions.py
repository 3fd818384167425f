"""From a remark to a revision, and back."""

from __future__ import annotations

import pytest

from heard.apps.correcting import actions
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.correcting.models import Correction, Revision
from heard.apps.correcting.queries import reports, revisions
from heard.apps.journal.models import Entry
from heard.apps.transcribing.models import Passage, Take
from heard.apps.transcribing.queries import transcript_of
from heard.core.errors import BadInput, Conflict, NotAllowed, TooMany, WrongState
from heard.core.transcript.corrections import Correction as Fix
from heard.core.transcript.corrections import apply_all
from heard.server.parts import Pace

COAL = "w12 w13"


def line(story, number=1):
    """One paragraph of the transcript as it stands."""
    return list(transcript_of(story).paragraphs)[number].text


def number_of(story):
    """The number of the present revision."""
    return revisions.present(story)[1]


def last_journal_lines(number):
    return [entry.action for entry in Entry.objects.all()[:number]][::-1]


# Sending


def test_a_remark_keeps_what_was_heard_where_and_by_whom(story, say, ben):
    told = story()
    row = say(told, ben, COAL, "co-production,")
    assert (row.heard, row.text, row.anchor, row.follower) == ("coal production,", "co-production,", "w11", "w14")
    assert (row.start, row.end, row.base, row.author, row.state) == (6.5, 7.4, 1, ben, "waiting")
    assert last_journal_lines(1) == ["correction sent"]


def test_nothing_on_the_page_changes_by_a_remark(story, say, ben):
    told = story()
    before = transcript_of(told)
    say(told, ben, COAL, "co-production,")
    assert transcript_of(told) == before


@pytest.mark.parametrize(("kind", "state"), [("wrong", "waiting"), ("unsure", "waiting"), ("right", "noted")])
def test_a_remark_without_a_fix_is_kept_too(story, say, ben, kind, state):
    row = say(story(), ben, COAL, kind=kind)
    assert (row.kind, row.state, row.text) == (kind, state, "")


@pytest.mark.parametrize(
    ("remark", "code"),
    [
        (Remark("replace", ("w12", "w13"), "  "), "no-text"),
        (Remark("replace", (), "words"), "no-words"),
        (Remark("replace", ("w12", "w13"), "coal  production,"), "no-change"),
        (Remark("replace", ("w13", "w12"), "other"), "unknown-words"),
        (Remark("replace", ("w12", "w14"), "other"), "unknown-words"),
        (Remark("replace", ("w99",), "other"), "unknown-words"),
        (Remark("replace", ("w11",), "word " * 500), "too-long"),
        (Remark("wrong", tuple(f"w{n}" for n in range(1, 18))), "too-long"),
        (Remark("wrong", ("w11",), base=7), "unknown-revision"),
        (Remark("shout", ("w11",)), "unknown-kind"),
    ],
)
def test_what_cannot_be_used_gets_a_sentence(story, ben, remark, code):
    with pytest.raises(BadInput) as error:
        actions.report(story(), Sender(user=ben), remark)
    assert error.value.code == code
    assert Correction.objects.count() == 0


def test_what_reads_the_same_is_no_correction(story, say, ben):
    with pytest.raises(BadInput, match="That is what it says already"):
        say(story(), ben, COAL, "coal\u00a0\u202eproduc\u00adtion,")


def test_line_ends_and_letters_that_cannot_be_seen_do_not_become_words(story, say, ben):
    assert say(story(), ben, COAL, " co-\u200dproduction,\r\n\x00 \u200b indeed ").text == "co-production, indeed"


def test_the_same_remark_by_the_same_sender_is_kept_once(story, say, ben):
    told = story()
    assert say(told, ben, COAL, "co-production,") == say(told, ben, COAL, "co-production,")
    assert say(told, "a visitor", COAL, "co-production,") == say(told, "a visitor", COAL, "co-production,")
    assert Correction.objects.count() == 2


def test_after_a_refusal_the_same_may_be_said_again(story, say, ben, cleo):
    told = story()
    first = actions.decline(say(told, ben, COAL, "co-production,"), cleo, "I hear coal.")
    assert say(told, ben, COAL, "co-production,") != first


def test_one_visitor_in_a_hurry_is_slowed_down_and_nobody_else(story, say, ben, cleo, settings):
    settings.HEARD = {**settings.HEARD, "HEARD_PACE": Pace(corrections=2)}
    told = story()
    for sender in ("visitor one", ben):
        say(told, sender, "w1")
        say(told, sender, "w2")
        with pytest.raises(TooMany):
            say(told, sender, "w3")
    assert say(told, "visitor two", "w3").state == "waiting"
    assert say(told, cleo, "w3").state == "waiting"


def test_an_address_that_forgets_who_it_is_is_slowed_down_in_the_end(story, settings):
    settings.HEARD = {**settings.HEARD, "HEARD_PACE": Pace(corrections=1)}
    told = story()
    senders = [Sender(visitor=f"session {n}", origin="one address") for n in range(11)]
    for sender in senders[:10]:
        actions.report(told, sender, Remark("wrong", ("w1",)))
    with pytest.raises(TooMany):
        actions.report(told, senders[10], Remark("wrong", ("w1",)))
    other = actions.report(told, Sender(visitor="elsewhere", origin="another"), Remark("wrong", ("w1",)))
    assert other.state == "waiting"


# A whole page


def test_a_rewritten_page_becomes_corrections_of_words(story, ben):
    told = story()
    page = {
        "w1": "Do you want to introduce yourself?",
        "w7": "I'm Hamid. My experience of co-production, um, is a really good one.",
        "w19": "",
    }
    rows = actions.report_page(told, Sender(user=ben), 1, page, "I was there.")
    assert [(row.kind, row.heard, row.text, row.anchor) for row in rows] == [
        ("replace", "coal production,", "co-production,", "w11"),
        ("replace", "", "really", "w16"),
        ("delete", "What made it good?", "", "w18"),
    ]
    assert [row.note for row in rows] == ["I was there."] * 3
    assert last_journal_lines(1) == ["page of corrections sent"]


def test_the_same_page_sent_twice_is_kept_once(story, ben):
    told = story()
    for _ in range(2):
        actions.report_page(told, Sender(user=ben), 1, {"w19": "What made it very good?"})
    assert Correction.objects.count() == 1


def test_a_page_made_against_an_older_revision_is_put_where_its_words_are_now(story, say, ben, cleo):
    told = story()
    actions.accept(say(told, ben, "w19", "And what"), cleo)
    (row,) = actions.report_page(
        told, Sender(visitor="v"), 1, {"w7": "I'm Hamid. My experience of co-production, um, is a good one."}
    )
    assert row.base == 1
    actions.accept(row, cleo)
    assert line(told, 1) == "I'm Hamid. My experience of co-production, um, is a good one."
    assert line(told, 2) == "And what made it good?"


# Deciding


def test_an_accepted_correction_makes_a_revision_that_everything_follows(story, say, ben, cleo):
    told = story()
    row = actions.accept(say(told, ben, COAL, "co-production,"), cleo)
    assert (row.state, row.decided_by, row.revision.number) == ("accepted", cleo, 2)
    assert line(told) == "I'm Hamid. My experience of co-production, um, is a good one."
    assert Passage.objects.get(story=told, number=1).text == line(told)
    assert last_journal_lines(2) == ["correction sent", "correction accepted"]


def test_the_merged_word_takes_the_time_of_both_and_is_human(story, say, ben, cleo):
    told = story()
    actions.accept(say(told, ben, COAL, "co-production,"), cleo)
    word = transcript_of(told).words[11]
    assert (word.id, word.text, word.start, word.end, word.source) == ("r2.1", "co-production,", 6.5, 7.4, "human")


def test_an_editor_may_adjust_the_words(story, say, ben, cleo):
    told = story()
    row = actions.accept(say(told, ben, COAL, "coproduction"), cleo, text="co-production,", reason="We write a hyphen.")
    assert (row.text, row.decided_text, row.reason) == ("coproduction", "co-production,", "We write a hyphen.")
    assert transcript_of(told).words[11].text == "co-production,"


def test_an_editor_types_the_fix_where_somebody_only_said_that_it_is_wrong(story, say, ben, cleo):
    told = story()
    row = say(told, ben, COAL)
    with pytest.raises(BadInput):
        actions.accept(row, cleo)
    assert actions.accept(row, cleo, text="co-production,").decided_text == "co-production,"
    assert "co-production," in line(told)


def test_what_nobody_says_goes(story, say, ben, cleo):
    told = story()
    actions.accept(say(told, ben, "w14", kind="delete"), cleo)
    assert line(told) == "I'm Hamid. My experience of coal production, is a good one."


def test_what_reads_so_already_is_accepted_without_a_revision(story, say, ben, cleo):
    told = story()
    late = say(told, "visitor", COAL, "Co-production,")
    actions.accept(say(told, ben, COAL, "co-production,"), cleo, text="Co-production,")
    row = actions.accept(late, cleo)
    assert (row.state, row.revision) == ("accepted", None)
    assert number_of(told) == 2


def test_the_same_from_several_people_is_settled_together(story, say, ben, max_, cleo):
    told = story()
    rows = [say(told, who, COAL, "co-production,") for who in (ben, max_, "visitor")]
    actions.accept(rows[1], cleo)
    for row in rows:
        row.refresh_from_db()
    assert {(row.state, row.revision.number) for row in rows} == {("accepted", 2)}
    actions.undo(rows[1].revision, cleo)
    assert [row.state for row in Correction.objects.all()] == ["waiting"] * 3


def test_words_that_somebody_changed_otherwise_are_a_conflict_and_nothing_is_lost(story, say, ben, max_, cleo):
    told = story()
    loser = say(told, max_, "w11 w12 w13", "of cold production,")
    actions.accept(say(told, ben, COAL, "co-production,"), cleo)
    row = actions.accept(loser, cleo)
    assert (row.state, row.heard, row.text, row.revision) == (
        "conflict",
        "of coal production,",
        "of cold production,",
        None,
    )
    (report,) = reports.reports_on(told, transcript_of(told), reports.Desk(cleo))
    assert (report.in_conflict, report.now_text, report.after) == (True, "of co-production,", "of cold production,")


def test_an_editor_settles_a_conflict_against_the_words_that_stand_there_now(story, say, ben, max_, cleo):
    told = story()
    loser = say(told, max_, "w11 w12 w13", "of cold production,")
    actions.accept(say(told, ben, COAL, "co-production,"), cleo)
    loser = actions.accept(loser, cleo)
    row = actions.accept(loser, cleo, instead=Fix(("w11", "r2.1"), None, "of cold co-production,"))
    assert (row.state, row.decided_text) == ("accepted", "of cold co-production,")
    assert line(told) == "I'm Hamid. My experience of cold co-production, um, is a good one."


def test_a_report_without_a_fix_is_settled_when_its_words_were_put_right(story, say, ben, max_, cleo):
    told = story()
    unsure = say(told, max_, "w12", kind="unsure")
    actions.accept(say(told, ben, COAL, "co-production,"), cleo)
    (report,) = reports.reports_on(told, transcript_of(told), reports.Desk(cleo))
    assert report.already_so
    assert actions.accept(unsure, cleo).revision is None


def test_nobody_decides_on_their_own_suggestion(story, say, cleo, hana):
    told = story()
    row = say(told, cleo, COAL, "co-production,")
    for decide in (lambda: actions.accept(row, cleo), lambda: actions.decline(row, cleo, "no")):
        with pytest.raises(NotAllowed):
            decide()
    assert actions.accept(row, hana).state == "accepted"


@pytest.mark.parametrize("who", ["ben", "max_"])
def test_only_editors_and_the_reporter_decide(story, say, who, request, cleo):
    person, told = request.getfixturevalue(who), story()
    row = say(told, "visitor", COAL, "co-production,")
    for decide in (
        lambda: actions.accept(row, person),
        lambda: actions.decline(row, person, "no"),
        lambda: actions.reopen(row, person),
    ):
        with pytest.raises(NotAllowed):
            decide()
    revision = actions.accept(row, cleo).revision
    with pytest.raises(NotAllowed):
        actions.undo(revision, person)


def test_the_reporter_decides_on_what_others_suggest_for_their_own_story(story, say, ada, ben):
    told = story()
    row = actions.accept(say(told, ben, COAL, "co-production,"), ada)
    assert (row.state, row.decided_by, line(told)) == (
        "accepted",
        ada,
        "I'm Hamid. My experience of co-production, um, is a good one.",
    )
    assert actions.reopen(row, ada).state == "waiting"


def test_the_reporter_decides_neither_on_their_own_suggestion_nor_for_other_stories(story, say, ada, ben, hana):
    own, other = story(), story("Another story", by=hana)
    for row in (say(own, ada, COAL, "co-production,"), say(other, ben, COAL, "co-production,")):
        with pytest.raises(NotAllowed):
            actions.accept(row, ada)


def test_the_reporter_does_not_take_back_what_an_editor_decided(story, say, ada, ben, cleo):
    row = actions.accept(say(story(), ben, COAL, "co-production,"), cleo)
    with pytest.raises(NotAllowed):
        actions.reopen(row, ada)


def test_nobody_decides_on_what_they_sent_from_the_same_browser_while_signed_out(story, say, cleo):
    told = story()
    row = say(told, "cleo's browser", COAL, "co-production,")
    for decide in (
        lambda: actions.accept(row, cleo, visitor="cleo's browser"),
        lambda: actions.decline(row, cleo, "no", visitor="cleo's browser"),
    ):
        with pytest.raises(NotAllowed):
            decide()
    assert actions.accept(row, cleo, visitor="another browser").state == "accepted"


def test_declining_needs_a_reason_and_can_be_taken_back(story, say, ben, cleo):
    told = story()
    row = say(told, ben, COAL, "coal mining,")
    with pytest.raises(BadInput):
        actions.decline(row, cleo, "  ")
    row = actions.decline(row, cleo, "I hear “co-production”.")
    assert (row.state, row.reason) == ("declined", "I hear “co-production”.")
    row = actions.reopen(row, cleo)
    assert (row.state, row.reason, row.decided_by) == ("waiting", "", None)
    assert last_journal_lines(2) == ["correction declined", "correction reopened"]


def test_what_is_decided_is_not_decided_again(story, say, ben, cleo, hana):
    row = say(story(), ben, COAL, "co-production,")
    actions.accept(row, cleo)
    for decide in (lambda: actions.accept(row, hana), lambda: actions.decline(row, hana, "no")):
        with pytest.raises(WrongState) as error:
            decide()
        assert error.value.code == "decided"


def test_a_sender_may_take_a_remark_back_until_it_is_decided(story, say, ben, cleo):
    told = story()
    assert actions.withdraw(say(told, ben, COAL), Sender(user=ben)).state == "withdrawn"
    row = actions.decline(say(told, ben, "w1"), cleo, "It is right.")
    with pytest.raises(WrongState):
        actions.withdraw(row, Sender(user=ben))


# Undoing, and rebuilding every revision


def test_undoing_makes_a_new_revision_and_keeps_the_old_ones(story, say, ben, cleo):
    told = story()
    before = transcript_of(told)
    row = actions.accept(say(told, ben, COAL, "co-production,"), cleo)
    made = actions.undo(row.revision, cleo)
    assert transcript_of(told) == before
    assert (made.number, made.cause, made.undoes, made.correction) == (3, "undo", row.revision, row)
    assert [revision.number for revision in Revision.objects.filter(story=told)] == [3, 2]
    row.refresh_from_db()
    assert (row.state, row.revision) == ("waiting", None)


def test_reopening_an_accepted_correction_undoes_its_revision(story, say, ben, cleo):
    told = story()
    row = actions.reopen(actions.accept(say(told, ben, COAL, "co-production,"), cleo), cleo)
    assert (row.state, number_of(told)) == ("waiting", 3)
    again = actions.accept(row, cleo)
    assert (again.revision.number, transcript_of(told).words[11].id) == (4, "r4.1")


def test_nothing_is_undone_twice_nor_is_an_undoing(story, say, ben, cleo):
    told = story()
    revision = actions.accept(say(told, ben, COAL, "co-production,"), cleo).revision
    made = actions.undo(revision, cleo)
    for again, code in ((revision, "undone-already"), (made, "is-undo")):
        with pytest.raises(WrongState) as error:
            actions.undo(again, cleo)
        assert error.value.code == code


def test_what_later_changes_stand_on_is_not_undone(story, say, ben, cleo):
    told = story()
    first = actions.accept(say(told, ben, COAL, "co-production,"), cleo).revision
    actions.accept(say(told, ben, "r2.1", "co-design,", base=2), cleo)
    with pytest.raises(Conflict):
        actions.undo(first, cleo)
    assert number_of(told) == 3


def test_every_revision_can_be_rebuilt_from_the_take(story, say, ben, cleo):
    told = story()
    stood = {1: transcript_of(told)}
    fixes = [(COAL, "co-production,"), ("w14", ""), ("w19", "And what ever"), ("w7 w8", "I'm Hamid Ali.")]
    for number, (words, text) in enumerate(fixes, start=2):
        row = say(told, ben, words, text, kind="" if text else "delete", base=number - 1)
        actions.accept(row, cleo)
        stood[number] = transcript_of(told)
    actions.undo(told.revisions.get(number=3), cleo)
    stood[6] = transcript_of(told)
    assert {number: revisions.transcript_at(told, number) for number in stood} == stood
    # From the take alone, the whole way.
    take, made = stood[1], told.revisions.order_by("number")
    assert apply_all(take, [change for revision in made for change in revisions.changes_of(revision)]) == stood[6]
    assert Take.objects.count() == 1


@pytest.mark.parametrize("number", [0, -1, 2])
def test_a_revision_that_was_not_reached_does_not_exist(story, number):
    with pytest.raises(Revision.DoesNotExist):
        revisions.transcript_at(story(), number)


def test_a_story_can_be_deleted_with_all_that_was_said_about_it(story, say, ben, cleo):
    told = story()
    row = actions.accept(say(told, ben, COAL, "co-production,"), cleo)
    actions.undo(row.revision, cleo)
    told.delete()
    assert (Correction.objects.count(), Revision.objects.count()) == (0, 0)
