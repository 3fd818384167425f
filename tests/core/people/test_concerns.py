"""Concerns: the most serious first, what may be told of them, and who may decide."""

import pytest

from heard.core.errors import NotAllowed
from heard.core.people.concerns import (
    OPTIONS,
    Brake,
    Case,
    Decision,
    Hidden,
    Reason,
    by_seriousness,
    hours_hidden,
    says_something,
    stopped_by,
    tellable,
    usual,
)
from heard.core.people.permissions import Person, Role, check_can_rule, check_can_suspend

RAE = Person(7, Role.MODERATOR)


def test_safeguarding_comes_first():
    assert by_seriousness(["other", "hateful", "safeguarding", "private"]) == [
        "safeguarding",
        "private",
        "hateful",
        "other",
    ]
    assert next(iter(Reason)) is Reason.SAFEGUARDING


def test_anything_may_be_left_as_it_is():
    assert {kind for kind, ways in OPTIONS.items() if Decision.NO_ACTION in ways} == set(OPTIONS)


@pytest.mark.parametrize(("count", "told"), [(0, 0), (1, None), (4, None), (5, 5), (60, 60)])
def test_small_numbers_are_not_told(count, told):
    assert tellable(count) == told


def test_the_usual_time_is_told_of_five_or_more():
    assert [usual([1, 2, 3, 50]), usual([1, 2, 3, 50, 60])] == [None, 3]


@pytest.mark.parametrize(
    ("who", "about", "raised_by", "ruled_by", "may"),
    [
        (RAE, None, None, None, True),
        (RAE, 1, 2, 3, True),
        (RAE, 7, None, None, False),
        (RAE, 1, 7, None, False),
        (RAE, 1, 2, 7, False),
        (Person(8, Role.HOST), 1, 2, 7, True),
        (Person(9, Role.EDITOR), None, None, None, False),
        (Person(), None, None, None, False),
    ],
)
def test_nobody_decides_about_themselves_or_twice(who, about, raised_by, ruled_by, may):
    def allowed() -> bool:
        try:
            check_can_rule(who, about=about, raised_by=raised_by, ruled_by=ruled_by)
        except NotAllowed:
            return False
        return True

    assert allowed() is may


@pytest.mark.parametrize(
    ("who", "whom", "may"),
    [
        (RAE, Role.VISITOR, True),
        (RAE, Role.EDITOR, True),
        (RAE, Role.MODERATOR, False),
        (Person(8, Role.HOST), Role.MODERATOR, True),
        (Person(8, Role.HOST), Role.HOST, False),
        (Person(9, Role.EDITOR), Role.VISITOR, False),
    ],
)
def test_who_may_be_suspended_by_whom(who, whom, may):
    def allowed() -> bool:
        try:
            check_can_suspend(who, whom)
        except NotAllowed:
            return False
        return True

    assert allowed() is may


# What may be hidden before anybody has looked

SAID, NOTHING, BRAKE = "He hits me at home.", Hidden(0, 0, 0), Brake(1, 3, 5)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("He hits me", True),
        ("self harm", True),
        ("Please look.", True),
        ("She’s 14", True),
        ("07700 900123", True),
        ("他打我", True),
        ("เขาตีฉัน", True),
        ("Él me pega", True),
        ("xx", False),
        ("ab", False),
        ("x y z", False),
        ("test test TEST", False),
        ("........", False),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", False),
        ("😱😱😱 😱", False),
        ("", False),
    ],
)
def test_what_says_something_that_can_be_looked_at(text, says):
    assert says_something(text) is says


@pytest.mark.parametrize(
    ("case", "hidden", "stop"),
    [
        (Case(SAID, True), NOTHING, None),
        (Case(SAID, False), NOTHING, "reason"),
        (Case("xx", True), NOTHING, "thin"),
        (Case(SAID, True, looked=True), NOTHING, "looked"),
        (Case(SAID, True, back=True), NOTHING, "back"),
        (Case(SAID, True), Hidden(1, 1, 1), "visitor"),
        (Case(SAID, True), Hidden(0, 2, 2), None),
        (Case(SAID, True), Hidden(0, 3, 3), "address"),
        (Case(SAID, True, shared=False), Hidden(0, 1, 1), "address"),
        (Case(SAID, True), Hidden(0, 0, 4), None),
        (Case(SAID, True), Hidden(0, 0, 5), "network"),
        (Case("xx", True, trusted=True, back=True), Hidden(9, 9, 9), None),
        (Case(SAID, True, trusted=True, looked=True), NOTHING, "looked"),
    ],
)
def test_what_keeps_a_concern_from_hiding_at_once(case, hidden, stop):
    assert stopped_by(case, hidden, BRAKE) == stop


@pytest.mark.parametrize(("stories", "most"), [(0, 1), (1, 1), (3, 1), (4, 2), (6, 2), (12, 4), (15, 5), (3000, 5)])
def test_a_small_network_is_never_emptied(stories, most):
    assert BRAKE.narrowed(stories).network == most


@pytest.mark.parametrize(
    ("reasons", "hours"),
    [(["private"], 72), (["private", "safeguarding"], 168), (["safeguarding"], 168), ([], 72)],
)
def test_how_long_something_stays_hidden_when_nobody_looks(reasons, hours):
    assert hours_hidden(reasons, usual=72, at_risk=168) == hours


def test_the_host_can_say_that_nothing_comes_back_by_itself():
    assert hours_hidden(["safeguarding", "private"], usual=72, at_risk=0) == 0
