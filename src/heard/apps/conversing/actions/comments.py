"""Say something about a story, change it, take it away; and decide on what others said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from heard.apps.conversing.actions import notices
from heard.apps.conversing.models import Comment, Experience, Notice, Version
from heard.apps.conversing.queries.comments import policy, seal_of, sent_before, words_at
from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.joining.senders import Sender, check_pace
from heard.apps.journal import actions as journal
from heard.apps.telling.models import Story
from heard.apps.transcribing.queries import transcript_of
from heard.core.errors import BadInput, refuse
from heard.core.people.conversation import appears_at_once, check_is_open, written
from heard.core.people.fields import DECISION, text_faults
from heard.core.people.permissions import Person, check_can_moderate
from heard.core.people.states import check_can_move
from heard.core.transcript.words import Word

State = Comment.State
# How long moderators can still read what its writer has removed.
KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Saying:
    """What somebody says: about words (their first and last id), about a `second`, or about the whole story."""

    text: str
    parent: Comment | None = None
    first: str = ""
    last: str = ""
    second: float | None = None


@transaction.atomic
def comment(story: Story, by: Sender, said: Saying, *, checked: bool = False) -> Comment:
    """Keep a comment, shown at once or waiting for a moderator. The same from the same writer is kept once.

    `checked` is whether the writer's browser has passed the human check. Raises BadInput for what cannot be a comment
    and TooMany when one visitor or address sends too fast.
    """
    check_is_open(policy())
    check_pace(Comment.objects.all(), by, most=settings.HEARD["HEARD_PACE"].comments)
    row = _row(story, by, said)
    if known := sent_before(row, by.theirs):
        return known
    shown = appears_at_once(_person(by), policy(), checked=checked)
    row.state, row.checked = State.SHOWN if shown else State.WAITING, checked
    row.save()
    journal.write("comment written", about=row, by=by.user, story=story.pk, state=row.state)
    if shown:
        notices.tell_of_comment(row)
    return row


@transaction.atomic
def bring_in(story: Story, by_whom: Sender, said: Saying, *, at: datetime | None, by: User) -> Comment:
    """A comment that others could read already where it comes from, since `at`. Nobody is told of it, and where its
    moment is not to be found any more it is about the whole story. Raises BadInput for what cannot be one."""
    check_can_moderate(person(by))
    try:
        row = _row(story, by_whom, said)
    except BadInput as error:
        if error.code != "no-moment":
            raise
        row = _row(story, by_whom, Saying(said.text, said.parent))
    row.state = State.SHOWN
    row.save()
    if at:
        Comment.objects.filter(pk=row.pk).update(created_at=at)
    journal.write("comment moved in", about=row, by=by, story=story.pk)
    return row


@transaction.atomic
def edit(row: Comment, by: Sender, text: str, *, checked: bool = False) -> None:
    """Let its writer change a comment; how it read before is kept for moderators. What had to be read before it was
    shown has to be read again."""
    row = _locked(row)
    text = written(text)
    if text == row.text:
        return
    Version.objects.create(comment=row, text=row.text)
    before = row.state
    if row.state == State.SHOWN and not appears_at_once(_person(by), policy(), checked=checked):
        row.state = State.WAITING
    row.text, row.edited_at = text, timezone.now()
    row.save(update_fields=["text", "edited_at", "state"])
    journal.write("comment changed", about=row, by=by.user, before=before, after=row.state)


@transaction.atomic
def remove(row: Comment, by: Sender) -> None:
    """Let its writer take a comment away at once. If somebody has answered, the page says that it was there."""
    row = _locked(row)
    before = row.state
    check_can_move("comment", before, State.REMOVED)
    row.state, row.removed_at = State.REMOVED, timezone.now()
    row.save(update_fields=["state", "removed_at"])
    journal.write("comment removed", about=row, by=by.user, before=before, after=row.state)


@transaction.atomic
def accept(row: Comment, by: User) -> Comment:
    """Let others read it, and tell those whom it is for."""
    return _decide(row, by, State.SHOWN, "")


@transaction.atomic
def decline(row: Comment, by: User, reason: str) -> Comment:
    """Keep it from others; its writer is told why."""
    return _decide(row, by, State.DECLINED, reason)


@transaction.atomic
def hold(row: Comment, by: User | None, why: str) -> bool:
    """Hide a shown comment until somebody has looked at a concern about it. Says whether it was this that hid it."""
    row = _locked(row)
    if row.state != State.SHOWN:
        return False
    row.state = State.WAITING
    row.save(update_fields=["state"])
    journal.write("comment held", about=row, by=by, before=State.SHOWN, after=row.state, why=why)
    return True


@transaction.atomic
def release(row: Comment, *, held_at: datetime, why: str) -> None:
    """Show a comment again that was held, because nobody has looked at the concern. Not when its writer has changed it
    since: then nobody has read it."""
    row = _locked(row)
    if row.state != State.WAITING or (row.edited_at and row.edited_at > held_at):
        return
    row.state = State.SHOWN
    row.save(update_fields=["state"])
    journal.write("comment released", about=row, before=State.WAITING, after=row.state, why=why)


@transaction.atomic
def say_same(story: Story, by: Sender) -> None:
    """“I have experienced this too”, once for each person or browser."""
    check_is_open(policy())
    check_pace(Experience.objects.all(), by)
    if not Experience.objects.filter(by.theirs, story=story).exists():
        row = Experience(story=story, author=by.user, visitor=by.visitor, origin=by.origin)
        Experience.objects.bulk_create([row], ignore_conflicts=True)
        journal.write("experience shared", about=story)


@transaction.atomic
def unsay_same(story: Story, by: Sender) -> None:
    if Experience.objects.filter(by.theirs, story=story).delete()[0]:
        journal.write("experience undone", about=story)


def forget_removed() -> None:
    """Wipe what writers removed, when moderators have had the time to see it."""
    old = Comment.objects.filter(state=State.REMOVED, removed_at__lt=timezone.now() - KEPT).exclude(text="")
    keys = list(old.values_list("pk", flat=True)[:500])
    if keys:
        Version.objects.filter(comment__in=keys).delete()
        Comment.objects.filter(pk__in=keys).update(text="", author_name="", visitor="", origin="")


def _decide(row: Comment, by: User, state: str, reason: str) -> Comment:
    check_can_moderate(person(by))
    refuse(text_faults({"reason": reason}, DECISION))
    row = _locked(row)
    before = row.state
    check_can_move("comment", before, state)
    row.state, row.decided_by, row.decided_at, row.reason = state, by, timezone.now(), reason
    row.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    journal.write("comment decided", about=row, by=by, before=before, after=state, reason=reason)
    if state == State.SHOWN:
        notices.tell_of_comment(row)
    if row.author != by:
        key = f"comment-fate:{row.pk}:{row.decided_at:%Y%m%d%H%M%S%f}"
        notices.tell(row.author, Notice.Kind.COMMENT_FATE, key, story=row.story, comment=row)
    return row


def _row(story: Story, by: Sender, said: Saying) -> Comment:
    """Not kept yet."""
    parent = _thread(story, said.parent)
    words = () if parent else _words(story, said)
    return Comment(
        story=story,
        parent=parent,
        author=by.user,
        author_name=by.signed,
        visitor=by.visitor,
        origin=by.origin,
        text=written(said.text),
        first=words[0].id if words else "",
        last=words[-1].id if words else "",
        start=words[0].start if words else None,
        seal=seal_of(words) if words else "",
    )


def _thread(story: Story, parent: Comment | None) -> Comment | None:
    """Replies are one level deep: an answer to an answer joins its thread."""
    if parent is None:
        return None
    if parent.story_id != story.pk:
        raise BadInput("That comment is about another story.", code="other-story")
    return parent.parent or parent


def _words(story: Story, said: Saying) -> tuple[Word, ...]:
    if not said.first and said.second is None:
        return ()
    transcript = transcript_of(story)
    if transcript is None:
        return ()
    if said.first:
        words = transcript.span(said.first, said.last or said.first)
    else:
        words = words_at(transcript, said.second or 0.0)
    if not words:
        raise BadInput("Nothing is said at that moment. Please choose another, or leave it out.", code="no-moment")
    return words


def _locked(row: Comment) -> Comment:
    return Comment.objects.select_for_update(of=("self",)).select_related("story", "author", "parent").get(pk=row.pk)


def _person(by: Sender) -> Person:
    return by.user.as_person() if by.user else Person()
