"""What is asked of the pipeline, how it says how far it is, and what comes back; and what is asked of the sound alone.
Light enough for any process."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from heard.core.formats import json as json_format
from heard.core.listening.opinions import Opinions
from heard.core.transcript.hiding import Stretch
from heard.core.transcript.words import Transcript

Kind = Literal["audio", "video"]


@dataclass(frozen=True)
class Request:
    """One recording to be written down. Nothing outside `workdir` is ever written.

    `workdir` belongs to this recording alone: steps leave their results there, and a second run goes on from them.
    `voices` is how many people speak, None when nobody said. `model` is "base", "tiny.en", a folder, or a hub name,
    which is only asked of the hub when it `may_download`. `renditions` says whether copies to serve are made.
    `min_seconds` and `max_seconds` are the shortest and the longest sound accepted. Every copy is silent and dark over
    the `hidden` seconds. With no `words` only the copies are made. `second` asks for another recogniser's opinions of
    the words, in English. Without `picture` a film's picture is not even tried: it broke off the work before.
    """

    recording: Path
    workdir: Path
    language: str = "en"
    voices: int | None = None
    model: str = "base"
    threads: int = 1
    may_download: bool = False
    renditions: bool = True
    min_seconds: float = 0.5
    max_seconds: float = 2 * 60 * 60
    hidden: tuple[Stretch, ...] = ()
    words: bool = True
    second: bool = False
    picture: bool = True

    def to_json(self) -> str:
        return json.dumps(asdict(self), default=str)

    @classmethod
    def from_json(cls, text: str) -> Request:
        given: dict[str, Any] = json.loads(text)
        for name in ("recording", "workdir"):
            given[name] = Path(given[name])
        given["hidden"] = tuple((start, end) for start, end in given["hidden"])
        return cls(**given)


@dataclass(frozen=True)
class Hypothesis:
    """Words `first` to `last` of a transcript, both included, may have to read `meant`. `name` is the asker's own."""

    name: int
    first: int
    last: int
    meant: str


@dataclass(frozen=True)
class Hearing:
    """Places of one recording to be listened to, in this order. `sound` is a copy that is safe to hear: whatever is
    hidden is silent in it, and no word of the transcript."""

    sound: Path
    transcript: Transcript
    places: tuple[Hypothesis, ...]
    threads: int = 1

    def to_json(self) -> str:
        places = [asdict(place) for place in self.places]
        document = json_format.to_document(self.transcript)
        return json.dumps({"sound": str(self.sound), "transcript": document, "places": places, "threads": self.threads})

    @classmethod
    def from_json(cls, text: str) -> Hearing:
        given: dict[str, Any] = json.loads(text)
        places = tuple(Hypothesis(**place) for place in given["places"])
        transcript = json_format.from_document(given["transcript"])
        return cls(Path(given["sound"]), transcript, places, given["threads"])


@dataclass(frozen=True)
class Progress:
    """How far the whole run is: the stage being worked on, the share done (0 to 1), and a guess at what is left."""

    stage: str
    share: float
    seconds_left: float | None = None


@dataclass(frozen=True)
class Facts:
    """What the recording turned out to be.

    `duration` is in seconds and counted from the decoded sound, because a live WebM states none. `loudness` is
    integrated loudness in LUFS (EBU R 128), None when the sound is silent or too short to say. `lost` is how many
    seconds the file promised and did not hold. `width` and `height` are of the picture as it is shown. `picture_lost`
    says that there was one and that it could not be made fit for the web.
    """

    kind: Kind
    duration: float = 0.0
    loudness: float | None = None
    width: int | None = None
    height: int | None = None
    lost: float = 0.0
    picture_lost: bool = False


@dataclass(frozen=True)
class Result:
    """Everything one run made. `files` names what is safe to serve: audio.opus, audio.m4a, video.mp4, peaks.json.
    `transcript` is None where no words were asked for, `opinions` where nobody had any."""

    facts: Facts
    files: dict[str, Path]
    transcript: Transcript | None
    opinions: Opinions | None = None


OnProgress = Callable[[Progress], None]
OnShare = Callable[[float], None]
OnVerdict = Callable[[int, float], None]
"""Told of a place by name: by how much the sound prefers what is meant there (heard.media.listen)."""
