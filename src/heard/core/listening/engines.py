"""Which of two speech engines hears better, by the size of the model in its name.

Sizes are those of Whisper, from the smallest: tiny, base, small, medium, large. A distilled or quicker relative counts
as the size it is named after, and one that knows English alone (“.en”) as its size too.
"""

from __future__ import annotations

import re

SIZES = ("tiny", "base", "small", "medium", "large")
_QUICK = {"turbo": "large"}


def size_of(engine: str) -> int | None:
    """Its place in SIZES. None where the name tells nothing: the words of a file, or somebody's own model."""
    parts = [_QUICK.get(part, part) for part in re.split(r"[^a-z0-9]+", engine.lower())]
    return next((SIZES.index(part) for part in parts if part in SIZES), None)


def is_weaker(engine: str, than: str) -> bool:
    """Whether it is known to hear less. What is unknown the host has chosen with a purpose."""
    size, other = size_of(engine), size_of(than)
    return size is not None and other is not None and size < other
