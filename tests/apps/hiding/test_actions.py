"""What is hidden is gone from every place that holds words, in the same moment, and comes back when it is undone."""

from __future__ import annotations

import pytest

from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.correcting.models import Correction
from heard.apps.correcting.queries import reports, revisions
from heard.apps.exploring.search import search
from heard.apps.helping import tasks
from heard.apps.helping.models import Lesson, Look, Pair, Proposal, Spot
from heard.apps.hiding import actions
from heard.apps.hiding.actions import Part
from heard.apps.journal.models import Entry
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.models import HiddenSpan, SignOff
from heard.apps.telling.queries.hiding import hidden_rows, spans_of
from heard.apps.transcribing.models import Passage, Transcript
from heard.apps.transcribing.queries import spoken_consent_in, transcript_of, whole_transcript_of
from heard.apps.transcribing.queries.words import readable, whole
from heard.core.errors import BadInput, NotAllowed, WrongState
from heard.core.transcript.hiding import covers

FULL = (
    "Are you happy for me to record?\n"
    "Yes. My daughter Rosalind was ill. Rosalind is well now.\n"
    "Thank you for telling me."
)


def passages(story) -> list[str]:
    return list(Passage.objects.filter(story=story).values_list("text", flat=True))


def test_the_words_go_from_what_is_shown_and_from_search(told, hide):
    story = told()
    hide(story, "w11", "w14")
    assert transcript_of(story).text == (
        "Are you happy for me to record?\nYes. My daughter [hidden] is well now.\nThank you for telling me."
    )
    assert passages(story)[1] == "Yes. My daughter […] is well now."
    assert list(search(story.reporter, "Rosalind")) == []
    assert list(search(story.reporter, "hidden")) == []
    assert whole_transcript_of(story).text == FULL


def test_what_is_shown_again_reads_as_before_and_is_signed_off_anew(told, hide, ada):
    story = told()
    signed = SignOff.objects.get(person__story=story)
    row = hide(story, "w11", "w11")
    signed.refresh_from_db()
    assert not signed.void  # less to hear needs no new word of the storyteller
    actions.show_again(row, hand=Hand(ada))
    assert transcript_of(story).text == FULL
    assert list(search(ada, "Rosalind")) == [story]
    signed.refresh_from_db()
    assert signed.void
    with pytest.raises(WrongState):
        actions.show_again(row, hand=Hand(ada))


def test_what_is_put_right_later_stays_hidden(told, hide, ada, ben, cleo):
    story = told()
    hide(story, "w11", "w11")
    row = correcting.report(story, Sender(user=ben), Remark("replace", ("w13",), "poorly."))
    correcting.accept(row, cleo)
    assert transcript_of(story).text.split("\n")[1] == "Yes. My daughter [hidden] was poorly. Rosalind is well now."
    assert "Rosalind" not in transcript_of(story).text.split("poorly.")[0]


def test_every_revision_hides_it_too(told, hide, ben, cleo):
    story = told()
    correcting.accept(correcting.report(story, Sender(user=ben), Remark("replace", ("w11",), "Rosamund")), cleo)
    [word] = [word for word in transcript_of(story).words if word.text == "Rosamund"]
    hide(story, word.id, word.id)
    shown = [revisions.shown_at(story, number).text for number in (1, 2)]
    assert ["Rosalind was" in text or "Rosamund" in text for text in shown] == [False, False]


@pytest.mark.parametrize("words", ["w11", "w10 w11", "w10 w12", "gap-5900", "w12 gap-5900"])
def test_nobody_reports_on_hidden_words(told, hide, ben, words):
    story = told()
    hide(story, "w11", "w11")
    with pytest.raises(BadInput):
        correcting.report(story, Sender(user=ben), Remark("replace", tuple(words.split()), "Rosalyn"))
    assert Correction.objects.count() == 0


def test_a_page_that_writes_over_a_gap_is_refused_and_one_that_writes_beside_it_is_not(told, hide, ben):
    story = told()
    hide(story, "w11", "w11")
    paragraph = "Yes. My dear daughter [hidden] sadly was ill. Rosalind is well now."
    rows = correcting.report_page(story, Sender(user=ben), 1, {"w8": paragraph})
    assert [(row.heard, row.text, row.words) for row in rows] == [("", "dear", []), ("was", "sadly was", ["w12"])]
    with pytest.raises(BadInput) as refused:
        correcting.report_page(story, Sender(user=ben), 1, {"w8": paragraph.replace("[hidden]", "Rosalind")})
    assert refused.value.code == "hidden"


def test_reports_about_it_wait_out_of_sight_and_come_back(told, hide, ada, ben, cleo):
    story = told()
    row = correcting.report(story, Sender(user=ben), Remark("replace", ("w11",), "Rosamund"))
    span = hide(story, "w11", "w11")
    assert list(reports.waiting_in(story)) == []
    assert list(reports.sent_by(ben, "")) == []
    assert list(reports.stories_to_review()) == []
    actions.show_again(span, hand=Hand(ada))
    assert [list(reports.waiting_in(story)), list(reports.sent_by(ben, ""))] == [[row], [row]]
    assert list(reports.stories_to_review()) == [story]


def test_the_database_and_the_core_agree_on_what_is_hidden(told, hide, ben):
    story = told()
    hide(story, "w11", "w12")
    spans = spans_of(story)
    [(start, end)] = spans
    times = [
        (start, end),
        (0, start),
        (start, start),
        (end, end),
        (end, 9),
        (start - 1, end + 1),
        (end + 0.1, 9),
        (0, 0),
    ]
    rows = [
        Correction.objects.create(story=story, kind="wrong", start=first, end=last, base=1) for first, last in times
    ]
    hidden = set(Correction.objects.filter(hidden_rows()))
    assert [row in hidden for row in rows] == [covers(spans, first, last) for first, last in times]


