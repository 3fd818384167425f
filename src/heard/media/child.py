"""Work on a recording in a process of its own, so that no recording can take the worker down with it: the pipeline, or
listening to places.

The parent gives the request as one line of JSON on standard input and keeps that pipe open: when it closes, because
the parent died or wants no more, the child stops at once. The child says how far it is in lines of JSON on standard
output. The pipeline's results are files; of a place the sound's verdict comes back, as one number.
"""

from __future__ import annotations

import json
import logging
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from tempfile import TemporaryFile
from typing import IO, Any

from heard.core import errors
from heard.core.errors import HeardError, WrongState, cause_of
from heard.core.sentences import brought_back, kept
from heard.media.limits import USUAL, Limits, heed, kills_for_memory, tells_of_memory, wants_memory
from heard.media.request import Hearing, OnProgress, OnVerdict, Progress, Request, Result

logger = logging.getLogger("heard.media")
OnSaid = Callable[[dict[str, Any]], None]
_LOOK = 0.5  # seconds between two looks at the clock and at whether this is still wanted
_LAST_WORDS = 8192  # bytes

_FROM_OUTSIDE = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
"""By which a person or another program ends a process. The system itself kills where memory runs out, and counts it."""


def run_in_child(
    request: Request,
    on_progress: OnProgress = lambda progress: None,
    *,
    limits: Limits = USUAL,
    cancelled: Callable[[], bool] = lambda: False,
) -> Result:
    """Run the pipeline in a child process and return what it made.

    Raises what the pipeline raises, and HeardError with the code `took-too-long`, `out-of-memory`, `killed`,
    `cancelled` or `stopped` when the child did not get to its end. `cancelled` is asked twice a second. Whatever
    happens here, an exception from `on_progress` included, no child is left behind and finished steps are kept.
    """
    _run("write down", request, lambda said: on_progress(Progress(**said)), limits, cancelled)
    from heard.media.pipeline import result_of

    return result_of(request)


def listen_in_child(
    hearing: Hearing,
    on_verdict: OnVerdict,
    *,
    limits: Limits = USUAL,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Listen to places in a child process. Each verdict is told as it comes, so what was heard before an error counts.

    Raises as `run_in_child` does, and leaves no child behind either.
    """
    _run("listen", hearing, lambda said: on_verdict(said["place"], said["verdict"]), limits, cancelled)


def _run(work: str, asked: Request | Hearing, on_said: OnSaid, limits: Limits, cancelled: Callable[[], bool]) -> None:
    kills = kills_for_memory()
    with TemporaryFile() as complaints:
        child = _started(work, asked, limits, complaints)
        try:
            _follow(child, on_said, time.monotonic() + limits.seconds, cancelled)
            if child.wait() != 0:
                raise _why(child.returncode, _last_words(complaints), kills)
        finally:
            _end(child)
            if words := _last_words(complaints):
                logger.warning("the child said: %s", words)


def _last_words(complaints: IO[bytes]) -> str:
    """The end of what it wrote on its standard error: where it broke off without a sentence, why."""
    complaints.seek(max(0, complaints.seek(0, os.SEEK_END) - _LAST_WORDS))
    return complaints.read().decode(errors="replace").strip()


def _started(work: str, asked: Request | Hearing, limits: Limits, complaints: IO[bytes]) -> subprocess.Popen[str]:
    one_thread = {name: str(asked.threads) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    child = subprocess.Popen(
        [sys.executable, "-m", "heard.media.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
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
        raise kind(brought_back(message["template"], message["values"]), code=message["code"])
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


def _why(code: int, last_words: str, kills: int | None) -> HeardError:
    """`kills` is how many processes had been killed for want of memory when the work began."""
    if code == -signal.SIGKILL and (kills is None or kills_for_memory() != kills):
        return HeardError(
            "The machine stopped the work on this recording, most likely for want of memory.",
            code="out-of-memory",
        )
    if -code in _FROM_OUTSIDE:
        return HeardError("Something else on the machine stopped the work on this recording.", code="killed")
    if tells_of_memory(last_words):
        return _out_of_memory()
    return HeardError("The work on this recording broke off without a reason.", code="stopped")


def _out_of_memory() -> HeardError:
    return HeardError(
        "This recording needs more memory than it may use. Send it in shorter parts, or ask the host to allow it more.",
        code="out-of-memory",
    )


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
    heed(Limits(**given["limits"]))
    try:
        _WORK[given["work"]](given["request"])
    except HeardError as error:
        _say_why(error)
        return 1
    except Exception as error:
        if not wants_memory(error):
            raise
        _say_why(_out_of_memory())
        return 1
    return 0


def _say_why(error: HeardError) -> None:
    """The sentence is for people; what it came of, for the log."""
    if cause := cause_of(error):
        print(f"{error.code}: {cause}", file=sys.stderr)
    said = {"template": error.said.template, "values": kept(error.said.values)}
    _say({"error": type(error).__name__, "code": error.code, **said})


def _write_down(request: str) -> None:
    from heard.media.pipeline import run

    run(Request.from_json(request), lambda progress: _say(asdict(progress)))


def _listen(hearing: str) -> None:
    from heard.media.listen import listen

    listen(Hearing.from_json(hearing), lambda place, verdict: _say({"place": place, "verdict": verdict}))


_WORK = {"write down": _write_down, "listen": _listen}


def _die_with_parent() -> None:
    """Nothing more is ever sent: the end of the input means that nobody waits for the answer."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os._exit(3)


def _say(message: dict[str, object]) -> None:
    print(json.dumps(message), flush=True)


if __name__ == "__main__":
    sys.exit(main())
