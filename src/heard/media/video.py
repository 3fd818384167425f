"""The picture for the web: made again in H.264 at a size for phones, dark over what is hidden, nothing private in it.

It is never copied as it is. A copy would hold what an edit list cut away, whatever messages the camera wrote between
the pictures (place and time among them), and as many bytes as it pleased the camera to write.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain, takewhile
from pathlib import Path
from typing import Any

import av
import av.error
from av.container import InputContainer, OutputContainer
from av.filter import Graph
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from heard.core.transcript.hiding import Stretch
from heard.media.muting import black, ends_at, seen
from heard.media.opening import opened
from heard.media.playing import Reading, pictures
from heard.media.request import OnShare, Request
from heard.media.tracks import Track
from heard.media.workdir import replacing

_LINES, _LONGEST = 720, 1280  # pixels of the shorter and the longer side, at most
_MOST_PIXELS = 40_000_000  # of a picture as it is sent
_QUICKEST = 1 / 31  # seconds between two pictures: at most 30 a second are kept, every other one of 60
_CLOCK = Fraction(1, 90_000)
_H264 = {
    "preset": "veryfast", "profile": "main", "crf": "26", "maxrate": "1200k", "bufsize": "2400k", "g": "120",
    "a53cc": "0",  # captions that came inside the pictures would say what is hidden
}  # fmt: skip
_LAST = 0.1  # seconds that the last picture is given
_TURNS = {  # degrees the camera was turned by: filters that put the picture upright
    90: (("transpose", "cclock"),),
    -90: (("transpose", "clock"),),
    180: (("hflip", ""), ("vflip", "")),
    -180: (("hflip", ""), ("vflip", "")),
}
UNMAKEABLE = (av.error.FFmpegError, ValueError, OverflowError)
"""What is raised where no picture can be made; of these, an OSError or MemoryError is not the picture's fault."""


def make_video(request: Request, track: Track, sound: Path, target: Path, on_share: OnShare) -> tuple[int, int]:
    """Write an MP4 that starts to play before it has all arrived, with the sound of the copy that was made already.
    Returns width and height. Raises one of UNMAKEABLE where there is no picture."""
    with (
        opened(request.recording) as container,
        av.open(str(sound)) as spoken,
        replacing(target) as part,
        av.open(str(part), "w", options={"movflags": "faststart"}) as output,
    ):
        seconds = (spoken.duration or 0) / av.time_base
        ends = ends_at(request.hidden, seconds)
        shown = _thinned(pictures(Reading(container, track), track))
        first = next(shown, None)
        if first is None:
            raise ValueError("no picture can be decoded")
        fitting = _Fitting(first, container.streams[track.number])
        encoder = _encoder(output, fitting.size, request.threads)
        copy = output.add_stream_from_template(spoken.streams.audio[0])
        fitted = takewhile(lambda frame: (frame.time or 0.0) < ends, fitting.all(chain([first], shown)))
        placed = _placed(fitted, request, min(seconds, ends))
        for packet in heapq.merge(_encoded(placed, encoder), _copied(spoken, copy), key=_time):
            on_share(min(1.0, _time(packet) / seconds) if seconds else 0.5)
            output.mux(packet)
    return fitting.size


def _thinned(shown: Iterator[tuple[float, VideoFrame]]) -> Iterator[VideoFrame]:
    """At most 30 pictures a second, each with its second of the story on a clock of our own."""
    last = -1.0
    for at, frame in shown:
        if at - last >= _QUICKEST:
            last = at
            frame.pts, frame.time_base = round(at / _CLOCK), _CLOCK
            yield frame


class _Fitting:
    """Pictures made upright, with square pixels, small enough, eight bits, and whole where they come in two halves."""

    def __init__(self, first: VideoFrame, stream: Any) -> None:
        shape = stream.sample_aspect_ratio or Fraction(1)
        self.size = _fitted(first, shape if shape > 0 else Fraction(1))
        self._halves = first.interlaced_frame
        self._graph: Graph | None = None
        self._given: tuple[int, int, str] | None = None

    def all(self, frames: Iterable[VideoFrame]) -> Iterator[VideoFrame]:
        for frame in frames:
            given = (frame.width, frame.height, frame.format.name)
            if self._graph is None or given != self._given:  # a phone that is turned changes shape half-way
                yield from self._rest()
                self._graph, self._given = _upright(frame, self.size, halves=self._halves), given
            self._graph.push(frame)
            yield from _ready(self._graph)
        yield from self._rest()

    def _rest(self) -> Iterator[VideoFrame]:
        if self._graph is not None:
            self._graph.push(None)
            yield from _ready(self._graph)


def _placed(frames: Iterator[VideoFrame], request: Request, seconds: float) -> Iterator[VideoFrame]:
    """Each picture at its time, and black in its place over what is hidden, also where one picture stands for long."""
    last: VideoFrame | None = None
    for frame in frames:
        if last is not None:
            yield from _between(last, frame.time or 0.0, request.hidden)
        last = frame
    if last is not None:
        yield from _between(last, max(seconds, (last.time or 0.0) + _LAST), request.hidden)


def _between(frame: VideoFrame, until: float, hidden: Sequence[Stretch]) -> Iterator[VideoFrame]:
    for at, is_hidden in seen(frame.time or 0.0, until, hidden):
        picture = black(frame.width, frame.height) if is_hidden else frame
        picture.pts, picture.time_base = round(at / _CLOCK), _CLOCK
        picture.pict_type = 0
        yield picture


def _encoder(output: OutputContainer, size: tuple[int, int], threads: int) -> VideoStream:
    stream = output.add_stream("libx264", options=dict(_H264))
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    stream.codec_context.time_base = _CLOCK
    stream.codec_context.thread_count = threads
    return stream


def _encoded(frames: Iterator[VideoFrame], encoder: VideoStream) -> Iterator[Packet[Any]]:
    for frame in frames:
        yield from encoder.encode(frame)
    yield from encoder.encode(None)


def _copied(spoken: InputContainer, target: Any) -> Iterator[Packet[Any]]:
    for packet in spoken.demux(spoken.streams.audio[0]):
        if packet.size:
            packet.stream = target
            yield packet


def _time(packet: Packet[Any]) -> float:
    return float((packet.dts or 0) * (packet.time_base or 0))


def _fitted(first: VideoFrame, shape: Fraction) -> tuple[int, int]:
    """Width and height as it is shown: with square pixels, turned upright, in even numbers as H.264 wants them."""
    if first.width * first.height > _MOST_PIXELS:
        raise ValueError("too many pixels")
    wide, high = first.width * max(1.0, float(shape)), first.height / min(1.0, float(shape))
    if first.rotation % 180 == 90:
        wide, high = high, wide
    by = min(1.0, _LINES / min(wide, high), _LONGEST / max(wide, high))
    return max(2, round(wide * by / 2) * 2), max(2, round(high * by / 2) * 2)


def _upright(frame: VideoFrame, size: tuple[int, int], *, halves: bool) -> Graph:
    graph = Graph()
    whole = (("bwdif", "mode=send_frame"),) if halves else ()
    scaled = (("scale", f"{size[0]}:{size[1]}"), ("setsar", "1"), ("format", "yuv420p"))
    steps = (*whole, *_TURNS.get(frame.rotation, ()), *scaled)
    source = graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=_CLOCK)
    graph.link_nodes(source, *(graph.add(*step) for step in steps), graph.add("buffersink")).configure()
    return graph


def _ready(graph: Graph) -> Iterator[VideoFrame]:
    while True:
        try:
            frame = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        assert isinstance(frame, VideoFrame)
        yield frame
