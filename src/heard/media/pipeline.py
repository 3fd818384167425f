"""From a recording to a transcript: the ordered list of steps. Read this first.

Every step writes whole files into the work folder and is then marked as done, together with what it was made from.
A run that was killed goes on from the first step that is not; a change of wish (another model, another number of
voices) repeats only the steps that it concerns.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from heard.core import formats
from heard.core.listening.opinions import Heard, Opinions, is_understood
from heard.core.transcript.words import Transcript
from heard.media import renditions, video, waveform
from heard.media.engines import engine_for, name_of
from heard.media.engines.engine import Engine
from heard.media.loudness import boost, gain, loudness
from heard.media.opening import check_readable
from heard.media.paragraphs import written_up
from heard.media.probe import Probe, probe
from heard.media.request import Facts, OnProgress, OnShare, Progress, Request, Result
from heard.media.sound import Stretch, decode
from heard.media.speakers import speakers
from heard.media.words import TimedWord, write_words
from heard.media.workdir import (
    is_done,
    key_of,
    locked,
    mark_done,
    plain_words_for_the_disk,
    read_json,
    replacing,
    write_json,
)

logger = logging.getLogger("heard.media")
__all__ = ["STEPS", "Facts", "Progress", "Request", "Result", "result_of", "run"]


@dataclass(frozen=True)
class Work:
    """One request and the files its steps leave for each other. `key` says what the step at hand is made from."""

    request: Request
    key: str = ""

    def path(self, name: str) -> Path:
        return self.request.workdir / name

    @property
    def sound(self) -> Path:
        return self.path("sound.s16")

    @property
    def probe(self) -> Probe:
        return Probe.restored(read_json(self.path("probe.json")))

    @property
    def video_weight(self) -> float:
        """Making a picture costs more than all the rest together."""
        return 0.5 if self.path("probe.json").exists() and self.probe.picture else 0.0

    @property
    def speech(self) -> list[Stretch]:
        return [(start, end) for start, end in read_json(self.path("speech.json"))]

    @property
    def words(self) -> list[TimedWord]:
        return [TimedWord(**word) for word in read_json(self.path("words.json"))]

    @property
    def facts(self) -> Facts:
        return Facts(**read_json(self.path("facts.json")))


@dataclass(frozen=True)
class Step:
    """One step: the name of its stage, what it does, about what it costs, and the wishes it heeds.

    `weight` is in CPU seconds per second of sound, measured on a small machine; it only serves to guess what is left.
    """

    name: str
    do: Callable[[Work, OnShare], None]
    weight: float
    wishes: tuple[str, ...] = ()

    def cost(self, work: Work) -> float:
        if self.name in ("renditions", "video") and not work.request.renditions:
            return 0.0
        return work.video_weight if self.name == "video" else self.weight


def _probe(work: Work, on_share: OnShare) -> None:
    write_json(work.path("probe.json"), asdict(probe(work.request)))


def _decode(work: Work, on_share: OnShare) -> None:
    found, louder = work.probe, 0.0
    duration, lost = decode(work.request, found, work.sound, on_share)
    if louder := boost(work.sound):
        decode(work.request, found, work.sound, on_share, louder)
    write_json(work.path("louder.json"), louder)
    lost = round(lost, 1) if lost > 1 else 0.0
    write_json(work.path("facts.json"), asdict(replace(found.facts, duration=round(duration, 3), lost=lost)))


def _loudness(work: Work, on_share: OnShare) -> None:
    level = loudness(work.sound, read_json(work.path("louder.json")))
    write_json(work.path("facts.json"), asdict(replace(work.facts, loudness=level)))


def _speech(work: Work, on_share: OnShare) -> None:
    from heard.media.engines.speech import speech_in

    write_json(work.path("speech.json"), speech_in(work.sound))


def _renditions(work: Work, on_share: OnShare) -> None:
    request, facts = work.request, work.facts
    if request.renditions:
        louder = gain(facts.loudness, speech=bool(work.speech))
        renditions.make_audio(request, work.probe.sound, louder, facts.duration, on_share)


def _video(work: Work, on_share: OnShare) -> None:
    """A picture that cannot be made costs nobody the sound and the words: that it is missing is one of the facts."""
    request, found = work.request, work.probe
    if not request.renditions or found.facts.kind == "audio":
        return
    made: dict[str, Any] = {"kind": "audio", "picture_lost": True}
    try:
        if found.picture and request.picture:
            width, height = video.make_video(
                request, found.picture, work.path("audio.m4a"), work.path("video.mp4"), on_share
            )
            made = {"kind": "video", "picture_lost": False, "width": width, "height": height}
    except video.UNMAKEABLE as error:
        if isinstance(error, (OSError, MemoryError)):
            raise
        work.path("video.mp4").unlink(missing_ok=True)
        logger.warning("the picture could not be made: %s", error)
    write_json(work.path("facts.json"), {**asdict(work.facts), **made})


def _waveform(work: Work, on_share: OnShare) -> None:
    write_json(work.path("peaks.json"), waveform.peaks(work.sound, work.request.hidden))


def _words(work: Work, on_share: OnShare) -> None:
    request = work.request

    def load() -> Engine:
        return engine_for(request.model, threads=request.threads, may_download=request.may_download)

    kept = work.path(f"heard-{work.key}")
    found = write_words(load, work.sound, work.speech, request.language, on_share, kept)
    write_json(work.path("words.json"), [asdict(word) for word in found])


def _opinions(work: Work, on_share: OnShare) -> None:
    from heard.media.engines.judge import Judge
    from heard.media.opinions import second_opinion

    def load() -> Judge:
        return Judge(threads=work.request.threads)

    kept = work.path(f"second-{work.key}")
    found = second_opinion(load, work.sound, work.words, work.speech, on_share, kept)
    write_json(work.path("opinions.json"), found)


def _voices(work: Work, on_share: OnShare) -> None:
    found = speakers(work.sound, work.words, work.speech, work.request.voices, on_share)
    write_json(work.path("voices.json"), found)


def _paragraphs(work: Work, on_share: OnShare) -> None:
    transcript = written_up(work.words, read_json(work.path("voices.json")))
    request = work.request
    transcript = replace(
        transcript, language=request.language, duration=work.facts.duration, engine=name_of(request.model)
    )
    with replacing(work.path("transcript.json")) as part:
        part.write_text(formats.json.write(transcript), encoding="utf-8")


STEPS = (
    Step("probe", _probe, 0.001, ("min_seconds", "max_seconds", "language")),
    Step("decode", _decode, 0.005),
    Step("loudness", _loudness, 0.002),
    Step("speech", _speech, 0.003),
    Step("renditions", _renditions, 0.03, ("renditions", "hidden")),
    Step("video", _video, 0.0, ("picture",)),
    Step("waveform", _waveform, 0.001),
    Step("words", _words, 0.12, ("language", "model")),
    Step("opinions", _opinions, 0.08),
    Step("voices", _voices, 0.03, ("voices",)),
    Step("paragraphs", _paragraphs, 0.001),
)

_VERSION = 2  # raised when what is stored in a work folder changes its meaning
_WORTH_SAYING = 0.005  # share of the whole
_WRITE_DOWN = ("words", "opinions", "voices", "paragraphs")  # steps that are left out where only copies are wanted
_SERVED = (*renditions.NAMES, "video.mp4", "peaks.json")


def run(request: Request, on_progress: OnProgress = lambda progress: None) -> Result:
    """Do every step that is not done yet and return what all of them made.

    Raises BadRecording, OutOfRoom or WrongState (somebody else is at it), each with a sentence; whatever was finished
    before stays and is not done again.
    """
    check_readable(request.recording)
    work = Work(request)
    with locked(request.workdir), plain_words_for_the_disk():
        meter = _Meter(work, on_progress)
        key = key_of(_VERSION, request.recording.stat().st_size, request.recording.stat().st_mtime_ns)
        for step in steps_for(request):
            key = key_of(key, step.name, [getattr(request, wish) for wish in step.wishes])
            done = is_done(request.workdir, step.name, key)
            if not done:
                step.do(replace(work, key=key), meter.during(step))
                mark_done(request.workdir, step.name, key)
            meter.passed(step, skipped=done)
    return result_of(request)


def steps_for(request: Request) -> list[Step]:
    left_out = () if request.words else _WRITE_DOWN
    return [step for step in STEPS if step.name not in left_out and (step.name != "opinions" or _has_second(request))]


def _has_second(request: Request) -> bool:
    return request.second and is_understood(request.language)


def result_of(request: Request) -> Result:
    """What a finished run left in its work folder."""
    work = Work(request)
    files = {name: work.path(name) for name in _SERVED if work.path(name).exists()}
    written = formats.json.read(work.path("transcript.json").read_bytes()) if request.words else None
    second = read_json(work.path("opinions.json")) if written and _has_second(request) else None
    return Result(work.facts, files, written, _opinions_of(second, written) if written and second else None)


def _opinions_of(stored: Sequence[dict[str, Any]], transcript: Transcript) -> Opinions:
    """What was found block by block, by the words of the transcript."""
    told = [chance for block in stored for chance in block["told"]]
    by_word = {word.id: chance for word, chance in zip(transcript.words, told, strict=True)}
    return Opinions(by_word, tuple(Heard(*one) for block in stored for one in block["second"]))


class _Meter:
    """Turns the share of one step into the share of all of them, and guesses from this run's own speed what is left."""

    def __init__(self, work: Work, on_progress: OnProgress) -> None:
        self._work = work
        self._tell = on_progress
        self._past = 0.0
        self._skipped = 0.0
        self._said = Progress("", 0.0)
        self._began = time.monotonic()

    def during(self, step: Step) -> OnShare:
        self._say(step, 0.0)
        return lambda share: self._say(step, share)

    def passed(self, step: Step, *, skipped: bool) -> None:
        self._past += step.cost(self._work)
        self._skipped += step.cost(self._work) if skipped else 0.0

    def _say(self, step: Step, share: float) -> None:
        whole = sum(each.cost(self._work) for each in steps_for(self._work.request))
        done = self._past + step.cost(self._work) * min(1.0, share)
        if step.name != self._said.stage or done / whole >= self._said.share + _WORTH_SAYING:
            self._said = Progress(step.name, round(done / whole, 4), self._left(whole, done))
            self._tell(self._said)

    def _left(self, whole: float, done: float) -> float | None:
        """None until there is enough to judge by."""
        worked, took = done - self._skipped, time.monotonic() - self._began
        return round(took / worked * (whole - done), 1) if took > 2 and worked > 0 else None
