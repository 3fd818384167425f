"""Who may do what, as a table: every right and every role."""

from __future__ import annotations

import pytest

from heard.core.errors import NotAllowed
from heard.core.people import permissions
from heard.core.people.permissions import RIGHTS, Person, Right, Role, check, may

# Without an account, then visitor, helper, reporter, editor, moderator, host.
TABLE = """
read             + ++++++
report           + ++++++
talk             + ++++++
belong           - ++++++
talk at once     - -+++++
tell             - --++++
edit story       - ---+++
decide           - ---+++
open revisions   - ---+++
review           - ---+++
steer pairs      - ---+++
keep glossary    - ---+++
curate           - ---+++
write pages      - ---+++
invite           - ---+++
moderate         - ----++
see people       - ----++
record training  - ----++
suspend          - ----++
give roles       - -----+
see private      - -----+
run              - -----+
"""
EVERYBODY = (Person(), *(Person(7, role) for role in Role))
ROWS = [(line[:17].strip(), [mark == "+" for mark in line[17:].replace(" ", "")]) for line in TABLE.strip().split("\n")]


@pytest.mark.parametrize(("right", "expected"), ROWS, ids=[name for name, _ in ROWS])
def test_each_role_has_the_rights_of_the_table_and_no_others(right, expected):
    assert [may(person, Right(right)) for person in EVERYBODY] == expected


@pytest.mark.parametrize(("right", "expected"), ROWS, ids=[name for name, _ in ROWS])
def test_whoever_has_not_is_told_why(right, expected):
    refusal = RIGHTS[Right(right)].refusal
    told = [_refusal(check, person, Right(right)) for person in EVERYBODY]
    assert told == ["" if has else refusal for has in expected]


def test_the_table_has_every_right_once():
    assert [name for name, _ in ROWS] == [right.value for right in Right] == [right.value for right in RIGHTS]


def _refusal(rule, *args, **named):
    try:
        rule(*args, **named)
    except NotAllowed as refused:
        return refused.sentence
    return ""


def _yes(rule, *args, **named):
    return not _refusal(rule, *args, **named)


@pytest.mark.parametrize(
    ("rule", "own"),
    [
        (permissions.check_can_edit_story, {"reporter": 7}),
        (permissions.check_can_review_story, {"reporter": 7}),
        (permissions.check_can_open_revisions, {"reporter": 7}),
        (permissions.check_can_answer_offer, {"reporter": 7}),
        (permissions.check_can_see_private, {"whose": 7}),
    ],
)
def test_everybody_with_an_account_has_it_over_what_is_theirs(rule, own):
    assert [_yes(rule, person, **own) for person in EVERYBODY] == [False, *[True] * 6]


def test_nobody_decides_on_their_own_suggestion_whatever_their_role():
    assert [_yes(permissions.check_can_decide, person, author=7) for person in EVERYBODY] == [False] * 7


def test_telling_needs_the_training_where_the_host_asks_for_it():
    untrained = [Person(7, role, trained=False) for role in Role]
    assert [permissions.can_tell(person) for person in untrained] == [False] * 6
    with pytest.raises(NotAllowed) as refused:
        permissions.check_can_tell(untrained[3])
    assert refused.value.code == "training-needed"


def test_nobody_invites_above_themselves():
    """A row an inviter, a column an invited role."""
    allowed = {
        str(role): "".join("+" if _yes(permissions.check_can_invite, Person(7, role), role=to) else "-" for to in Role)
        for role in Role
    }
    assert allowed == {
        "visitor": "------",
        "helper": "------",
        "reporter": "------",
        "editor": "++++--",
        "moderator": "+++++-",
        "host": "++++++",
    }


def test_whoever_leads_a_group_invites_up_to_their_own_role():
    leader = Person(7, Role.REPORTER)
    assert [_yes(permissions.check_can_invite, leader, role=to, leads=True) for to in Role] == [True] * 3 + [False] * 3


def test_a_link_for_many_makes_nobody_staff():
    host = Person(7, Role.HOST)
    assert [_yes(permissions.check_can_invite, host, role=to, standing=True) for to in Role] == [True] * 3 + [False] * 3


def test_moderators_suspend_those_below_them_and_the_host_moderators_too():
    allowed = {
        str(role): "".join("+" if _yes(permissions.check_can_suspend, Person(7, role), whom) else "-" for whom in Role)
        for role in Role
    }
    assert allowed == {
        "visitor": "------",
        "helper": "------",
        "reporter": "------",
        "editor": "------",
        "moderator": "++++--",
        "host": "+++++-",
    }
