"""Times as other programs write them: of a caption, and before a line of text. Seconds."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Hours may be left out; a comma, a point or a colon stands before the fraction.
_CLOCK = r"(?:(\d{1,6}):)?(\d{1,5}):(\d{1,2})(?:[.,](\d{1,9}))?(?!\d)"
_FRAMES = r"(\d{1,6}):(\d{1,2}):(\d{1,2})[:;](\d{1,3})(?!\d)"
_TIME = re.compile(rf"(?P<minus>-)?(?:{_FRAMES}|{_CLOCK})")
_LOOSE = re.compile(r"[ \t]*([:.,])[ \t]*(?=\d)")
_ARROW = re.compile(r"[ \t]*--[ \t]?>[ \t]*")
# Between two whole times these are arrows as well.
_LIKE_ARROW = re.compile(r"(\d[.,:]\d{1,9})[ \t]*(?:[-–—=]+[ \t]?>?|→)[ \t]*(-?\d{1,6}:\d)")


@dataclass(frozen=True, slots=True)
class Timings:
    """When a caption begins and ends; None where its line does not say."""

    start: float | None
    end: float | None


def is_span(line: str) -> bool:
    """Whether a caption begins here: its line holds an arrow, as WebVTT says, whatever stands before it."""
    return "-->" in line or (line[:40].lstrip(" \t-")[:1].isdigit() and bool(_LIKE_ARROW.search(line[:80])))


def span(line: str) -> Timings:
    if "-->" not in line:
        line = _LIKE_ARROW.sub(r"\1-->\2", line[:200], count=1)
    first, _, last = _ARROW.sub("-->", line, count=1).partition("-->")
    start, end = _TIME.match(_tight(first).strip()), _TIME.match(_tight(last[:200]).strip())
    return Timings(_of_caption(start), _of_caption(end))


def clock(text: str) -> float | None:
    """One time alone, such as 1:02:03.5; None for anything else."""
    match = _TIME.fullmatch(text.strip())
    return _seconds(match) if match else None


def _tight(text: str) -> str:
    """Without spaces around colons, as typed by hand or read off a screen."""
    return _LOOSE.sub(r"\1", text.strip().lstrip("\ufeff"))


def _of_caption(match: re.Match[str] | None) -> float | None:
    """A caption that begins before the recording begins with it."""
    if match is None:
        return None
    return 0.0 if match["minus"] else _seconds(match)


def _seconds(match: re.Match[str]) -> float:
    hours, minutes, whole, frames = (int(part or 0) for part in match.groups()[1:5])
    if match.group(3) is None:
        hours, minutes, whole = (int(part or 0) for part in match.groups()[5:8])
        return hours * 3600 + minutes * 60 + whole + float(f"0.{match.group(9) or 0}")
    # Three figures are thousandths; one or two count pictures, of which there are about 25 in a second.
    part = frames / 1000 if len(match.group(5)) == 3 else frames / 25
    return hours * 3600 + minutes * 60 + whole + part
