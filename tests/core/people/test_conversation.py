"""Whose comments wait until a moderator has read them, and what a comment may be."""

import pytest

from heard.core.errors import BadInput, WrongState
from heard.core.people.conversation import LONGEST, Policy, appears_at_once, check_is_open, written
from heard.core.people.permissions import Person, Role

STRANGER = Person()


@pytest.mark.parametrize(
    ("writer", "checked", "trusted", "all_"),
    [
        (STRANGER, False, False, False),
        (STRANGER, True, False, True),
        (Person(1, Role.VISITOR), False, False, True),
        (Person(1, Role.HELPER), False, True, True),
        (Person(1, Role.REPORTER), False, True, True),
        (Person(1, Role.HOST), False, True, True),
    ],
)
def test_who_is_seen_before_anybody_has_read_it(writer, checked, trusted, all_):
    now = [appears_at_once(writer, policy, checked=checked) for policy in (Policy.TRUSTED, Policy.ALL)]
    assert now == [trusted, all_]


def test_a_host_may_switch_comments_off():
    check_is_open(Policy.TRUSTED)
    with pytest.raises(WrongState):
        check_is_open(Policy.OFF)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Me too. ", "Me too."),
        ("One\r\ntwo\rthree", "One\ntwo\nthree"),
        ("One\n\n\n\n\ntwo", "One\n\ntwo"),
        ("a\x00b\x07c\ud800", "abc"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("👩‍🦽 میں", "👩‍🦽 میں"),
        ("x" * LONGEST, "x" * LONGEST),
    ],
)
def test_what_is_kept_of_what_somebody_wrote(given, kept):
    assert written(given) == kept


@pytest.mark.parametrize("given", ["", "  \n\t ", "\u200b\u200b", "\u202e", "x" * (LONGEST + 1)])
def test_what_nobody_can_read_is_refused(given):
    with pytest.raises(BadInput):
        written(given)
