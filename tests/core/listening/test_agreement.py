"""What opinions about one place come to: nobody decides alone, confirming counts, disagreement goes to an editor."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.core.errors import BadInput
from heard.core.listening.agreement import Opinion, Rules, Says, State, decide, outcome, reopens, turns_meaning, written

RULES = Rules(people=3)
KINDS = {"right": Says.RIGHT, "wrong": Says.WRONG, "nobody says this": Says.NOTHING, "can't tell": Says.UNSURE}


def say(who: str, what: str) -> Opinion:
    """Names in capitals are trusted and were drawn by lot; "max" and his like have no account; others are new."""
    trust = 0.9 if who.isupper() else None if who.startswith("max") else 0.4
    says = KINDS.get(what, Says.TEXT)
    return Opinion(who, says, what if says is Says.TEXT else "", trust, drawn=who.isupper())


def opinions(text: str) -> list[Opinion]:
    """ "ADA: co-production; ben: right" """
    return [say(*map(str.strip, one.split(":", 1))) for one in text.split(";") if one.strip()]


@pytest.mark.parametrize(
    ("heard", "said", "state", "text"),
    [
        # It takes three trusted people who were handed the place.
        ("bro", "", "waiting", None),
        ("bro", "ADA: brew; BEN: brew", "waiting", None),
        ("bro", "ADA: brew; BEN: brew; CLEO: brew", "agreed", "brew"),
        # A deletion wins by the same votes as a text, and loses by them.
        ("bro", "ADA: nobody says this; BEN: nobody says this; CLEO: nobody says this", "agreed", ""),
        ("bro", "ADA: nobody says this; BEN: nobody says this; CLEO: right", "disputed", None),
        # Missing words between two words are decided on like any others.
        ("", "ADA: well; BEN: well; CLEO: well", "agreed", "well"),
        ("", "ADA: right; BEN: right; CLEO: right", "agreed", ""),
        # “This is right” weighs against a change, and can be agreed on too.
        ("bro", "ADA: brew; BEN: brew; CLEO: right", "disputed", None),
        ("bro", "ADA: right; BEN: right; CLEO: right", "agreed", "bro"),
        ("bro", "ADA: bro; BEN: right; CLEO: bro!", "agreed", "bro"),
        # Two who disagree never complete anything.
        ("bro", "ADA: brew; BEN: grow", "disputed", None),
        ("bro", "ADA: brew; BEN: brew; CLEO: brew; DORA: grow", "disputed", None),
        ("bro", "ben: brew; cara: grow", "waiting", None),
        # Saying that it is wrong goes with any change, and against leaving it.
        ("bro", "ADA: wrong; BEN: brew; CLEO: brew; DORA: brew", "agreed", "brew"),
        ("bro", "ADA: wrong; BEN: right", "disputed", None),
        ("bro", "ADA: wrong; BEN: wrong; CLEO: wrong", "waiting", None),
        # Who cannot tell says neither yes nor no.
        ("bro", "ADA: can't tell; BEN: can't tell; CLEO: can't tell", "waiting", None),
        ("bro", "ADA: can't tell; BEN: brew; CLEO: brew; DORA: brew", "agreed", "brew"),
        # However many are not known yet, they agree on nothing alone.
        ("bro", "; ".join(f"ben{n}: brew" for n in range(50)), "waiting", None),
        ("bro", "; ".join(f"max{n}: brew" for n in range(50)), "waiting", None),
        ("bro", "ADA: brew; BEN: brew; max1: brew; max2: brew; ben: brew", "waiting", None),
        # They ask for more ears when they hear it otherwise: one each, without accounts one in all, two at most.
        ("bro", "ben: right; ADA: brew; BEN: brew; CLEO: brew", "waiting", None),
        ("bro", "ben: right; ADA: brew; BEN: brew; CLEO: brew; DORA: brew", "agreed", "brew"),
        ("bro", "max1: right; max2: right; max3: grow; ADA: brew; BEN: brew; CLEO: brew; DORA: brew", "agreed", "brew"),
        ("bro", "ann: right; ben: right; ADA: brew; BEN: brew; CLEO: brew; DORA: brew", "waiting", None),
        (
            "bro",
            "ann: right; ben: right; cat: grow; max: right; ADA: brew; BEN: brew; CLEO: brew; DORA: brew; EVE: brew",
            "agreed",
            "brew",
        ),
        # Only the last opinion of a person stands.
        ("bro", "ADA: brew; ADA: brew; ADA: brew", "waiting", None),
        ("bro", "ADA: right; ADA: brew; BEN: brew; CLEO: brew", "agreed", "brew"),
        ("bro", "ADA: brew; BEN: brew; CLEO: brew; CLEO: can't tell", "waiting", None),
        # A number, a negation or a name that changes takes one more.
        ("57 steps", "ADA: 50 steps; BEN: 50 steps; CLEO: 50 steps", "waiting", None),
        ("57 steps", "ADA: 50 steps; BEN: 50 steps; CLEO: 50 steps; DORA: 50 steps", "agreed", "50 steps"),
        ("I haven't", "ADA: I have; BEN: I have; CLEO: I have", "waiting", None),
        ("green field", "ADA: Glenfield; BEN: Glenfield; CLEO: Glenfield", "waiting", None),
        # Who hears the same and writes another capital neither disputes nor counts.
        ("green field", "ADA: Glenfield; BEN: glenfield; CLEO: Glenfield; DORA: Glenfield", "waiting", None),
        ("green field", "ADA: Glenfield; BEN: glenfield; CLEO: Glenfield; DORA: Glenfield; EVE: Glenfield", "agreed",
         "Glenfield"),
    ],
)  # fmt: skip
def test_what_opinions_come_to(heard, said, state, text):
    decision = decide(heard, opinions(said), RULES)
    assert (decision.state, decision.text) == (State(state), text)


def test_whoever_chose_the_place_only_suggests():
    chose = [Opinion(who, Says.TEXT, "bruise", 0.95) for who in ("friend 1", "friend 2", "friend 3", "friend 4")]
    assert decide("brew", chose, RULES).state is State.WAITING
    assert decide("brew", [*chose, *opinions("ADA: bruise; BEN: bruise")], RULES).agree == 2


def test_whoever_did_not_play_it_only_suggests():
    unheard = [Opinion(who, Says.TEXT, "brew", 0.95, drawn=True, listened=False) for who in ("ANN", "BEA", "CAT")]
    assert decide("bro", unheard, RULES).state is State.WAITING
    assert decide("bro", [*unheard, *opinions("ADA: brew; BEN: brew")], RULES).agree == 2
    assert decide("bro", [*unheard, *opinions("ADA: grow")], RULES).state is State.DISPUTED


def test_by_default_it_takes_four_and_five_when_the_meaning_would_turn():
    assert decide("bro", opinions("ADA: brew"), Rules()).needed == 4
    assert decide("57 steps", opinions("ADA: 50 steps"), Rules()).needed == 5


def test_nobody_decides_alone_whatever_the_host_sets():
    with pytest.raises(BadInput):
        Rules(people=1)


def test_one_more_is_drawn_for_every_three_days_without_a_decision():
    assert [RULES.drawn_after(timedelta(days=days)) for days in (0, 2, 3, 10)] == [3, 3, 4, 6]


def test_names_of_the_network_are_known_without_capitals():
    three = opinions("ADA: rosa; BEN: rosa; CLEO: rosa")
    assert decide("roser", three, RULES).state is State.AGREED
    assert decide("roser", three, RULES, names={"rosa"}).needed == 4


def test_the_punctuation_that_most_wrote_is_kept():
    assert decide("bro", opinions("ADA: brew; BEN: brew.; CLEO: brew."), RULES).text == "brew."


def test_every_decision_says_why():
    assert str(decide("57", opinions("ben: right; ADA: 50"), RULES).why) == (
        "1 of 5 people needed hear the same. It takes one more because the meaning would change."
        " It takes more because others hear it differently."
    )
    assert str(decide("bro", opinions("ADA: brew; BEN: grow"), RULES).why) == (
        "People we trust hear this differently, so an editor decides."
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("co-production", "coproduction", False),
        ("co-production", "co\u2011production", True),
        ("co-production", " “co-production,” ", True),
        ("well  yes", "well, yes", True),
        ("haven't", "haven’t", True),
        ("Rose", "rose", False),
        ("cafe\u0301", "café", True),
        ("cafe", "café", False),
        ("сafe", "cafe", False),  # a Cyrillic first letter
        ("مرحبا", "سلام", False),
        ("καλημέρα", "καλησπέρα", False),
        ("-5", "5", False),
        (".5", "5", False),
        ("50%", "50", False),
        ("£5", "5", False),
        ("…", "", False),
        ("—", "…", False),
        ("soft\u00adly", "softly", True),
    ],
)
def test_which_texts_are_the_same(one, other, same):
    assert (written(one) == written(other)) is same


@given(st.text())
def test_comparing_is_settled_after_once(text):
    assert written(written(text)) == written(text)


@pytest.mark.parametrize(
    ("heard", "text", "turns"),
    [
        ("fifteen steps", "fifty steps", True),
        ("can", "can't", True),
        ("coal production", "co-production", False),
        ("Rose went", "rose went", True),
        ("and I went", "and went", False),
        ("no", "no,", False),
    ],
)
def test_what_turns_the_meaning(heard, text, turns):
    assert turns_meaning(heard, text) is turns


@pytest.mark.parametrize(
    ("later", "again"),
    [
        ("BEN: grow", True),
        ("BEN: brew", False),
        ("BEN: Brew", False),
        ("BEN: wrong", True),
        ("BEN: can't tell", False),
        ("ben: grow", False),
        ("ben: grow; cara: right", False),
        ("ben: grow; cara: bro", True),
        ("max1: bro; max2: bro; max3: bro", False),
    ],
)
def test_a_finished_place_goes_back_to_an_editor(later, again):
    decision = reopens("brew", opinions(later), RULES)
    assert (decision is not None and decision.state is State.DISPUTED) is again


@pytest.mark.parametrize(
    ("said", "settled", "right"),
    [
        ("ben: brew", "brew", True),
        ("ben: Brew", "brew", True),
        ("ben: grow", "brew", False),
        ("ben: right", "brew", False),
        ("ben: right", "bro", True),
        ("ben: wrong", "brew", True),
        ("ben: wrong", "bro", False),
        ("ben: nobody says this", "", True),
        ("ben: can't tell", "brew", None),
    ],
)
def test_how_an_opinion_about_bro_turned_out(said, settled, right):
    assert outcome(opinions(said)[0], "bro", settled) is right


NAMES = st.sampled_from(["ADA", "BEN", "CLEO", "DORA", "ben", "cara", "max1", "max2"])
WHATS = st.sampled_from(["brew", "grow", *KINDS])
ANY = st.lists(st.builds(say, NAMES, WHATS), max_size=12)


@given(ANY)
def test_what_is_agreed_nobody_trusted_hears_otherwise(said):
    decision = decide("bro", said, RULES)
    if decision.state is State.AGREED:
        last = {one.who: one for one in said}
        claims = {Says.RIGHT: "bro", Says.NOTHING: ""}
        heard = [claims.get(one.says, one.text) for one in last.values()
                 if one.who.isupper() and one.says not in (Says.UNSURE, Says.WRONG)]  # fmt: skip
        assert set(heard) == {decision.text}
        assert len(heard) >= RULES.people


@given(ANY, st.integers(1, 30))
def test_visitors_without_accounts_never_complete_anything(said, many):
    crowd = [say(f"max in the crowd {number}", "brew") for number in range(many)]
    before, after = decide("bro", said, RULES), decide("bro", [*said, *crowd], RULES)
    assert after.state is not State.AGREED or before.state is State.AGREED
