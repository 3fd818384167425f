"""Recordings as people really have them: wired the wrong way round, joined, with several tracks, hardly to be heard."""

from __future__ import annotations

import numpy as np
import pytest

from heard.core.errors import BadRecording
from heard.media.pipeline import Request, run
from heard.media.sound import samples
from tests import sounds
from tests.sounds import RATE, Samples


def level(sound: Samples) -> float:
    return float(np.sqrt(np.mean(sound**2)))


def copies(recording, workdir):
    return run(Request(recording, workdir, words=False))


def stereo(path, left: Samples, right: Samples):
    return sounds.several(path, np.stack([left, right]))


@pytest.mark.parametrize(
    "other",
    [
        lambda said: -said,
        lambda said: -0.7 * said,
        lambda said: -said + sounds.noise(30, 0.02)[: len(said)],
        lambda said: 0 * said,
    ],
    ids=["opposite", "opposite and softer", "opposite with noise", "one side only"],
)
def test_two_channels_that_would_silence_each_other_are_both_heard(tmp_path, other):
    said = sounds.speech()
    result = copies(stereo(tmp_path / "story.wav", said, other(said)), tmp_path / "work")
    kept = samples(tmp_path / "work" / "sound.s16")
    assert level(kept) > 0.45 * level(said)
    assert np.corrcoef(kept[: len(said)], said[: len(kept)])[0, 1] > 0.95
    assert level(sounds.decoded(result.files["audio.opus"])) > 0.05


def test_channels_that_turn_round_half_way_are_heard_all_the_way(tmp_path):
    said = sounds.speech()
    half = len(said) // 2
    right = np.concatenate([said[:half], -said[half:]])
    copies(stereo(tmp_path / "story.wav", said, right), tmp_path / "work")
    kept = samples(tmp_path / "work" / "sound.s16")
    assert level(kept[:half]) > 0.9 * level(said[:half])
    assert level(kept[half:]) > 0.9 * level(said[half:])


def test_a_microphone_in_the_middle_of_six_channels_is_heard(tmp_path):
    said = sounds.speech()
    channels = np.zeros((6, len(said)), np.float32)
    channels[2] = said
    result = copies(sounds.several(tmp_path / "story.flac", channels, layout="5.1"), tmp_path / "work")
    assert level(sounds.decoded(result.files["audio.opus"])) > 0.05


@pytest.mark.parametrize(("silent", "default"), [(0, 1), (1, 0), (0, 0), (1, 1)])
def test_of_two_tracks_the_one_that_is_heard_is_taken(tmp_path, silent, default):
    tracks = [sounds.silence(22), sounds.speech()] if silent == 0 else [sounds.speech(), sounds.silence(22)]
    recording = sounds.tracks(tmp_path / "story.mkv", tracks, default=default)
    copies(recording, tmp_path / "work")
    assert level(samples(tmp_path / "work" / "sound.s16")) > 0.02


def test_of_two_tracks_that_are_heard_the_one_that_players_play_is_taken(tmp_path):
    both = [sounds.tone(3, 300), sounds.tone(3, 900)]
    copies(sounds.tracks(tmp_path / "story.mkv", both, default=1), tmp_path / "work")
    assert sounds.loudness_of(samples(tmp_path / "work" / "sound.s16"), 900) > 0.1


@pytest.mark.parametrize("suffix", ["mp3", "aac", "ogg"])
def test_sound_that_changes_half_way_is_heard_to_its_end(tmp_path, suffix):
    rates = (48_000, 48_000) if suffix == "ogg" else (22_050, 44_100)
    first = sounds.several(tmp_path / f"a.{suffix}", sounds.tone(3, 300)[None], rate=rates[0])
    second = sounds.several(tmp_path / f"b.{suffix}", np.stack([sounds.tone(3, 900)] * 2), rate=rates[1])
    joined = tmp_path / f"story.{suffix}"
    joined.write_bytes(first.read_bytes() + second.read_bytes())
    assert copies(joined, tmp_path / "work").facts.duration == pytest.approx(6.0, abs=0.25)
    kept = samples(tmp_path / "work" / "sound.s16")
    assert sounds.loudness_of(kept[: 2 * RATE], 300) > 0.1
    assert sounds.loudness_of(kept[-2 * RATE :], 900) > 0.1


def test_a_length_that_was_only_guessed_refuses_nothing(tmp_path):
    """Silence takes few bits: from the first of them libav guesses that the file is far longer than it is."""
    quiet_first = np.concatenate([sounds.silence(6), sounds.noise(8, 0.2)])
    recording = sounds.recording(
        tmp_path / "story.mp3", quiet_first, codec="libmp3lame", options={"write_xing": "0"}, coding={"q": "2"}
    )
    facts = copies(recording, tmp_path / "work").facts
    assert (facts.duration, facts.lost) == (pytest.approx(14, abs=0.1), 0.0)


@pytest.mark.parametrize("decibels", [-40, -55, -60])
def test_what_is_hardly_to_be_heard_is_made_loud_enough(tmp_path, decibels):
    quiet = sounds.speech() * np.float32(10 ** (decibels / 20))
    result = run(Request(sounds.recording(tmp_path / "story.flac", quiet), tmp_path / "work", model="tiny.en"))
    assert level(sounds.decoded(result.files["audio.opus"])) > 0.04
    assert result.transcript.text.startswith("We met every week")


@pytest.mark.parametrize(
    ("name", "content"),
    [("story.mp3", b"ffconcat version 1.0\nfile other.wav\n"), ("story.m4a", b"#EXTM3U\n#EXTINF:3,\nother.wav\n")],
)
def test_a_list_of_other_files_is_no_recording(tmp_path, name, content):
    sounds.recording(tmp_path / "other.wav", sounds.tone(3))
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadRecording) as refused:
        copies(tmp_path / name, tmp_path / "work")
    assert refused.value.code == "not-a-recording"


def test_sound_of_a_kind_that_is_not_named_is_not_tried(tmp_path):
    recording = sounds.several(tmp_path / "story.wav", sounds.tone(3)[None], codec="dfpwm")
    with pytest.raises(BadRecording) as refused:
        copies(recording, tmp_path / "work")
    assert refused.value.code == "sound-unreadable"


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("story.caf", "alac"), ("story.aiff", "pcm_s24be"), ("story.wma", "wmav2"), ("story.au", "pcm_mulaw"),
        ("story.wav", "adpcm_ima_wav"), ("story.m4a", "alac"), ("story.mka", "flac"), ("story.qta", "aac"),
        ("story.amr", "libopencore_amrnb"), ("story.3gp", "libopencore_amrnb"), ("story.oga", "libopus"),
        ("story.avi", "mp2"), ("story.mts", "ac3"), ("story.mpg", "mp2"), ("story.m4v", "aac"), ("story.flv", "aac"),
    ],
)  # fmt: skip
def test_what_phones_recorders_and_cameras_make_is_heard(tmp_path, name, codec):
    form = {"caf": "caf", "aiff": "aiff", "qta": "mov", "m4v": "mp4", "mts": "mpegts", "wma": "asf", "amr": "amr"}
    rate = {"libopencore_amrnb": 8000, "libopus": 48_000}.get(codec, 44_100)
    recording = sounds.several(
        tmp_path / name, sounds.tone(3)[None], rate=rate, codec=codec, form=form.get(name.split(".")[1], "")
    )
    assert copies(recording, tmp_path / "work").facts.duration == pytest.approx(3.0, abs=0.15)
    assert sounds.loudness_of(samples(tmp_path / "work" / "sound.s16"), 440) > 0.1
