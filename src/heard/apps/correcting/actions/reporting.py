"""Say that something is misheard: one remark, or a whole page rewritten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from heard.apps.correcting.models import Correction, Revision
from heard.apps.correcting.queries import reports, revisions
from heard.apps.correcting.queries.agreement import Lots
from heard.apps.joining.senders import Sender, check_pace
from heard.apps.journal import actions as journal
from heard.apps.telling.models import Story
from heard.apps.transcribing.models import Transcript as TranscriptRow
from heard.apps.transcribing.queries.words import without_hidden
from heard.core.errors import BadInput, refuse
from heard.core.people.fields import SENDER, text_faults
from heard.core.people.reports import cleaned, context_in
from heard.core.people.states import check_can_move
from heard.core.transcript import corrections as rules
from heard.core.transcript.words import Transcript

Kind, State = Correction.Kind, Correction.State


@dataclass(frozen=True)
class Remark:
    """What is said about some words, as they stood in revision `base`; `listened` is whether their sound was played."""

    kind: str
    words: tuple[str, ...]
    text: str = ""
    note: str = ""
    base: int = revisions.TAKE
    listened: bool = False


@dataclass(frozen=True)
class Base:
    """A revision that something is sent about: all of it, and what of it people may read."""

    whole: Transcript
    shown: Transcript


@transaction.atomic
def report(story: Story, by: Sender, remark: Remark) -> Correction:
    """Note one remark. The same from the same sender is kept once, and counts as heard if it was once sent so.

    Raises BadInput when it cannot be used and TooMany when one visitor sends faster than the host allows.
    """
    check_pace(Correction.objects.all(), by)
    refuse(text_faults({"note": remark.note}, SENDER))
    check_can_be_said(story, remark)
    fix = rules.Correction(remark.words, None, wanted(remark))
    row = sent_row(story, by, base_around(story, remark.base, fix), remark, fix)
    if row.has_fix and rules.reads_the_same(row.text, row.heard):
        raise BadInput("That is what it says already. If it is right, choose “This is right”.", code="no-change")
    if known := _kept_before(row, by):
        return known
    row.drawn = Lots(by.user).fell_on(row)
    row.save()
    journal.write("correction sent", about=row, by=by.user, kind=row.kind, heard=row.heard, text=row.text)
    return row


@transaction.atomic
def report_page(
    story: Story, by: Sender, base: int, paragraphs: Mapping[str, str], note: str = "", *, listened: bool = False
) -> list[Correction]:
    """Note every difference in a page that somebody rewrote, as separate corrections. `paragraphs` holds texts by the
    id of each paragraph's first word in revision `base`; `listened` is whether they played what they changed."""
    check_pace(Correction.objects.all(), by)
    refuse(text_faults({"note": note}, SENDER))
    sent = page_rows(story, by, base, paragraphs, listened=listened)
    rows = [_kept_before(row, by) or row for row in sent]
    fresh = [row for row in rows if row.pk is None]
    lots = Lots(by.user)
    for row in fresh:
        row.note, row.drawn = note, lots.fell_on(row)
        row.save()
    journal.write("page of corrections sent", about=story, by=by.user, corrections=[row.pk for row in fresh])
    return rows


def page_rows(
    story: Story, by: Sender, base: int, paragraphs: Mapping[str, str], *, listened: bool = False
) -> list[Correction]:
    """The corrections that are in a rewritten page, not yet kept. Raises BadInput when one cannot be used."""
    there = base_of(story, base)
    texts = {first: cleaned(text) for first, text in paragraphs.items()}
    fixes = rules.corrections_from_page(there.shown, texts)
    return [sent_row(story, by, there, _remark(fix, base, listened=listened), fix) for fix in fixes]


def keep_heard(story: Story, by: Sender, there: Base, fix: rules.Correction, base: int) -> Correction:
    """Note one fix to revision `base` by somebody who listened, unless they sent the same before."""
    row = sent_row(story, by, there, _remark(fix, base, listened=True), fix)
    if known := _kept_before(row, by):
        return known
    row.save()
    return row


def _kept_before(row: Correction, by: Sender) -> Correction | None:
    known = _sent_before(row, by)
    return _heard_by_now(known, row) if known else None


def _heard_by_now(known: Correction, again: Correction) -> Correction:
    """Whoever sends the same again, after playing it, has heard it."""
    if again.listened and not known.listened:
        known.listened = True
        known.save(update_fields=["listened"])
    return known


