"""What the worker writes: what corrections taught, and the places where the same is offered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from heard.apps.correcting.models import Correction
from heard.apps.helping.actions.hearing import is_probable, offer_or_not, shortened, weigh_again
from heard.apps.helping.models import Lesson, Look, Pair, Proposal, Spot, pair_of
from heard.apps.helping.queries import learning
from heard.apps.helping.queries.offers import HIDDEN_LESSON
from heard.apps.journal import actions as journal
from heard.apps.telling.models import Story
from heard.core.listening.queue import Spot as CoreSpot
from heard.core.listening.queue import spot_at
from heard.core.listening.trust import UNTRAINED
from heard.core.offering import proposals as core
from heard.core.offering.memory import Fix, Memory
from heard.core.offering.terms import key_of
from heard.core.people.states import check_can_move
from heard.core.transcript.spans import stands
from heard.core.transcript.words import Transcript, Word, text_of

State = Proposal.State
BESIDE = 14  # words to both sides of a place, as far as its turn goes
AROUND = 6  # words to both sides of a lesson


# What corrections teach


@transaction.atomic
def learn(story: Story, transcript: Transcript, scratch: Memory) -> list[Lesson]:
    """Make a lesson of every correction that holds, and forget those that were taken back. `scratch` is any memory:
    it only tells a fix's separate mishearings."""
    learning.lessons_taken_back(story).delete()
    return [_lesson(row, transcript, scratch) for row in learning.corrections_to_learn(story)]


def _lesson(row: Correction, transcript: Transcript, scratch: Memory) -> Lesson:
    meant = row.outcome
    before, after = _around(transcript, row.start, row.end)
    lesson = Lesson.objects.create(correction=row, heard=row.heard, meant=meant, before=before, after=after)
    for learnt in scratch.learn(Fix(row.heard, meant, before, after)):
        heard = " ".join(learnt.heard)
        if key_of(learnt.meant) not in ((), learnt.heard) and heard:
            pair = _pair(heard, learnt.meant)
            pair.taught_by.add(row)
            lesson.pairs.add(pair)
    journal.write("lesson learnt", about=row, pairs=[pair.pk for pair in lesson.pairs.all()])
    return lesson


def _pair(heard: str, meant: str) -> Pair:
    heard_key, meant_key = pair_of(heard, meant)
    made = {"heard": heard[:300], "meant": meant[:300]}
    return Pair.objects.get_or_create(heard_key=heard_key[:300], meant_key=meant_key[:300], defaults=made)[0]


def _around(transcript: Transcript, start: float, end: float) -> tuple[str, str]:
    before = [word for word in transcript.words if word.end <= start]
    after = [word for word in transcript.words if word.start >= end]
    return text_of(before[-AROUND:]), text_of(after[:AROUND])


# Where it is offered


@dataclass(frozen=True)
class Found:
    """What was found in the words of a story at a revision."""

    story: Story
    transcript: Transcript
    revision: int
    proposals: Sequence[core.Proposal]


@transaction.atomic
def offer(some: Sequence[Found]) -> None:
    """Keep what was found in some stories and is not known yet, and offer what is probable enough of it. The rest may
    become so when its place was listened to.

    The same words are never offered the same text twice: a place that was declined stays so, and one whose words
    came back waits again by `follow`. No word is in two offers at once, and what a person wrote is not doubted.
    """
    stories, sources, never = [one.story for one in some], learning.Sources(), learning.never_pairs()
    faint, taken = learning.faint_ones(stories), learning.words_on_offer(stories)
    rows = []
    for found in some:
        offered = taken[found.story.pk]
        for one in found.proposals:
            words = found.transcript.words[one.first : one.last + 1]
            ids = tuple(word.id for word in words)
            if pair_of(one.heard, one.meant) in never or not _is_machines(words) or offered & set(ids):
                continue
            if one.kind != "glossary" and sources.of(one.heard, one.meant) is None:
                continue  # the story that taught it is gone, and its words with it
            if known := faint.get((found.story.pk, ids, one.heard, one.meant)):
                _offer_again(known, one, offered)
            else:
                rows.append(_proposal(found, one, sources))
    Proposal.objects.bulk_create(rows, ignore_conflicts=True)


def _offer_again(row: Proposal, found: core.Proposal, taken: set[str]) -> None:
    """What was too faint may be more probable by now."""
    weigh_again(row, found)
    offer_or_not(row, taken)
    row.save(update_fields=["score", "evidence", "state"])


def _proposal(found: Found, one: core.Proposal, sources: learning.Sources) -> Proposal:
    words = found.transcript.words[one.first : one.last + 1]
    before, after = beside(found.transcript, one.first, one.last)
    return Proposal(
        story=found.story,
        pair_id=None if one.kind == "glossary" else sources.of(one.heard, one.meant),
        kind=one.kind,
        words=[word.id for word in words],
        heard=one.heard,
        meant=one.meant,
        before=before,
        after=after,
        start=words[0].start,
        end=words[-1].end,
        score=one.score,
        evidence=shortened(one.evidence),
        revision=found.revision,
        state=State.WAITING if one.is_offered() else State.FAINT,
        listen_after=None if "sound" in one.evidence else timezone.now(),
    )


def _is_machines(words: Sequence[Word]) -> bool:
    return any(word.source == "machine" for word in words)


def beside(transcript: Transcript, first: int, last: int) -> tuple[str, str]:
    """The words before and after a place, as far as its turn goes."""
    words, home = transcript.words, transcript.words[first].paragraph
    before = words[max(0, first - BESIDE) : first]
    after = words[last + 1 : last + 1 + BESIDE]
    return tuple(text_of([word for word in side if word.paragraph == home]) for side in (before, after))  # type: ignore[return-value]


