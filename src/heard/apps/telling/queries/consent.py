"""Reads about the people in a story: what each agreed to, and what is still to be asked before it is published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.apps.joining.models import User
from heard.apps.joining.queries import Viewer
from heard.apps.joining.queries import person as as_person
from heard.apps.telling.models import ConsentEntry, DecidingEntry, ExportNote, PrivateLink, SignOff, Story, StoryPerson
from heard.apps.telling.queries import may_edit, permits, place_of
from heard.core.errors import NotAllowed
from heard.core.people import consent
from heard.core.people.consent import Reach, Row, Ruling, Stand, Use

QUESTIONS = {
    Use.PUBLISH: gettext_lazy("May this story be shown here, for others to hear and read?"),
    Use.QUOTE: gettext_lazy("May others quote your words, with the name you chose?"),
    Use.MEETINGS: gettext_lazy("May it be played at meetings?"),
    Use.EXPORT: gettext_lazy("May people download the words?"),
    Use.PODCAST: gettext_lazy("May people follow it as a podcast? Then there are copies that we cannot take back."),
    Use.IMPROVE: gettext_lazy("May our machine learn from the words, so that it makes fewer mistakes?"),
}
USES = {
    Use.PUBLISH: gettext_lazy("Publishing"),
    Use.QUOTE: gettext_lazy("Quoting"),
    Use.MEETINGS: gettext_lazy("Meetings"),
    Use.EXPORT: gettext_lazy("Downloads"),
    Use.PODCAST: gettext_lazy("Podcast"),
    Use.IMPROVE: gettext_lazy("Teaching the machine"),
}
REACHES = {
    Reach.EVERYONE: gettext_lazy("Everyone, on the open web"),
    Reach.MEMBERS: gettext_lazy("Everybody who has an account here"),
    Reach.GROUP: gettext_lazy("The members of one group"),
    Reach.NAMED: gettext_lazy("Only people I name"),
    Reach.ONLY_US: gettext_lazy("Only us: the people in the story and those who look after it"),
}


def ledger_of(story: Story) -> list[Row]:
    """Everything that the people in a story and their guardians said, in the order in which it was written down."""
    return [_row(entry) for entry in entries_of(story)]


def entries_of(story: Story) -> QuerySet[ConsentEntry]:
    return ConsentEntry.objects.filter(subject__in=story.people.values("subject"))


def _row(entry: ConsentEntry) -> Row:
    return Row(str(entry.subject), Use(entry.use), Ruling(entry.ruling), entry.as_guardian, entry.themself)


def uses_permitted(story: Story) -> frozenset[Use]:
    """What everybody in the story agrees to now. For many stories ask `stories_that_permit`."""
    if story.state not in (Story.State.DRAFT, Story.State.PUBLISHED):
        return frozenset()
    return consent.uses_permitted(ledger_of(story), [person.as_subject() for person in story.people.all()])


def answers_of(person: StoryPerson, *, as_guardian: bool = False) -> dict[Use, Ruling | None]:
    """What they said last to every use. None: they were not asked yet. Whoever is of age has not yet answered what
    their guardian said no to: then they do so themselves."""
    ledger, subject = ledger_of(person.story), str(person.subject)
    rows = {use: consent.latest(ledger, subject, use, as_guardian=as_guardian) for use in Use}
    answers: dict[Use, Ruling | None] = {
        use: row.ruling if row and row.ruling is not Ruling.LAPSED else None for use, row in rows.items()
    }
    theirs_now = () if as_guardian or person.is_young else consent.guardian_said_no(ledger, subject)
    return answers | {use: None for use in theirs_now if answers[use] is Ruling.GIVEN}


def guardian_noes(person: StoryPerson) -> list[Use]:
    """The uses to which a guardian's no stands, whatever the age by now."""
    return consent.guardian_said_no(ledger_of(person.story), str(person.subject))


