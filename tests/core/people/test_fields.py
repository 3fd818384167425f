"""What may be written where, without any form: each rule names the field that it is about."""

from __future__ import annotations

from datetime import date

import pytest

from heard.core.errors import BadInput, refuse
from heard.core.people.audience import day_faults, reach_faults
from heard.core.people.consent import How
from heard.core.people.details import detail_faults, theme_faults
from heard.core.people.fields import PERSON, Text, text_fault, text_faults
from heard.core.people.joining import training_faults
from heard.core.people.parts import age_faults, born_from, paper_faults, part_faults, saying_faults
from heard.core.people.pictures import file_faults, portrait_faults

TODAY = date(2026, 6, 1)
JPEG = b"\xff\xd8\xff" + b"\0" * 20


def told(faults):
    return [(fault.field, fault.code) for fault in faults]


@pytest.mark.parametrize("text", ["", " ", "\n", "\u200b", "\u2028"])
def test_a_name_has_something_in_it_that_people_see(text):
    assert told(text_faults({"name": text}, PERSON)) == [("name", "needed")]


def test_a_text_is_as_long_as_it_may_be_and_no_longer():
    assert text_fault("x" * 80, Text(80)) is None
    assert str(text_fault("x" * 81, Text(80))) == "That is too long. Please use no more than 80 letters."


def test_what_was_not_given_is_not_looked_at():
    assert told(text_faults({"about": ""}, PERSON)) == []
    assert told(detail_faults({})) == []


def test_the_first_of_what_is_wrong_is_raised_and_nothing_where_all_is_right():
    refuse([])
    with pytest.raises(BadInput) as error:
        refuse(text_faults({"name": "", "about": "x" * 2000}, PERSON))
    assert error.value.field == "name"


@pytest.mark.parametrize(
    ("details", "wrong"),
    [
        ({"title": "Fourteen nights", "language": "cy", "voices": 2}, []),
        ({"title": " "}, [("title", "needed")]),
        ({"language": "xx"}, [("language", "unknown-choice")]),
        ({"voices": 9}, [("voices", "unknown-choice")]),
        ({"summary": "x" * 1001, "place": "x" * 121}, [("summary", "too-long"), ("place", "too-long")]),
    ],
)
def test_details_of_a_story(details, wrong):
    assert told(detail_faults(details)) == wrong
    assert told(theme_faults(["Care", "x" * 61])) == [("themes", "too-long")]


@pytest.mark.parametrize(
    ("reach", "has_group", "is_named", "wrong"),
    [
        ("everyone", False, False, []),
        ("group", True, False, []),
        ("group", False, True, [("group", "no-group")]),
        ("named", True, False, [("named", "nobody-named")]),
        ("the moon", True, True, [("reach", "unknown-choice")]),
    ],
)
def test_an_audience_says_whom_it_means(reach, has_group, is_named, wrong):
    assert told(reach_faults(reach, has_group=has_group, is_named=is_named)) == wrong


def test_the_last_day_is_not_before_the_first():
    first, second = date(2026, 5, 1), date(2026, 5, 2)
    assert told(day_faults(second, first)) == [("closes_on", "closes-before")]
    assert not told([*day_faults(first, first), *day_faults(None, first), *day_faults(second, None)])


@pytest.mark.parametrize(
    ("born", "under_18", "wrong"),
    [
        (None, True, []),
        (2010, True, []),
        (date(2008, 6, 2), True, []),
        (date(2008, 6, 1), True, [("born", "of-age")]),
        (2010, False, [("under_18", "under-18")]),
        (1990, False, []),
        (1890, False, [("born", "born")]),
        (9999, True, [("born", "born")]),
        (0, True, [("born", "born")]),
    ],
)
def test_the_day_of_birth_and_who_decides_agree(born, under_18, wrong):
    assert told(age_faults(born, under_18=under_18, today=TODAY)) == wrong


def test_a_day_of_birth_is_read_as_it_is_kept():
    assert [born_from(kept) for kept in ("", "2010", "2010-05-03")] == [None, 2010, date(2010, 5, 3)]
    with pytest.raises(BadInput):
        born_from("last May")


def test_a_voice_and_an_account_are_one_persons():
    about = {"name": "Hamid", "voice": "S1", "account": 3}
    assert told(part_faults(about, {}, voices={"S1"}, accounts={3})) == [
        ("voice", "voice-taken"),
        ("account", "account-taken"),
    ]
    assert told(part_faults({"name": "Hamid", "voice": "", "account": None}, {}, voices={""}, accounts=set())) == []


def test_consent_that_somebody_wrote_down_can_be_looked_up():
    assert told(saying_faults(How.SPOKEN, second=None, has_paper=True)) == [("second", "no-second")]
    assert told(saying_faults(How.PAPER, second=1.0, has_paper=False)) == [("paper", "no-paper")]
    assert told(saying_faults(How.SCREEN, second=None, has_paper=False)) == []
    assert told(paper_faults(100, b"<script>")) == [("paper", "no-photo")]


def test_a_training_was_done_and_a_picture_is_small_enough():
    assert told(training_faults(date(2026, 6, 2), today=TODAY)) == [("completed_at", "not-yet")]
    assert told([*training_faults(TODAY, today=TODAY), *file_faults(8 * 1024**2, JPEG)]) == []
    assert told(file_faults(8 * 1024**2 + 1, JPEG)) == [("picture", "too-large")]


def test_a_picture_of_oneself_is_told_in_words_and_shows_nobody_who_has_not_agreed():
    assert told(portrait_faults({"described": "Ada, laughing.", "agreed": True}, is_new=True)) == []
    assert told(portrait_faults({"described": " ", "agreed": False}, is_new=True)) == [
        ("described", "needed"),
        ("agreed", "not-agreed"),
    ]
    assert told(portrait_faults({"described": "Ada, laughing."}, is_new=False)) == []
