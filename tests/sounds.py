"""Small recordings made on the spot: tones, noise, music, silence, pictures, and files that are broken on purpose."""

from __future__ import annotations

import struct
import wave
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
from av.audio.stream import AudioStream
from av.video.stream import VideoStream
from numpy.typing import NDArray

RATE = 16_000
Samples = NDArray[np.float32]
SPEECH = Path(__file__).parent / "media" / "fixtures" / "two_voices.opus"


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


def tone(seconds: float, hertz: float = 440.0, level: float = 0.2) -> Samples:
    return _f32(level * np.sin(2 * np.pi * hertz * _clock(seconds)))


def noise(seconds: float, level: float = 0.05, seed: int = 1) -> Samples:
    return _f32(level * np.random.default_rng(seed).standard_normal(round(seconds * RATE)))


def hum(seconds: float, level: float = 0.1) -> Samples:
    """Mains hum with a click every second."""
    clock = _clock(seconds)
    buzz = sum(np.sin(2 * np.pi * 50 * k * clock) / k for k in range(1, 8))
    return _f32(level * (buzz + 3 * ((clock % 1) < 0.002)))


def music(seconds: float, level: float = 0.15, seed: int = 1) -> Samples:
    """Chords, a tune that wanders and a drum: no voice."""
    chance = np.random.default_rng(seed)
    beats = [_beat(chance) for _ in range(round(seconds * 2) + 1)]
    return _f32(level * np.concatenate(beats)[: round(seconds * RATE)])


def _beat(chance: np.random.Generator) -> NDArray[np.float64]:
    clock = _clock(0.5)
    root = 110 * 2 ** (int(chance.choice([0, 3, 5, 7, 10])) / 12)
    notes = [root, root * 1.26, root * 1.5, root * 2 * 2 ** (int(chance.integers(0, 12)) / 12)]
    chord = sum(np.sin(2 * np.pi * note * k * clock) / k**1.5 for note in notes for k in range(1, 6))
    return np.exp(-3 * clock) * chord + np.exp(-40 * clock) * chance.standard_normal(len(clock))


def speech() -> Samples:
    """Two synthetic voices, a few seconds each."""
    return decoded(SPEECH)


def decoded(path: Path) -> Samples:
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    with av.open(str(path)) as container:
        pieces = [p.to_ndarray()[0] for f in container.decode(audio=0) for p in resampler.resample(f)]
    return np.concatenate(pieces)


def recording(path: Path, sound: Samples, *, codec: str = "", **how: dict[str, str]) -> Path:
    """Write a sound in the container its suffix names. `how`: metadata, options for the container, for the coding."""
    with av.open(str(path), "w", options=how.get("options", {})) as output:
        output.metadata.update(how.get("metadata", {}))
        rate = _RATES.get(path.suffix, RATE)
        stream = output.add_stream(
            codec or _CODECS[path.suffix], rate=rate, layout="mono", options=how.get("coding", {})
        )
        assert isinstance(stream, AudioStream)
        _mux_sound(output, stream, sound)
    return path


def several(path: Path, channels: Samples, *, rate: int = 48_000, codec: str = "", **how: str) -> Path:
    """Write several channels, shape (channels, samples), at one rate. `how`: layout, and form for the container."""
    layout = how.get("layout") or {1: "mono", 2: "stereo"}[len(channels)]
    with av.open(str(path), "w", format=how.get("form") or None) as output:
        stream = output.add_stream(codec or _CODECS[path.suffix], rate=rate, layout=layout)
        if codec == "wmav2":
            stream.bit_rate = 64_000
        assert isinstance(stream, AudioStream)
        for start in range(0, channels.shape[1], RATE):
            piece = np.ascontiguousarray(channels[:, start : start + RATE], np.float32)
            frame = av.AudioFrame.from_ndarray(piece, "fltp", layout)
            frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return path


def tracks(path: Path, every: list[Samples], *, default: int) -> Path:
    """Write several tracks of sound, of which players play one by themselves."""
    with av.open(str(path), "w") as output:
        streams = [output.add_stream("aac", rate=48_000, layout="mono") for _ in every]
        for number, stream in enumerate(streams):
            stream.disposition = av.stream.Disposition.default if number == default else av.stream.Disposition(0)
        for stream, sound in zip(streams, every, strict=True):
            _mux_sound(output, stream, sound)
    return path


def live(path: Path, sound: Samples) -> Path:
    """A WebM as a browser sends it while it records: through a pipe, so its length is nowhere written."""
    with path.open("wb") as out, av.open(_Pipe(out), "w", format="webm") as output:
        stream = output.add_stream("libopus", rate=48_000, layout="mono")
        assert isinstance(stream, AudioStream)
        _mux_sound(output, stream, sound)
    return path


class _Pipe:
    def __init__(self, out: BinaryIO) -> None:
        self.write = out.write


