"""Small recordings made on the spot: tones, noise, music, silence, pictures, and files that are broken on purpose."""

from __future__ import annotations

import struct
import wave
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


def recording(path: Path, sound: Samples, *, codec: str = "", metadata: dict[str, str] | None = None) -> Path:
    """Write a sound in the container its suffix names."""
    with av.open(str(path), "w") as output:
        output.metadata.update(metadata or {})
        stream = output.add_stream(codec or _CODECS[path.suffix], rate=_RATES.get(path.suffix, RATE), layout="mono")
        assert isinstance(stream, AudioStream)
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
        picture = output.add_stream(codec, rate=10)
        assert isinstance(picture, VideoStream)
        picture.width, picture.height, picture.pix_fmt = width, height, "yuv420p"
        speaker = None if sound is None else output.add_stream(_VIDEO_SOUND[path.suffix], rate=48_000, layout="mono")
        for number in range(round(seconds * 10)):
            output.mux(picture.encode(_picture(number, width, height)))
        output.mux(picture.encode(None))
        if sound is not None and isinstance(speaker, AudioStream):
            _mux_sound(output, speaker, sound)
    return path


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
