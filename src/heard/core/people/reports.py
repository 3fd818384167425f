"""What anybody may send in as a correction: limits that hold at every door."""

from __future__ import annotations

from collections.abc import Sequence

from heard.core.errors import BadInput, Conflict
from heard.core.sentences import to_translate
from heard.core.transcript.corrections import Context, Correction, context_of
from heard.core.transcript.hiding import is_gap
from heard.core.transcript.scripts import one_line
from heard.core.transcript.words import Transcript

# Characters. The longest paragraphs of real interviews stay under this.
LONGEST_TEXT = 2000
# As it is sent, with all its blanks. What is longer is refused before anybody looks through it.
LONGEST_SENT = 10 * LONGEST_TEXT
_TOO_LONG = to_translate("That is longer than a paragraph. Please send it in smaller pieces.")


# Why a report may be declined, to choose from: of words that were heard, and of words that were written.
HEARD = (
    to_translate("I listened: the words are right as they stand."),
    to_translate("This is how people here say it. We keep it as it was said."),
    to_translate("I cannot hear this in the recording."),
    to_translate("These words have been put right already."),
)
READ = (
    to_translate("The words are as their teller wants them."),
    to_translate("This is how people here say it. We keep it as it was written."),
    to_translate("These words have been put right already."),
)
REASONS = frozenset({*HEARD, *READ})


def cleaned(text: str) -> str:
    """One line, one space between words, nothing in it that nobody sees. Raises BadInput when it is longer than a
    paragraph."""
    check_length(text)
    line = one_line(text)
    if len(line) > LONGEST_TEXT:
        raise BadInput(_TOO_LONG, code="too-long")
    return line


def check_length(*texts: str) -> None:
    """Of what came in together. Costs nothing, so it comes before all work. Raises BadInput."""
    if any(len(text) > LONGEST_SENT for text in texts):
        raise BadInput(_TOO_LONG, code="too-long")


def context_in(transcript: Transcript, correction: Correction) -> Context:
    """What stands where somebody corrects. Raises BadInput when the words are not neighbours there, are more than a
    paragraph, or are hidden."""
    if any(map(is_gap, (*correction.words, correction.after or ""))):
        raise BadInput("A part of the story is hidden here. Change only words that you can read.", code="hidden")
    try:
        place = context_of(transcript, correction)
    except Conflict:
        raise BadInput("These words do not stand side by side in this transcript.", code="unknown-words") from None
    if len(correction.words) > _longest_paragraph(transcript, correction.words):
        raise BadInput("That is longer than a paragraph. Please choose fewer words.", code="too-long")
    return place


def _longest_paragraph(transcript: Transcript, words: Sequence[str]) -> int:
    """The number of words in the longest paragraph that any of `words` stands in."""
    touched = {transcript.words[transcript.positions[word]].paragraph for word in words}
    return max((len(part.words) for part in transcript.paragraphs if part.number in touched), default=0)
