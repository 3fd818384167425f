"""The model that reads meanings, as the host has set it. It is loaded when something is to be read for the first time,
and read by one thread at a time.

The only module here that reaches the models (docs/decisions/0012-search-by-meaning.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from heard.core.finding.stems import base
from heard.media.engines import reader_for, reads
from heard.media.engines.engine import Reader

_ENGLISH = "english"
_one_at_a_time = Lock()


def is_on() -> bool:
    """Whether stories are found by their meaning."""
    return reads(_chosen())


def name() -> str:
    """How rows name the model. Of a folder only the last part, the rest is nobody's concern; with what tells the file
    in it from one that was there before."""
    return _named(_chosen())


def knows(language: str) -> bool:
    """The English model reads English. What another one reads is for the host to know."""
    return _chosen() != _ENGLISH or base(language) == "en"


def meanings(texts: Sequence[str]) -> NDArray[np.float32]:
    with _one_at_a_time:
        return _loaded(_chosen()).meanings(texts)


@lru_cache(maxsize=1)
def _named(model: str) -> str:
    file = Path(model) / "model.onnx"
    if model == _ENGLISH or not file.is_file():
        return model[:64]
    there = file.stat()
    return f"{file.parent.name[:32]} {there.st_size:x} {there.st_mtime_ns:x}"


@lru_cache(maxsize=1)
def _loaded(model: str) -> Reader:
    return reader_for(model)


def _chosen() -> str:
    return str(settings.HEARD["HEARD_MEANING"])
