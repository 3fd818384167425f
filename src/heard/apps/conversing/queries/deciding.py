"""What is told of consent: that somebody said no, took a story back or brought it back, who decides from now on, and
that a published story is to be asked about again.

It is read off the journal, so that no way of saying no can be forgotten here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.conversing.models import Notice
from heard.apps.joining.models import User
from heard.apps.journal.models import Entry
from heard.apps.telling.models import Story, StoryPerson
from heard.apps.telling.queries.consent import USES
from heard.core.people.consent import NOES, Use

_LATELY = timedelta(days=30)
_KINDS = {
    "consent refused": Notice.Kind.SAID_NO,
    "story taken back for good": Notice.Kind.TAKEN_BACK,
    "story brought back": Notice.Kind.BROUGHT_BACK,
    "who decides changed": Notice.Kind.WHO_DECIDES,
    "sign-off ended": Notice.Kind.SIGN_AGAIN,
    "new voices heard": Notice.Kind.NEW_VOICE,
}


@dataclass(frozen=True)
class Decision:
    """Something to tell `whom`. `part` is who in the story it is about, where it is about one of them."""

    kind: Notice.Kind
    key: str
    story: Story
    part: StoryPerson | None
    whom: list[User]
    note: str = ""


def untold_decisions() -> Iterator[Decision]:
    """What whoever looks after a story has not been told. Nobody is told of what they did themselves."""
    for entry in _untold():
        story = Story.objects.filter(pk=entry.about.partition(":")[2]).select_related("reporter").first()
        if story is not None:
            yield _decision(entry, story)


def _untold() -> QuerySet[Entry]:
    key = Concat(Value("journal:"), Cast(OuterRef("pk"), CharField()))
    lately = Entry.objects.filter(action__in=_KINDS, at__gt=timezone.now() - _LATELY)
    lately = lately.exclude(action="sign-off ended", detail__state=Story.State.DRAFT)
    return lately.filter(~Exists(Notice.objects.filter(key=key))).order_by("pk")


def _decision(entry: Entry, story: Story) -> Decision:
    subject, kind = entry.detail.get("subject"), _KINDS[entry.action]
    part = story.people.filter(subject=subject).select_related("account").first() if subject else None
    if kind is Notice.Kind.SAID_NO and entry.detail.get("as_guardian"):
        kind = Notice.Kind.GUARDIAN_NO
    told = {story.reporter, part.account if part and kind is Notice.Kind.WHO_DECIDES else None}
    whom = [user for user in told if user and user.pk != entry.by_id]
    return Decision(kind, f"journal:{entry.pk}", story, part, whom, _note(entry))


def _note(entry: Entry) -> str:
    """Which uses they said no to, and what that does."""
    rulings = entry.detail.get("rulings", {})
    uses = [str(USES[use]) for use in Use if rulings.get(use) in NOES]
    if rulings.get(Use.PUBLISH) in NOES:
        uses.append(_("readers get nothing of it now"))
    return ", ".join(uses)
