"""What stands in a cell, as a day, a time, a yes or a number: as people in Britain write it, and as programs do."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from heard.core.errors import BadInput

_BRITISH = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_WRITTEN = re.compile(r"(?:[A-Za-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YES, _NO = ("yes", "y", "true", "1", "x", "✓"), ("", "no", "n", "false", "0")


def day(text: str, field: str) -> date | None:
    """2021-04-03, 3/4/2021 (which is the third of April) or 3 April 2021. None for nothing. Raises BadInput."""
    try:
        return _day(text) if text else None
    except ValueError:
        raise _no_day(text, field) from None


def _day(text: str) -> date:
    if match := _BRITISH.fullmatch(text):
        return date(int(match[3]), int(match[2]), int(match[1]))
    if match := _WRITTEN.fullmatch(text):
        return date(int(match[3]), _MONTHS.index(match[2][:3].lower()) + 1, int(match[1]))
    return datetime.fromisoformat(text).date()


def moment(text: str, field: str) -> datetime | None:
    """A time with its zone (without one: UTC), or a day, of which it is noon."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = datetime.min
    if found == datetime.min or len(text) <= len("2021-04-03"):
        told = day(text, field)
        return datetime(told.year, told.month, told.day, 12, tzinfo=UTC) if told else None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _no_day(text: str, field: str) -> BadInput:
    said = "“%(text)s” is no day. Write 2021-04-03, 3/4/2021 or 3 April 2021."
    return BadInput(said, code="no-day", field=field, text=text[:40])


def yes(text: str, field: str) -> bool:
    said = text.casefold()
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise BadInput("“%(text)s” is neither yes nor no.", code="yes-or-no", field=field, text=text[:40])


def number(text: str, field: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        raise BadInput("“%(text)s” is no number.", code="no-number", field=field, text=text[:40]) from None


def whole(text: str, field: str) -> int | None:
    found = number(text, field)
    if found is not None and found != int(found):
        raise BadInput("“%(text)s” is no whole number.", code="no-number", field=field, text=text[:40])
    return None if found is None else int(found)
