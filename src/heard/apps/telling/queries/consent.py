"""Reads about the people in a story: what each agreed to, and what is still to be asked before it is published."""

from __future__ import annotations

from heard.apps.telling.models import ConsentEntry, Story
from heard.core import consent
from heard.core.consent import Row, Ruling, Use


def ledger_of(story: Story) -> list[Row]:
    """Everything that the people in a story and their guardians said, in the order in which it was written down."""
    entries = ConsentEntry.objects.filter(subject__in=story.people.values("subject"))
    return [_row(entry) for entry in entries]


def _row(entry: ConsentEntry) -> Row:
    return Row(str(entry.subject), Use(entry.use), Ruling(entry.ruling), entry.as_guardian, entry.themself)


def uses_permitted(story: Story) -> frozenset[Use]:
    """What everybody in the story agrees to now. For many stories ask `stories_that_permit`."""
    if story.state not in (Story.State.DRAFT, Story.State.PUBLISHED):
        return frozenset()
    return consent.uses_permitted(ledger_of(story), [person.as_subject() for person in story.people.all()])
