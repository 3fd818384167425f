"""“Listen to this next”: where a second of listening does most good, and who is handed which place."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from heard.core.listening.doubt import Doubt, is_harmful
from heard.core.listening.queue import Reservation, Spot, chance_from_reports, drawn, free, ranked, spots_in
from heard.core.offering.proposals import Proposal
from heard.core.transcript.words import Transcript
from tests.core.said import said

NOON = datetime(2026, 5, 1, 12)
HELPERS = [f"helper {number}" for number in range(40)]


def doubted(transcript: Transcript, chances: str, instead: dict[int, str] | None = None) -> list[Doubt]:
    """One digit a word: 7 for a chance of 0.7."""
    words = zip(transcript.words, chances, range(len(chances)), strict=True)
    return [Doubt(w.id, int(c) / 10, is_harmful(w.text), (instead or {}).get(n)) for w, c, n in words]


def offer(first: int, last: int, meant: str, score: float = 0.9) -> Proposal:
    return Proposal("s", first, last, "", meant, "repeat", score)


def spot(name: str, wrong: float = 1.0, seconds: float = 4.0, settles: float = 0.0) -> Spot:
    return Spot(name, ("w1",), "bro", 0.0, seconds, wrong, settles)


@pytest.mark.parametrize(
    ("text", "chances", "spots"),
    [
        ("we had a bro today", "00000", []),
        ("we had a bro today", "00050", ["bro"]),
        # Doubtful words near each other are heard together, with those between.
        ("we had a bro today", "05050", ["had a bro"]),
        ("we had a bro today", "50005", ["we", "today"]),
        # A pause parts them.
        ("we had _ _ _ _ a bro", "0505", ["had", "bro"]),
        # So does length: nobody has to keep more than some seconds in mind.
        (" ".join(["environments"] * 8), "55555555", [" ".join(["environments"] * 5), " ".join(["environments"] * 3)]),
    ],
)
def test_a_spot_is_a_short_run_around_doubtful_words(text, chances, spots):
    transcript = said(text)
    assert [one.text for one in spots_in("s", transcript, doubted(transcript, chances))] == spots


def test_no_spot_goes_across_a_turn():
    words = [replace(word, paragraph=number // 2) for number, word in enumerate(said("we had a bro").words)]
    transcript = Transcript(tuple(words))
    assert [one.text for one in spots_in("s", transcript, doubted(transcript, "5555"))] == ["we had", "a bro"]


def test_the_clip_holds_a_second_of_sound_on_both_sides_as_far_as_there_is_any():
    transcript = said("we _ _ _ had _ _ _ bro")
    [middle] = spots_in("s", transcript, doubted(transcript, "050"))
    assert (middle.start, middle.end) == pytest.approx((0.7, 3.0))
    first, last = spots_in("s", transcript, doubted(transcript, "505"))
    assert (first.start, last.end) == (0.0, transcript.duration)


def test_an_offer_makes_a_spot_and_its_text_is_a_choice_for_all_the_words():
    transcript = said("we do coal production here")
    [one] = spots_in("s", transcript, doubted(transcript, "00003"), [offer(2, 3, "co-production")])
    assert (one.words, one.choices) == (("w3", "w4", "w5"), ("co-production here",))
    assert one.wrong == pytest.approx(0.9 + 0.9 + 0.3)


def test_choices_begin_with_the_likeliest_offer_and_end_with_the_second_recogniser():
    transcript = said("we had a bro today")
    doubts = doubted(transcript, "00050", {3: "row"})
    [one] = spots_in("s", transcript, doubts, [offer(3, 3, "grow", 0.5), offer(3, 3, "brew", 0.8), offer(3, 3, "bro")])
    assert one.choices == ("brew", "grow", "row")


def test_what_a_second_recogniser_heard_for_more_words_than_these_is_no_choice_for_them():
    transcript = said("we had a bro today")
    [one] = spots_in("s", transcript, doubted(transcript, "00050", {2: "abroad", 3: "abroad"}))
    assert one.choices == ()


def test_where_the_second_recogniser_heard_nothing_the_words_beside_it_are_a_choice():
    transcript = said("we had a bro today")
    [one] = spots_in("s", transcript, doubted(transcript, "00555", {3: ""}))
    assert (one.text, one.choices) == ("a bro today", ("a today",))


def test_a_wrong_number_weighs_as_much_as_three_wrong_words():
    transcript = said("about fifteen _ _ _ _ of windows")
    [number, word] = spots_in("s", transcript, doubted(transcript, "0502"))
    assert (number.wrong, word.wrong) == pytest.approx((1.5, 0.2))


def test_what_people_report_is_heard_however_sure_the_machine_was():
    transcript = said("we had a bro today")
    [one] = spots_in("s", transcript, doubted(transcript, "00000"), reported={"w4": chance_from_reports(1, 0)})
    assert (one.text, one.wrong) == ("bro", pytest.approx(0.77))


def test_coming_back_without_an_account_does_not_push_a_place():
    assert chance_from_reports(0, 40) == chance_from_reports(0, 1) < chance_from_reports(1, 1)
    assert chance_from_reports(0, 0) == 0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (spot("b", wrong=0.9), spot("a", wrong=0.5)),
        (spot("b", seconds=3), spot("a", seconds=6)),
        (spot("b", wrong=0.5, settles=3), spot("a", wrong=0.9)),
        (spot("a"), spot("b")),
    ],
)
def test_the_most_good_a_second_comes_first(first, second):
    assert ranked([second, first]) == [first, second]


def test_two_people_do_not_get_the_same_place_until_the_reservation_ends():
    spots = [spot("a"), spot("b")]
    kept = [Reservation(spots[0].key, "Ben", NOON + timedelta(minutes=5))]
    assert free(spots, "Cleo", kept, NOON) == spots[1:]
    assert free(spots, "Ben", kept, NOON) == spots
    assert free(spots, "Cleo", kept, NOON + timedelta(minutes=5)) == spots


def test_the_lot_hands_each_place_to_the_same_people_and_others_only_join_them():
    three, five = drawn("a place", HELPERS, 3, b"secret"), drawn("a place", HELPERS[::-1], 5, b"secret")
    assert five[:3] == three
    assert len(set(five)) == 5


def test_the_lot_falls_on_everybody_and_cannot_be_foretold_without_the_secret():
    places = [f"place {number}" for number in range(400)]
    times = [sum(who in drawn(place, HELPERS, 4, b"secret") for place in places) for who in HELPERS]
    assert 20 < min(times) <= max(times) < 62  # 40 expected
    assert [drawn(place, HELPERS, 1, b"guess") for place in places] != [
        drawn(place, HELPERS, 1, b"secret") for place in places
    ]
