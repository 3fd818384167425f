"""A story told in writing that everybody may read."""

from __future__ import annotations

import pytest

from heard.apps.telling.actions.consent import record_storyteller
from heard.apps.telling.models import SignOff, Story
from heard.apps.transcribing.actions.publishing import publish_story
from heard.apps.writing.actions import begin_in_writing

TEXT = "We met on Mondays. There was tea.\n\nNobody asked us about co-production, and then they did."


@pytest.fixture
def told(ada) -> Story:
    """By Hamid, who agrees to everything."""
    story = begin_in_writing({"title": "Tea on Mondays", "words_from": "teller", "place": "Salford"}, TEXT, by=ada)
    teller = record_storyteller(story, "Hamid", by=ada)
    SignOff.objects.create(person=teller, how=SignOff.How.IN_PERSON, by=ada)
    publish_story(story, by=ada)
    return Story.objects.get(pk=story.pk)
