"""The picture for the web: copied when every browser plays it, made again in H.264 when not, nothing private in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.bitstream import BitStreamFilterContext
from av.container import InputContainer, OutputContainer
from av.filter import Graph
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from heard.core.hiding import Span
from heard.media.muting import darkened, muted
from heard.media.probe import Probe, moving_picture, opened
from heard.media.request import OnShare, Request
from heard.media.workdir import replacing

_TALLEST = 720  # lines, where the picture is made again
_TALLEST_COPY = 1080
_CLOCK = Fraction(1, 90_000)
_TURNS = {  # degrees the camera was turned by: filters that put the picture upright
    90: (("transpose", "cclock"),),
    -90: (("transpose", "clock"),),
    180: (("hflip", ""), ("vflip", "")),
    -180: (("hflip", ""), ("vflip", "")),
}


def is_playable(found: Probe) -> bool:
    """Whether every browser plays this picture as it is."""
    facts = found.facts
    lines = min(facts.width or 0, facts.height or 0)
    return found.video_codec == "h264" and found.pixels in ("yuv420p", "yuvj420p") and lines <= _TALLEST_COPY


def make_video(request: Request, target: Path, found: Probe, on_share: OnShare) -> None:
    """Write an MP4 that starts to play before it has all arrived. Holds picture and sound and nothing else.

    No title, place, camera or date is carried over: containers are new, only two tracks are taken, and messages
    inside the H.264 stream (where some cameras write the place) are dropped.
    """
    with (
        opened(request.recording) as container,
        replacing(target) as part,
        av.open(str(part), "w", options={"movflags": "faststart"}) as output,
    ):
        picture = _picture(container, output, found, request)
        as_it_is = found.audio_codec == "aac" and not request.hidden
        sound = _Copy(container.streams.audio[0], output) if as_it_is else _Sound(container, output, request.hidden)
        _pour(container, output, (picture, sound), on_share, found.promised)


def _picture(container: InputContainer, output: OutputContainer, found: Probe, request: Request) -> _Copy | _Picture:
    """What is hidden has to be made dark, so such a picture is made again however well it plays."""
    if is_playable(found) and not request.hidden:
        return _copied(container, output)
    return _Picture(container, output, found, request)


def _pour(
    container: InputContainer,
    output: OutputContainer,
    tracks: tuple[_Track, _Track],
    on_share: OnShare,
    promised: float | None,
) -> None:
    by_index = {track.source.index: track for track in tracks}
    first = (container.start_time or 0) / av.time_base
    for packet in _packets(container, tracks):
        track = by_index[packet.stream.index]
        if packet.dts is not None:
            _shift(packet, first)
            on_share(min(1.0, float(packet.dts * (packet.time_base or 0)) / promised) if promised else 0.5)
        output.mux(list(track.take(packet)))
    for track in tracks:
        output.mux(list(track.finish()))


def _packets(container: InputContainer, tracks: tuple[_Track, _Track]) -> Iterator[Packet[Any]]:
    packets = container.demux([track.source for track in tracks])
    while True:
        try:
            yield next(packets)
        except (StopIteration, av.error.InvalidDataError, av.error.EOFError):
            return


def _decoded(packet: Packet[Any]) -> Sequence[object]:
    """Its frames. A broken packet has none."""
    try:
        return packet.decode()
    except (av.error.InvalidDataError, av.error.EOFError):
        return ()


def _shift(packet: Packet[Any], first: float) -> None:
    by = round(first / packet.time_base) if packet.time_base else 0
    packet.pts = None if packet.pts is None else packet.pts - by
    packet.dts = None if packet.dts is None else packet.dts - by


class _Copy:
    """A track that is taken over as it is, through a filter that may drop parts of it."""

    def __init__(self, source: VideoStream | AudioStream, output: OutputContainer, drop: str = "null") -> None:
        self.source = source
        self.target = output.add_stream_from_template(source)
        self.target.metadata.clear()
        self.filter = BitStreamFilterContext(drop, source, self.target)

    def take(self, packet: Packet[Any]) -> Iterator[Packet[Any]]:
        if not packet.size:  # the empty packet at the end
            return
        for kept in self.filter.filter(packet):
            kept.stream = self.target
            yield kept

    def finish(self) -> Iterator[Packet[Any]]:
        for kept in self.filter.filter(None):
            kept.stream = self.target
            yield kept


def _copied(container: InputContainer, output: OutputContainer) -> _Copy:
    return _Copy(_moving(container), output, drop="filter_units=remove_types=6")


class _Picture:
    """The picture made again in H.264: upright, at most 720 lines, eight bits."""

    def __init__(self, container: InputContainer, output: OutputContainer, found: Probe, request: Request) -> None:
        self.hidden = request.hidden
        self.source = _moving(container)
        self.size = _fitted(found.facts.width or 2, found.facts.height or 2)
        self.graph: Graph | None = None
        self.shape: tuple[int, int, str] | None = None
        self.target = output.add_stream("libx264", options={"preset": "veryfast", "crf": "26"})
        self.target.width, self.target.height = self.size
        self.target.pix_fmt = "yuv420p"
        self.target.codec_context.time_base = _CLOCK
        self.target.codec_context.thread_count = request.threads

    def take(self, packet: Packet[Any]) -> Iterator[Packet[Any]]:
        for frame in _decoded(packet):
            if isinstance(frame, VideoFrame):
                yield from self.target.encode(self._fitting(frame))

    def _fitting(self, frame: VideoFrame) -> VideoFrame:
        shape = (frame.width, frame.height, frame.format.name)
        if self.graph is None or shape != self.shape:  # a phone that is turned changes shape half-way
            clock = frame.time_base or _CLOCK
            self.graph, self.shape = _upright(frame, self.size, clock), shape
        self.graph.vpush(frame)
        ready = self.graph.vpull()
        ready = darkened(ready, self.hidden)
        ready.pict_type = 0
        return ready

    def finish(self) -> Iterator[Packet[Any]]:
        yield from self.target.encode(None)


class _Sound:
    """The sound made again in AAC, for containers that carry another kind and where something is hidden."""

    def __init__(self, container: InputContainer, output: OutputContainer, hidden: Sequence[Span]) -> None:
        self.hidden, self.done = hidden, 0.0
        self.floating = AudioResampler(format="fltp")
        self.source = container.streams.audio[0]
        self.target = output.add_stream("aac", rate=48_000, bit_rate=96_000)

    def take(self, packet: Packet[Any]) -> Iterator[Packet[Any]]:
        for frame in _decoded(packet):
            if isinstance(frame, AudioFrame):
                yield from self.target.encode(self._muted(frame) if self.hidden else frame)

    def _muted(self, frame: AudioFrame) -> AudioFrame:
        start = self.done if frame.time is None else frame.time
        self.done = start + frame.samples / frame.sample_rate
        [floating] = self.floating.resample(frame)
        return muted(floating, self.hidden, start)

    def finish(self) -> Iterator[Packet[Any]]:
        yield from self.target.encode(None)


_Track = _Copy | _Picture | _Sound


def _moving(container: InputContainer) -> VideoStream:
    found = moving_picture(container)
    assert found is not None
    return found


def _fitted(width: int, height: int) -> tuple[int, int]:
    """The size that fits 720 lines, in even numbers as H.264 wants them."""
    by = min(1.0, _TALLEST / min(width, height))
    return max(2, int(width * by) // 2 * 2), max(2, int(height * by) // 2 * 2)


def _upright(frame: VideoFrame, size: tuple[int, int], clock: Fraction) -> Graph:
    graph = Graph()
    steps = (*_TURNS.get(frame.rotation, ()), ("scale", f"{size[0]}:{size[1]}"), ("format", "yuv420p"))
    source = graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=clock)
    graph.link_nodes(source, *(graph.add(*step) for step in steps), graph.add("buffersink")).configure()
    return graph
