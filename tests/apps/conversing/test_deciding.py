"""A reporter hears of every no, of a story that was taken back, and of one that was brought back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.apps.conversing.actions.notices import tell_of_decisions
from heard.apps.conversing.models import Notice
from heard.apps.conversing.queries.notices import in_a_letter
from heard.apps.telling.actions.consent import Hand, record_consent
from heard.apps.telling.actions.withdrawing import bring_back, take_back
from heard.core.people.consent import Use

THEIRS = Hand(themself=True)


@pytest.fixture
def told(story):
    return story("One card")


@pytest.fixture
def teller(told):
    return told.people.get()


def news(browse, person):
    """What the page of notices tells, the newest first: each with its address and what is said of it."""
    tell_of_decisions()
    rows = browse(person).get(reverse("notices")).context["told"]
    return [(one.sentence, one.path, one.note) for one in rows]


def test_a_no_is_told_once_with_what_it_does_and_leads_to_who_said_it(browse, ada, told, teller):
    record_consent(teller, {Use.PUBLISH: False, Use.QUOTE: False}, hand=THEIRS)
    told_twice = [news(browse, ada), news(browse, ada)][1]
    note = "Publishing, Quoting, readers get nothing of it now"
    at = reverse("story-person", args=[told.slug, teller.pk])
    assert told_twice == [("Hamid said no about your story “One card”.", at, note)]


def test_a_yes_and_what_the_reporter_wrote_down_are_not_told(browse, ada, teller):
    record_consent(teller, {Use.QUOTE: False}, hand=Hand(ada))
    record_consent(teller, {Use.QUOTE: True}, hand=THEIRS)
    assert news(browse, ada) == []


def test_a_no_that_somebody_else_wrote_down_is_told(browse, ada, cleo, teller):
    record_consent(teller, {Use.EXPORT: False}, hand=Hand(cleo))
    assert [note for _, _, note in news(browse, ada)] == ["Downloads"]


def test_a_story_that_was_taken_back_and_brought_back_is_told(browse, ada, told, teller):
    take_back(told, hand=THEIRS, part=teller)
    back = reverse("take-story-back", args=[told.slug])
    assert news(browse, ada) == [("Somebody took back your story “One card”. Nobody can see it.", back, "")]
    bring_back(told, hand=THEIRS, part=teller)
    sentences = [sentence for sentence, _, _ in news(browse, ada)]
    assert sentences[0] == "Somebody brought back your story “One card”. It is a private draft now."


def test_a_letter_about_a_private_story_names_nobody(ada, told, teller):
    record_consent(teller, {Use.PUBLISH: False}, hand=THEIRS)
    tell_of_decisions()
    told = in_a_letter(Notice.objects.get(person=ada))
    assert (told.sentence, told.path.partition("#")[0]) == ("Somebody said no about your story.", reverse("notices"))
