"""Which work on a recording is tried again by itself when it went wrong, how often, and after how long."""

from __future__ import annotations

from datetime import timedelta

_HOURS = (60,) * 24
# Minutes before each further try, by the code of what went wrong. What is not here lies in the recording, and stays so.
_PAUSES: dict[str, tuple[float, ...]] = {
    "disk-full": (1, 5, 15, *_HOURS),
    "model-unreachable": (1, 5, 15, *_HOURS),
    "out-of-memory": (1, 10, 60, 180),
    "killed": (0.1, 1, 10, 60, 180),
    "recording-busy": (1, 5, 15),
    "stopped": (1, 10),
    "error": (1, 10),
}


def pause_before_another_try(code: str, tries: int) -> timedelta | None:
    """How long to wait after the try that came after so many others and ended with this code; None: give it up."""
    pauses = _PAUSES.get(code, ())
    return timedelta(minutes=pauses[tries]) if tries < len(pauses) else None
