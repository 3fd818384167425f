"""The work runs in a process that may die at any moment, and takes nobody with it."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from heard.core.errors import BadRecording, HeardError, WrongState
from heard.core.transcript.words import Transcript, Word
from heard.media import limits
from heard.media.child import listen_in_child, run_in_child
from heard.media.limits import Limits
from heard.media.pipeline import STEPS, Request, run
from heard.media.request import Hearing, Hypothesis
from heard.media.workdir import locked
from tests import sounds


def request(workdir, **wishes) -> Request:
    return Request(sounds.SPEECH, workdir, model="tiny.en", voices=1, second=True, **wishes)


def running() -> set[int]:
    """The processes this thread started and that still live."""
    return {int(pid) for pid in Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text().split()}


@pytest.fixture
def children():
    """What was started during the test and still lives. Another test may have left a browser open."""
    before = running()
    return lambda: running() - before


def made(workdir) -> dict[str, int]:
    """What finished steps left, and when."""
    return {path.name: path.stat().st_mtime_ns for path in workdir.iterdir() if path.name.startswith("done-")}


def test_killed_in_every_stage_it_goes_on_and_does_nothing_twice(tmp_path, children):
    stages = [step.name for step in STEPS]
    for number, stage in enumerate(stages):
        before = made(tmp_path)

        def kill(progress, stage=stage):
            if progress.stage == stage:
                os.kill(max(children()), signal.SIGKILL)

        with pytest.raises(HeardError) as stopped:
            run_in_child(request(tmp_path), kill)
        assert stopped.value.code == "killed"
        after = made(tmp_path)
        assert {name: after[name] for name in before} == before
        assert {f"done-{name}.json" for name in stages[:number]} <= set(after)
    before = made(tmp_path)
    result = run_in_child(request(tmp_path))
    assert {name: made(tmp_path)[name] for name in before} == before
    assert result == run(request(tmp_path))
    assert result.transcript.text.startswith("We met every week at the village hall")


@pytest.mark.parametrize(
    ("counted", "code"),
    [("oom_kill 7\n", "killed"), ("oom_kill 8\n", "out-of-memory"), (None, "out-of-memory")],
    ids=["from outside", "by the system", "nobody knows"],
)
def test_who_killed_it_is_told_apart_where_the_system_counts(tmp_path, children, monkeypatch, counted, code):
    """The system counts what it kills for want of memory. Where it does not, want of memory is what is feared."""
    counters = tmp_path / "vmstat"
    monkeypatch.setattr(limits, "_COUNTERS", counters)
    if counted:
        counters.write_text("nr_free_pages 12\noom_kill 7\n")

    def kill(progress):
        if counted:
            counters.write_text(counted)
        os.kill(max(children()), signal.SIGKILL)

    with pytest.raises(HeardError) as stopped:
        run_in_child(request(tmp_path / "work"), kill)
    assert stopped.value.code == code


def test_the_child_dies_with_its_parent(tmp_path):
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT, str(sounds.SPEECH), str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    child = os.pidfd_open(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert select.select([child], [], [], 30)[0] == [child]
    os.close(child)
    with locked(tmp_path):
        pass


_PARENT = """
import sys, threading
from pathlib import Path
from heard.media.child import run_in_child
from heard.media.request import Request

def tell(progress):
    if progress.stage == "decode":
        print(Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text().split()[-1], flush=True)
        threading.Event().wait()  # the child works on while nobody listens

