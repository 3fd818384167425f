"""A span points at words: they are told apart from others that read the same, and are found again when changed."""

from __future__ import annotations

import pytest

from heard.core.transcript.corrections import Correction, apply, change_for
from heard.core.transcript.hiding import hide
from heard.core.transcript.spans import now_at, span_of, stands
from heard.core.transcript.words import Transcript, text_of
from tests.core.said import said

TALK = said("we talked about coal production and how\nit was for me")
SPAN = span_of(TALK.span("w4", "w5"))


def corrected(words: str, text: str, talk: Transcript = TALK) -> Transcript:
    return apply(talk, change_for(talk, Correction(tuple(words.split()), None, text), prefix="r2"))


def test_words_stand_while_they_are_the_same_and_side_by_side():
    assert text_of(stands(SPAN.ids, "coal production", TALK)) == "coal production"
    assert stands(SPAN.ids, "co-production", TALK) == ()
    assert stands(("w4", "w6"), "coal and", TALK) == ()
    assert stands((), "", TALK) == ()


@pytest.mark.parametrize(
    ("words", "text", "now"),
    [
        ("w1", "You", "coal production"),
        ("w4 w5", "co-production", "co-production"),
        ("w4", "the coal", "coal production"),
        ("w5", "productions there", "coal productions there"),
        ("w3 w4", "about co", "co production"),
        ("w4", "", "production"),
        ("w4 w5", "", ""),
    ],
)
def test_what_stands_there_now_follows_what_was_put_right(words, text, now):
    assert text_of(now_at(SPAN, corrected(words, text))) == now


def test_a_later_take_with_other_words_is_found_by_its_seconds():
    again = Transcript(tuple(said("we talked about co-production!! and how").words), duration=TALK.duration)
    moved = again.with_words([word.__class__(f"t2-{word.id}", *_rest(word)) for word in again.words])
    assert text_of(now_at(SPAN, moved)) == "co-production!!"


def _rest(word):
    return word.text, word.start, word.end, word.speaker


def test_what_is_hidden_of_it_stays_a_gap():
    words = now_at(SPAN, hide(TALK, [(SPAN.start, SPAN.end)]))
    assert [word.is_gap for word in words] == [True]
    half = TALK.span("w4", "w4")[0]
    assert [word.is_gap for word in now_at(SPAN, hide(TALK, [(half.start, half.end - 0.01)]))] == [True, False]
