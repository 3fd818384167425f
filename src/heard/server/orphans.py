"""No process of ours outlives the one that started it: it would keep the port from whoever is started next."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from multiprocessing import parent_process

_PR_SET_PDEATHSIG = 1


def end_with(parent: int, by: int = signal.SIGTERM) -> None:
    """Ask the system to end this process, with the signal `by`, when its `parent` is gone, however it went, also when
    that was a moment ago. Only Linux has a way."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, by)
        if os.getppid() != parent:
            os._exit(1)


def end_with_web_server() -> None:
    """For the processes that the web server starts to answer readers. Nothing in any other process."""
    server = parent_process()
    if server is not None and server.pid is not None:
        end_with(server.pid, signal.SIGKILL)