# What became of it


@transaction.atomic
def follow(story: Story, transcript: Transcript) -> None:
    """Bring a story's proposals in line with its words: those whose words are gone, were put right some other way, or
    came back."""
    put_right = _put_right(story)
    for row in story.proposals.exclude(state=State.DECLINED).select_related("correction"):
        state, correction = _state_now(row, transcript, put_right)
        if state != row.state:
            check_can_move("proposal", row.state, state)
            row.state, row.correction = state, correction
            row.decided_by = correction.decided_by if correction and state == State.ACCEPTED else None
            row.decided_at = correction.decided_at if row.decided_by and correction else None
            row.save(update_fields=["state", "correction", "decided_by", "decided_at"])
        elif state in (State.WAITING, State.FAINT):
            _refresh(row, transcript)


def _put_right(story: Story) -> dict[tuple[str, ...], Correction]:
    """The fixes that hold, by the words that they replaced."""
    accepted = story.corrections.filter(state=Correction.State.ACCEPTED).exclude(revision=None)
    return {tuple(row.words): row for row in accepted.select_related("decided_by")}


def _state_now(
    row: Proposal, transcript: Transcript, put_right: dict[tuple[str, ...], Correction]
) -> tuple[str, Correction | None]:
    if reads_so(row, transcript):
        return (State.WAITING if _was_offered(row) else State.FAINT), row.correction
    fix = put_right.get(tuple(row.words))
    if fix and fix.outcome == row.meant and _was_offered(row):
        return State.ACCEPTED, fix
    return State.STALE, row.correction


def _was_offered(row: Proposal) -> bool:
    return is_probable(row) if row.state == State.STALE else row.state != State.FAINT


def reads_so(row: Proposal, transcript: Transcript) -> bool:
    """Whether the words of a proposal stand there as it found them."""
    return bool(stands(row.words, row.heard, transcript))


def _refresh(row: Proposal, transcript: Transcript) -> None:
    """Its sentence may have changed around it."""
    at = transcript.positions
    now = beside(transcript, at[row.words[0]], at[row.words[-1]])
    if now != (row.before, row.after):
        row.before, row.after = now
        row.save(update_fields=["before", "after"])


def decline_what_editors_declined() -> None:
    """A report that came of a proposal and was declined declines the proposal."""
    for row in learning.refused_elsewhere():
        fate = row.correction
        row.state, row.decided_at = State.DECLINED, timezone.now()
        row.decided_by = fate.decided_by if fate else None
        row.save(update_fields=["state", "decided_by", "decided_at"])


# What is hidden


@transaction.atomic
def follow_what_is_hidden(story: Story, shown: Transcript) -> None:
    """Let nothing that is kept beside a place say what is hidden now. The worker looks the story through again."""
    story.spots.all().delete()
    for row in story.proposals.all():
        row.before, row.after = _around(shown, row.start, row.end)
        row.save(update_fields=["before", "after"])
    for lesson in Lesson.objects.filter(correction__story=story).select_related("correction"):
        lesson.before, lesson.after = _around(shown, lesson.correction.start, lesson.correction.end)
        lesson.save(update_fields=["before", "after"])
    Look.objects.filter(story=story).update(revision=0, vocabulary="")


def learn_anew(story: Story) -> None:
    """What is shown again teaches again. Its pairs were known all the while, and what was decided about them stays."""
    Lesson.objects.filter(HIDDEN_LESSON, correction__story=story).delete()


# Up to where


def note_look(story: Story, revision: int, transcript: Transcript | None = None) -> None:
    """Up to here a story was looked through; or, without a transcript, it cannot be until it changes."""
    words = learning.vocabulary_of(word.text for word in transcript.words) if transcript else ""
    known = {"take": learning.latest_take(story), "revision": revision, "vocabulary": words}
    Look.objects.update_or_create(story=story, defaults=known)


def note_spread(lesson: Lesson) -> None:
    Lesson.objects.filter(pk=lesson.pk).update(spread=True)


@transaction.atomic
def put_spots(story: Story, transcript: Transcript, revision: int, spots: Iterable[CoreSpot]) -> None:
    """Make these the places worth listening to in a story."""
    story.spots.all().delete()
    Spot.objects.bulk_create(_spot(story, transcript, revision, spot) for spot in spots)


def put_spot(report: Correction, transcript: Transcript) -> Spot:
    """The place that a report is about, as one worth listening to."""
    known = report.story.spots.filter(first=report.words[0], last=report.words[-1]).first()
    if known:
        return known
    at = transcript.positions
    found = spot_at(str(report.story_id), transcript, (at[report.words[0]], at[report.words[-1]]), UNTRAINED)
    row = _spot(report.story, transcript, report.base, found)
    row.save()
    return row


def _spot(story: Story, transcript: Transcript, revision: int, spot: CoreSpot) -> Spot:
    at = transcript.positions
    before, after = beside(transcript, at[spot.words[0]], at[spot.words[-1]])
    return Spot(
        story=story,
        words=list(spot.words),
        first=spot.words[0],
        last=spot.words[-1],
        text=spot.text,
        same=" ".join(key_of(spot.text)),
        before=before,
        after=after,
        start=spot.start,
        end=spot.end,
        wrong=spot.wrong,
        good=spot.good_a_second,
        choices=list(spot.choices),
        revision=revision,
    )
