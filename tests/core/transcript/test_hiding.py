"""Parts that are hidden leave one stated gap in every format, and nothing of their words."""

from __future__ import annotations

import io
import zipfile

import pytest

from heard.core import formats
from heard.core.errors import BadInput
from heard.core.transcript.hiding import around, check_span, covers, hide, is_gap, key_of, merged, muted
from tests.core.said import said

TOLD = said("My daughter _ Rosie _ was ill\nWhat did you do _\nWe waited for _ weeks _ and weeks")


@pytest.mark.parametrize(
    ("spans", "shown"),
    [
        ([], "My daughter Rosie was ill\nWhat did you do\nWe waited for weeks and weeks"),
        ([(1.5, 2.2)], "My daughter [hidden] was ill\nWhat did you do\nWe waited for weeks and weeks"),
        ([(1.5, 2.2), (2.2, 3.1)], "My daughter [hidden]\nWhat did you do\nWe waited for weeks and weeks"),
        ([(1.9, 3.4)], "My daughter [hidden]\ndid you do\nWe waited for weeks and weeks"),
        ([(0.0, 3.1)], "What did you do\nWe waited for weeks and weeks"),
        ([(4.5, 20.0)], "My daughter Rosie was ill\nWhat did you do"),
        ([(0.0, 20.0)], ""),
        ([(1.1, 1.5)], "My daughter [hidden] Rosie was ill\nWhat did you do\nWe waited for weeks and weeks"),
    ],
    ids=["nothing", "a name", "two that touch", "across turns", "the beginning", "the end", "all", "only a sound"],
)
def test_hidden_words_leave_one_gap(spans, shown):
    assert hide(TOLD, spans).text == shown


def test_a_gap_tells_its_place_and_no_more():
    gap = hide(TOLD, [(1.5, 2.2)]).words[2]
    assert (gap.id, gap.text, gap.start, gap.end, gap.speaker, gap.source) == (
        "gap-1500",
        "[hidden]",
        1.5,
        2.2,
        "S1",
        "hidden",
    )
    assert is_gap(gap.id)
    assert hide(TOLD, [(1.9, 3.4)]).words[2].speaker is None


@pytest.mark.parametrize("suffix", formats.FORMATS)
def test_every_file_states_the_gap_and_never_the_words(suffix):
    written = formats.write(suffix, hide(TOLD, [(1.5, 2.2)]))
    if suffix == "docx":
        written = zipfile.ZipFile(io.BytesIO(written)).read("word/document.xml")
    assert (b"[hidden]" in written, b"Rosie" in written) == (True, False)


def test_the_json_record_reads_back():
    shown = hide(TOLD, [(1.5, 2.2)])
    assert formats.read("json", formats.write("json", shown)) == shown


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        ("w3", "w3", (1.25, 2.25)),
        ("w1", "w2", (0.0, 1.25)),
        ("w4", "w4", (2.25, 2.8)),
        ("w14", "w15", (7.15, 8.2)),
    ],
    ids=["silence on both sides", "from the beginning", "a neighbour at once", "up to the end"],
)
def test_words_are_hidden_with_some_silence_and_nothing_of_their_neighbours(first, last, span):
    found = around(TOLD, first, last)
    start, end = TOLD.positions[first], TOLD.positions[last]
    gone = [word.id for word in TOLD.words if covers([found], word.start, word.end)]
    assert gone == [word.id for word in TOLD.words[start : end + 1]]
    assert found == pytest.approx(span)


def test_words_that_stand_the_other_way_round_are_refused():
    with pytest.raises(BadInput):
        around(TOLD, "w4", "w3")
    with pytest.raises(BadInput):
        around(TOLD, "w4", "parrot")


@pytest.mark.parametrize("span", [(-1, 2), (3, 3), (4, 2), (1, 1000), (float("nan"), 2), (1, float("inf"))])
def test_seconds_outside_the_recording_are_refused(span):
    with pytest.raises(BadInput):
        check_span(span, TOLD)


def test_what_is_hidden_has_a_name_that_depends_on_the_seconds_alone():
    assert key_of([]) == ""
    assert key_of([(1, 2), (2, 3)]) == key_of([(1, 3)]) == key_of([(1.0, 2.5), (1.5, 3.0)])
    assert key_of([(1, 3)]) != key_of([(1, 4)])
    assert merged([(4, 5), (1, 2), (1.5, 3)]) == [(1, 3), (4, 5)]


def test_a_hidden_end_is_silent_for_good():
    assert muted([(1, 2), (8, 10)], length=10) == [(1, 2), (8, 70)]


def test_a_place_without_length_is_hidden_at_the_edge_too():
    assert [covers([(1, 2)], moment, moment) for moment in (0.9, 1, 1.5, 2, 2.1)] == [False, True, True, True, False]
