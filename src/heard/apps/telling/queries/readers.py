"""What readers get of a story now, in words: published is only half of it, because people change their minds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from heard.apps.telling.models import Story
from heard.apps.telling.queries import stories_that_permit
from heard.core.people.consent import Audience, Reach, Use, is_open


@dataclass(frozen=True)
class Shown:
    """`label` for a badge, `sentence` for a page; `tone` is the badge's: "good" only where readers get it."""

    label: str
    sentence: str
    tone: Literal["good", "draft", "bad"]

    @property
    def is_shown(self) -> bool:
        return self.tone == "good"


def shown(story: Story) -> Shown:
    """For many stories ask `shown_each`."""
    return shown_each([story])[story.pk]


def shown_each(stories: Iterable[Story]) -> dict[int, Shown]:
    """By the story's number. Asks one question about them all."""
    rows = list(stories)
    agreed = set(stories_that_permit(Use.PUBLISH).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    return {row.pk: _shown(row, is_agreed=row.pk in agreed) for row in rows}


def _shown(story: Story, *, is_agreed: bool) -> Shown:
    if story.state != Story.State.PUBLISHED:
        return _not_published(story)
    if not is_agreed:
        why = _("It was published, but not everybody in it says yes now. Readers get nothing of it.")
        return Shown(_("Not shown: not everybody says yes"), why, "bad")
    if story.held_at is not None:
        why = _("It was published, but it is hidden while somebody looks at a concern. Readers get nothing of it now.")
        return Shown(_("Hidden over a concern"), why, "bad")
    return _by_audience(story)


def _not_published(story: Story) -> Shown:
    if story.state == Story.State.DRAFT:
        why = _("It is not published. Only those in it and those who look after it can see it.")
        return Shown(_("Private draft"), why, "draft")
    return Shown(_("Taken back"), _("It was taken back. Nobody can see it."), "bad")


def _by_audience(story: Story) -> Shown:
    today = timezone.localdate()
    if story.opens_on and not is_open(today, story.opens_on, None):
        day = {"day": date_format(story.opens_on, "j F Y")}
        return Shown(_("From %(day)s") % day, _("It is published. Readers get it from %(day)s.") % day, "draft")
    if story.closes_on and not is_open(today, None, story.closes_on):
        day = {"day": date_format(story.closes_on, "j F Y")}
        return Shown(_("Until %(day)s") % day, _("Readers got it until %(day)s. Now they do not.") % day, "draft")
    if story.reach == Reach.ONLY_US:
        why = _("It is published for nobody but those in it and those who look after it.")
        return Shown(_("Only for us"), why, "draft")
    return Shown(_("Published"), _published(story), "good")


def _published(story: Story) -> str:
    if story.reach == Reach.EVERYONE:
        heard, read = (
            _("It is published. Everybody can hear and read it."),
            _("It is published. Everybody can read it."),
        )
    else:
        heard = _("It is published. Those it is for can hear and read it.")
        read = _("It is published. Those it is for can read it.")
    return heard if story.has_sound else read


def audience_now(story: Story) -> Audience:
    """Who gets it now, so that two moments can be compared."""
    reach = Reach(story.reach)
    if not shown(story).is_shown:
        return Audience()
    if reach is Reach.GROUP:
        return Audience(reach, frozenset([story.group_id] if story.group_id else []))
    return Audience(reach, frozenset(story.readers.values_list("pk", flat=True) if reach is Reach.NAMED else []))
