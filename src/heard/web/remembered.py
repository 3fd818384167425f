"""What takes long to count and seldom changes, in the memory of each web process.

The caller reads its state first, and counts only where nothing is remembered under just that state. So what a change
came between is remembered under a state that nobody will ask for again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

Thing = TypeVar("Thing")
_MOST = 500


class Remembered:
    """Things by what they are about. Those that were not asked for longest make room."""

    def __init__(self) -> None:
        self._things: OrderedDict[Hashable, tuple[Hashable, object]] = OrderedDict()
        self._lock = Lock()

    def ask(self, about: Hashable, state: Hashable, count: Callable[[], Thing]) -> Thing:
        """Without a state it is counted each time."""
        if state is None:
            return count()
        with self._lock:
            known, thing = self._things.pop(about, (None, None))
            if known == state:
                self._things[about] = known, thing
                return cast(Thing, thing)
        thing = count()
        with self._lock:
            self._things[about] = state, thing
            while len(self._things) > _MOST:
                self._things.popitem(last=False)
        return thing
