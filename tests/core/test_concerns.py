"""Concerns: the most serious first, what may be told of them, and who may decide."""

import pytest

from heard.core.concerns import OPTIONS, Decision, Reason, by_seriousness, tellable, usual
from heard.core.errors import NotAllowed
from heard.core.permissions import Person, Role, check_can_rule, check_can_suspend

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
