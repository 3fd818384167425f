"""A time in a recording as people write and read it: one reader and one writer for every form, page and address.

(Stamps in caption files are the formats' own: they are strict, and written for programs.)
"""

from __future__ import annotations

import re
import unicodedata

from heard.core.errors import BadInput

_LONGEST = 100 * 3600  # seconds: no recording is longer, and a date is no time
_BY_COLONS = re.compile(r"(?:(?:(\d{1,2}):)?(\d{0,4}):)?(\d{1,6}(?:\.\d+)?)")
_BY_WORDS = re.compile(
    r"(?:(\d+)(?:h|hrs?|hours?))?(?:and)?(?:(\d+)(?:m|mins?|minutes?|'))?(?:and)?"
    r"(?:(\d+(?:\.\d+)?)(?:s|secs?|seconds?|\"|'')?)?"
)


def seconds_from(text: str) -> float:
    """For "1:02:03", "62:03", "75", "0:12.5", "1h 2m 3s", "1 minute 5", "[0:12]" and the like. Raises BadInput."""
    plain = _plain(text)
    found = _BY_COLONS.fullmatch(plain) or _BY_WORDS.fullmatch(plain)
    parts = found.groups() if found else ()
    hours, minutes, seconds = (float(part or 0) for part in parts) if any(parts) else (-1.0, 0.0, 0.0)
    total = hours * 3600 + minutes * 60 + seconds
    if not 0 <= total < _LONGEST or not _is_carried(parts):
        raise BadInput(
            "Write a time as minutes and seconds, such as 1:05, or with hours, such as 1:02:03.", code="clock"
        )
    return total


def _is_carried(parts: tuple[str | None, ...]) -> bool:
    """Below an hour or a minute nothing counts to 60: "1:75" is a slip, and "75" is not."""
    hours, minutes, seconds = parts
    below_hours = hours is None or float(minutes or 0) < 60
    below_minutes = (hours is None and minutes is None) or float(seconds or 0) < 60
    return below_hours and below_minutes


def clock(seconds: float | None) -> str:
    """As a player shows it: 1:05, or 1:00:05 from an hour on."""
    whole = int(max(seconds or 0, 0))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def exact_clock(seconds: float) -> str:
    """The same to the thousandth, where there is more than whole seconds: 1:02.5."""
    thousandths = round(seconds * 1000)
    rest = thousandths % 1000
    return clock(thousandths // 1000) + (f".{rest:03}".rstrip("0") if rest else "")


_MARKS = str.maketrans({",": ".", "٫": ".", "∶": ":", "’": "'", "′": "'", "″": '"', "”": '"', "“": '"'})


def _plain(text: str) -> str:
    """Any digits as 0 to 9, without brackets, capitals and spaces. Two numbers with a space between are not one."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_MARKS)
    digits = "".join(str(unicodedata.decimal(mark, mark)) for mark in folded).strip(" \t[]()")
    return re.sub(r"\s+", "", re.sub(r"(\d)\s+(?=\d)", r"\1_", digits))
