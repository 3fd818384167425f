"""`heard transcribe-again`: have a better engine listen to a story once more."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from heard.apps.telling.models import Story
from heard.apps.transcribing.actions import transcribe_again
from heard.apps.transcribing.queries import transcript_of
from heard.core.errors import BadInput
from heard.core.listening.engines import is_weaker


class Command(BaseCommand):
    help = "Write a story down once more. The worker does it; every word that people wrote or confirmed is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("story", metavar="STORY-SLUG", help="how the story's address ends")
        parser.add_argument("--model", default="", help="a speech model (default: the one that the host has set)")

    def handle(self, *args: Any, story: str, model: str, **options: Any) -> None:
        found = Story.objects.filter(slug=story).first()
        if found is None:
            raise BadInput("There is no story “%(story)s” here.", code="no-story", story=story)
        transcribe_again(found, model=model)
        self.stdout.write(f"{found.get_absolute_url()} is in line. `heard worker` writes it down.")
        transcript = transcript_of(found)
        if transcript and is_weaker(model or settings.HEARD["HEARD_MODEL"], transcript.engine):
            self.stdout.write("It is smaller than the model that wrote it: what it hears otherwise is only offered.")
