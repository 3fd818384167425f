"""What a decision on a concern does to the thing that it is about. Each kind of thing has its own way to be hidden."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.conversing.actions import comments, notices
from heard.apps.conversing.models import Comment, Notice
from heard.apps.correcting import actions as correcting
from heard.apps.correcting.models import Correction
from heard.apps.correcting.queries.reports import OPEN
from heard.apps.joining.actions import suspend
from heard.apps.joining.models import User
from heard.apps.moderating.models import Concern
from heard.apps.moderating.queries.concerns import others_that_hide
from heard.apps.moderating.queries.subjects import Subject
from heard.apps.telling.actions.holding import hold_story
from heard.apps.telling.actions.stories import unpublish_story
from heard.apps.telling.models import Story
from heard.apps.telling.queries.consent import Gap
from heard.apps.transcribing.actions.publishing import release, what_came_of_it
from heard.core.errors import BadInput
from heard.core.people.concerns import LEAVES_IT, Decision


def hide(subject: Subject, *, by: User | None, why: str) -> bool:
    """Hide it from everybody but those who look after it. Says whether it is hidden over a concern now: people and
    corrections are on no page that strangers read, so there is nothing to hide of them."""
    if isinstance(subject.row, Story):
        hold_story(subject.row, by=by, why=why, until_looked=True)
        return True
    if isinstance(subject.row, Comment):
        return comments.hold(subject.row, by, why)
    return False


def show_unseen(row: Model, *, held_at: datetime, why: str) -> None:
    """What was hidden at once comes back, because nobody has looked."""
    if isinstance(row, Story):
        show_again(row, by=None, why=why)
    if isinstance(row, Comment):
        comments.release(row, held_at=held_at, why=why)


def show_again(story: Story, *, by: User | None, why: str) -> list[Gap]:
    """As open as it was, if it is ready; else as a private draft, and its reporter is told why. Returns why."""
    gaps = release(story, by=by, why=why)
    if gaps:
        note = " ".join(what_came_of_it(story, gaps))
        key = f"story-fate:{why}:{timezone.now().isoformat()}"
        notices.tell(story.reporter, Notice.Kind.STORY_FATE, key, story=story, note=note)
    return gaps


def carry_out(concern: Concern, subject: Subject, decision: Decision, by: User) -> None:
    """Raises NotAllowed or BadInput when it cannot be done: then nothing was decided either."""
    if decision in LEAVES_IT:
        _show_again(concern, subject, by)
        return
    if decision is Decision.SUSPENDED:
        _suspend(concern, subject, by)
    _take_away(concern, subject, decision, by)


def _show_again(concern: Concern, subject: Subject, by: User) -> None:
    """As open as it was, unless another concern keeps it hidden, or somebody decided that it stays so."""
    if others_that_hide(concern):
        return
    if isinstance(subject.row, Story) and (subject.row.is_looked_at or concern.appeal):
        show_again(subject.row, by=by, why=f"concern:{concern.pk}")
    if isinstance(subject.row, Comment) and _is_hidden_over(concern, subject.row):
        comments.accept(subject.row, by)


def _is_hidden_over(concern: Concern, row: Comment) -> bool:
    """A comment that nobody has read yet waits on, whatever the concern came to."""
    held = row.state == Comment.State.WAITING and concern.hid
    return held or (row.state == Comment.State.DECLINED and bool(concern.appeal))


def _take_away(concern: Concern, subject: Subject, decision: Decision, by: User) -> None:
    row = subject.row
    if isinstance(row, Story):
        _take_story_away(concern, row, decision, by)
    if isinstance(row, Comment) and row.state in (Comment.State.WAITING, Comment.State.SHOWN):
        comments.decline(row, by, _why(concern))
    if isinstance(row, Correction) and row.state in OPEN:
        correcting.decline(row, by, _why(concern))


def _take_story_away(concern: Concern, story: Story, decision: Decision, by: User) -> None:
    """Hidden, it can come back as it was; removed, it is a draft again. Its reporter is told."""
    hold_story(story, by=by, why=f"concern:{concern.pk}")
    if decision is not Decision.HIDDEN and story.state == Story.State.PUBLISHED:
        unpublish_story(story, by=by)
    key = f"story-fate:{concern.pk}:{concern.state}"
    notices.tell(story.reporter, Notice.Kind.STORY_FATE, key, story=story, note=_why(concern))


def _suspend(concern: Concern, subject: Subject, by: User) -> None:
    if subject.person is None:
        raise BadInput(_("Whoever did this has no account, so there is nobody to suspend."), code="nobody")
    suspend(subject.person, by=by, why=f"concern:{concern.pk}")


def _why(concern: Concern) -> str:
    """What the one whose it is gets to know: the kind of concern, never who raised it or in which words."""
    return _("Somebody raised a concern: %(reason)s.") % {"reason": concern.get_reason_display().lower()}
