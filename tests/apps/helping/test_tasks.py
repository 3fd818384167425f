"""The worker learns from what was put right, and looks where else the same was misheard."""

from __future__ import annotations

import pytest

from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.correcting.actions.again import lay_under
from heard.apps.helping.models import Lesson, Look, Pair, Proposal, Spot
from heard.apps.hiding.actions import Part, hide
from heard.apps.telling.actions.consent import Hand
from heard.apps.transcribing.actions import keep_take
from heard.apps.transcribing.queries import transcript_of
from heard.apps.wording.models import Term
from heard.core.listening.opinions import Heard, Opinions
from tests.apps.helping.conftest import AGAIN
from tests.cast import make_transcript, spoil


def pairs(story):
    return [(row.heard, row.meant, row.state) for row in story.proposals.order_by("start")]


def test_a_fix_teaches_a_pair_and_is_offered_in_the_same_story_and_in_others(story, put_right, worked, ben, cleo):
    same = story("The same", *AGAIN)
    other, unlike = story("Another", *AGAIN), story("Nothing of the kind", ("S1", "Good morning to you all."))
    worked()
    assert Proposal.objects.count() == 0
    put_right(same, ben, "w7", "Leicester,", cleo)
    worked()
    assert [(pair.heard, pair.meant, pair.state) for pair in Pair.objects.all()] == [("lesster", "Leicester", "live")]
    assert pairs(same) == [("Lesster", "Leicester", "waiting")]
    assert pairs(other) == [
        ("Lesster,", "Leicester,", "waiting"),
        ("Lesster", "Leicester", "waiting"),
    ]
    assert pairs(unlike) == []
    row = other.proposals.first()
    assert (row.kind, row.pair, row.before, row.after) == (
        "repeat",
        Pair.objects.get(),
        "In",
        "people sit at the table. We have been at it in Lesster for years.",
    )


CIRCLE = (
    ("S1", "What is this group for?"),
    ("S2", "It is about coal production, really. Coal production means that we decide together."),
)
ELSEWHERE = (("S1", "They asked us in, and I had never heard of coal production before that day."),)


def test_a_phrase_of_everyday_words_that_was_put_right_once_is_offered_in_the_rest_and_in_others(
    story, put_right, worked, ben, cleo
):
    first, other = story("The circle", *CIRCLE), story("Asked in", *ELSEWHERE)
    mine = story("Down the pit", ("S1", "My father was a miner all his life, and so was his."))
    worked()
    put_right(first, ben, "w9 w10", "co-production,", cleo)
    worked()
    assert pairs(first) == [("Coal production", "Co-production", "waiting")]
    assert pairs(other) == [("coal production", "co-production", "waiting")]
    assert pairs(mine) == []
    row = other.proposals.get()
    assert (row.kind, row.pair, row.score > 0.6, row.evidence["odd-phrase"] > 1) == (
        "repeat",
        Pair.objects.get(),
        True,
        True,
    )
    assert transcript_of(other).text == ELSEWHERE[0][1]


def test_a_fix_to_a_glossary_term_teaches_the_glossary_that_it_is_misheard_so(story, put_right, worked, ben, cleo):
    term = Term.objects.create(text="co-production", meaning="Deciding and doing things together.")
    first, other = story("The circle", *CIRCLE), story("Asked in", *ELSEWHERE)
    fix = put_right(first, ben, "w9 w10", "co-production,", cleo)
    worked()
    form = term.forms.get()
    assert (form.kind, form.text, form.story) == ("mishearing", "coal production", first)
    assert other.proposals.get().score > 0.9
    correcting.undo(fix.revision, cleo)
    worked()
    assert term.forms.count() == 0


def test_a_private_story_teaches_the_glossary_nothing(story, put_right, worked, ben, cleo, ada):
    term = Term.objects.create(text="co-production")
    put_right(story("The circle", *CIRCLE, published=False), ada, "w9 w10", "co-production,", cleo)
    worked()
    assert (Lesson.objects.count(), term.forms.count()) == (1, 0)


