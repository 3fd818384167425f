"""What a process that works on a recording may use, and how it is told that one wanted more than that."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Limits:
    """What one recording may use. `seconds` is time on the wall; `memory` is address space, of which the speech
    models reserve more than they fill; `file_size` is that of any one file written."""

    seconds: float = 6 * 60 * 60
    memory: int = 6 * 2**30
    file_size: int = 8 * 2**30


USUAL = Limits()


def heed(limits: Limits) -> None:
    """Keep to them from now on, in this process."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file_size, limits.file_size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)  # people who are reading come first


_COUNTERS = Path("/proc/vmstat")


def kills_for_memory() -> int | None:
    """How many processes the system has killed since it began because memory ran out. None where it does not say."""
    try:
        lines = _COUNTERS.read_text().splitlines()
    except OSError:
        return None
    found = (line.split()[1] for line in lines if line.startswith("oom_kill "))
    return next(map(int, found), None)


# Where memory ends differs from machine to machine: in Python, in a library that is being loaded, in a thread that
# is being started, in a speech model or a codec. Each says it in words of its own.
_WORDS = ("alloc", "memory", "map segment", "new thread", "pthread_create", "mmap")


def wants_memory(error: BaseException) -> bool:
    """Whether this error, or one that it came of, is about memory."""
    return any(isinstance(each, MemoryError) or tells_of_memory(str(each)) for each in _chain(error))


def tells_of_memory(said: str) -> bool:
    """The same of the last words of a process that died."""
    return any(word in said.lower() for word in _WORDS)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
