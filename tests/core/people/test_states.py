"""Which state may follow which."""

from __future__ import annotations

import pytest

from heard.core.errors import WrongState
from heard.core.people.states import DELETED, STATES, can_move, check_can_delete, check_can_move, first, mermaid


def test_a_move_in_the_table_is_allowed_and_any_other_gets_a_sentence():
    check_can_move("job", "waiting", "running")
    with pytest.raises(WrongState) as refused:
        check_can_move("job", "done", "running")
    assert (refused.value.sentence, refused.value.code) == (
        "A job that is done cannot become running.",
        "job-cannot-become-running",
    )


@pytest.mark.parametrize("kind", STATES)
def test_every_move_leads_to_a_state_and_every_state_can_be_reached(kind):
    reached = {first(kind), *(to for ways in STATES[kind].values() for to in ways)} - {DELETED}
    assert reached == set(STATES[kind])


def test_a_published_story_is_taken_back_before_it_is_deleted():
    check_can_delete("draft")
    with pytest.raises(WrongState):
        check_can_delete("published")


def test_a_story_that_was_taken_back_can_come_back_as_a_draft_until_it_is_erased():
    assert can_move("story", "withdrawn", "draft")
    assert not can_move("story", "withdrawn", "published")
    assert not can_move("story", "erased", "draft")


def test_an_accepted_correction_waits_again_when_it_is_undone():
    assert can_move("correction", "accepted", "waiting")
    assert not can_move("correction", "accepted", "declined")


def test_the_diagram_is_drawn_from_the_table():
    assert mermaid("term") == ("stateDiagram-v2\n    [*] --> live\n    live --> retired\n    retired --> live\n")