def test_what_people_say_anyway_is_no_mishearing_for_good(story, put_right, worked, ben, cleo):
    term = Term.objects.create(text="bro")
    put_right(story("Tea", ("S1", "We had a brew, and then another brew.")), ben, "w4", "bro,", cleo)
    worked()
    assert (Pair.objects.count(), term.forms.count()) == (1, 0)


def test_nothing_changes_by_itself(offered):
    rows = offered()
    assert transcript_of(rows[0].story).text.count("Lesster") == 2


def test_a_second_round_finds_nothing_new(offered, worked, django_assert_num_queries):
    offered()
    before = list(Proposal.objects.values_list("pk", "state"))
    with django_assert_num_queries(5):
        worked()
    Look.objects.update(revision=0)
    worked()
    assert list(Proposal.objects.values_list("pk", "state")) == before
    assert Lesson.objects.count() == 1


def test_a_new_story_meets_the_memory_and_the_glossary(taught, story, worked):
    taught()
    Term.objects.create(text="Glenfield", kind="place")
    told = story("New", ("S1", "At Glen field they know people in Lesster too."))
    worked()
    assert [(row.heard, row.meant, row.kind) for row in told.proposals.order_by("start")] == [
        ("Glen field", "Glenfield", "glossary"),
        ("Lesster", "Leicester", "repeat"),
    ]


def test_where_the_words_have_changed_the_offer_is_stale_and_waits_again_when_they_come_back(
    offered, put_right, worked, ben, cleo
):
    first, _second = offered()
    fix = put_right(first.story, ben, " ".join(first.words), "Glenfield,", cleo)
    worked()
    assert [row[2] for row in pairs(first.story)] == ["stale", "waiting"]
    correcting.undo(fix.revision, cleo)
    worked()
    assert [row[2] for row in pairs(first.story)] == ["waiting", "waiting"]


def test_an_offer_that_was_put_right_another_way_counts_as_accepted(offered, put_right, worked, ben, cleo):
    first, _second = offered()
    fix = put_right(first.story, ben, " ".join(first.words), first.meant, cleo)
    worked()
    first.refresh_from_db()
    assert (first.state, first.correction, first.decided_by) == ("accepted", fix, cleo)


def test_a_report_of_it_that_an_editor_declines_declines_the_offer(offered, worked, ben, cleo):
    first, _ = offered()
    row = correcting.report(first.story, Sender(user=ben), Remark("replace", tuple(first.words), first.meant))
    Proposal.objects.filter(pk=first.pk).update(correction=row)
    correcting.decline(row, cleo, "No.")
    worked()
    first.refresh_from_db()
    assert (first.state, first.decided_by) == ("declined", cleo)


def test_what_was_taken_back_is_no_longer_taught(taught, worked, cleo):
    told = taught()
    correcting.undo(told.revisions.get(), cleo)
    worked()
    assert Lesson.objects.count() == 0


@pytest.mark.parametrize("state", ["paused", "resting", "never"])
def test_a_pair_that_is_held_back_is_offered_in_no_new_story(taught, story, worked, state):
    taught()
    Pair.objects.update(state=state)
    told = story("New", *AGAIN)
    worked()
    assert pairs(told) == []


def test_a_declined_place_is_not_offered_again(offered, worked):
    rows = offered()
    Proposal.objects.filter(pk=rows[0].pk).update(state="declined")
    Look.objects.update(revision=0)
    worked()
    assert [row[2] for row in pairs(rows[0].story)] == ["declined", "waiting"]


def test_words_that_a_person_wrote_are_not_doubted(taught, story, put_right, worked, ben, cleo):
    taught()
    told = story("They do dig", ("S1", "It was the coke that we sold."))
    put_right(told, ben, "w4", "Lesster", cleo)
    worked()
    assert pairs(told) == []


def test_another_take_is_looked_through_anew(story, worked, taught):
    taught()
    told = story("New", ("S1", "Nothing yet."))
    worked()
    keep_take(told, make_transcript(*AGAIN))
    lay_under(told)
    worked()
    assert len(pairs(told)) == 2


