"""Where in a recording somebody asks for consent, or gives it: “Are you happy for me to record?”

It only offers moments. Whether that is what was said, and meant, a person hears.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.fuzz import partial_ratio

from heard.core.transcript.words import Transcript, Word, text_of

Moment = tuple[float, str]
"""The second at which a sentence begins, and the sentence."""

AT_THE_ENDS = 120.0
"""Seconds from either end in which people ask for consent."""
_ALIKE = 84
"""Of 100, how alike a sentence is to one of those below, so that a mishearing does not hide it."""
_SAID = (
    "are you happy for me to record",
    "are you happy to be recorded",
    "are you happy to be interviewed",
    "are you ok with me recording",
    "are you okay with this being recorded",
    "is it ok if i record",
    "is it all right if i record",
    "do you mind if i record",
    "can i record this",
    "may i record you",
    "do you give your consent",
    "do you agree to being recorded",
    "i give my consent",
    "i am happy for you to record",
    "i'm happy to be recorded",
    "you have my permission",
    "are you happy for us to share this",
    "are you happy for us to use this",
)
_CONSENT = re.compile(r"\b(consent(s|ed|ing)?|permission)\b")
_WHOLE = 0.8  # of the letters of one of those have to be there: a shorter sentence is like part of anything


def spoken_consent(transcript: Transcript) -> list[Moment]:
    """The sentences near the beginning and the end that sound like asking for consent or giving it."""
    length = max(transcript.duration, transcript.words[-1].end if transcript.words else 0.0)
    near = (
        said for said in sentences(transcript) if said[0].start < AT_THE_ENDS or said[-1].end > length - AT_THE_ENDS
    )
    return [(said[0].start, text_of(said)) for said in near if _is_about_consent(text_of(said))]


def _is_about_consent(text: str) -> bool:
    plain = " ".join(re.sub(r"[^\w\s']", " ", text.casefold().replace("’", "'")).split())
    return bool(_CONSENT.search(plain)) or any(_is_in(known, plain) for known in _SAID)


def _is_in(known: str, text: str) -> bool:
    return len(text) >= _WHOLE * len(known) and partial_ratio(known, text) >= _ALIKE


def sentences(transcript: Transcript) -> Iterator[tuple[Word, ...]]:
    """Runs of words up to a full stop, a question mark or the end of a turn. What is hidden is no sentence."""
    for paragraph in transcript.paragraphs:
        run: list[Word] = []
        for word in paragraph.words:
            run.append(word)
            if word.text.endswith((".", "?", "!")):
                yield tuple(run)
                run = []
        if run:
            yield tuple(run)
