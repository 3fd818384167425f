"""What is asked before a concern may hide something at once, and what comes back because nobody has looked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from heard.apps.conversing.models import Comment
from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.joining.senders import Sender, within
from heard.apps.moderating.models import Concern, Ruling
from heard.apps.moderating.queries.concerns import hidden_at_once, hiding_now
from heard.apps.moderating.queries.subjects import Subject
from heard.apps.telling.models import Story
from heard.core.people.concerns import Brake, Case, Decision, Hidden, hours_hidden
from heard.core.people.permissions import can_review

A_DAY = timedelta(days=1)
WAITING = Concern.State.WAITING


def case_of(concern: Concern, by: Sender, subject: Subject) -> Case:
    """What is known of a concern that is not kept yet."""
    return Case(
        text=concern.text,
        hides=concern.reason in hidden_at_once(),
        trusted=_is_trusted(by.user, subject),
        looked=_looked_at_before(concern),
        back=_came_back(concern.about),
        shared=by.visitors > 1,
    )


def _is_trusted(user: User | None, subject: Subject) -> bool:
    """Editors, moderators and hosts, those in the story, and whose it is."""
    if user is None:
        return False
    if can_review(person(user)) or user == subject.person:
        return True
    story = subject.story
    return story is not None and (story.reporter_id == user.pk or story.people.filter(account=user).exists())


def _looked_at_before(concern: Concern) -> bool:
    """Whether a moderator has found before that such a concern about the same thing needs no action."""
    fine = Ruling.objects.filter(decision=Decision.NO_ACTION)
    return fine.filter(concern__about=concern.about, concern__reason=concern.reason).exists()


def _came_back(about: str) -> bool:
    """Whether it was hidden before, came back by itself, and nobody has looked since."""
    return Concern.objects.filter(about=about, state=WAITING).exclude(back_at=None).exists()


def hidden_lately(concern: Concern, by: Sender) -> Hidden:
    """How many other things of its kind were hidden at once in the last day, or are still because nobody has looked."""
    of_kind = Concern.objects.filter(hid=True, about__startswith=f"{concern.kind}:").exclude(about=concern.about)
    lately = of_kind.filter(within(A_DAY))
    unseen = Q(pk__in=hiding_now().filter(state=WAITING).values("pk"))
    return Hidden(
        visitor=_things(lately.filter(by.theirs)),
        address=_things(lately.filter(by.from_there)),
        network=_things(of_kind.filter(within(A_DAY) | unseen)),
    )


def _things(concerns: QuerySet[Concern]) -> int:
    return concerns.order_by().values("about").distinct().count()


def brake_on(kind: str) -> Brake:
    """As the host says, and for stories by how many there are."""
    given = settings.HEARD["HEARD_BRAKE"]
    brake = Brake(given.visitor, given.address, given.network)
    return brake.narrowed(Story.objects.filter(state=Story.State.PUBLISHED).count()) if kind == "story" else brake


@dataclass(frozen=True)
class Unseen:
    """Something that concerns hide and at which nobody looks: `concerns` are all that hide it, none of them taken."""

    row: Story | Comment | None
    concerns: list[Concern]
    held_at: datetime

    @property
    def due_at(self) -> datetime | None:
        """When it comes back by itself. None: never."""
        reasons = [concern.reason for concern in self.concerns]
        given = settings.HEARD["HEARD_CONCERN_HOURS"]
        hours = hours_hidden(reasons, usual=given.hidden, at_risk=given.at_risk)
        return self.held_at + timedelta(hours=hours) if hours else None

    @property
    def is_due(self) -> bool:
        return self.due_at is not None and self.due_at <= timezone.now()


def unseen() -> Iterator[Unseen]:
    """What is hidden over concerns that no moderator has taken, the oldest first."""
    groups: dict[str, list[Concern]] = {}
    for concern in hiding_now().order_by("pk"):
        groups.setdefault(concern.about, []).append(concern)
    for about, concerns in groups.items():
        if all(concern.state == WAITING for concern in concerns):
            yield Unseen(_row(about), concerns, concerns[0].created_at)


def _row(about: str) -> Story | Comment | None:
    kind, _colon, key = about.partition(":")
    rows: QuerySet[Story] | QuerySet[Comment] = Story.objects.all() if kind == "story" else Comment.objects.all()
    return rows.filter(pk=int(key)).first()