def test_doubtful_words_become_places_worth_listening_to(story, worked):
    told = story("Unsure", transcript=False)
    keep_take(told, make_transcript(("S1", "It was not fifteen zxqv."), confidence=0.2))
    worked()
    assert [(spot.text, spot.same) for spot in Spot.objects.all()] == [
        ("It was not fifteen zxqv.", "it was not fifteen zxqv")
    ]


SECOND = Opinions(
    {"w1": -0.01, "w2": -0.01, "w3": -0.01, "w4": -4.0, "w5": -3.0, "w6": -0.01},
    tuple(
        Heard(text, start, start + 0.4)
        for text, start in (("It", 0.0), ("is", 0.5), ("about", 1.0), ("co-production", 1.6), ("really.", 2.5))
    ),
)


def test_what_a_second_recogniser_hears_instead_is_a_place_to_listen_to_and_a_choice(story, worked):
    alone, both = (story(title, transcript=False) for title in ("Alone", "Both"))
    said = make_transcript(("S1", "It is about coal production really."))
    keep_take(alone, said)
    keep_take(both, said, opinions=SECOND)
    worked()
    assert [(spot.text, spot.choices) for spot in both.spots.all()] == [("coal production", ["co-production"])]
    assert list(alone.spots.all()) == []


def test_opinions_go_with_a_later_take_and_not_with_what_people_wrote(story, put_right, worked, ben, cleo):
    told = story("Both", ("S1", "It is about cold reduction really."))
    later = make_transcript(("S1", "It is about coal production really."))
    keep_take(told, later, opinions=SECOND)
    lay_under(told)
    worked()
    assert [(spot.text, spot.choices) for spot in told.spots.all()] == [("coal production", ["co-production"])]
    spot = told.spots.get()
    put_right(told, ben, " ".join(spot.words), "cold reproduction", cleo, base=2)
    worked()
    assert list(told.spots.all()) == []


def test_a_second_recogniser_tells_nothing_of_what_is_hidden(story, worked, ada):
    told = story("Both", transcript=False)
    keep_take(told, make_transcript(("S1", "It is about coal production really.")), opinions=SECOND)
    hide(told, Part((2.0, 2.4)), hand=Hand(ada))
    worked()
    assert [spot.choices for spot in told.spots.all()] == []


LATER = (("S2", "We met by the church, all of us."), *AGAIN, ("S1", "And Lesster was not far."))


@pytest.mark.parametrize("hidden", [None, (0.5, 2.4)], ids=["nothing is hidden", "the first words are hidden"])
def test_in_a_later_paragraph_the_words_themselves_are_offered(story, taught, ada, hidden):
    """Of the other stories only the paragraphs that hold something are taken apart, unless something is hidden."""
    told = story("Told later", *LATER)
    if hidden:
        hide(told, Part(hidden), hand=Hand(ada))
    taught()
    words = {word.id: word for word in transcript_of(told).words}
    offers = list(told.proposals.order_by("start"))
    assert [(row.heard, row.meant, row.before) for row in offers] == [
        ("Lesster,", "Leicester,", "In"),
        ("Lesster", "Leicester", "In Lesster, people sit at the table. We have been at it in"),
        ("Lesster", "Leicester", "And"),
    ]
    assert [(row.start, row.end) for row in offers] == [
        (words[row.words[0]].start, words[row.words[0]].end) for row in offers
    ]
    assert [words[row.words[0]].text for row in offers] == ["Lesster,", "Lesster", "Lesster"]


def test_a_story_that_cannot_be_read_does_not_stop_the_others(story, worked, taught, caplog):
    taught()
    broken, whole = story("Broken", *AGAIN), story("Whole", *AGAIN)
    spoil(broken)
    worked()
    assert len(pairs(whole)) == 2
    assert "could not be looked through" in caplog.text
    caplog.clear()
    worked()
    assert caplog.text == ""
