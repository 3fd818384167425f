"""Work on a recording in a process of its own, so that no recording can take the worker down with it: the pipeline, or
listening to places.

The parent gives the request as one line of JSON on standard input and keeps that pipe open: when it closes, because
the parent died or wants no more, the child stops at once. The child says how far it is in lines of JSON on standard
output. The pipeline's results are files; of a place the sound's verdict comes back, as one number.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import IO, Any

from heard.core import errors
from heard.core.errors import HeardError, WrongState
from heard.media.request import Hearing, OnProgress, OnVerdict, Progress, Request, Result

OnSaid = Callable[[dict[str, Any]], None]
_LOOK = 0.5  # seconds between two looks at the clock and at whether this is still wanted


@dataclass(frozen=True)
class Limits:
    """What one recording may use. `seconds` is time on the wall; `memory` is address space, of which the speech
    models reserve more than they fill; `file_size` is that of any one file written."""

    seconds: float = 6 * 60 * 60
    memory: int = 6 * 2**30
    file_size: int = 8 * 2**30


def run_in_child(
    request: Request,
    on_progress: OnProgress = lambda progress: None,
    *,
    limits: Limits = Limits(),
    cancelled: Callable[[], bool] = lambda: False,
) -> Result:
    """Run the pipeline in a child process and return what it made.

    Raises what the pipeline raises, and HeardError with the code `took-too-long`, `out-of-memory`, `cancelled` or
    `stopped` when the child did not get to its end. `cancelled` is asked twice a second. Whatever happens here, an
    exception from `on_progress` included, no child is left behind and finished steps are kept.
    """
    _run("write down", request, lambda said: on_progress(Progress(**said)), limits, cancelled)
    from heard.media.pipeline import result_of

    return result_of(request)


def listen_in_child(
    hearing: Hearing,
    on_verdict: OnVerdict,
    *,
    limits: Limits = Limits(),
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Listen to places in a child process. Each verdict is told as it comes, so what was heard before an error counts.

    Raises as `run_in_child` does, and leaves no child behind either.
    """
    _run("listen", hearing, lambda said: on_verdict(said["place"], said["verdict"]), limits, cancelled)


def _run(work: str, asked: Request | Hearing, on_said: OnSaid, limits: Limits, cancelled: Callable[[], bool]) -> None:
    child = _started(work, asked, limits)
    try:
        _follow(child, on_said, time.monotonic() + limits.seconds, cancelled)
        if child.wait() != 0:
            raise _why(child.returncode)
    finally:
        _end(child)


def _started(work: str, asked: Request | Hearing, limits: Limits) -> subprocess.Popen[str]:
    one_thread = {name: str(asked.threads) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    child = subprocess.Popen(
        [sys.executable, "-m", "heard.media.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **one_thread},
    )
    assert child.stdin
    with suppress(BrokenPipeError):  # it died at once: its exit code says so
        child.stdin.write(json.dumps({"work": work, "request": asked.to_json(), "limits": asdict(limits)}) + "\n")
        child.stdin.flush()
    return child


def _follow(child: subprocess.Popen[str], on_said: OnSaid, until: float, cancelled: Callable[[], bool]) -> None:
    assert child.stdout
    for line in _lines(child.stdout):
        if cancelled():
            raise WrongState("The work on this recording was stopped.", code="cancelled")
        if time.monotonic() > until:
            raise HeardError("This recording took too long to write down.", code="took-too-long")
        if line:
            _heed(json.loads(line), on_said)


def _heed(message: dict[str, Any], on_said: OnSaid) -> None:
    if "error" in message:
        kind = getattr(errors, message["error"], HeardError)
        raise kind(message["sentence"], code=message["code"])
    on_said(message)


def _lines(out: IO[str]) -> Iterator[str]:
    """Every line as it comes, and an empty one now and then while there is none."""
    rest = b""
    while True:
        if not select.select([out], [], [], _LOOK)[0]:
            yield ""
            continue
        got = os.read(out.fileno(), 65536)
        if not got:
            return
        *whole, rest = (rest + got).split(b"\n")
        yield from (line.decode() for line in whole)


def _why(code: int) -> HeardError:
    if code == -signal.SIGKILL:
        return HeardError(
            "The work on this recording was stopped by the machine, most likely for want of memory.",
            code="out-of-memory",
        )
    return HeardError("The work on this recording broke off without a reason.", code="stopped")


def _end(child: subprocess.Popen[str]) -> None:
    if child.poll() is None:
        child.kill()
        child.wait()
    for pipe in (child.stdin, child.stdout):
        with suppress(OSError):
            pipe and pipe.close()


def main() -> int:
    """The child's side. Exit code 0 when done; 1 after an error that was said on standard output."""
    given = json.loads(sys.stdin.readline())
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _limit(Limits(**given["limits"]))
    try:
        _WORK[given["work"]](given["request"])
    except HeardError as error:
        _say({"error": type(error).__name__, "sentence": error.sentence, "code": error.code})
        return 1
    except (MemoryError, RuntimeError, OSError) as error:
        if not _wants_memory(error):
            raise
        _say(
            {
                "error": "HeardError",
                "sentence": "This recording needs more memory than it may use.",
                "code": "out-of-memory",
            }
        )
        return 1
    return 0


def _write_down(request: str) -> None:
    from heard.media.pipeline import run

    run(Request.from_json(request), lambda progress: _say(asdict(progress)))


def _listen(hearing: str) -> None:
    from heard.media.listen import listen

    listen(Hearing.from_json(hearing), lambda place, verdict: _say({"place": place, "verdict": verdict}))


_WORK = {"write down": _write_down, "listen": _listen}


def _wants_memory(error: Exception) -> bool:
    """Numpy and Python say it with a MemoryError, the speech models with words of their own."""
    return isinstance(error, MemoryError) or any(word in str(error).lower() for word in ("alloc", "memory"))


def _die_with_parent() -> None:
    """Nothing more is ever sent: the end of the input means that nobody waits for the answer."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os._exit(3)


def _limit(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file_size, limits.file_size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)  # people who are reading come first


def _say(message: dict[str, object]) -> None:
    print(json.dumps(message), flush=True)


if __name__ == "__main__":
    sys.exit(main())