def test_the_journal_keeps_that_it_was_done_and_no_word_of_it(told, hide, ada):
    story = told()
    actions.show_again(hide(story, "w11", "w11"), hand=Hand(ada))
    entries = Entry.objects.filter(about=f"story:{story.pk}", action__startswith="part")
    assert [entry.action for entry in entries] == ["part shown again", "part hidden"]
    assert "Rosalind" not in str(list(entries.values()))
    assert "Rosalind" not in str(list(HiddenSpan.objects.values()))


# What machines and helpers made of the words


AGAIN = (("S1", "We went to Lesster with Rosalind. Lesster is fine."),)


def test_what_is_kept_beside_a_place_no_longer_says_it(story, hide, ben, cleo, worked):
    told = story("Years of it", *AGAIN)
    worked()
    row = correcting.report(told, Sender(user=ben), Remark("replace", ("w4",), "Leicester"))
    correcting.accept(row, cleo)
    worked()
    kept = [*_beside(Lesson), *_beside(Proposal), *_beside(Spot)]
    assert any("Rosalind" in text for text in kept)  # there is something that could leak
    hide(told, "w6", "w6")
    assert [text for text in (*_beside(Lesson), *_beside(Proposal), *_beside(Spot)) if "Rosalind" in text] == []
    worked()
    assert [text for text in (*_beside(Lesson), *_beside(Proposal), *_beside(Spot)) if "Rosalind" in text] == []
    assert "rosalind" not in Look.objects.get(story=told).vocabulary
    assert Proposal.objects.filter(state="waiting").count() == 1


def _beside(model) -> list[str]:
    return [" ".join(sides) for sides in model.objects.values_list("before", "after")]


def test_a_pair_that_was_learnt_from_hidden_words_is_known_to_nobody(story, hide, browse, ben, cleo, worked):
    taught, other = story("Taught", *AGAIN), story("Other", ("S1", "From Lesster, we think."))
    worked()
    correcting.accept(correcting.report(taught, Sender(user=ben), Remark("replace", ("w4",), "Leicester")), cleo)
    worked()
    assert b"Leicester" in browse(None).get(f"/stories/{other.slug}/offers/").content
    [word] = [word.id for word in transcript_of(taught).words if word.text == "Leicester"]
    hide(taught, word, word)
    pair = Pair.objects.get()
    for viewer in (None, ben, cleo):
        client = browse(viewer)
        assert b"Leicester" not in client.get(f"/stories/{other.slug}/offers/").content
        assert b"Leicester" not in client.get("/pairs/").content
        assert client.get(f"/pairs/{pair.pk}/").status_code == 404


def test_what_was_found_before_it_was_hidden_does_not_come_back(story, hide):
    """The worker has read the story; it is hidden while it thinks."""
    told = story("Years of it", *AGAIN)
    text = tasks._Text.of(told)
    hide(told, "w6", "w6")
    with text.unchanged() as is_unchanged:
        assert not is_unchanged
    with tasks._Text.of(told).unchanged() as is_unchanged:
        assert is_unchanged


# The ends, and who may


def test_the_ends_are_cut_off_without_a_gap(told, ada):
    story = told()
    actions.trim(story, "w8", "w17", hand=Hand(ada))
    assert transcript_of(story).text == "Yes. My daughter Rosalind was ill. Rosalind is well now."
    actions.trim(story, "w8", "w22", hand=Hand(ada))
    assert transcript_of(story).text.endswith("Thank you for telling me.")
    actions.trim(story, "w1", "w22", hand=Hand(ada))
    assert (transcript_of(story).text, spans_of(story)) == (FULL, [])


def test_consent_that_was_spoken_is_found_even_where_it_was_cut_off(told, ada):
    story = told()
    actions.trim(story, "w8", "w22", hand=Hand(ada))
    assert spoken_consent_in(story) == [(0.0, "Are you happy for me to record?")]


def test_strangers_hide_nothing(told, hide, ben, max_):
    story = told()
    for stranger in (ben, max_, None):
        with pytest.raises(NotAllowed):
            hide(story, "w11", "w11", Hand(stranger))


def test_an_editor_does_not_show_again_what_others_hid(told, hide, ada, cleo):
    story = told()
    theirs, own = hide(story, "w11", "w11"), hide(story, "w14", "w14", Hand(cleo))
    with pytest.raises(NotAllowed):
        actions.show_again(theirs, hand=Hand(cleo))
    actions.show_again(own, hand=Hand(cleo))
    actions.show_again(theirs, hand=Hand(None, themself=True))
    assert spans_of(story) == []


def test_a_story_without_words_has_nothing_to_hide(story, ada):
    with pytest.raises(WrongState):
        actions.hide(story("Empty", transcript=False), Part((0, 1)), hand=Hand(ada))


def test_the_same_part_is_hidden_once(told, hide):
    story = told()
    assert hide(story, "w11", "w11") == hide(story, "w11", "w11")


def test_hidden_words_are_kept_in_one_place_and_readers_get_none_of_it(told, hide):
    story = told()
    hide(story, "w11", "w14")
    words = list(story.paragraphs.values_list("words", flat=True))
    row = Transcript.objects.get(story=story)
    assert ("Rosalind" in str(words), "Rosalind" in str(passages(story))) == (True, False)
    assert ("Rosalind" in whole(row).text, "Rosalind" in readable(row).text) == (True, False)
