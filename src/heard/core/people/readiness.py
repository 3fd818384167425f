"""What has to be there before a story is signed off or published: words and sound to judge it by, and somebody's name
or a reason for every voice in it. A story told in writing has no sound, and its words are enough.

A recording in which nothing was heard has no words by its nature: once the machine is done with it, it is whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum

from heard.core.errors import WrongState
from heard.core.sentences import Sentence, to_translate


class Lack(StrEnum):
    """What is not there yet. The value is the code of the error."""

    RECORDING = "no-recording"
    TEXT = "no-words"
    UPLOAD = "recording-arriving"
    WORDS = "not-written-yet"
    FAILED = "not-written-down"
    AGAIN = "being-written-again"
    SOUND = "sound-being-made"
    NO_SOUND = "no-sound"


SENTENCES = {
    Lack.RECORDING: to_translate("It has no recording yet."),
    Lack.TEXT: to_translate("Nothing is written yet."),
    Lack.UPLOAD: to_translate("Its recording is not all here yet."),
    Lack.WORDS: to_translate("Its words are not written down yet."),
    Lack.FAILED: to_translate("Its recording could not be written down. Try again, or send another recording."),
    Lack.AGAIN: to_translate(
        "The machine is listening to it again, and its words may change. Wait until that is done."
    ),
    Lack.SOUND: to_translate("Its sound is being made anew. Wait until it can be heard."),
    Lack.NO_SOUND: to_translate("There is no sound to hear. Try again, or send another recording."),
}


def check_can_sign_off(lack: Lack | None) -> None:
    """Nobody can find good what is not there to be heard and read."""
    if lack:
        raise WrongState("It cannot be signed off yet. %(why)s", code=lack.value, why=Sentence(SENTENCES[lack]))


def check_is_whole(lack: Lack | None) -> None:
    if lack:
        raise WrongState("It cannot be published yet. %(why)s", code=lack.value, why=Sentence(SENTENCES[lack]))


class Reason(StrEnum):
    """Why a voice is nobody's who is asked."""

    SPLIT = "split"
    STAFF = "staff"
    PASSER_BY = "passer-by"
    UNKNOWN = "unknown"
    PLAYED = "played"
    NOBODY = "nobody"


def voices_to_ask(heard: Iterable[str], named: Collection[str], explained: Collection[str]) -> list[str]:
    """The voices that speak and are neither somebody's in the story nor explained, in the order in which they come."""
    return [voice for voice in heard if voice not in named and voice not in explained]
