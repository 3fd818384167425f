"""A proof of work that a stranger's browser did for us: nobody solves a puzzle, and nobody else is asked."""

from __future__ import annotations

from altcha_django import run_verification


def spend(solved: str) -> bool:
    """Whether a check was solved. Each counts once: the second time it is spent."""
    return bool(solved) and len(solved) < 10_000 and run_verification(solved).verified