def history_of(person: StoryPerson) -> list[ConsentEntry | DecidingEntry]:
    """Every row of the ledger about them, the latest first."""
    tables = (ConsentEntry, DecidingEntry)
    rows = [row for table in tables for row in table.objects.filter(subject=person.subject).select_related("by")]
    return sorted(rows, key=lambda row: (row.at, row.pk), reverse=True)


def papers_of(person: StoryPerson) -> Path:
    """Where the photos of what somebody agreed to on paper lie."""
    return place_of(f"consent/{person.subject}")


def sign_off_of(person: StoryPerson) -> SignOff | None:
    return _signed().filter(person=person).select_related("by").first()


def _signed() -> QuerySet[SignOff]:
    return SignOff.objects.filter(void=False)


@dataclass(frozen=True)
class Gap:
    """Something that is still missing before a story can be published, and where it is mended."""

    sentence: str
    address: str


def gaps_in_consent(story: Story) -> list[Gap]:
    """What is missing from the people in it, and from its audience."""
    people, ledger = list(story.people.all()), ledger_of(story)
    everybody = reverse("story-people", args=[story.slug])
    if not people:
        return [Gap(_("Say who is in the story, and ask them."), everybody)]
    gaps = [gap for person in people for gap in _gaps_of(person, ledger)]
    if not any(person.is_storyteller for person in people):
        gaps.append(Gap(_("Say whose story it is."), everybody))
    return gaps + _gaps_in_audience(story)


def _gaps_of(person: StoryPerson, ledger: list[Row]) -> Iterator[Gap]:
    address = reverse("story-person", args=[person.story.slug, person.pk])
    stand = consent.stand(ledger, person.as_subject(), Use.PUBLISH)
    if stand is not Stand.YES:
        yield Gap(_sentence(person, stand), address)
    if person.is_storyteller and sign_off_of(person) is None:
        heard, read = (
            _("%(name)s has to hear and read it, and sign it off."),
            _("%(name)s has to read it, and sign it off."),
        )
        yield Gap((heard if person.story.has_sound else read) % {"name": person.name}, f"{address}#sign")


def _sentence(person: StoryPerson, stand: Stand) -> str:
    return {
        Stand.NOT_ASKED: _("Ask %(name)s whether it may be published."),
        Stand.NO: _("%(name)s said no to publishing."),
        Stand.GUARDIAN_NOT_ASKED: _("%(name)s is under 18: a parent or guardian has to say yes too."),
        Stand.GUARDIAN_NO: _("The parent or guardian of %(name)s said no to publishing.")
        if person.is_young
        else _(
            "The parent or guardian of %(name)s said no to publishing. %(name)s decides alone now, and only they can "
            "say otherwise: with their private link or their account."
        ),
    }[stand] % {"name": person.name}


def stand_of(person: StoryPerson) -> Stand:
    """Where they stand on publishing."""
    return consent.stand(ledger_of(person.story), person.as_subject(), Use.PUBLISH)


def _gaps_in_audience(story: Story) -> list[Gap]:
    address = reverse("audience", args=[story.slug])
    if story.reach == Reach.GROUP and story.group_id is None:
        return [Gap(_("Choose the group that it is for."), address)]
    if story.reach == Reach.NAMED and not story.readers.exists():
        return [Gap(_("Name the people that it is for."), address)]
    return []


def audience_in_words(story: Story) -> str:
    """For example "The members of one group: Ward 7. From 1 March 2026"."""
    whom = str(REACHES[Reach(story.reach)])
    if story.reach == Reach.GROUP and story.group:
        whom += f": {story.group}"
    if story.reach == Reach.NAMED:
        whom += ": " + ", ".join(map(str, story.readers.all()))
    days = [(_("From %s"), story.opens_on), (_("Until %s"), story.closes_on)]
    return ". ".join([whom, *(words % date_format(day, "j F Y") for words, day in days if day)])


