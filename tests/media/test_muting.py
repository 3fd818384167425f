"""What is hidden is silent and dark in every copy that is served, and was there in the recording."""

from __future__ import annotations

import json

import av
import numpy as np
import pytest

from heard.media.muting import loudness_at
from heard.media.pipeline import Request, run
from tests import sounds
from tests.sounds import loudness_of

SECRET = 3000.0  # hertz
HIDDEN = ((2.0, 3.0),)


def told() -> np.ndarray:
    """Five seconds of a low tone, with a high one over the second that will be hidden."""
    sound = sounds.tone(5, 300)
    sound[2 * sounds.RATE : 3 * sounds.RATE] += sounds.tone(1, SECRET)
    return sound


def copies(recording, workdir, hidden):
    return run(Request(recording, workdir, hidden=hidden, words=False)).files


def test_the_sound_goes_and_comes_back_softly():
    level = loudness_at([(1.0, 2.0)], 0.9, 1200, 1000)
    assert (level[:60].min(), level[90:1110].max(), level[1140:].min()) == (1, 0, 1)
    assert np.abs(np.diff(level)).max() < 0.06


@pytest.mark.parametrize("name", ["audio.opus", "audio.m4a"])
def test_a_tone_that_is_hidden_is_in_no_copy_of_the_sound(tmp_path, name):
    recording = sounds.recording(tmp_path / "story.wav", told())
    before = sounds.decoded(copies(recording, tmp_path / "all", ())[name])
    after = sounds.decoded(copies(recording, tmp_path / "hidden", HIDDEN)[name])
    assert loudness_of(before, SECRET) > 0.01
    assert loudness_of(after, SECRET) < 1e-5
    inside = after[round(2.05 * sounds.RATE) : round(2.95 * sounds.RATE)]  # decoders of AAC begin a little early
    assert np.abs(inside).max() < 1e-3
    assert loudness_of(after[: 2 * sounds.RATE], 300) == pytest.approx(
        loudness_of(before[: 2 * sounds.RATE], 300), rel=0.1
    )
    assert abs(len(after) - len(before)) < sounds.RATE / 10


def test_the_waveform_shows_silence_there(tmp_path):
    recording = sounds.recording(tmp_path / "story.wav", told())
    peaks = json.loads(copies(recording, tmp_path / "work", HIDDEN)["peaks.json"].read_text())["peaks"]
    a_second = len(peaks) // 5
    assert (max(peaks[2 * a_second + 1 : 3 * a_second - 1]), min(peaks[: 2 * a_second])) == (
        0,
        pytest.approx(1, abs=0.1),
    )


@pytest.mark.parametrize(("name", "codec"), [("story.mp4", "libx264"), ("story.webm", "libvpx")])
def test_a_film_is_silent_and_dark_there(tmp_path, name, codec):
    film = sounds.film(tmp_path / name, told(), seconds=5, codec=codec)
    video = copies(film, tmp_path / "work", HIDDEN)["video.mp4"]
    assert loudness_of(sounds.decoded(film), SECRET) > 0.01
    assert loudness_of(sounds.decoded(video), SECRET) < 1e-5
    with av.open(str(video)) as container:
        red = {round(frame.time, 1): frame.to_ndarray(format="rgb24")[5, 5, 0] for frame in container.decode(video=0)}
    assert len(red) == 50
    assert max(shade for second, shade in red.items() if 2.0 <= second < 3.0) < 20
    assert min(shade for second, shade in red.items() if second < 1.9 or second > 3.0) > 150


def test_what_is_cut_off_at_the_end_is_in_no_copy_nor_in_its_length(tmp_path):
    film = sounds.film(tmp_path / "story.mp4", told(), seconds=5)
    files = copies(film, tmp_path / "work", ((0.0, 0.5), (4.0, 65.0)))
    assert json.loads(files["peaks.json"].read_text())["duration"] == 4.0
    for name in ("audio.opus", "audio.m4a", "video.mp4"):
        assert len(sounds.decoded(files[name])) / sounds.RATE == pytest.approx(4.0, abs=0.06)
    with av.open(str(files["video.mp4"])) as container:
        times = [frame.time for frame in container.decode(video=0)]
    assert 3.8 < times[-1] < 4.0


def test_nothing_is_written_down_where_only_copies_are_wanted(tmp_path):
    recording = sounds.recording(tmp_path / "story.wav", told())
    work = tmp_path / "work"
    result = run(Request(recording, work, hidden=HIDDEN, words=False))
    assert (list(result.files), result.transcript) == (["audio.opus", "audio.m4a", "peaks.json"], None)
    assert not (work / "transcript.json").exists()
    assert Request.from_json(Request(recording, work, hidden=HIDDEN).to_json()) == Request(
        recording, work, hidden=HIDDEN
    )
