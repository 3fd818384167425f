"""How loud a recording is, measured as broadcasters do (EBU R 128), and how much to turn it up or down."""

from __future__ import annotations

import math
from pathlib import Path

import av
import av.error
import numpy as np
from av.audio.frame import AudioFrame
from av.filter import Graph

from heard.media.sound import RATE

TARGET = -18.0  # LUFS: the usual level of spoken word in one channel
_MOST_UP, _MOST_DOWN = 20.0, -12.0  # dB; more would lift a silent room to a roar
_MOST_UP_SPEECH = 60.0  # dB, where somebody speaks
_QUIET = -36.0  # LUFS: below this, sixteen bits are too few for what is said
_SILENT = -100.0  # LUFS: as quiet as sixteen bits can be
_FLOOR = -69.9  # LUFS: what is below the gate of the measure


def loudness(sound: Path, louder: float = 0.0) -> float | None:
    """Integrated loudness in LUFS of a decoded sound, as it was by so many dB `louder`. None when it is silent or too
    short to say."""
    graph = Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="s16", layout="mono")
    graph.link_nodes(source, graph.add("ebur128", "metadata=1"), graph.add("abuffersink")).configure()
    whole = np.memmap(sound, dtype="<i2", mode="r")
    level = math.nan
    for start in range(0, len(whole), RATE):
        frame = AudioFrame.from_ndarray(np.array(whole[None, start : start + RATE]), format="s16", layout="mono")
        frame.sample_rate = RATE
        graph.push(frame)
        level = _last_level(graph, level)
    graph.push(None)
    level = _last_level(graph, level)
    return round(level - louder, 1) if level > _FLOOR else None


def boost(sound: Path) -> float:
    """By how many dB to decode a very quiet recording louder, so that its speech can be heard at all; 0 for others.
    Judged by the loudest tenth of a second, but for a hundredth of all: a knock on the table says nothing."""
    whole = np.memmap(sound, dtype="<i2", mode="r")
    step = RATE // 10
    if len(whole) < step:
        return 0.0
    blocks = whole[: len(whole) // step * step].reshape(-1, step)
    levels = [math.sqrt(np.mean(np.square(block, dtype=np.float64))) / 32768 for block in blocks]
    loud = float(np.quantile(levels, 0.99))
    level = 20 * math.log10(loud) if loud > 0 else _SILENT
    return round(TARGET - level, 1) if _SILENT < level < _QUIET else 0.0


def gain(level: float | None, *, speech: bool) -> float:
    """By how many dB to change a recording so that all stories sound alike. None changes nothing."""
    most = _MOST_UP_SPEECH if speech else _MOST_UP
    return 0.0 if level is None else round(max(_MOST_DOWN, min(most, TARGET - level)), 1)


def _last_level(graph: Graph, level: float) -> float:
    while True:
        try:
            level = float(graph.pull().metadata.get("lavfi.r128.I", level))
        except (av.error.BlockingIOError, av.error.EOFError):
            return level
