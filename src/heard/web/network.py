"""What the host says of the network, for every page: kept in the memory of each process, so that it costs no question.

The app that keeps it is above this one and says how it is read (`learn_from`). Whoever changes it touches a file
(`changed`), whose date every process looks at; that costs a thousandth of a question. Where a process cannot see that
file, it reads anew after a minute.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError
from django.urls import reverse
from django.utils.translation import gettext

from heard.core.people.links import Link
from heard.core.people.network import Network

_LONGEST = 60.0  # seconds that what was read counts unlooked at


@dataclass(frozen=True)
class _Known:
    said: Network
    stamp: int
    at: float


_read: Callable[[], Network] = Network
_known: _Known | None = None
_tried: ContextVar[Network | None] = ContextVar("tried", default=None)


def network() -> Network:
    """As the host says it now. Where the database cannot be asked, as it was last read."""
    tried = _tried.get()
    if tried is not None:
        return tried
    stamp, now = _stamp(), time.monotonic()
    known = _known
    if known is None or known.stamp != stamp or now - known.at > _LONGEST:
        try:
            return _keep(_read(), stamp, now)
        except DatabaseError:
            return known.said if known else Network()
    return known.said


def motto() -> str:
    """The host's own, else ours in the language of whoever reads it."""
    return network().motto or gettext("It’s about being heard.")


def our_menu() -> tuple[Link, ...]:
    """At the head of every page, where the host made none of their own."""
    ours = (
        *(("home", gettext("Home")), ("explore", gettext("Explore")), ("reporters", gettext("Reporters"))),
        *(("articles", gettext("Articles")), ("about", gettext("About"))),
    )
    return tuple(Link(words, reverse(name)) for name, words in ours)


def is_tried_out() -> bool:
    """Whether the page that is made now shows what nobody has saved."""
    return _tried.get() is not None


def learn_from(read: Callable[[], Network]) -> None:
    """How it is read from now on."""
    global _read
    _read = read


def changed() -> None:
    """Tell this process at once, and every other one."""
    global _known
    _known = None
    settings.NETWORK_CHANGED.touch()


def begin_with(said: Network) -> None:
    """What is known to be so needs no reading."""
    _keep(said, _stamp(), time.monotonic())


@contextmanager
def tried_out(said: Network) -> Iterator[None]:
    """Pages that are made meanwhile show what nobody has saved."""
    token = _tried.set(said)
    try:
        yield
    finally:
        _tried.reset(token)


def _keep(said: Network, stamp: int, at: float) -> Network:
    global _known
    _known = _Known(said, stamp, at)
    return said


def _stamp() -> int:
    try:
        return os.stat(settings.NETWORK_CHANGED).st_mtime_ns
    except OSError:
        return 0
