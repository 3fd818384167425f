"""What may be said about somebody in a story, and how what they agreed to may be written down."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from heard.core.errors import BadInput
from heard.core.people.consent import Deciding, How, day_of_age
from heard.core.people.fields import CONTACT, PART, text_faults
from heard.core.sentences import to_translate

Born = date | int
"""A date of birth, or the year alone."""
OLDEST = 130
"""Years."""
LARGEST_PAPER = 20 * 1024**2  # bytes
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
BORN = to_translate("Write a date, such as 3 May 2010, or the year alone.")


def part_faults(
    about: Mapping[str, object], contact: Mapping[str, object], *, voices: Collection[str], accounts: Collection[int]
) -> Iterator[BadInput]:
    """`voices` and `accounts` are those of the others in the story. An account is given by its number."""
    yield from text_faults(about, PART)
    yield from text_faults(contact, CONTACT)
    if about.get("voice") and about["voice"] in voices:
        yield BadInput("Somebody else in this story has this voice.", code="voice-taken", field="voice")
    if about.get("account") in accounts:
        yield BadInput("Somebody else in this story has this account.", code="account-taken", field="account")


def born_from(kept: str) -> Born | None:
    """The day, or the year, as it is kept with somebody's contact: 2010-05-03, or 2010."""
    try:
        return int(kept) if len(kept) == 4 else date.fromisoformat(kept) if kept else None
    except ValueError:
        raise BadInput(BORN, code="born", field="born") from None


def age_faults(born: Born | None, *, under_18: bool, today: date) -> Iterator[BadInput]:
    """Somebody alive was born then; and who decides follows from the day, where it is known."""
    if born is None:
        return
    year = born if isinstance(born, int) else born.year
    if not today.year - OLDEST <= year <= today.year:
        yield BadInput(BORN, code="born", field="born")
    elif Deciding(True, day_of_age(born)).is_shared(today) == under_18:
        return
    elif under_18:
        yield BadInput("Somebody born then is 18 or older. Change this, or the tick.", code="of-age", field="born")
    else:
        said = "By their date of birth they are under 18. Tick this, or change the date."
        yield BadInput(said, code="under-18", field="under_18")


def saying_faults(how: How, *, second: float | None, has_paper: bool) -> Iterator[BadInput]:
    """Consent that somebody else wrote down can be looked up: where it is heard, or a photo of what was signed."""
    if how is How.SPOKEN and second is None:
        yield BadInput("Say where in the recording they can be heard.", code="no-second", field="second")
    if how is How.PAPER and not has_paper:
        yield BadInput("Send a photo of the paper.", code="no-paper", field="paper")


def paper_faults(size: int, head: bytes) -> Iterator[BadInput]:
    """Of a photo, by its first bytes: what it is called says nothing."""
    if size > LARGEST_PAPER or not head.startswith(_PICTURES):
        said = "This is not a photo that we can use. Send a JPEG or PNG of at most 20 MB."
        yield BadInput(said, code="no-photo", field="paper")
