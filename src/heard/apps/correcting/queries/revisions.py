"""The revisions of a story, rebuilt from the machine's take and the changes that were made to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from heard.apps.correcting.models import Correction, Revision
from heard.apps.telling.models import Story
from heard.apps.transcribing.models import Transcript as TranscriptRow
from heard.apps.transcribing.queries.words import excerpt_around, named, readable, whole, without_hidden
from heard.core.errors import Conflict, WrongState
from heard.core.formats import json
from heard.core.transcript import corrections as rules
from heard.core.transcript.corrections import Change, Context, Reach, Standing, reach_of_changes, touching
from heard.core.transcript.turns import with_voices
from heard.core.transcript.words import Speaker, Transcript, Word, text_of

TAKE = 1


@dataclass(frozen=True)
class Step:
    """A revision with what it changed, as text. `offered` counts what a later take offers and nobody decided on."""

    revision: Revision
    offered: int = 0

    @cached_property
    def changes(self) -> list[Change]:
        """In the order in which they are read."""
        return sorted(changes_of(self.revision), key=lambda one: next((w.start for w in one.before or one.after), 0.0))

    @cached_property
    def differences(self) -> list[tuple[str, str]]:
        """What stood there and what came instead; either may be empty."""
        return [(text_of(change.before), text_of(change.after)) for change in self.changes if not change.moves]

    @property
    def revoiced(self) -> int:
        """How many words went to another voice."""
        return sum(one.speaker != other.speaker for one, other in self._moved)

    @property
    def has_other_paragraphs(self) -> bool:
        return any(one.paragraph != other.paragraph for one, other in self._moved)

    @property
    def _moved(self) -> list[tuple[Word, Word]]:
        """Words before and after they went to another voice or paragraph."""
        moves = (change for change in self.changes if change.moves)
        return [pair for change in moves for pair in zip(change.before, change.after, strict=True)]

    @property
    def undone_by(self) -> Revision | None:
        return getattr(self.revision, "undone_by", None)

    @property
    def can_be_undone(self) -> bool:
        return self.revision.cause != Revision.Cause.UNDO and self.undone_by is None


def present(story: Story) -> tuple[Transcript, int]:
    """The transcript as everybody may read it and the number of its revision. Raises WrongState before it is
    written."""
    row = _row(story)
    transcript = readable(row)
    return transcript, row.revision


def present_number(story: Story) -> int:
    """Without a look at the words. Raises WrongState before there are any."""
    return _row(story).revision


def shown_at(story: Story, number: int) -> Transcript:
    """What of a revision everybody may read: what is hidden now is hidden in all of them. Raises as `transcript_at`."""
    return without_hidden(transcript_at(story, number), story)


def transcript_at(story: Story, number: int) -> Transcript:
    """The transcript as it stood in a revision: the machine's take with every change up to it, or, where that is
    nearer, the present one with every change since taken back. Both give the same.

    With everything that is hidden: to make corrections and revisions from. Raises Revision.DoesNotExist for a number
    that has not been reached, and WrongState before there is any.
    """
    row = _row(story)
    if not TAKE <= number <= row.revision:
        raise Revision.DoesNotExist
    if number - TAKE < row.revision - number:
        near = json.from_document(story.takes.earliest("id").document)
        changes = _changes_between(story, TAKE, number)
    else:
        near = whole(row)
        changes = rules.inverse_all(_changes_between(story, number, row.revision))
    return named(as_of(story, rules.apply_all(near, changes), number), story)


def transcript_around(story: Story, number: int, reach: Reach) -> Transcript:
    """The same, as far as something reaches: a few paragraphs, and what was changed in them since. Raises the same."""
    row = _row(story)
    if not TAKE <= number <= row.revision:
        raise Revision.DoesNotExist
    while True:
        excerpt = excerpt_around(row, reach)
        since = rules.inverse_all(_changes_between(story, number, row.revision))
        words = reach.words | excerpt.transcript.positions.keys()
        near = touching(since, words, begins=excerpt.begins, ends=excerpt.ends)
        wider = reach | reach_of_changes(near)
        if wider == reach:
            return rules.apply_all(excerpt.transcript, near)
        reach = wider


def has_laid_under_since(story: Story, number: int) -> bool:
    """Whether a later take was laid under what people wrote since a revision, or taken away: then words may be in other
    voices and paragraphs."""
    laid = Q(take__isnull=False) | Q(undoes__take__isnull=False)
    return story.revisions.filter(laid, number__gte=number).exists()


def as_of(story: Story, transcript: Transcript, number: int) -> Transcript:
    """A transcript with the words of a revision, under the name of the engine whose take it stands on, and with the
    voices that it has in that revision. One question."""
    takes = _takes(story)
    [(_engine, voices, *_numbers), *_later] = takes
    transcript = replace(transcript, engine=_engine_in(takes, number))
    return with_voices(transcript, [Speaker(**voice) for voice in voices])


def engine_without(story: Story, later: Revision) -> str:
    """The engine whose take the transcript stands on once the take of this revision is undone."""
    return _engine_in([take for take in _takes(story) if take[2] != later.number], _row(story).revision)


def _takes(story: Story) -> list[tuple[str, list[dict[str, str]], int | None, int | None]]:
    """Each take's engine and voices, and in which revisions it was laid under and undone. The first is revision 1."""
    columns = ("engine", "document__speakers", "revision__number", "revision__undone_by__number")
    return list(story.takes.order_by("pk").values_list(*columns))