def stored(path: Path, sound: Samples) -> Path:
    """Write a sound as the pipeline keeps it once it is decoded."""
    (np.clip(sound, -1, 1) * 32767).astype("<i2").tofile(path)
    return path


def long_silence(path: Path, hours: float) -> Path:
    """Hours of it in a moment: a WAV of few samples a second, none of them written."""
    with wave.open(str(path), "wb") as output:
        output.setnchannels(1)
        output.setsampwidth(1)
        output.setframerate(1000)
        output.writeframes(bytes([128]) * round(hours * 3600 * 1000))
    return path


def film(path: Path, sound: Samples | None, *, seconds: float = 2.0, codec: str = "libx264", **how: object) -> Path:
    """Write a moving picture, with sound when some is given. `how`: size, metadata, options for the container."""
    width, height = how.get("size", (160, 120))
    with av.open(str(path), "w", options=how.get("options", {})) as output:
        output.metadata.update(how.get("metadata", {}))
        rate = how.get("rate", 10)
        picture = output.add_stream(codec, rate=rate)
        assert isinstance(picture, VideoStream)
        picture.width, picture.height = width, height
        picture.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        picture.codec_context.sample_aspect_ratio = Fraction(*how.get("pixel", (1, 1)))
        speaker = None if sound is None else output.add_stream(_VIDEO_SOUND[path.suffix], rate=48_000, layout="mono")
        for number in range(round(seconds * rate)):
            output.mux(picture.encode(_picture(number, width, height)))
        output.mux(picture.encode(None))
        if sound is not None and isinstance(speaker, AudioStream):
            _mux_sound(output, speaker, sound)
    return path


def busy_film(path: Path, seconds: int, rate: int = 10) -> Path:
    """1080 lines, in which everything moves, as big as phones make it."""
    chance, (width, height) = np.random.default_rng(1), (1920, 1080)
    wall = np.kron(chance.integers(0, 255, (68, 121, 3), dtype=np.uint8), np.ones((16, 16, 1), np.uint8))
    with av.open(str(path), "w") as output:
        picture = output.add_stream("libx264", rate=rate, options={"preset": "ultrafast", "crf": "23"})
        picture.width, picture.height, picture.pix_fmt = width, height, "yuv420p"
        speaker = output.add_stream("aac", rate=48_000, layout="mono")
        for number in range(seconds * rate):
            seen = np.roll(wall, (number * 4, number * 7), axis=(0, 1))[:height, :width].copy()
            seen += chance.integers(0, 12, seen.shape, dtype=np.uint8)
            output.mux(picture.encode(av.VideoFrame.from_ndarray(seen, format="rgb24")))
        output.mux(picture.encode(None))
        _mux_sound(output, speaker, tone(seconds))
    return path


