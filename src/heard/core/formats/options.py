"""What a writer may leave out or add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heard.core.transcript.words import Transcript, Word


@dataclass(frozen=True, slots=True)
class Options:
    """`clean` leaves out hesitations (never from the JSON record). `times` shows when each paragraph begins.
    `title` heads a document."""

    clean: bool = False
    times: bool = True
    title: str = ""

    def words(self, words: Sequence[Word]) -> tuple[Word, ...]:
        return tuple(word for word in words if not (self.clean and word.is_filler))

    def view(self, transcript: Transcript) -> Transcript:
        """The transcript as it is to be written."""
        return transcript.with_words(self.words(transcript.words)) if self.clean else transcript


PLAIN = Options()


def clock(seconds: float) -> str:
    """1:02 or 1:00:02, as a reader would say it."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
