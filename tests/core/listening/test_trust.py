"""Trust grows from what editors and storytellers decided, slowly, and is lost faster than it is won."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.core.listening.agreement import Rules
from heard.core.listening.trust import Decider, Outcome, trust_in
from heard.core.offering.beta import below, quantile


def outcomes(text: str, by: str = "Cleo", decider: Decider = Decider.EDITOR) -> list[Outcome]:
    """ "+" turned out right, "-" did not."""
    return [Outcome(sign == "+", by, decider) for sign in text]


@pytest.mark.parametrize(
    ("record", "trusted"),
    [
        ("", False),
        ("+" * 4, False),
        ("+" * 8, True),
        ("+" * 8 + "-", False),
        ("+" * 60, True),
        ("+" * 60 + "----", True),
        ("+" * 60 + "------", False),
        ("-" * 6 + "+" * 60, True),
        ("++-" * 30, False),
        ("+++++++++-" * 6, True),
    ],
)
def test_who_is_trusted_under_the_default_rules(record, trusted):
    assert (trust_in(outcomes(record)).least >= Rules().trusted_from) is trusted


def test_somebody_new_is_expected_to_be_right_as_often_as_untrained_people_are():
    assert trust_in([]).expected == pytest.approx(0.77)


def test_agreement_among_friends_raises_nobody():
    assert trust_in(outcomes("+" * 50, "friends", Decider.AGREEMENT)) == trust_in([])


def test_one_storyteller_raises_nobody_alone_but_what_they_decline_counts():
    many = outcomes("+" * 50, "Ada", Decider.STORYTELLER)
    assert trust_in(many) == trust_in(many[:5])
    assert trust_in([*many, Outcome(False, "Ada", Decider.STORYTELLER)]).least < trust_in(many).least


def test_several_storytellers_count_together():
    several = [one for name in ("Ada", "Bea", "Cat") for one in outcomes("++++", name, Decider.STORYTELLER)]
    assert trust_in(several).outcomes == 12


@given(st.text("+-", max_size=60))
def test_one_more_right_never_lowers_trust_and_one_more_wrong_never_raises_it(record):
    now = trust_in(outcomes(record)).least
    assert trust_in(outcomes(record + "-")).least - 1e-9 <= now <= trust_in(outcomes(record + "+")).least + 1e-9


@pytest.mark.parametrize(
    ("share", "yes", "no", "chance"),
    [(0.3, 1, 1, 0.3), (0.5, 2, 2, 0.5), (0.2, 1, 3, 0.488), (0.9, 8, 1, 0.43046721), (0.5, 0.5, 0.5, 0.5)],
)
def test_the_beta_distribution_is_right_where_it_is_known(share, yes, no, chance):
    assert below(share, yes, no) == pytest.approx(chance)
    assert quantile(chance, yes, no) == pytest.approx(share)
