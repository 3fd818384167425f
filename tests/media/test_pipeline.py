"""Every kind of recording becomes the same few things, and a second run does only what is left to do."""

from __future__ import annotations

import json
import subprocess
import sys

import av
import numpy as np
import pytest

from heard.core.errors import BadRecording, HeardError
from heard.media.engines.judge import Judge
from heard.media.listen import told
from heard.media.opinions import second_opinion
from heard.media.pipeline import STEPS, Request, run, steps_for
from heard.media.sound import cutting, samples, whole
from heard.media.words import TimedWord
from tests import sounds


def marks(workdir) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in workdir.glob("done-*.json")}


@pytest.mark.parametrize("suffix", ["mp3", "m4a", "aac", "wav", "flac", "ogg", "opus", "webm"])
def test_every_kind_of_sound_is_decoded_to_its_length(tmp_path, suffix):
    recording = sounds.recording(tmp_path / f"story.{suffix}", sounds.tone(3))
    facts = run(Request(recording, tmp_path / "work", renditions=False)).facts
    assert facts.kind == "audio"
    assert abs(facts.duration - 3) < 0.11  # lossy kinds add some silence before and after


def test_a_live_webm_that_states_no_length_is_counted(tmp_path):
    live = sounds.live(tmp_path / "story.webm", sounds.tone(3))
    with av.open(str(live)) as container:
        assert container.duration is None
    assert abs(run(Request(live, tmp_path / "work", renditions=False)).facts.duration - 3) < 0.05


def test_renditions_are_one_quiet_or_loud_recording_at_the_same_level_and_carry_nothing_private(tmp_path):
    said = {"title": "Ada at 12 Mill Lane", "comment": "GPS 53.48 -2.24"}
    quiet = sounds.recording(tmp_path / "story.m4a", sounds.noise(5, 0.01), metadata=said)
    result = run(Request(quiet, tmp_path / "work"))
    assert list(result.files) == ["audio.opus", "audio.m4a", "peaks.json"]
    for name in ("audio.opus", "audio.m4a"):
        data = result.files[name].read_bytes()
        assert b"Mill Lane" not in data
        assert b"53.48" not in data
        with av.open(str(result.files[name])) as container:
            assert container.streams.audio[0].layout.name == "mono"
        level = 20 * np.log10(np.sqrt(np.mean(sounds.decoded(result.files[name]) ** 2)))
        assert -26 < level < -16
    assert b"Mill Lane" in quiet.read_bytes()
    data = result.files["audio.m4a"].read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize("name", ["audio.opus", "audio.m4a"])
def test_any_seconds_of_a_rendition_can_be_read_without_the_rest(tmp_path, name):
    rising = np.concatenate([sounds.tone(1, 200 + 40 * second) for second in range(20)])
    recording = sounds.recording(tmp_path / "story.wav", rising)
    run(Request(recording, tmp_path / "work", words=False))
    everything = whole(tmp_path / "work" / name)
    with cutting(tmp_path / "work" / name) as cut:
        for start, end in ((13.2, 17.0), (0.0, 2.5), (5.5, 6.5)):
            piece, same = cut(start, end), everything[round(start * sounds.RATE) : round(end * sounds.RATE)]
            assert np.abs(piece - same).max() < 0.05
        assert len(cut(19.0, 25.0)) == pytest.approx(len(everything) - 19 * sounds.RATE, abs=sounds.RATE / 20)


def test_peaks_follow_the_sound(tmp_path):
    recording = sounds.recording(tmp_path / "story.wav", np.concatenate([sounds.silence(5), sounds.tone(5, level=0.5)]))
    overview = json.loads(run(Request(recording, tmp_path / "work", renditions=False)).files["peaks.json"].read_text())
    assert overview["duration"] == 10.0
    assert len(overview["peaks"]) == 1000
    assert (max(overview["peaks"][:499]), min(overview["peaks"][501:])) == (0.0, 1.0)


def test_silence_has_no_loudness_no_words_and_flat_peaks(tmp_path):
    result = run(Request(sounds.recording(tmp_path / "story.wav", sounds.silence(3)), tmp_path / "work"))
    assert (result.facts.loudness, result.transcript.words) == (None, ())
    assert set(json.loads(result.files["peaks.json"].read_text())["peaks"]) == {0.0}


