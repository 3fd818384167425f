"""Make the stories of the demo network that were told in writing."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from heard import demo
from heard.apps.joining.models import User
from heard.apps.telling.actions import stories
from heard.apps.telling.actions.consent import Hand, record_storyteller
from heard.apps.telling.actions.pictures import About, send_picture
from heard.apps.telling.models import SignOff, Story
from heard.apps.transcribing.actions import publishing
from heard.apps.writing.actions import begin_in_writing
from heard.server.demonstration_collections import drawn


def write(people: Mapping[str, User]) -> None:
    """What is there stays as it is."""
    for made in demo.written():
        if not Story.objects.filter(title=made.title, synthetic=True).exists():
            _write(made, people[made.reporter])


@transaction.atomic
def _write(made: demo.DemoWritten, by: User) -> None:
    details = stories.Details(
        title=made.title,
        summary=made.summary,
        place=made.place,
        told_on=made.told_on,
        words_from="teller",
        synthetic=True,
    )
    story = begin_in_writing(details, made.text, by=by)
    stories.describe_story(story, {}, by=by, themes=made.themes)
    send_picture(story, drawn(made.picture), About(made.described, shows="nobody"), by=by)
    teller = record_storyteller(story, made.teller, by=by)
    publishing.sign_off(teller, SignOff.How.IN_PERSON, hand=Hand(by), note="For the demonstration")
    publishing.publish_story(story, by=by)
