"""What somebody typed, with other words for those that nothing was found for."""

from __future__ import annotations

from collections.abc import Mapping

from heard.core.finding.folding import chunks


def respelt(text: str, others: Mapping[tuple[str, ...], str]) -> str:
    """Everything else stays as it was typed. `others` are by one word, or by two that are written as one."""
    found = list(chunks(text))
    words = [chunk.joined or "".join(chunk.parts) for chunk in found]
    done, at, number = "", 0, 0
    while number < len(found):
        runs = [tuple(words[number : number + size]) for size in (2, 1)]
        run = next((run for run in runs if run in others), ())
        if run:
            done += text[at : found[number].start] + others[run]
            at = found[number + len(run) - 1].end
        number += len(run) or 1
    return done + text[at:]
