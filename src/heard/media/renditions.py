"""Small copies of the sound that every browser can stream: Opus and AAC, one channel, levelled, nothing private."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import av
import av.error
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.filter import Graph
from numpy.typing import NDArray

from heard.media.muting import ends_at, muted
from heard.media.opening import opened
from heard.media.playing import Reading, resampled, sound
from heard.media.request import OnShare, Request
from heard.media.tracks import Track
from heard.media.workdir import replacing

_RATE = 48_000
_KINDS = {  # file name: codec, bits a second, how its container is written
    "audio.opus": ("libopus", 48_000, {}),
    "audio.m4a": ("aac", 64_000, {"movflags": "faststart"}),
}
NAMES = tuple(_KINDS)


def make_audio(request: Request, track: Track, gain: float, duration: float, on_share: OnShare) -> None:
    """Write every audio rendition in one pass over the recording, by `gain` dB louder."""
    with ExitStack() as stack:
        outputs = [_output(stack, request.workdir, name) for name in _KINDS]
        container = stack.enter_context(opened(request.recording))
        done, last = 0, ends_at(request.hidden, duration) * _RATE
        for levelled in _levelled(resampled(sound(Reading(container, track), track), _RATE), gain):
            frame = _shortened(muted(levelled, request.hidden, done / _RATE), last - done)
            done += frame.samples
            for output, stream in outputs:
                frame.pts = None
                output.mux(stream.encode(frame))
            on_share(min(1.0, done / _RATE / duration))
            if done >= last:
                break
        for output, stream in outputs:
            output.mux(stream.encode(None))


def _shortened(frame: AudioFrame, most: float) -> AudioFrame:
    """At most so many samples of it, and one at least."""
    if most >= frame.samples:
        return frame
    kept: NDArray[np.float32] = np.ascontiguousarray(frame.to_ndarray()[:, : max(1, int(most))])
    made = AudioFrame.from_ndarray(kept, format=frame.format.name, layout="mono")
    made.sample_rate = frame.sample_rate
    return made


def _output(stack: ExitStack, folder: Path, name: str) -> tuple[OutputContainer, AudioStream]:
    codec, bits, options = _KINDS[name]
    part = stack.enter_context(replacing(folder / name))
    output = stack.enter_context(av.open(str(part), "w", options=options))
    stream = output.add_stream(codec, rate=_RATE, layout="mono", bit_rate=bits)
    assert isinstance(stream, AudioStream)
    return output, stream


def _levelled(given: Iterator[AudioFrame], gain: float) -> Iterator[AudioFrame]:
    graph = Graph()
    graph.link_nodes(
        graph.add_abuffer(sample_rate=_RATE, format="fltp", layout="mono"),
        graph.add("volume", f"{gain}dB"),
        graph.add("alimiter", "limit=0.84:level=disabled"),  # -1.5 dB: room for what the codecs add
        graph.add("abuffersink"),
    ).configure()
    for frame in given:
        graph.push(frame)
        yield from _ready(graph)
    graph.push(None)
    yield from _ready(graph)


def _ready(graph: Graph) -> Iterator[AudioFrame]:
    while True:
        try:
            frame = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        assert isinstance(frame, AudioFrame)
        yield frame
