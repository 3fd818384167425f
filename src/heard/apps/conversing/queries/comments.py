"""The talk about a story, as whoever opens the page may see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from heard.apps.conversing.models import Comment, Experience
from heard.apps.joining.queries import Viewer, person
from heard.apps.telling.models import Story
from heard.apps.telling.queries import permits_now, stories_for
from heard.apps.transcribing.queries import transcript_of
from heard.core.people.consent import Use
from heard.core.people.conversation import Policy
from heard.core.people.permissions import can_moderate
from heard.core.transcript.words import Transcript, Word, text_of
from heard.web.network import network

A_PAGE = 20
# Words that stand for a moment when somebody gives only its second.
A_MOMENT = 12
State = Comment.State


@dataclass(frozen=True)
class Reader:
    """Who opens the page, and from which browser."""

    viewer: Viewer
    visitor: str = ""

    @property
    def id(self) -> int | None:
        return person(self.viewer).id

    @property
    def theirs(self) -> Q:
        """Picks what they wrote, in a table with `author` and `visitor`."""
        if self.id is not None:
            return Q(author=self.id)
        return Q(author=None, visitor=self.visitor) if self.visitor else Q(pk__in=())


@dataclass(frozen=True)
class Moment:
    """A place in a story that a comment is about: `words` as they stand now, or `gap`, why they are not shown."""

    start: float
    words: str = ""
    first: str = ""
    gap: str = ""


@dataclass(frozen=True)
class ShownComment:
    """A comment as the page shows it. Without a `comment` of which anything may be seen, `gap` says why."""

    row: Comment
    is_mine: bool
    gap: str = ""
    moment: Moment | None = None
    replies: tuple[ShownComment, ...] = ()

    @property
    def waits(self) -> bool:
        return self.row.state == State.WAITING


@dataclass(frozen=True)
class Talk:
    """Everything said under a story, a page of it at a time, the newest first."""

    story: Story
    threads: list[ShownComment]
    page: Page[Comment]
    experienced: int
    is_shared: bool
    policy: Policy

    @property
    def is_open(self) -> bool:
        return self.policy is not Policy.OFF

    @property
    def count(self) -> int:
        return self.page.paginator.count


def policy() -> Policy:
    return Policy(network().comments)


def talk_about(story: Story, reader: Reader, number: str | None = None) -> Talk:
    """Asks five questions however much was said, and one more when somebody spoke of a moment."""
    threads = Paginator(_threads(story, reader), A_PAGE).get_page(number)
    replies = _replies_to([row.pk for row in threads], reader)
    rows = [*threads, *(row for group in replies.values() for row in group)]
    eye = _eye(story, reader, rows)
    shared = Experience.objects.filter(story=story)
    return Talk(
        story=story,
        threads=[eye.said(row, replies.get(row.pk, ())) for row in threads],
        page=threads,
        experienced=shared.count(),
        is_shared=shared.filter(reader.theirs).exists(),
        policy=policy(),
    )


def shown_comment(row: Comment, reader: Reader) -> ShownComment:
    """One comment on its own, without what others answered."""
    return _eye(row.story, reader, [row]).said(row)


def comments_for(reader: Reader) -> QuerySet[Comment]:
    """Every comment that somebody may read: on stories that they may see, and shown, or their own, or any for a
    moderator."""
    comments = Comment.objects.filter(story__in=stories_for(reader.viewer))
    if can_moderate(person(reader.viewer)):
        return comments
    return comments.filter(Q(state=State.SHOWN) | reader.theirs)


def own_comment(reader: Reader, pk: int) -> Comment:
    """Raises Comment.DoesNotExist for anybody else's, and for one that its writer has removed."""
    mine = comments_for(reader).filter(reader.theirs).exclude(state=State.REMOVED)
    return mine.select_related("story", "author").get(pk=pk)


def waiting_comments(viewer: Viewer) -> QuerySet[Comment]:
    """What a moderator has to read, the oldest first."""
    waiting = Comment.objects.filter(state=State.WAITING, story__in=stories_for(viewer))
    return waiting.select_related("story", "author", "parent", "parent__author").order_by("id")


def words_at(transcript: Transcript, second: float) -> tuple[Word, ...]:
    """What is said from a second on, as far as one paragraph goes."""
    after = [word for word in transcript.words if word.end > second][:A_MOMENT]
    return tuple(word for word in after if word.paragraph == after[0].paragraph)


def seal_of(words: Sequence[Word]) -> str:
    """Tells later whether the words still read the same, and nothing of what they are."""
    return salted_hmac("heard.conversing.moment", text_of(words), algorithm="sha256").hexdigest()


def sent_before(comment: Comment, theirs: Q) -> Comment | None:
    """The same words from the same writer, when somebody presses twice."""
    same = Comment.objects.filter(theirs, story=comment.story_id, parent=comment.parent_id, text=comment.text)
    return same.filter(state__in=(State.WAITING, State.SHOWN)).first()


def _threads(story: Story, reader: Reader) -> QuerySet[Comment]:
    """What began a thread: what may be read, and what somebody answered before it went."""
    answered = Exists(Comment.objects.filter(parent=OuterRef("pk"), state=State.SHOWN))
    seen = Q(state=State.SHOWN) | reader.theirs & ~Q(state=State.REMOVED)
    rows = Comment.objects.filter(seen | Q(answered), story=story, parent=None)
    return rows.select_related("author").order_by("-id")


def _replies_to(threads: Sequence[int], reader: Reader) -> Mapping[int, list[Comment]]:
    seen = Q(state=State.SHOWN) | reader.theirs & ~Q(state=State.REMOVED)
    rows = Comment.objects.filter(seen, parent__in=threads).select_related("author").order_by("parent_id", "id")
    return {key: list(group) for key, group in groupby(rows, key=lambda row: row.parent_id or 0)}


@dataclass(frozen=True)
class _Eye:
    """Who looks, and what the words of the story are to them."""

    reader: Reader
    transcript: Transcript | None
    is_quotable: bool

    def said(self, row: Comment, replies: Sequence[Comment] = ()) -> ShownComment:
        is_mine = row.is_from(self.reader.id, self.reader.visitor)
        is_seen = row.state == State.SHOWN or (is_mine and row.state != State.REMOVED)
        return ShownComment(
            row=row,
            is_mine=is_mine,
            gap="" if is_seen else _gap(row),
            moment=self.moment(row) if is_seen else None,
            replies=tuple(self.said(reply) for reply in replies),
        )

    def moment(self, row: Comment) -> Moment | None:
        """The words are taken from the transcript as it stands, and only while they still say what was spoken
        about."""
        if row.start is None:
            return None
        if not self.is_quotable:
            return Moment(row.start, gap=_("The people in this story do not want it quoted."))
        words = self.transcript.span(row.first, row.last) if self.transcript else ()
        if not words or seal_of(words) != row.seal:
            return Moment(row.start, gap=_("The words that stood here are gone or have changed."))
        return Moment(words[0].start, text_of(words), words[0].id)


def _eye(story: Story, reader: Reader, rows: Sequence[Comment]) -> _Eye:
    """Reads the transcript only where somebody spoke of a moment."""
    with_moments = any(row.start is not None for row in rows)
    transcript = transcript_of(story) if with_moments else None
    return _Eye(reader, transcript, with_moments and permits_now(story, Use.QUOTE))


def _gap(row: Comment) -> str:
    if row.state == State.REMOVED:
        return _("This comment was removed by its writer.")
    if row.state == State.DECLINED:
        return _("This comment was taken away by a moderator.")
    return _("This comment is hidden while a moderator looks at it.")
