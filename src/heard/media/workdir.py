"""The folder of one recording at work: whole results only, finished steps remembered, one process at a time."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from heard.core.errors import BadRecording, OutOfRoom, WrongState

_FULL = {errno.ENOSPC, errno.EDQUOT}
_PATIENCE = 10.0  # seconds a new worker waits for a dying one to let go


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A place to write to that becomes `path` only when everything went well and is on the disk.

    The suffix is kept, because containers are chosen by it. When something goes wrong nothing stays behind: on a full
    disk every byte is wanted.
    """
    part = path.with_name(f"part-{path.name}")
    try:
        yield part
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(path)


def write_json(path: Path, value: Any) -> None:
    with replacing(path) as part:
        part.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def key_of(*parts: object) -> str:
    """A short name for what a step was made from."""
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()[:16]


def is_done(workdir: Path, step: str, key: str) -> bool:
    """Whether this step finished earlier, from the same recording and the same wishes."""
    try:
        return bool(read_json(workdir / f"done-{step}.json") == key)
    except (FileNotFoundError, ValueError):
        return False


def mark_done(workdir: Path, step: str, key: str) -> None:
    write_json(workdir / f"done-{step}.json", key)


@contextmanager
def locked(workdir: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Nobody else works in this folder meanwhile. Raises WrongState when somebody still does after so many seconds."""
    workdir.mkdir(parents=True, exist_ok=True)
    with (workdir / ".lock").open("w") as lock:
        until = time.monotonic() + patience
        while not _taken(lock.fileno()):
            if time.monotonic() > until:
                raise WrongState("This recording is already being worked on.", code="recording-busy")
            time.sleep(0.1)
        yield


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def plain_words_for_the_disk() -> Iterator[None]:
    """A full disk and a file past its limit, said so that a person knows what to do. Nothing is lost by either."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise OutOfRoom(
                "The disk is full. Nothing is lost: the work goes on from here as soon as the host has made room.",
                code="disk-full",
            ) from error
        if error.errno == errno.EFBIG:
            raise BadRecording("This recording makes files that are too big.", code="recording-too-big") from error
        raise
