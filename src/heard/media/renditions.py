"""Small copies of the sound that every browser can stream: Opus and AAC, one channel, levelled, nothing private."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.filter import Graph

from heard.media.loudness import gain
from heard.media.muting import muted
from heard.media.probe import opened
from heard.media.request import OnShare, Request
from heard.media.sound import frames
from heard.media.workdir import replacing

_RATE = 48_000
_KINDS = {  # file name: codec, bits a second, how its container is written
    "audio.opus": ("libopus", 48_000, {}),
    "audio.m4a": ("aac", 64_000, {"movflags": "faststart"}),
}
NAMES = tuple(_KINDS)


def make_audio(request: Request, level: float | None, duration: float, on_share: OnShare) -> None:
    """Write every audio rendition in one pass over the recording. `level` is its loudness in LUFS."""
    with ExitStack() as stack:
        outputs = [_output(stack, request.workdir, name) for name in _KINDS]
        container = stack.enter_context(opened(request.recording))
        done = 0
        for levelled in _levelled(frames(container), gain(level)):
            frame = muted(levelled, request.hidden, done / _RATE)
            done += frame.samples
            for output, stream in outputs:
                frame.pts = None
                output.mux(stream.encode(frame))
            on_share(min(1.0, done / _RATE / duration))
        for output, stream in outputs:
            output.mux(stream.encode(None))


def _output(stack: ExitStack, folder: Path, name: str) -> tuple[OutputContainer, AudioStream]:
    codec, bits, options = _KINDS[name]
    part = stack.enter_context(replacing(folder / name))
    output = stack.enter_context(av.open(str(part), "w", options=options))
    stream = output.add_stream(codec, rate=_RATE, layout="mono", bit_rate=bits)
    assert isinstance(stream, AudioStream)
    return output, stream


def _levelled(given: Iterator[AudioFrame], change: float) -> Iterator[AudioFrame]:
    graph: Graph | None = None
    shape: tuple[int, str, str] | None = None
    for frame in given:
        now = (frame.sample_rate, frame.format.name, frame.layout.name)
        if graph is None or now != shape:  # a few recordings change shape half-way
            if graph is not None:
                yield from _drained(graph)
            graph, shape = _graph(frame, change), now
        graph.push(frame)
        yield from _ready(graph)
    if graph is not None:
        yield from _drained(graph)


def _graph(like: AudioFrame, change: float) -> Graph:
    graph = Graph()
    graph.link_nodes(
        graph.add_abuffer(sample_rate=like.sample_rate, format=like.format.name, layout=like.layout.name),
        graph.add("aformat", f"sample_rates={_RATE}:channel_layouts=mono"),
        graph.add("volume", f"{change}dB"),
        graph.add("alimiter", "limit=0.84:level=disabled"),  # -1.5 dB: room for what the codecs add
        graph.add("abuffersink"),
    ).configure()
    return graph


def _ready(graph: Graph) -> Iterator[AudioFrame]:
    while True:
        try:
            frame = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        assert isinstance(frame, AudioFrame)
        yield frame


def _drained(graph: Graph) -> Iterator[AudioFrame]:
    graph.push(None)
    yield from _ready(graph)
