"""`heard import`: take in a recording from the shell."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from heard.apps.joining.models import User
from heard.apps.joining.queries import first_host
from heard.apps.telling.actions import recordings, stories
from heard.apps.telling.actions.consent import record_storyteller
from heard.apps.telling.models import Story
from heard.core.errors import BadInput


class Command(BaseCommand):
    help = (
        "Begin a story with this recording, as a private draft. The worker writes it down. It is published "
        "on its page, when somebody has heard and read it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--title", required=True)
        parser.add_argument("--reporter", metavar="EMAIL", help="whose story it is (default: the host's)")
        parser.add_argument("--summary", default="")
        parser.add_argument("--place", default="")
        parser.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help="when it was recorded")
        parser.add_argument("--themes", default="", help="a few words each, with commas between")
        parser.add_argument("--voices", type=int, help="how many people speak")
        parser.add_argument("--language", default="en", help="as a code (default: en)")
        parser.add_argument("--agreed", metavar="NAME", help="who tells it, and has agreed to every use of it")

    def handle(self, *args: Any, file: Path, agreed: str, **given: Any) -> None:
        if not file.is_file():
            raise BadInput("There is no file “%(file)s”.", code="no-file", file=file)
        by = _reporter(given["reporter"])
        story = _begin(by, given)
        try:
            with file.open("rb") as recording:
                recordings.keep_recording(story, recording, file.name, by=by)
        except BaseException:
            stories.delete_story(story, by=by)
            raise
        if agreed:
            record_storyteller(story, agreed, by=by)
        self.stdout.write(story.get_absolute_url())


def _begin(by: User, given: dict[str, Any]) -> Story:
    details = {name: given[name] for name in ("title", "summary", "place", "voices", "language")}
    story = stories.begin_story(by, {**details, "told_on": given["date"]})  # type: ignore[typeddict-item]
    themes = [name.strip() for name in given["themes"].split(",") if name.strip()]
    stories.describe_story(story, {}, by=by, themes=themes)
    return story


def _reporter(email: str | None) -> User:
    if email is None:
        return first_host()
    found = User.objects.filter(email=email.lower()).first()
    if found is None:
        raise BadInput("Nobody here has the e-mail address “%(email)s”.", code="no-reporter", email=email)
    return found