def counted_film(path: Path, seconds: int, movflags: str = "") -> Path:
    """Each second has a shade and a tone of its own; a key picture every two seconds and pictures out of order."""
    with av.open(str(path), "w", options={"movflags": movflags} if movflags else {}) as output:
        picture = output.add_stream("libx264", rate=10, options={"g": "20", "bf": "2", "sc_threshold": "0"})
        picture.width, picture.height, picture.pix_fmt = 96, 96, "yuv420p"
        speaker = output.add_stream("aac", rate=48_000, layout="mono")
        for number in range(seconds * 10):
            shade = np.full((96, 96, 3), _shade(number // 10), np.uint8)
            output.mux(picture.encode(av.VideoFrame.from_ndarray(shade, format="rgb24")))
        output.mux(picture.encode(None))
        _mux_sound(output, speaker, np.concatenate([tone(1, _hertz(second), 0.3) for second in range(seconds)]))
    return path


def _shade(second: int) -> int:
    return 20 + 25 * second


def _hertz(second: int) -> float:
    return 400.0 + 200 * second


def seconds_seen(path: Path) -> list[int]:
    """Which seconds of the counted film are seen, in order, with the list of edits ignored. Five pictures make one."""
    with av.open(str(path), options={"ignore_editlist": "1"}) as container:
        shades = [frame.to_ndarray(format="gray")[48, 48] for frame in container.decode(video=0)]
    seconds = [round((int(shade) - _shade(0)) / (_shade(1) - _shade(0))) for shade in shades]
    return [second for second in _runs(seconds) if seconds.count(second) >= 5]


def seconds_heard(path: Path) -> list[int | None]:
    """The same of the sound, by tenths of a second; None is silence of at least half a second."""
    with av.open(str(path), options={"ignore_editlist": "1"}) as container:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
        pieces = [p.to_ndarray()[0] for f in container.decode(audio=0) for p in resampler.resample(f)]
    sound = np.concatenate(pieces)
    tenths = [_second_of(sound[at : at + RATE // 10]) for at in range(0, len(sound) - RATE // 10, RATE // 10)]
    return [second for second in _runs(tenths) if tenths.count(second) >= 3]


def _second_of(piece: Samples) -> int | None:
    if np.abs(piece).max() < 0.02:
        return None
    return round((int(np.abs(np.fft.rfft(piece)).argmax()) * 10 - _hertz(0)) / 200)


def _runs(values: list[int | None]) -> list[int | None]:
    return [value for at, value in enumerate(values) if at == 0 or value != values[at - 1]]


def edited(path: Path, edits: list[list[tuple[float, float | None]]]) -> Path:
    """Give each track of an MP4 a list of edits, as phones do where they cut: (seconds, from which second of the
    track), where None plays nothing and a length of 0 is all the rest."""
    tops = []
    for kind, start, end in _boxes(data := path.read_bytes(), 0, len(data)):
        tops.append(_with_edits(data[start:end], edits) if kind == b"moov" else data[start:end])
    assert tops[-1][4:8] in (b"moov", b"mfra") or b"moof" in data, "nothing may stand behind the index"
    path.write_bytes(b"".join(tops))
    return path


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    while at < end:
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        yield kind, at, at + size
        at += size


def _with_edits(moov: bytes, edits: list[list[tuple[float, float | None]]]) -> bytes:
    tracks, made = iter(edits), []
    inside = [(kind, moov[start:end]) for kind, start, end in _boxes(moov, 8, len(moov))]
    clock = next(struct.unpack(">I", box[20:24])[0] for kind, box in inside if kind == b"mvhd")
    for kind, box in inside:
        made.append(_edited_track(box, clock, next(tracks)) if kind == b"trak" else box)
    return _box(b"moov", b"".join(made))


def _edited_track(trak: bytes, clock: int, edits: list[tuple[float, float | None]]) -> bytes:
    at = trak.index(b"mdhd") + 4
    own = struct.unpack(">I", trak[at + 12 : at + 16])[0]
    rows = [(round(length * clock), -1 if begin is None else round(begin * own)) for length, begin in edits]
    table = b"".join(struct.pack(">IiI", length, begin, 1 << 16) for length, begin in rows)
    listed = _box(b"edts", _box(b"elst", struct.pack(">II", 0, len(rows)) + table))
    parts = [(kind, trak[start:end]) for kind, start, end in _boxes(trak, 8, len(trak)) if kind != b"edts"]
    return _box(b"trak", b"".join(part + listed if kind == b"tkhd" else part for kind, part in parts))


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def cut_short(path: Path, share: float) -> Path:
    """Lose the end of a file."""
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    return path


_CODECS = {".mp3": "mp3", ".m4a": "aac", ".aac": "aac", ".wav": "pcm_s16le", ".flac": "flac", ".ogg": "libopus"}
_CODECS |= {".opus": "libopus", ".webm": "libopus"}
_RATES = {".opus": 48_000, ".webm": 48_000, ".ogg": 48_000}
_VIDEO_SOUND = {".mp4": "aac", ".mov": "aac", ".webm": "libopus", ".mkv": "libopus"}


def _mux_sound(output: av.container.OutputContainer, stream: AudioStream, sound: Samples) -> None:
    for start in range(0, len(sound), RATE):
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound[None, start : start + RATE]), "flt", "mono")
        frame.sample_rate = RATE
        frame.pts, frame.time_base = start, Fraction(1, RATE)
        output.mux(stream.encode(frame))
    output.mux(stream.encode(None))


def _picture(number: int, width: int, height: int) -> av.VideoFrame:
    shade = np.full((height, width, 3), (number * 12) % 256, np.uint8)
    shade[: height // 4, : width // 4] = (255, 0, 0)  # a corner that shows which way is up
    return av.VideoFrame.from_ndarray(shade, format="rgb24")


def _clock(seconds: float) -> NDArray[np.float64]:
    return np.arange(round(seconds * RATE)) / RATE


def _f32(sound: NDArray[np.float64]) -> Samples:
    return np.clip(sound, -1, 1).astype(np.float32)


def turned(path: Path) -> Path:
    """Note in an MP4 that the camera was held upright: players turn the picture a quarter to the right."""
    data = bytearray(path.read_bytes())
    at = data.index(b"tkhd") + 4 + 40
    one = 1 << 16
    data[at : at + 36] = struct.pack(">9i", 0, one, 0, -one, 0, 0, 0, 0, 1 << 30)
    path.write_bytes(bytes(data))
    return path


def loudness_of(sound: Samples, hertz: float) -> float:
    """How much of one tone is in a sound, as the share of a full one (what Goertzel's filter finds)."""
    clock = np.arange(len(sound)) / RATE
    return float(2 * abs(np.mean(sound * np.exp(-2j * np.pi * hertz * clock)))) if len(sound) else 0.0