def _remark(fix: rules.Correction, base: int, *, listened: bool) -> Remark:
    return Remark(Kind.REPLACE if fix.text else Kind.DELETE, fix.words, fix.text, base=base, listened=listened)


def base_of(story: Story, number: int) -> Base:
    with _known_revision():
        return _base(story, revisions.transcript_at(story, number))


def base_around(story: Story, number: int, fix: rules.Correction) -> Base:
    """The same, as far as one fix reaches."""
    with _known_revision():
        return _base(story, revisions.transcript_around(story, number, rules.reach_of(fix)))


def _base(story: Story, transcript: Transcript) -> Base:
    return Base(transcript, without_hidden(transcript, story))


@contextmanager
def _known_revision() -> Iterator[None]:
    try:
        yield
    except Revision.DoesNotExist:
        raise BadInput("There is no such revision of this transcript.", code="unknown-revision") from None


def check_can_be_said(story: Story, remark: Remark) -> None:
    """Raises BadInput for what only somebody who listened can say, of words that nobody can hear."""
    if not story.has_sound and remark.kind in (Kind.RIGHT, Kind.UNSURE):
        raise BadInput("These words were written, so there is nothing to hear. Say what is wrong.", code="no-sound")


def wanted(remark: Remark) -> str:
    """What should stand there. Raises BadInput when a fix says nothing, or there is nothing to fix."""
    if remark.kind not in Kind.values:
        raise BadInput("Choose what is wrong with these words.", code="unknown-kind")
    if not remark.words:
        raise BadInput("Choose the words first.", code="no-words")
    if remark.kind == Kind.RIGHT and not remark.listened:
        raise BadInput(
            "Listen first: play the words, or tick “I listened to it”. That they are right counts only from somebody "
            "who heard them.",
            code="not-heard",
        )
    text = cleaned(remark.text) if remark.kind == Kind.REPLACE else ""
    if remark.kind == Kind.REPLACE and not text:
        raise BadInput("Write what it should say. If nobody says this, choose “Nobody says this”.", code="no-text")
    return text


def sent_row(story: Story, by: Sender, there: Base, remark: Remark, fix: rules.Correction) -> Correction:
    """Not kept yet. Raises BadInput for what nobody may send, such as about words that they cannot read."""
    context_in(there.shown, fix)
    return row_for(story, by, there.whole, remark, fix)


def row_for(story: Story, by: Sender, transcript: Transcript, remark: Remark, fix: rules.Correction) -> Correction:
    """The same for what is known to be good."""
    place = rules.context_of(transcript, fix)
    start, end = _times(transcript, fix)
    return Correction(
        story=story,
        kind=remark.kind,
        words=list(fix.words),
        anchor=place.anchor or "",
        follower=place.follower or "",
        start=start,
        end=end,
        heard=place.text,
        text=fix.text,
        note=remark.note.strip(),
        base=remark.base,
        listened=remark.listened,
        author=by.user,
        author_name=by.signed,
        visitor=by.visitor,
        origin=by.origin,
        state=State.NOTED if remark.kind == Kind.RIGHT else State.WAITING,
    )


def _times(transcript: Transcript, fix: rules.Correction) -> tuple[float, float]:
    """Seconds. Missing words are looked for where the word before them ends."""
    words = [transcript.words[transcript.positions[word]] for word in fix.words]
    if words:
        return words[0].start, words[-1].end
    before = transcript.words[transcript.positions[fix.after]].end if fix.after else 0.0
    return before, before


def _sent_before(row: Correction, by: Sender) -> Correction | None:
    same = Correction.objects.filter(
        by.theirs, story=row.story, kind=row.kind, words=row.words, text=row.text, anchor=row.anchor
    )
    return same.filter(state__in=(*reports.OPEN, State.NOTED)).first()


@transaction.atomic
def withdraw(correction: Correction, by: Sender) -> Correction:
    """Take back what one sent, before it is decided on. Ask `sent_by` first whether it is theirs."""
    lock(correction.story)
    correction.refresh_from_db()
    check_can_move("correction", correction.state, State.WITHDRAWN)
    correction.state = State.WITHDRAWN
    correction.save(update_fields=["state"])
    journal.write("correction withdrawn", about=correction, by=by.user)
    return correction


def lock(story: Story) -> TranscriptRow:
    """One decision at a time for each story. On SQLite the transaction itself is the lock."""
    return TranscriptRow.objects.select_for_update(of=("self",)).select_related("story").get(story=story)
