"""One tree of errors. Each has a sentence for people and a code for programs.

HeardError
├── BadInput          what was given cannot be used            (web: 400, shell: exit 2)
│   ├── BadRecording      a file that holds no usable sound
│   └── BadTranscript     a transcript that breaks its format
├── NotAllowed        this person may not do this              (web: 403)
├── WrongState        nobody may do this now                   (web: 409)
│   └── Conflict          somebody else changed the same words
├── BeingLookedAt     it is hidden until somebody has looked   (web: 403)
├── TakenBack         it was here, and its people took it back (web: 410)
├── TooMany           not so fast: try again in a moment       (web: 429)
├── Busy              too much at once: try again in a minute  (web: 503)
└── OutOfRoom         the disk is full                         (web: 507)
"""

from collections.abc import Iterable

from heard.core.sentences import Sentence


class HeardError(Exception):
    """Something went wrong that a person can be told about.

    `said` is a template in English with the values that are given by name, or a whole `Sentence`; `sentence` is the
    same as text, in the language of whoever reads it. `code` stays the same when the sentence is reworded. `field` is
    which of the things that were given it is about; empty where it is about none of them, or about more than one.
    """

    code = "error"

    def __init__(self, said: str | Sentence, *, code: str | None = None, field: str = "", **values: object) -> None:
        super().__init__(said)
        self.said = Sentence(said, values) if isinstance(said, str) else said
        self.field = field
        if code:
            self.code = code

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        return str(self.said)


def refuse(faults: Iterable[HeardError]) -> None:
    """Raises the first of what is wrong, if anything is. Whoever shows a form shows all of it."""
    for fault in faults:
        raise fault


def cause_of(error: HeardError) -> str:
    """What a sentence came of, in one line for a log: one sentence may stand for faults of many kinds. Empty where it
    came of nothing else."""
    cause = error.__cause__
    return "" if cause is None else f"{type(cause).__name__}: {str(cause).strip().partition(chr(10))[0]}"


class BadInput(HeardError):
    code = "bad-input"


class BadRecording(BadInput):
    code = "bad-recording"


class BadTranscript(BadInput):
    code = "bad-transcript"


class NotAllowed(HeardError):
    code = "not-allowed"


class WrongState(HeardError):
    code = "wrong-state"


class Conflict(WrongState):
    code = "conflict"


class BeingLookedAt(HeardError):
    code = "being-looked-at"


class TakenBack(HeardError):
    """`address` is where whoever took it back can still say otherwise; empty for everybody else."""

    code = "taken-back"

    def __init__(self, template: str, *, address: str = "") -> None:
        super().__init__(template)
        self.address = address


class TooMany(HeardError):
    code = "too-many"


class Busy(HeardError):
    code = "busy"


class OutOfRoom(HeardError):
    code = "out-of-room"
