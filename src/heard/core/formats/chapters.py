"""Chapters for players: Podcasting 2.0 (https://podcasting2.org/podcast-namespace/tags/chapters) and WebVTT. Written
only. Both are made from (second, title), in order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise

from heard.core.formats.webvtt import timestamp

JSON_TYPE = "application/json+chapters"
Beginning = tuple[float, str]


def podcast(chapters: Sequence[Beginning], title: str) -> str:
    told = [{"startTime": round(second, 2), "title": name} for second, name in chapters]
    return json.dumps({"version": "1.2.0", "title": title, "chapters": told}, ensure_ascii=False)


def webvtt(chapters: Sequence[Beginning], end: float) -> str:
    """Each lasts until the next, the last until the `end`."""
    edges = [*chapters, (max(end, chapters[-1][0] + 1 if chapters else 0.0), "")]
    cues = [
        f"{timestamp(start)} --> {timestamp(stop)}\n{_line(name)}"
        for (start, name), (stop, _name) in pairwise(edges)
        if stop > start
    ]
    return "\n\n".join(["WEBVTT", *cues]) + "\n"


def _line(title: str) -> str:
    """One line without what WebVTT takes for a tag, a line of times or a sign."""
    line = " ".join(title.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return line or "–"
