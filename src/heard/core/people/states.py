"""Which state may follow which. The tables are data: rules ask them, and the diagrams in the docs come from them."""

from __future__ import annotations

from collections.abc import Mapping

from heard.core.errors import WrongState

# Where things end that leave nothing behind but a line in the journal. Nothing is ever in this state.
DELETED = "deleted"

# For each kind of thing, its states and where each leads. The first state is where it begins.
STATES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    # A story that was taken back is sealed: nobody sees it, and for some days it can come back as a draft.
    "story": {
        "draft": ("published", "withdrawn", DELETED),
        "published": ("draft", "withdrawn"),
        "withdrawn": ("draft", "erased"),
        "erased": (),
    },
    "job": {
        "waiting": ("running", "cancelled"),
        "running": ("waiting", "done", "failed", "cancelled"),
        "done": ("waiting",),  # where nothing was heard
        "failed": ("waiting",),
        "cancelled": ("waiting",),
    },
    "correction": {
        "waiting": ("accepted", "declined", "conflict", "noted", "withdrawn"),
        "conflict": ("waiting", "accepted", "declined", "withdrawn"),
        "noted": (),
        "accepted": ("waiting",),
        "declined": ("waiting",),
        "withdrawn": (),
    },
    "comment": {
        "waiting": ("shown", "declined", "removed"),
        "shown": ("waiting", "declined", "removed"),
        "declined": ("shown",),
        "removed": (),
    },
    "concern": {
        "waiting": ("taken", "decided"),
        "taken": ("waiting", "decided"),
        "decided": ("appealed",),
        "appealed": ("closed",),
        "closed": (),
    },
    "collection": {
        "draft": ("published", DELETED),
        "published": ("draft",),
    },
    "term": {
        "live": ("retired",),
        "retired": ("live",),
    },
    "question": {
        "waiting": ("answered",),
        "answered": (),
    },
    # A proposal that is faint is not offered: by text and sound together it is not probable enough.
    "proposal": {
        "waiting": ("accepted", "declined", "faint", "stale"),
        "faint": ("waiting", "stale"),
        "accepted": ("waiting", "declined", "stale"),
        "declined": ("waiting",),
        "stale": ("waiting", "faint", "accepted"),
    },
    "pair": {
        "live": ("paused", "resting", "never"),
        "paused": ("live", "never"),
        "resting": ("live", "paused", "never"),
        "never": ("live",),
    },
}


def check_can_move(kind: str, state: str, to: str) -> None:
    """Raises WrongState, with a sentence, unless a `kind` in `state` may become `to`."""
    if to not in STATES[kind][state]:
        raise WrongState(
            "A %(kind)s that is %(state)s cannot become %(to)s.",
            code=f"{kind}-cannot-become-{to}",
            kind=kind,
            state=state,
            to=to,
        )


def can_move(kind: str, state: str, to: str) -> bool:
    return to in STATES[kind][state]


def check_can_publish(story: str) -> None:
    check_can_move("story", story, "published")


def check_can_unpublish(story: str) -> None:
    if story == "withdrawn":
        raise WrongState("This story was taken back. Only whoever took it back can bring it back.", code="taken-back")
    check_can_move("story", story, "draft")


def check_can_delete(story: str) -> None:
    """A published story is taken back first: deleting is never the first step."""
    check_can_move("story", story, DELETED)


def check_can_withdraw(story: str) -> None:
    check_can_move("story", story, "withdrawn")


def check_can_bring_back(story: str) -> None:
    if story != "withdrawn":
        raise WrongState("This story cannot be brought back.", code="cannot-come-back")


def first(kind: str) -> str:
    """The state in which a `kind` begins."""
    return next(iter(STATES[kind]))


def mermaid(kind: str) -> str:
    """A diagram for the docs."""
    moves = [f"    {state} --> {'[*]' if to == DELETED else to}" for state, ways in STATES[kind].items() for to in ways]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {first(kind)}", *moves]) + "\n"
