"""Who speaks: voices told apart, short answers on their own, and paragraphs by turns."""

from __future__ import annotations

import numpy as np
import pytest

from heard.core.transcript.words import Speaker
from heard.media.paragraphs import paragraph_numbers, written_up
from heard.media.speakers import Windows, gathered, guessed, in_order, listen, settled, speakers
from heard.media.words import TimedWord
from tests import sounds


def words(text: str, *, each: float = 0.3) -> list[TimedWord]:
    return [TimedWord(word, n * each, (n + 1) * each, 0.9) for n, word in enumerate(text.split())]


def voice(number: int) -> np.ndarray:
    return np.eye(256, dtype=np.float32)[number]


def cloud(voice_number: int, size: int, spread: float = 0.03) -> np.ndarray:
    chance = np.random.default_rng(voice_number)
    vectors = voice(voice_number) + spread * np.abs(chance.standard_normal((size, 256)))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def heard(*turns: tuple[int, float, float]) -> Windows:
    """Windows every quarter of a second over (voice, start, end)."""
    times = [(number, at) for number, start, end in turns for at in np.arange(start, end, 0.25)]
    return Windows(np.stack([voice(number) for number, _ in times]), np.array([at for _, at in times]))


CENTRES = np.stack([voice(0), voice(1)])


def test_each_word_goes_to_the_voice_around_it():
    said = words("Was it hard? It was at first.")
    assert settled(said, heard((0, 0.0, 0.9), (1, 0.9, 2.2)), CENTRES) == [0, 0, 0, 1, 1, 1, 1]


def test_a_flicker_in_the_middle_of_a_sentence_is_no_change_of_voice():
    said = words("we had all been there since the very first day")
    assert settled(said, heard((0, 0.0, 1.3), (1, 1.3, 1.5), (0, 1.5, 3.0)), CENTRES) == [0] * 10


def test_a_short_answer_between_silences_is_judged_by_itself():
    said = [*words("Was it hard?"), TimedWord("No.", 1.6, 1.9, 0.9), TimedWord("Why?", 2.6, 2.9, 0.9)]
    windows = heard((0, 0.0, 3.0))
    assert settled(said, windows, CENTRES) == [0, 0, 0, 0, 0]
    alone = Windows(windows.vectors, windows.middles, [(1.5, 2.0)], voice(1)[None])
    assert settled(said, alone, CENTRES) == [0, 0, 0, 1, 0]


def test_voices_are_numbered_as_they_are_first_heard():
    assert in_order([2, 2, 0, 1, 0]) == [0, 0, 1, 2, 1]


@pytest.mark.parametrize("people", [1, 2, 3, 4])
def test_voices_that_are_clearly_apart_are_counted(people):
    vectors = np.concatenate([cloud(number, 60) for number in range(people)])
    assert len(guessed(vectors)) == people


def test_a_voice_of_a_few_moments_is_not_counted_unasked():
    assert len(guessed(np.concatenate([cloud(0, 200), cloud(1, 5)]))) == 1


def test_one_voice_needs_no_listening(tmp_path):
    assert speakers(tmp_path / "not-there", words("we met"), [], 1, lambda share: None) == [0, 0]


@pytest.mark.engine
def test_two_voices_in_one_recording_are_told_apart(tmp_path):
    """The second voice is the first, raised: the same words, so only the voice differs."""
    low = sounds.speech()[: 5 * sounds.RATE]
    high = np.interp(np.arange(0, len(low), 1.5), np.arange(len(low)), low).astype(np.float32)
    turns, said, speech, at = [], [], [], 0.0
    for number in range(4):
        turn = (low, high)[number % 2]
        end = at + len(turn) / sounds.RATE
        speech.append((at, end))
        said += [TimedWord("word", moment, moment + 0.3, 0.9) for moment in np.arange(at, end - 0.4, 0.4)]
        turns.append(turn)
        at = end
    sound = sounds.stored(tmp_path / "sound.s16", np.concatenate(turns))
    windows = listen(sound, speech, lambda share: None)
    found = in_order(settled(said, windows, gathered(windows.vectors, 2)))
    truth = [next(n for n, (start, end) in enumerate(speech) if start <= w.start < end) % 2 for w in said]
    assert sum(a == b for a, b in zip(found, truth, strict=True)) / len(truth) > 0.9
    assert len(guessed(windows.vectors)) == 2


def test_a_turn_is_a_paragraph():
    said = words("Was it hard? It was. Why?")
    assert list(paragraph_numbers(said, [0, 0, 0, 1, 1, 0])) == [0, 0, 0, 1, 1, 2]


def test_a_long_turn_is_cut_at_a_sentence_end_past_sixty_words():
    said = words(" ".join(["so"] * 63 + ["far."] + ["and"] * 20))
    assert list(paragraph_numbers(said, [0] * 84)) == [0] * 64 + [1] * 20


def test_a_turn_without_a_sentence_end_is_cut_all_the_same():
    assert list(paragraph_numbers(words("so " * 100), [0] * 100)) == [0] * 90 + [1] * 10


def test_a_transcript_names_its_words_voices_and_speakers_in_order():
    transcript = written_up(words("Was it? Yes."), [0, 0, 1])
    assert [(word.id, word.speaker, word.paragraph) for word in transcript.words] == [
        ("w1", "S1", 0),
        ("w2", "S1", 0),
        ("w3", "S2", 1),
    ]
    assert transcript.speakers == (Speaker("S1", "Speaker 1"), Speaker("S2", "Speaker 2"))


def test_nothing_said_is_an_empty_transcript():
    assert (written_up([], []).words, written_up([], []).speakers) == ((), ())