def test_a_hole_in_the_clock_is_filled_so_that_later_words_keep_their_time(tmp_path):
    path = tmp_path / "story.mkv"
    with av.open(str(path), "w") as output:
        stream = output.add_stream("pcm_s16le", rate=16_000, layout="mono")
        for start in (0, 5):  # a second of sound at the beginning, and one after five seconds
            frame = av.AudioFrame.from_ndarray(np.full((1, 16_000), 9000, np.int16), "s16", "mono")
            frame.sample_rate, frame.pts = 16_000, start * 16_000
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    assert run(Request(path, tmp_path / "work", renditions=False)).facts.duration == 6.0


def test_a_recording_read_at_once_is_what_the_pipeline_reads(tmp_path):
    run(Request(sounds.SPEECH, tmp_path, words=False, renditions=False))
    assert np.array_equal(whole(sounds.SPEECH), samples(tmp_path / "sound.s16"))


@pytest.mark.parametrize(("content", "code"), [(b"", "empty-file"), (b"no sound", "not-a-recording")])
def test_what_is_no_recording_cannot_be_read_at_once(tmp_path, content, code):
    (tmp_path / "story.mp3").write_bytes(content)
    with pytest.raises(BadRecording) as refused:
        whole(tmp_path / "story.mp3")
    assert refused.value.code == code


def test_a_second_run_does_nothing_again_and_a_new_wish_only_what_it_concerns(tmp_path):
    request = Request(sounds.SPEECH, tmp_path, model="tiny.en", renditions=False)
    first, before = run(request), marks(tmp_path)
    assert (run(request), marks(tmp_path)) == (first, before)
    one_voice = run(Request(sounds.SPEECH, tmp_path, model="tiny.en", renditions=False, voices=1))
    again = {name for name, moment in marks(tmp_path).items() if before[name] != moment}
    assert again == {"done-voices.json", "done-paragraphs.json"}
    assert [speaker.name for speaker in one_voice.transcript.speakers] == ["Speaker 1"]


def test_another_recording_in_the_same_folder_is_not_taken_for_the_first(tmp_path):
    recording = sounds.recording(tmp_path / "story.wav", sounds.tone(1))
    run(Request(recording, tmp_path / "work", renditions=False))
    sounds.recording(recording, sounds.tone(2))
    assert run(Request(recording, tmp_path / "work", renditions=False)).facts.duration == 2.0


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    """A run in which everything is asked for, and what it said of how far it was."""
    told = []
    request = Request(sounds.SPEECH, tmp_path_factory.mktemp("everything"), model="tiny.en", second=True)
    return run(request, told.append), told


def test_progress_names_each_stage_in_order_and_only_ever_grows(everything):
    _result, told = everything
    assert list(dict.fromkeys(progress.stage for progress in told)) == [step.name for step in STEPS]
    shares = [progress.share for progress in told]
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)


def test_a_second_opinion_knows_every_word_and_what_another_recogniser_hears(everything):
    result, _told = everything
    assert list(result.opinions.told) == [word.id for word in result.transcript.words]
    assert all(-14 < chance <= 0 for chance in result.opinions.told.values())
    assert " ".join(word.text for word in result.opinions.second[:8]) == "We met every week at the village hall,"
    assert all(word.start <= word.end <= result.facts.duration for word in result.opinions.second)


@pytest.mark.parametrize("wish", [{"language": "fr"}, {"second": False}, {"words": False}])
def test_who_speaks_no_english_or_wants_none_gets_no_second_opinion(tmp_path, wish):
    assert "opinions" not in {
        step.name for step in steps_for(Request(sounds.SPEECH, tmp_path, **{"second": True, **wish}))
    }


def test_without_the_second_recogniser_the_rest_is_done(tmp_path):
    def missing():
        raise HeardError("It is not installed.", code="model-missing")

    sound = sounds.stored(tmp_path / "sound.s16", sounds.tone(1))
    assert second_opinion(missing, sound, [], [(0.0, 1.0)], lambda share: None, tmp_path / "kept") is None


@pytest.mark.engine
def test_a_word_beyond_the_end_of_the_sound_is_borne_out_by_nothing(tmp_path):
    sound = sounds.stored(tmp_path / "sound.s16", sounds.tone(1))
    words = [TimedWord("well", 0.2, 0.6, 0.9), TimedWord("Nain", 40.0, 40.4, 0.9)]
    there, beyond = told(words, lambda start, end: samples(sound, start, end), Judge())
    assert there < 0
    assert beyond < -5


def test_asking_for_the_work_loads_no_model_and_no_codec():
    loaded = "import sys, heard.media.child; print([m for m in ('av', 'numpy', 'faster_whisper') if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout
    assert told == "[]\n"
