"""What somebody is told, and how often by e-mail. Whether they may still see it is asked when it is read or sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from heard.apps.conversing.models import Comment, MailChoice, Notice
from heard.apps.correcting.models import Correction
from heard.apps.joining.models import User
from heard.apps.telling.models import Story
from heard.apps.telling.queries import sealed_for, stories_for
from heard.apps.telling.queries.hiding import hidden_rows
from heard.core.people.permissions import Role

SHOWN = 100
# What is older was never sent for a reason, or the host had no e-mail then.
FRESH = timedelta(days=30)
PAUSES = {MailChoice.Often.NOW: timedelta(0), MailChoice.Often.DAILY: timedelta(days=1)}
PAUSES[MailChoice.Often.WEEKLY] = LONGEST_PAUSE = timedelta(days=7)  # a later day was written by a wrong clock
_LONG = 120  # characters of somebody's words in a notice
_STOP = "heard.conversing.stop"
# Where addresses begin that name a story by its title, or lead into one.
_ABOUT_STORIES = ("/stories/", "/yours/")
Kind = Notice.Kind
URGENT = (Kind.ALARM, Kind.SHOWN_AGAIN)


@dataclass(frozen=True)
class Told:
    """A notice in words: `sentence`, where to read on, what somebody said of it, and which words it is about."""

    row: Notice
    sentence: str
    path: str
    note: str = ""
    words: str = ""


def notices_for(user: User) -> QuerySet[Notice]:
    """What somebody is told, the newest first: nothing of a story that they may not see, nor of a comment that is not
    shown to them."""
    story = Q(story=None) | Q(story__in=stories_for(user)) | Q(kind=Kind.TAKEN_BACK, story__in=sealed_for(user))
    comment = Q(comment=None) | Q(comment__state=Comment.State.SHOWN) | Q(comment__author=user)
    open_words = Correction.objects.filter(~hidden_rows(), pk=OuterRef("correction"))
    rows = Notice.objects.filter(story, comment, person=user).annotate(shows_words=Exists(open_words))
    return rows.select_related("story", "comment", "comment__author", "correction", "part").order_by("-id")


def unread_count(user: User) -> int:
    return notices_for(user).filter(read_at=None).count()


def in_words(row: Notice) -> Told:
    """As its person reads it on their page."""
    return _told(row, title=True)


def in_a_letter(row: Notice) -> Told:
    """As it may lie in a letter box. Of a story that a stranger may not see it names neither the title nor the address,
    which is made of the title: the page of notices leads there."""
    told = _told(row, title=is_public(row))
    is_known = is_public(row) if row.story_id else not told.path.startswith(_ABOUT_STORIES)
    return told if is_known else replace(told, path=f"{reverse('notices')}#notice-{row.pk}")


def _told(row: Notice, *, title: bool) -> Told:
    name = row.comment.writer_name if row.comment else ""
    said = {"name": name, "story": _("a story"), "yours": _("your story"), "part": _("Somebody")}
    if row.story and title:
        said |= {
            "story": _("“%(title)s”") % {"title": row.story},
            "yours": _("your story “%(title)s”") % {"title": row.story},
            "part": str(row.part or _("Somebody")),
        }
    words = _words(row) if title else ""
    return Told(row, _SENTENCES[Kind(row.kind)](row) % said, _path(row), _note(row), words)


def people_to_mail(now: datetime) -> QuerySet[User]:
    """Whoever has something new and has not been sent an e-mail too lately. What cannot wait does not wait for the day
    of the next e-mail."""
    fresh = Notice.objects.filter(person=OuterRef("pk"), mailed_at=None, read_at=None, created_at__gt=now - FRESH)
    waits = Q(mail_choice__not_before__gt=now, mail_choice__not_before__lte=now + LONGEST_PAUSE)
    urgent = Exists(fresh.filter(kind__in=URGENT))
    due = User.objects.filter(Exists(fresh), ~waits | urgent, is_active=True)
    due = due.exclude(mail_choice__often=MailChoice.Often.NEVER)
    return due.select_related("mail_choice").order_by("pk")


def new_notices(user: User) -> QuerySet[Notice]:
    """What goes into the next e-mail: not read yet, not sent yet, and still theirs to see."""
    return notices_for(user).filter(mailed_at=None, read_at=None, created_at__gt=timezone.now() - FRESH)


def whose_story(story: Story) -> QuerySet[User]:
    """Whoever gathered it, and the people in it who have an account."""
    return User.objects.filter(Q(pk=story.reporter_id) | Q(in_stories__story=story)).distinct().order_by("pk")


def who_looks_after(story: Story) -> list[User]:
    """Its reporter; where they cannot sign in any more, every editor."""
    if story.reporter.is_active:
        return [story.reporter]
    roles = [role.value for role in Role if role.rank >= Role.EDITOR.rank]
    return list(User.objects.filter(role__in=roles, is_active=True).order_by("pk"))


def untold_corrections() -> Iterator[tuple[Correction, str]]:
    """Decisions on corrections whose sender has not been told, each with the key of its notice."""
    lately = Correction.objects.filter(decided_at__gt=timezone.now() - FRESH, author__isnull=False)
    decided = lately.filter(state__in=(Correction.State.ACCEPTED, Correction.State.DECLINED))
    told = Notice.objects.filter(correction=OuterRef("pk"), created_at__gte=OuterRef("decided_at"))
    others = decided.exclude(decided_by=F("author")).filter(~Exists(told))
    for row in others.order_by("pk")[:500]:
        yield row, f"correction:{row.pk}:{row.decided_at:%Y%m%d%H%M%S%f}"


def is_public(row: Notice) -> bool:
    """Whether a stranger may see the story that a notice is about: its title may stand in an e-mail."""
    return row.story_id is None or stories_for(AnonymousUser()).filter(pk=row.story_id).exists()


def stop_token(user: User) -> str:
    """Lets whoever holds an e-mail stop further ones, and nothing else."""
    return signing.dumps(user.pk, salt=_STOP)


def person_to_stop(token: str) -> User:
    """Raises User.DoesNotExist for a token that is not ours."""
    try:
        return User.objects.get(pk=signing.loads(token, salt=_STOP))
    except signing.BadSignature:
        raise User.DoesNotExist from None


def choice_of(user: User) -> MailChoice:
    """As it stands, or as it is for somebody who never chose."""
    return MailChoice.objects.filter(person=user).first() or MailChoice(person=user)


def _reply(row: Notice) -> str:
    return _("%(name)s replied to your comment on %(story)s.")


def _comment(row: Notice) -> str:
    return _("%(name)s commented on %(yours)s.")


def _comment_fate(row: Notice) -> str:
    if row.comment and row.comment.state == Comment.State.SHOWN:
        return _("Your comment on %(story)s is there for others to read now.")
    return _("Your comment on %(story)s is not shown.")


def _correction_fate(row: Notice) -> str:
    if row.correction and row.correction.state == Correction.State.ACCEPTED:
        return _("Thank you. What you put right in %(story)s was accepted.")
    return _("Your correction to %(story)s was not taken.")


def _concern_fate(row: Notice) -> str:
    return _("There is an answer to the concern that you raised.")


def _story_fate(row: Notice) -> str:
    return _("A moderator has decided on a concern about %(yours)s.")


def _alarm(row: Notice) -> str:
    return _("Somebody raised a concern that cannot wait. Please look at it now.")


def _shown_again(row: Notice) -> str:
    return _("Nobody looked at a concern in time, so what it hid is shown again. Please look at it now.")


def _said_no(row: Notice) -> str:
    return _("%(part)s said no about %(yours)s.")


def _guardian_no(row: Notice) -> str:
    return _("%(part)s’s parent or guardian said no about %(yours)s.")


def _taken_back(row: Notice) -> str:
    return _("Somebody took back %(yours)s. Nobody can see it.")


def _brought_back(row: Notice) -> str:
    return _("Somebody brought back %(yours)s. It is a private draft now.")


def _who_decides(row: Notice) -> str:
    if row.part and row.part.account_id == row.person_id:
        return _("Who decides about your part in %(story)s has changed.")
    return _("Who decides about %(part)s’s part in %(yours)s has changed.")


def _sign_again(row: Notice) -> str:
    return _("There is something new in %(yours)s: it is to be heard, read and signed off again.")


def _new_voice(row: Notice) -> str:
    return _("A new voice speaks in %(yours)s. Say whose it is, or why nobody is asked.")


def _wrong(row: Notice) -> str:
    return _("Somebody in %(yours)s tells you that something is wrong.")


def _search(row: Notice) -> str:
    return _("New stories match a search that you keep.")


_SENTENCES = {
    Kind.REPLY: _reply,
    Kind.COMMENT: _comment,
    Kind.COMMENT_FATE: _comment_fate,
    Kind.CORRECTION_FATE: _correction_fate,
    Kind.CONCERN_FATE: _concern_fate,
    Kind.STORY_FATE: _story_fate,
    Kind.ALARM: _alarm,
    Kind.SHOWN_AGAIN: _shown_again,
    Kind.SAID_NO: _said_no,
    Kind.GUARDIAN_NO: _guardian_no,
    Kind.TAKEN_BACK: _taken_back,
    Kind.BROUGHT_BACK: _brought_back,
    Kind.WHO_DECIDES: _who_decides,
    Kind.SIGN_AGAIN: _sign_again,
    Kind.NEW_VOICE: _new_voice,
    Kind.WRONG: _wrong,
    Kind.SEARCH: _search,
}


def _words(row: Notice) -> str:
    """The words that a correction is about, as long as they are not hidden."""
    if row.correction is None or not getattr(row, "shows_words", False):
        return ""
    quoted = [f"“{Truncator(text).chars(_LONG)}”" for text in (row.correction.heard, row.correction.text) if text]
    return " → ".join(quoted)


def _path(row: Notice) -> str:
    if row.path:
        return row.path
    if row.correction:
        return reverse("my-corrections")
    if row.story and row.kind in _ABOUT_CONSENT:
        return _to_consent(row, row.story)
    if row.comment and row.story:
        return f"{reverse('comments', args=[row.story.slug])}#comment-{row.comment.pk}"
    return row.story.get_absolute_url() if row.story else reverse("notices")


_ABOUT_CONSENT = {
    Kind.SAID_NO,
    Kind.GUARDIAN_NO,
    Kind.TAKEN_BACK,
    Kind.WHO_DECIDES,
    Kind.SIGN_AGAIN,
    Kind.NEW_VOICE,
}


def _to_consent(row: Notice, story: Story) -> str:
    if row.kind == Kind.TAKEN_BACK:
        return reverse("take-story-back", args=[story.slug])
    if row.part is None:
        return reverse("story-people", args=[story.slug])
    if row.part.account_id == row.person_id != story.reporter_id:
        return reverse("my-yours", args=[story.slug])
    return reverse("story-person", args=[story.slug, row.part.pk])


def _note(row: Notice) -> str:
    if row.kind == Kind.COMMENT_FATE and row.comment:
        return row.comment.reason
    return row.correction.why if row.correction else row.note
