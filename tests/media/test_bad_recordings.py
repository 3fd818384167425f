"""What cannot be used is said in a sentence, with a code that stays, and before any heavy work is done."""

from __future__ import annotations

import numpy as np
import pytest

from heard.core.errors import BadInput, BadRecording, OutOfRoom
from heard.media.pipeline import Request, run
from heard.media.workdir import read_json
from tests import sounds


def refused(recording, workdir, **wishes) -> tuple[str, str]:
    with pytest.raises(BadRecording) as refusal:
        run(Request(recording, workdir, model="tiny.en", **wishes))
    return refusal.value.code, refusal.value.sentence


def test_a_text_file_called_mp3(tmp_path):
    (tmp_path / "story.mp3").write_text("This is a text, whatever its name says.\n" * 50)
    assert refused(tmp_path / "story.mp3", tmp_path / "work") == (
        "not-a-recording",
        "This file cannot be read as sound or video. It may be another kind of file, or the end of it is missing.",
    )


def test_an_mp4_whose_end_is_missing_and_with_it_the_index(tmp_path):
    film = sounds.cut_short(sounds.film(tmp_path / "story.mp4", sounds.tone(2)), 0.7)
    assert refused(film, tmp_path / "work")[0] == "not-a-recording"


def test_an_mp4_of_which_most_is_missing(tmp_path):
    film = sounds.film(tmp_path / "story.mp4", sounds.noise(20, 0.2), seconds=20, options={"movflags": "faststart"})
    code, sentence = refused(sounds.cut_short(film, 0.3), tmp_path / "work")
    assert (code, sentence.split(":")[0]) == ("recording-damaged", "Most of this file is missing or damaged")


def test_an_empty_file(tmp_path):
    (tmp_path / "story.wav").touch()
    assert refused(tmp_path / "story.wav", tmp_path / "work") == ("empty-file", "This file is empty.")


def test_a_file_that_is_not_there(tmp_path):
    assert refused(tmp_path / "story.wav", tmp_path / "work") == ("no-file", "There is no such file.")


def test_a_film_without_sound(tmp_path):
    film = sounds.film(tmp_path / "story.mp4", None)
    assert refused(film, tmp_path / "work") == ("no-sound", "There is no sound in this file.")


def test_a_fifth_of_a_second(tmp_path):
    wav = sounds.recording(tmp_path / "story.wav", sounds.tone(0.2))
    assert refused(wav, tmp_path / "work") == (
        "too-short",
        "This recording is too short: 0.2 seconds. It needs at least 0.5.",
    )


def test_three_hours_are_refused_before_they_are_decoded(tmp_path):
    three_hours = sounds.long_silence(tmp_path / "story.wav", 3)
    assert refused(three_hours, tmp_path / "work") == (
        "too-long",
        "This recording is too long: 3 hours. The longest that is taken here is 2 hours. "
        "Cut it into parts and send each.",
    )
    assert not (tmp_path / "work" / "sound.s16").exists()


def test_the_longest_that_is_taken_is_a_setting(tmp_path):
    wav = sounds.recording(tmp_path / "story.wav", sounds.silence(61))
    assert refused(wav, tmp_path / "work", max_seconds=60)[0] == "too-long"
    assert run(Request(wav, tmp_path / "work", renditions=False, max_seconds=61)).facts.duration == 61


def test_a_live_recording_that_states_no_length_is_stopped_when_it_grows_too_long(tmp_path):
    live = sounds.live(tmp_path / "story.webm", sounds.tone(5))
    assert refused(live, tmp_path / "work", max_seconds=3)[0] == "too-long"


@pytest.mark.parametrize("file", ["sound.s16", "audio.opus", "audio.m4a", "video.mp4", "peaks.json"])
def test_a_full_disk_loses_nothing_and_the_work_goes_on_when_there_is_room(tmp_path, file):
    film = sounds.film(tmp_path / "story.mp4", sounds.noise(3, 0.2), seconds=3)
    request = Request(film, tmp_path / "work")
    request.workdir.mkdir()
    (request.workdir / f"part-{file}").symlink_to("/dev/full")
    with pytest.raises(OutOfRoom) as refusal:
        run(request)
    assert refusal.value.code == "disk-full"
    assert film.exists()
    assert not (request.workdir / file).exists()
    assert set(run(request).files) == {"audio.opus", "audio.m4a", "video.mp4", "peaks.json"}


def test_a_recording_damaged_in_the_middle_keeps_the_rest(tmp_path):
    mp3 = sounds.recording(tmp_path / "story.mp3", sounds.noise(20, 0.2))
    data = bytearray(mp3.read_bytes())
    half = len(data) // 2
    data[half : half + 3000] = bytes(np.random.default_rng(1).integers(0, 256, 3000, dtype=np.uint8))
    mp3.write_bytes(bytes(data))
    duration = run(Request(mp3, tmp_path / "work", renditions=False)).facts.duration
    assert 18 < duration < 21


def test_an_mp4_that_breaks_off_late_keeps_what_there_is_and_says_what_is_lost(tmp_path):
    film = sounds.film(tmp_path / "story.mp4", sounds.noise(20, 0.2), seconds=20, options={"movflags": "faststart"})
    facts = run(Request(sounds.cut_short(film, 0.8), tmp_path / "work")).facts
    assert 14 < facts.duration < 17
    assert round(facts.duration + facts.lost) == 20


def test_a_language_the_model_does_not_know(tmp_path):
    with pytest.raises(BadInput) as refusal:
        run(Request(sounds.SPEECH, tmp_path, language="xx", model="tiny.en", renditions=False))
    assert refusal.value.sentence == "The speech model does not know the language “xx”."
    assert read_json(tmp_path / "facts.json")["duration"] == 22.064