def _engine_in(takes: Sequence[tuple[str, Any, int | None, int | None]], number: int) -> str:
    (first, *_), *later = takes
    laid = [(on, engine) for engine, _voices, on, off in later if on and on <= number and not (off and off <= number)]
    return max(laid, default=(TAKE, first))[1]


def _row(story: Story) -> TranscriptRow:
    row = TranscriptRow.objects.filter(story=story).first()
    if row is None:
        raise WrongState("This story has no transcript yet. Come back when it is written.", code="no-transcript")
    return row


def _changes_between(story: Story, before: int, after: int) -> list[Change]:
    """What led from one revision to a later one, in order."""
    between = story.revisions.filter(number__gt=before, number__lte=after).order_by("number")
    return [change for revision in between for change in changes_of(revision)]


def steps_of(story: Story, offered: Mapping[int, int]) -> list[Step]:
    """Every step since the machine's take, newest first. `offered` counts what waits, by the number of the revision."""
    return [Step(revision, offered.get(revision.number, 0)) for revision in _revisions(story)]


def step(story: Story, number: int) -> Step | None:
    """None for the machine's take. Raises Revision.DoesNotExist."""
    return None if number == TAKE else Step(_revisions(story).get(number=number))


def _revisions(story: Story) -> QuerySet[Revision]:
    return Revision.objects.filter(story=story).select_related(
        "by", "undoes", "undone_by", "correction__author", "take"
    )


def changes_of(revision: Revision) -> list[Change]:
    return [
        Change(data["anchor"], _words(data["before"]), _words(data["after"]), data["follower"])
        for data in revision.changes
    ]


def changes_data(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """What `changes_of` reads back exactly."""
    return [asdict(change) for change in changes]


def fix_in(correction: Correction, text: str | None = None) -> rules.Correction:
    """The correction as the core's rules know it, with another `text` where an editor adjusted it."""
    words = tuple(correction.words)
    after = None if words else correction.anchor or None
    return rules.Correction(words, after, correction.text if text is None else text)


def context_of(correction: Correction) -> Context:
    return Context(correction.anchor or None, correction.heard, correction.follower or None)


def standing(transcript: Transcript, correction: Correction, text: str | None = None) -> Standing:
    """How a correction stands against the present transcript. Where it says only that something is wrong, it is
    settled as soon as other words stand there."""
    if text is None and not correction.has_fix:
        return Standing.APPLIES if _reads_as_heard(transcript, correction) else Standing.ALREADY
    return rules.standing(transcript, fix_in(correction, text), context_of(correction))


def _reads_as_heard(transcript: Transcript, correction: Correction) -> bool:
    try:
        return rules.context_of(transcript, fix_in(correction)).text == correction.heard
    except Conflict:
        return False


def _words(data: Iterable[dict[str, Any]]) -> tuple[Word, ...]:
    return tuple(Word(**word) for word in data)
