"""The models that come as packages: whole and unchanged, hearing what is said, and nothing where nobody speaks."""

from __future__ import annotations

import io
import pickle

import numpy as np
import pytest

from heard.core.errors import HeardError
from heard.media.engines import engine_for, name_of, voices, weights
from heard.media.engines.engine import HeardWord
from heard.media.engines.faster_whisper import whole_words
from heard.media.engines.speech import speech_in
from tests import sounds

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def tiny():
    return engine_for("tiny.en")


def test_what_is_said_is_heard(tiny):
    phrases = tiny.phrases(sounds.speech(), language="en", on_share=lambda share: None)
    said = [word.text for phrase in phrases for word in phrase.words]
    assert " ".join(said[:16]) == "We met every week at the village hall, and we talked about what matters to us."


@pytest.mark.parametrize(
    "sound",
    [
        sounds.silence(20),
        sounds.noise(20, 0.002),
        sounds.noise(20, 0.1),
        sounds.hum(20),
        sounds.tone(20),
        sounds.music(20),
    ],
    ids=["silence", "faint noise", "loud noise", "hum", "tone", "music"],
)
def test_nothing_is_speech_where_nobody_speaks(tmp_path, sound):
    assert speech_in(sounds.stored(tmp_path / "sound.s16", sound)) == []


def test_speech_is_found_between_silences(tmp_path):
    found = speech_in(sounds.stored(tmp_path / "sound.s16", sounds.speech()))
    assert found[0][0] > 0.2
    assert found[-1][1] < 22.0
    assert all(start < end for start, end in found)


class Piece:
    def __init__(self, word: str, start: float, end: float, probability: float) -> None:
        self.word, self.start, self.end, self.probability = word, start, end, probability


def test_a_piece_without_a_space_before_it_belongs_to_the_word_before():
    pieces = [Piece(" co", 0.0, 0.2, 0.9), Piece("-production,", 0.2, 1.0, 0.5), Piece(" it", 1.0, 1.1, 0.8)]
    assert list(whole_words(pieces, "en")) == [
        HeardWord("co-production,", 0.0, 1.0, 0.5),
        HeardWord("it", 1.0, 1.1, 0.8),
    ]


def test_in_a_script_without_spaces_each_piece_is_a_word():
    pieces = [Piece("你", 0.0, 0.2, 0.9), Piece("好", 0.2, 0.4, 0.5)]
    assert [word.text for word in whole_words(pieces, "zh")] == ["你", "好"]


def test_the_big_model_is_joined_once_and_checked(tmp_path, monkeypatch):
    monkeypatch.setenv("HEARD_MODELS", str(tmp_path))
    folder = weights.whisper_folder("base")
    assert sorted(path.name for path in folder.iterdir()) == [
        ".lock",
        "config.json",
        "model.bin",
        "tokenizer.json",
        "vocabulary.txt",
    ]
    written = (folder / "model.bin").stat().st_mtime_ns
    assert weights.whisper_folder("base") == folder
    assert (folder / "model.bin").stat().st_mtime_ns == written
    with (folder / "model.bin").open("r+b") as file:
        file.write(b"broken")
    with pytest.raises(HeardError) as refused:
        weights.whisper_folder("base")
    assert refused.value.code == "model-damaged"


def test_a_model_that_is_nowhere_is_said_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("HEARD_MODELS", str(tmp_path))
    with pytest.raises(HeardError) as refused:
        engine_for("nobody/nothing")
    assert (
        refused.value.sentence == "There is no speech model “nobody/nothing”. Give a folder, or allow it to be fetched."
    )


def test_any_folder_may_hold_the_model(tmp_path):
    assert weights.whisper_folder(str(tmp_path)) == tmp_path
    assert name_of("/srv/models/small") == "faster-whisper small int8"


def test_one_voice_is_like_itself_and_unlike_a_higher_one():
    sound = sounds.speech()[: 5 * sounds.RATE]
    higher = np.interp(np.arange(0, len(sound), 1.5), np.arange(len(sound)), sound).astype(np.float32)
    low, high = (
        voices.voice_vectors(voices.mel_frames(piece), list(range(50, len(piece) // voices.HOP - 160, 40)))
        for piece in (sound, higher)
    )
    assert np.allclose(np.linalg.norm(low, axis=1), 1, atol=1e-5)
    assert (low @ low.T).mean() > 0.8 > (low @ high.T).mean()


def test_the_encoder_is_the_one_that_was_trained():
    """The same numbers as a graph of ONNX LSTM nodes over the same weights gives (run once, to seven digits)."""
    frames = np.tile(np.linspace(0, 1, 40, dtype=np.float32), (160, 1))
    vector = voices.voice_vectors(frames, [0])[0]
    assert np.flatnonzero(vector)[:4].tolist() == [2, 4, 6, 8]
    assert np.allclose(vector[[2, 4, 6, 8]], [0.10929, 0.00969, 0.05973, 0.08940], atol=2e-5)


def test_a_model_file_with_code_in_it_is_refused(tmp_path):
    path = tmp_path / "model.pt"
    path.write_bytes(pickle.dumps(io.BytesIO) * 5)
    with pytest.raises(HeardError) as refused:
        voices.read_weights(path)
    assert refused.value.sentence == "The speaker model holds something unexpected: _io.BytesIO."
