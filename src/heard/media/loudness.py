"""How loud a recording is, measured as broadcasters do (EBU R 128), and how much to turn it up or down."""

from __future__ import annotations

import math
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.filter import Graph

from heard.media.sound import RATE

TARGET = -18.0  # LUFS: the usual level of spoken word in one channel
_MOST_UP, _MOST_DOWN = 20.0, -12.0  # dB; more would lift a silent room to a roar
_NOTHING_HEARD = -60.0  # LUFS


def loudness(sound: Path) -> float | None:
    """Integrated loudness in LUFS of a decoded sound. None when it is silent or too short to say."""
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
    return round(level, 1) if level > _NOTHING_HEARD else None


def gain(level: float | None) -> float:
    """By how many dB to change a recording so that all stories sound alike. None changes nothing."""
    return 0.0 if level is None else round(max(_MOST_DOWN, min(_MOST_UP, TARGET - level)), 1)


def _last_level(graph: Graph, level: float) -> float:
    while True:
        try:
            level = float(graph.pull().metadata.get("lavfi.r128.I", level))
        except (av.error.BlockingIOError, av.error.EOFError):
            return level
