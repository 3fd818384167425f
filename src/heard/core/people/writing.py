"""Where the words of a story come from: a recording, or somebody's hand."""

from __future__ import annotations

from enum import StrEnum

from heard.core.sentences import to_translate


class Origin(StrEnum):
    """All but the words of a recording were written, and there is no sound to them."""

    RECORDING = "recording"
    TELLER = "teller"
    PAPER = "paper"
    LOST = "lost"


ORIGINS = {
    Origin.RECORDING: to_translate("A machine wrote this down, and it mishears."),
    Origin.TELLER: to_translate("The person whose story it is wrote it."),
    Origin.PAPER: to_translate("It was typed from paper."),
    Origin.LOST: to_translate("It was written down from a recording that is lost."),
}
"""What readers are told of it."""
WRITTEN = (Origin.TELLER, Origin.PAPER, Origin.LOST)
