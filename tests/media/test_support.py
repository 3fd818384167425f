"""Nothing is written where nobody speaks, and nothing that somebody said is lost for sounding like it."""

from __future__ import annotations

import pytest

from heard.media.engines.engine import HeardPhrase, HeardWord
from heard.media.support import supported, trimmed
from heard.media.words import TimedWord, blocks, timed

ALL = [(0.0, 1000.0)]


def phrase(text: str, *, start: float = 0.0, each: float = 0.3, probability: float = 0.9) -> HeardPhrase:
    words = [
        HeardWord(word, start + n * each, start + (n + 1) * each, probability) for n, word in enumerate(text.split())
    ]
    return HeardPhrase(tuple(words), 0.1)


def left(*phrases: HeardPhrase, speech=ALL) -> list[str]:
    return [" ".join(word.text for word in kept.words) for kept in supported(phrases, speech)]


def test_words_where_nobody_speaks_are_not_written():
    assert left(phrase("We met"), phrase("and so on", start=10), speech=[(0.0, 0.7)]) == ["We met"]


def test_a_sure_word_beside_the_speech_is_kept_and_a_doubtful_one_is_not():
    assert left(phrase("We met every week", each=0.5), speech=[(0.0, 0.9)]) == ["We met every week"]
    assert left(phrase("We met every week", each=0.5, probability=0.2), speech=[(0.0, 0.9)]) == ["We met every"]


def test_punctuation_alone_is_no_word():
    assert left(phrase(". We met . …")) == ["We met"]


@pytest.mark.parametrize("text", ["Thanks for watching!", "Thank you.", "you"])
def test_what_subtitles_say_over_nothing_is_not_written(text):
    assert left(phrase(text, probability=0.3)) == []
    assert left(phrase(text, each=2), speech=[(1.0, 1.1)]) == []


def test_thanks_that_somebody_said_stay():
    assert left(phrase("Thank you.")) == ["Thank you."]


def test_an_endless_phrase_is_written_once():
    assert left(phrase("I went there " + "and then we " * 12 + "left")) == ["I went there and then we left"]


def test_a_repeat_too_quick_to_be_said_is_written_once():
    assert left(phrase("it was good " * 4, each=0.05)) == ["it was good"]


def test_a_repeat_the_machine_is_not_sure_of_is_written_once():
    assert left(phrase("any said " * 4, probability=0.3)) == ["any said"]


@pytest.mark.parametrize(
    "said",
    ["no no no no no", "I know, I know, I know", "we waited and waited and waited", "it was it was it was good"],
)
def test_what_people_do_say_again_stays(said):
    assert left(phrase(said)) == [said]


def test_a_loop_over_several_phrases_is_found():
    assert left(*(phrase("and so it goes", start=n * 2, probability=0.4) for n in range(5))) == ["and so it goes"]


def test_a_word_that_ran_on_into_a_silence_is_cut_back():
    assert trimmed(HeardWord("well", 1.0, 4.0, 0.9), [(0.0, 1.4), (6.0, 9.0)]) == (1.0, 1.4)
    assert trimmed(HeardWord("well", 1.0, 1.5, 0.9), [(1.2, 1.4)]) == (1.0, 1.5)


def words(*times: tuple[float, float]) -> list[HeardWord]:
    return [HeardWord("word", start, end, 0.9) for start, end in times]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([(0.0, 0.5), (0.5, 1.0)], [(0.0, 0.5), (0.5, 1.0)]),
        ([(0.5, 0.5), (0.5, 1.0)], [(0.5, 0.52), (0.52, 1.0)]),
        ([(0.0, 0.6), (0.5, 1.0)], [(0.0, 0.6), (0.6, 1.0)]),
        ([(9.0, 9.9), (9.9, 10.4)], [(9.0, 9.9), (9.9, 10.0)]),
        ([(10.0, 10.0), (10.0, 10.0)], [(9.96, 9.98), (9.98, 10.0)]),
        ([(3.0, 2.0), (1.0, 1.5)], [(3.0, 3.02), (3.02, 3.04)]),
    ],
)
def test_every_word_has_a_length_of_its_own_inside_the_recording(given, expected):
    assert [(word.start, word.end) for word in timed(words(*given), ALL, 10.0)] == expected


def test_confidence_is_the_probability_of_the_word():
    assert timed(words((0.0, 1.0)), ALL, 10.0) == [TimedWord("word", 0.0, 1.0, 0.9)]


def test_twelve_minutes_are_heard_in_one_piece():
    assert list(blocks([(3.0, 700.0)], 720.0)) == [(0.0, 720.0)]


def test_a_longer_recording_is_cut_in_its_longest_silence():
    speech = [(0.0, 450.0), (451.0, 500.0), (504.0, 1100.0), (1101.0, 1700.0)]
    assert list(blocks(speech, 1700.0)) == [(0.0, 502.0), (502.0, 1100.5), (1100.5, 1700.0)]


def test_half_an_hour_without_a_breath_is_cut_all_the_same():
    assert list(blocks([(0.0, 1800.0)], 1800.0)) == [(0.0, 720.0), (720.0, 1440.0), (1440.0, 1800.0)]


def test_nobody_speaking_is_not_listened_to():
    assert list(blocks([], 2000.0)) == []