run_in_child(Request(Path(sys.argv[1]), Path(sys.argv[2]), model="tiny.en"), tell)
"""


def test_two_never_work_in_one_folder(tmp_path):
    with locked(tmp_path), pytest.raises(WrongState) as refused, locked(tmp_path, patience=0):
        pass
    assert refused.value.code == "recording-busy"


def test_an_error_comes_across_whole(tmp_path):
    (tmp_path / "story.mp3").touch()
    with pytest.raises(BadRecording) as refused:
        run_in_child(Request(tmp_path / "story.mp3", tmp_path / "work"))
    assert (refused.value.sentence, refused.value.code) == ("This file is empty.", "empty-file")


def test_it_stops_when_it_is_not_wanted_any_more(tmp_path, children):
    with pytest.raises(WrongState) as stopped:
        run_in_child(request(tmp_path), cancelled=lambda: True)
    assert stopped.value.code == "cancelled"
    assert children() == set()


def test_it_stops_when_its_time_is_up(tmp_path, children):
    with pytest.raises(HeardError) as stopped:
        run_in_child(request(tmp_path), limits=Limits(seconds=0))
    assert stopped.value.code == "took-too-long"
    assert children() == set()


def test_a_listener_that_fails_leaves_no_child_behind(tmp_path, children):
    def fail(progress):
        raise LookupError(progress.stage)

    with pytest.raises(LookupError):
        run_in_child(request(tmp_path), fail)
    assert children() == set()


SAID = ["We", "met", "every", "week", "at", "the", "village", "hole,"]
WORDS = tuple(Word(f"w{n}", text, 0.36 + n / 4, 0.58 + n / 4) for n, text in enumerate(SAID))


def hearing(*places: Hypothesis, sound=sounds.SPEECH) -> Hearing:
    return Hearing(sound, Transcript(WORDS, duration=22.0), places)


def test_the_sound_has_its_say_on_places(children):
    heard = {}
    listen_in_child(hearing(Hypothesis(7, 7, 7, "hall,"), Hypothesis(8, 3, 3, "weep")), heard.__setitem__)
    assert list(heard) == [7, 8]
    assert heard[7] > 0 > heard[8]
    assert children() == set()


@pytest.mark.parametrize("start", [40.0, 22.36], ids=["nothing is there", "next to nothing is there"])
def test_where_the_sound_ends_before_the_words_it_says_nothing_and_the_other_places_are_heard(start):
    """A story's own clock may run longer than the sound that is left of it (22.064 s here)."""
    late = tuple(
        Word(f"late{n}", text, start + n / 4, start + n / 4 + 0.2) for n, text in enumerate(["it", "was", "so"])
    )
    asked = Transcript(WORDS + late, duration=60.0)
    heard = {}
    listen_in_child(
        Hearing(sounds.SPEECH, asked, (Hypothesis(1, 10, 10, "sowed"), Hypothesis(2, 7, 7, "hall,"))),
        heard.__setitem__,
    )
    assert (heard[1], heard[2] > 0) == (0.0, True)


def test_what_was_heard_before_it_was_stopped_counts(children):
    heard = {}
    with pytest.raises(WrongState) as stopped:
        listen_in_child(
            hearing(*(Hypothesis(n, 7, 7, "hall,") for n in range(50))),
            heard.__setitem__,
            cancelled=lambda: bool(heard),
        )
    assert (stopped.value.code, 0 in heard, len(heard) < 50, children()) == ("cancelled", True, True, set())


def test_listening_has_a_time_limit_too(children):
    with pytest.raises(HeardError) as stopped:
        listen_in_child(hearing(Hypothesis(7, 7, 7, "hall,")), {}.__setitem__, limits=Limits(seconds=0))
    assert (stopped.value.code, children()) == ("took-too-long", set())


def test_wherever_memory_ends_it_is_told_as_that(children):
    """Machines map memory differently, so it ends at different places: in Python, in a library, in the model. Whatever
    the limit is, the work is done or the want of memory is told."""
    told = []
    for megabytes in (40, 150, 210, 300, 420, 500, 600, 4000):
        try:
            listen_in_child(
                hearing(Hypothesis(7, 7, 7, "hall,")), {}.__setitem__, limits=Limits(memory=megabytes * 2**20)
            )
            told.append("done")
        except HeardError as stopped:
            told.append(stopped.code)
    assert (set(told), told[0], told[-1]) == ({"out-of-memory", "done"}, "out-of-memory", "done")
    assert children() == set()


def test_a_model_that_is_no_model_is_not_told_as_missing(tmp_path, caplog):
    """What is wrong with it is in the log."""
    (tmp_path / "model").mkdir()
    for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt"):
        (tmp_path / "model" / name).write_text("{}")
    with pytest.raises(HeardError) as refused:
        run_in_child(Request(sounds.SPEECH, tmp_path / "work", model=str(tmp_path / "model"), renditions=False))
    assert refused.value.code == "model-damaged"
    assert "model-damaged: RuntimeError: " in caplog.text


def test_sound_that_is_not_there_cannot_be_listened_to(tmp_path):
    with pytest.raises(BadRecording) as refused:
        listen_in_child(hearing(Hypothesis(7, 7, 7, "hall,"), sound=tmp_path / "gone.opus"), {}.__setitem__)
    assert refused.value.code == "no-file"


def test_more_memory_than_it_may_take_is_said_in_a_sentence(tmp_path):
    with pytest.raises(HeardError) as stopped:
        run_in_child(request(tmp_path), limits=Limits(memory=300 * 2**20))
    assert stopped.value.code == "out-of-memory"


def test_a_file_bigger_than_allowed_is_said_in_a_sentence(tmp_path):
    with pytest.raises(BadRecording) as stopped:
        run_in_child(request(tmp_path), limits=Limits(file_size=100_000))
    assert stopped.value.code == "recording-too-big"
