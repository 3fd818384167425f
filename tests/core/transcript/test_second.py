"""A story in a second language: each text keeps its paragraph, and tells nothing of what is hidden."""

from __future__ import annotations

from itertools import pairwise

import pytest

from heard.core import formats
from heard.core.transcript.corrections import Correction, apply, change_for
from heard.core.transcript.hiding import hide
from heard.core.transcript.second import Translated, beside, spoken_in, texts_from
from heard.core.transcript.words import Transcript
from tests.core.said import said

TALK = said("Who are you? I am Ada.\nWe talked about coal production.\nIt was good.")


def translated(*texts: str, talk: Transcript = TALK) -> list[Translated]:
    return [
        Translated(one.first, one.start, one.end, text, one.text)
        for one, text in zip(talk.paragraphs, texts, strict=False)
        if text
    ]


WELSH = translated("Pwy wyt ti? Ada ydw i.", "Siaradon ni am lo.", "Roedd yn dda.")


def read(talk: Transcript, texts: list[Translated] = WELSH, hidden: list[tuple[float, float]] | None = None):
    return [(row.text, row.is_older) for row in beside(hide(talk, hidden or []), texts, hidden or [])]


def test_each_paragraph_stands_beside_its_text():
    assert [(row.paragraph.text, row.text) for row in beside(TALK, translated("Pwy?", "", "Da."))] == [
        ("Who are you? I am Ada.", "Pwy?"),
        ("We talked about coal production.", ""),
        ("It was good.", "Da."),
    ]


@pytest.mark.parametrize(("ids", "text"), [(("w7",), "They"), (("w10", "w11"), "co-production."), (("w7", "w8"), "")])
def test_it_follows_what_was_put_right_and_says_that_it_is_older(ids, text):
    now = apply(TALK, change_for(TALK, Correction(ids, None, text), prefix="r2"))
    assert read(now) == [(WELSH[0].text, False), (WELSH[1].text, True), (WELSH[2].text, False)]


def test_where_nothing_is_said_any_more_it_stands_nowhere():
    now = apply(TALK, change_for(TALK, Correction(("w7", "w8", "w9", "w10", "w11"), None, ""), prefix="r2"))
    assert [text for text, _ in read(now)] == [WELSH[0].text, WELSH[2].text]


@pytest.mark.parametrize(
    "part",
    ["all of it", "its last word", "its end, and all that comes after"],
)
def test_readers_get_nothing_that_may_tell_of_what_is_hidden(part):
    words = TALK.span("w7", "w11")
    end = TALK.words[-1].end + 60 if part.startswith("its end") else words[-1].end
    start = words[0].start if part == "all of it" else words[-1].start
    shown = [text for text, _ in read(TALK, hidden=[(start, end)])]
    assert WELSH[0].text in shown
    assert WELSH[1].text not in shown


def test_what_was_written_of_just_what_everybody_may_read_is_shown():
    hidden = [(TALK.span("w11", "w11")[0].start, TALK.span("w11", "w11")[0].end)]
    texts = translated("", "Siaradon ni am [cuddiwyd]", talk=hide(TALK, hidden))
    assert read(TALK, texts, hidden)[1] == ("Siaradon ni am [cuddiwyd]", False)


def test_sentences_take_the_time_of_the_sentences_that_they_stand_for():
    told = spoken_in("cy", beside(TALK, WELSH), TALK)
    assert told.language == "cy"
    first = {word.text: word for word in told.words}
    assert first["Ada"].start == TALK.span("w4", "w4")[0].start
    assert (told.words[0].start, told.words[-1].end) == (TALK.words[0].start, TALK.words[-1].end)


def test_other_sentences_share_the_time_in_which_somebody_speaks():
    told = spoken_in("cy", beside(TALK, translated("Ada. Fi. Ada. Fi. Ada.")), TALK)
    words = [word for word in told.words if word.paragraph == 0]
    assert (words[0].start, words[-1].end) == (TALK.words[0].start, TALK.words[5].end)
    assert all(before.end == after.start for before, after in pairwise(words))


def test_what_nobody_has_translated_stands_there_as_it_was_said():
    captions = formats.write("vtt", spoken_in("cy", beside(TALK, translated("Pwy wyt ti?")), TALK)).decode()
    assert "Pwy wyt ti?" in captions
    assert "coal" in captions


def test_a_text_far_longer_than_its_paragraph_has_words_with_some_length():
    told = spoken_in("cy", beside(TALK, translated("", "", "gair " * 2000)), TALK)
    assert all(word.start < word.end for word in told.words)


def test_captions_that_somebody_made_elsewhere_are_taken_apart_by_paragraph():
    there = formats.write("vtt", spoken_in("cy", beside(TALK, WELSH), TALK))
    texts = texts_from(formats.read("captions.vtt", there), TALK)
    assert [texts[one.first] for one in TALK.paragraphs] == [one.text for one in WELSH]


def test_captions_of_a_story_without_words_are_nobodys():
    assert texts_from(TALK, Transcript(())) == {}
