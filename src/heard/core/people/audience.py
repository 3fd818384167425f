"""What fits together in the audience of a story: whom it is for, and from which day until which."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from heard.core.errors import BadInput
from heard.core.people.consent import Reach
from heard.core.people.fields import choice_faults
from heard.core.sentences import to_translate

LICENCES = ("", "CC BY 4.0", "CC BY-NC 4.0", "CC BY-NC-ND 4.0")
"""Under which a story may be copied. Empty: only by asking."""


NOT_YOURS = to_translate("Choose a group that you belong to.")


def reach_faults(reach: str, *, has_group: bool, is_named: bool) -> Iterator[BadInput]:
    """What has to be said besides, so that it reaches anybody."""
    yield from choice_faults("reach", reach, [one.value for one in Reach])
    if reach == Reach.GROUP and not has_group:
        yield BadInput("Choose the group.", code="no-group", field="group")
    if reach == Reach.NAMED and not is_named:
        yield BadInput("Name at least one person.", code="nobody-named", field="named")


def day_faults(opens: date | None, closes: date | None) -> Iterator[BadInput]:
    if opens and closes and closes < opens:
        yield BadInput("This day is before the first day.", code="closes-before", field="closes_on")
