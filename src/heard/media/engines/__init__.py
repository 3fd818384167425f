"""The only room that loads a model, and the one place that chooses which."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from heard.media.engines.weights import installed, reads

if TYPE_CHECKING:
    from heard.media.engines.engine import Engine, Reader

__all__ = ["engine_for", "installed", "name_of", "reader_for", "reads"]


def engine_for(model: str, *, threads: int = 1, may_download: bool = False) -> Engine:
    """The engine with this model loaded. `model` is "base", "tiny.en", a local folder, or a name on the hub.

    Raises HeardError when the model is not there or is not what it should be.
    """
    from heard.media.engines.faster_whisper import FasterWhisper

    return FasterWhisper(model, threads=threads, may_download=may_download)


def name_of(model: str) -> str:
    """How a transcript names the engine and its model. Of a folder only the last part: the rest is nobody's concern."""
    return f"faster-whisper {PurePath(model).name} int8"


def reader_for(model: str) -> Reader:
    """What reads the meaning of texts: "english", or a local folder with `model.onnx` and `tokenizer.json`.

    Raises HeardError when the model is not there or is not what it should be.
    """
    from heard.media.engines.minilm import MiniLM

    return MiniLM(model)
