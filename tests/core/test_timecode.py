"""A time is read and written in one way everywhere. The browser's own reader is held to the same cases."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.core.errors import BadInput
from heard.core.timecode import clock, exact_clock, seconds_from

CASES = json.loads(Path(__file__).with_name("timecode_cases.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "seconds"), [*CASES["read"], ("٠:١٢", 12), ("१:०५", 65), ("1∶05", 65)])
def test_what_people_write_is_read(text, seconds):
    assert seconds_from(text) == seconds


@pytest.mark.parametrize("text", CASES["refused"])
def test_what_is_no_time_is_said_so(text):
    with pytest.raises(BadInput) as refused:
        seconds_from(text)
    assert refused.value.code == "clock"


@pytest.mark.parametrize(("seconds", "text"), CASES["written"])
def test_it_is_written_as_a_player_shows_it(seconds, text):
    assert clock(seconds) == text


@given(st.integers(0, 359_999_999))
def test_what_is_written_exactly_is_read_back(thousandths):
    assert seconds_from(exact_clock(thousandths / 1000)) == pytest.approx(thousandths / 1000, abs=1e-6)


@given(st.text(max_size=30) | st.text("0123456789:.hms '", max_size=12))
def test_any_text_is_a_time_or_no_time(text):
    with suppress(BadInput):
        assert 0 <= seconds_from(text) < 360_000
