"""Who decides about somebody's part, and where they stand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from heard.core.errors import NotAllowed, WrongState
from heard.core.people.consent import (
    ALONE,
    Deciding,
    Row,
    Ruling,
    Stand,
    Subject,
    Use,
    agrees,
    changes,
    check_can_decide_anew,
    check_can_give_voice,
    check_has_guardian,
    day_of_age,
    lapses,
    stand,
)

TODAY = date(2026, 5, 3)
YOUNG, GROWN = Subject("jaden", with_guardian=True), Subject("jaden")


def said(ruling: str, *, guardian: bool = False, themself: bool = True) -> Row:
    return Row("jaden", Use.PUBLISH, Ruling(ruling), guardian, themself)


YES, GUARDIANS_YES, GUARDIANS_NO = said("given"), said("given", guardian=True), said("withdrawn", guardian=True)


@pytest.mark.parametrize(
    ("born", "day"),
    [
        (date(2010, 5, 3), date(2028, 5, 3)),
        (date(2008, 2, 29), date(2026, 3, 1)),
        (2010, date(2028, 12, 31)),
    ],
)
def test_somebody_decides_alone_from_their_18th_birthday_or_the_last_day_that_it_can_be(born, day):
    assert day_of_age(born) == day


@pytest.mark.parametrize(
    ("deciding", "shared"),
    [
        (ALONE, False),
        (Deciding(True), True),
        (Deciding(True, TODAY + timedelta(days=1)), True),
        (Deciding(True, TODAY), False),
        (Deciding(False, TODAY + timedelta(days=1)), False),
    ],
)
def test_a_guardian_decides_too_until_the_day_before(deciding, shared):
    assert deciding.is_shared(TODAY) is shared


@pytest.mark.parametrize(
    ("ledger", "young", "grown"),
    [
        ([], Stand.NOT_ASKED, Stand.NOT_ASKED),
        ([said("refused")], Stand.NO, Stand.NO),
        ([YES], Stand.GUARDIAN_NOT_ASKED, Stand.YES),
        ([YES, GUARDIANS_YES], Stand.YES, Stand.YES),
        ([YES, GUARDIANS_NO], Stand.GUARDIAN_NO, Stand.GUARDIAN_NO),
        ([YES, GUARDIANS_NO, said("lapsed", guardian=True)], Stand.GUARDIAN_NOT_ASKED, Stand.YES),
        ([YES, GUARDIANS_NO, GUARDIANS_YES], Stand.YES, Stand.YES),
    ],
)
def test_where_somebody_stands_at_15_and_at_18(ledger, young, grown):
    assert (stand(ledger, YOUNG, Use.PUBLISH), stand(ledger, GROWN, Use.PUBLISH)) == (young, grown)
    assert agrees(ledger, YOUNG, Use.PUBLISH) == (young is Stand.YES)


@pytest.mark.parametrize(
    "after", [ALONE, Deciding(True, TODAY), Deciding(True, TODAY + timedelta(days=99)), Deciding(False, TODAY)]
)
def test_while_a_guardians_no_stands_their_part_is_not_made_shorter(after):
    before = Deciding(True, TODAY + timedelta(days=100))
    with pytest.raises(NotAllowed) as refused:
        check_can_decide_anew([YES, GUARDIANS_NO], "jaden", before, after, today=TODAY)
    assert refused.value.code == "guardian-said-no"
    check_can_decide_anew([YES, GUARDIANS_YES], "jaden", before, after, today=TODAY)


def test_it_can_be_made_longer_and_ends_on_its_day():
    before, longer = Deciding(True, TODAY), Deciding(True)
    check_can_decide_anew([GUARDIANS_NO], "jaden", Deciding(True, TODAY + timedelta(days=1)), longer, today=TODAY)
    check_can_decide_anew([GUARDIANS_NO], "jaden", before, ALONE, today=TODAY)


def test_a_guardians_no_lapses_by_a_yes_of_somebody_who_decides_alone():
    ledger, wanted = [YES, GUARDIANS_NO], [(Use.PUBLISH, True), (Use.QUOTE, True)]
    assert lapses(ledger, GROWN, wanted) == [(Use.PUBLISH, Ruling.LAPSED)]
    assert lapses(ledger, YOUNG, wanted) == lapses(ledger, GROWN, [(Use.PUBLISH, False)]) == []


def test_a_no_after_a_lapsed_no_is_a_new_no():
    ledger = [GUARDIANS_NO, said("lapsed", guardian=True)]
    assert changes(ledger, "jaden", [(Use.PUBLISH, False)], as_guardian=True) == [(Use.PUBLISH, Ruling.REFUSED)]


def test_a_guardian_is_asked_for_the_young_and_for_a_no_of_their_own():
    check_has_guardian([], YOUNG)
    check_has_guardian([GUARDIANS_NO], GROWN)
    with pytest.raises(WrongState):
        check_has_guardian([GUARDIANS_YES], GROWN)


def test_whoever_said_no_themselves_is_given_no_other_hand():
    check_can_give_voice([said("refused", themself=False)], "jaden")
    with pytest.raises(NotAllowed):
        check_can_give_voice([said("refused")], "jaden")