def whom_for(story: Story) -> str:
    """For its readers: for whom it was published, if not for everybody. Who else was named is nobody's concern."""
    if story.state != Story.State.PUBLISHED or story.reach == Reach.EVERYONE:
        return ""
    if story.reach == Reach.GROUP:
        return _("For the members of %(group)s") % {"group": story.group} if story.group else _("For nobody yet")
    return {
        Reach.MEMBERS: _("For everybody with an account here"),
        Reach.NAMED: _("For a few people by name"),
        Reach.ONLY_US: _("Only for those in it and those who look after it"),
    }[Reach(story.reach)]


def story_people(story: Story) -> QuerySet[StoryPerson]:
    return story.people.select_related("account", "contact")


def stories_in(user: User) -> QuerySet[StoryPerson]:
    """Where somebody is in a story that somebody else reported, or their own: one row a story."""
    alive = StoryPerson.objects.filter(account=user).exclude(story__state=Story.State.ERASED)
    return alive.select_related("story").order_by("-story__created_at")


def person_in(story: Story, number: int) -> StoryPerson:
    """Raises StoryPerson.DoesNotExist."""
    person = StoryPerson.objects.select_related("story__reporter").get(story=story, pk=number)
    person.story = story
    return person


def part_of(viewer: Viewer, slug: str) -> StoryPerson:
    """Somebody's own part in a story, by their account. Raises StoryPerson.DoesNotExist."""
    alive = StoryPerson.objects.exclude(story__state=Story.State.ERASED).exclude(account=None)
    return alive.select_related("story__reporter").get(account=as_person(viewer).id, story__slug=slug)


def link_for(token: str) -> PrivateLink:
    """The link with this secret, good or not. Raises PrivateLink.DoesNotExist."""
    rows = PrivateLink.objects.select_related("person__story__reporter")
    return rows.exclude(person__story__state=Story.State.ERASED).get(digest=digest_of(token))


def digest_of(token: str) -> str:
    """The secret has more chance in it than anybody can try, so that a plain digest keeps it."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def good_link_of(person: StoryPerson, *, for_guardian: bool = False) -> PrivateLink | None:
    links = PrivateLink.objects.filter(person=person, for_guardian=for_guardian)
    return next((link for link in links if link.is_good), None)


def part_in(viewer: Viewer, story: Story) -> StoryPerson | None:
    """The person that `viewer` is in a story."""
    who = as_person(viewer)
    return None if who.id is None else story.people.filter(account=who.id).first()


def may_download(viewer: Viewer, story: Story) -> bool:
    """The words as a file: everybody when its people agree, and in any case those in it and who look after it."""
    if may_edit(viewer, story) or permits(story, Use.EXPORT):
        return True
    return part_in(viewer, story) is not None


def check_may_download(viewer: Viewer, story: Story) -> None:
    if not may_download(viewer, story):
        raise NotAllowed(_("The people in this story do not want its words to be downloaded."), code="no-export")


def exports_of(story: Story) -> QuerySet[ExportNote]:
    """Who downloaded its words."""
    return story.exports.select_related("by")


def cooling_off_days() -> int:
    return settings.HEARD["HEARD_COOLING_OFF_DAYS"]


def can_bring_back(story: Story, *, viewer: Viewer, part: StoryPerson | None, as_guardian: bool = False) -> bool:
    """Whoever took it back: somebody in it, somebody's guardian, or else its reporter."""
    if story.state != Story.State.WITHDRAWN:
        return False
    if story.sealed_by is not None:
        return part is not None and (part.subject, as_guardian) == (story.sealed_by, story.sealed_as_guardian)
    return as_person(viewer).id == story.reporter_id


def due_to_erase() -> QuerySet[Story]:
    """Stories that were taken back so long ago that they are erased."""
    since = timezone.now() - timedelta(days=cooling_off_days())
    return Story.objects.filter(state=Story.State.WITHDRAWN, sealed_at__lte=since)
