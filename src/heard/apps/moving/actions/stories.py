"""Take in a story with its words, its sound, the people in it and what they said to each use of it: all of it or
nothing."""

from __future__ import annotations

from pathlib import Path

from django.utils.text import slugify

from heard.apps.joining.models import Group
from heard.apps.moving.actions.pages import take_comments, words_in
from heard.apps.moving.actions.parts import take_parts
from heard.apps.moving.actions.people import person_called
from heard.apps.moving.actions.settling import settle
from heard.apps.moving.actions.taking import Run, Taken, take
from heard.apps.moving.models import OldAddress
from heard.apps.telling.actions import recordings, stories
from heard.apps.telling.models import Story
from heard.apps.transcribing.actions import keep_take
from heard.apps.transcribing.models import Job
from heard.apps.understanding.actions.chapters import begin_chapter
from heard.apps.understanding.actions.easy import add_line
from heard.core.errors import BadInput
from heard.core.moving import layout, values
from heard.core.moving.addresses import plain_address
from heard.core.moving.reading import Line
from heard.core.moving.webpage import Page
from heard.core.moving.words import as_kept
from heard.core.sentences import Sentence
from heard.core.transcript.words import Transcript

_BESIDE = ("parts", "voices", "chapters", "easy-read")


def take_story(run: Run, line: Line) -> None:
    beside = {table: [dict(one.cells) for one in run.of(table, line.key)] for table in _BESIDE}
    said = [dict(row.cells) for part in run.of("parts", line.key) for row in run.of("consent", part.key)]
    take(run, line, lambda key: _story(run, line, key), of={**beside, "consent": said})


def _story(run: Run, line: Line, key: int | None) -> Taken:
    if key is not None:
        return _again(run, line, key)
    details, published = _details(run, line), values.moment(line["published_at"], "published_at")
    notes: list[str] = []
    words, page = _words(run, line, notes)
    details["summary"] = details["summary"] or page.standfirst
    reporter = person_called(run, line["reporter"])
    story = stories.begin_story(run.by, details, reporter=reporter, address=_address(line.key))
    _describe(run, line, story)
    if words:
        keep_take(story, words)
    has_sound = _sound(run, line, story, written=words is not None)
    people = take_parts(run, line, story, words)
    _understand(run, line, story)
    take_comments(run, story, page)
    if published:
        notes += settle(story, published, people, by=run.by, waits=has_sound)
    else:
        notes.append(str(Sentence("It is a private draft.")))
    return Taken(story.pk, story.get_absolute_url(), notes)


def _address(key: str) -> str:
    """What it was called there, where that is a name and no number."""
    return key if slugify(key) == key and key[:1].isalpha() and "_" not in key else ""


def _again(run: Run, line: Line, key: int) -> Taken:
    """What is said about it is said anew. Words and people are ours by now, and somebody may have put them right."""
    story = Story.objects.filter(pk=key, state__in=(Story.State.DRAFT, Story.State.PUBLISHED)).first()
    if story is None:
        return Taken(key, notes=[str(Sentence("It was taken back or deleted here, and stays so."))])
    stories.describe_story(story, _details(run, line), by=run.by)
    _describe(run, line, story)
    said = Sentence("What is said about it was changed. Its words, its people and their consent stay as they are here.")
    return Taken(key, story.get_absolute_url(), [str(said)])


def _details(run: Run, line: Line) -> stories.Details:
    details = stories.Details(
        title=line["title"],
        summary=line["summary"],
        language=line["language"] or "en",
        place=line["place"],
        told_on=values.day(line["told_on"], "told_on"),
        voices=values.whole(line["voices"], "voices"),
        content_note=line["content_note"],
        synthetic=values.yes(line["synthetic"], "synthetic"),
    )
    if line["gathered_with"]:
        details["gathered_with"] = _organisation(run, line["gathered_with"])
    return details


def _organisation(run: Run, name: str) -> Group:
    found = Group.objects.filter(pk=run.key_of("organisations", name) or 0).first()
    if found is None:
        said = "No organisation in the table “organisations” has the id “%(name)s”."
        raise BadInput(said, code="no-group", field="gathered_with", name=name)
    return found


def _describe(run: Run, line: Line, story: Story) -> None:
    stories.describe_story(story, {}, by=run.by, themes=layout.listed(line["themes"]))
    stories.choose_audience(story, {"licence": line["licence"]}, by=run.by)
    for old in layout.listed(line["old_address"]):
        OldAddress.objects.update_or_create(old=plain_address(old), defaults={"story": story, "path": ""})


def _words(run: Run, line: Line, notes: list[str]) -> tuple[Transcript | None, Page]:
    """From the file that the row names, or the one that is called like the story."""
    named = line["transcript"]
    place = run.folder.file(named) if named else run.folder.called((layout.TRANSCRIPTS, layout.PAGES), line.key)
    if place is None:
        return None, Page()
    transcript, page = words_in(place, notes)
    says_so = place.suffix.lower() == ".json"  # which language it is in
    return as_kept(transcript, "" if says_so else line["language"]), page


def _sound(run: Run, line: Line, story: Story, *, written: bool) -> bool:
    """What is written down already is not written down once more: only what plays is made."""
    named = line["media"]
    place = run.folder.file(named) if named else run.folder.called((layout.MEDIA,), line.key)
    if place is None:
        return False
    _keep(run, story, place)
    if written and not run.is_dry:
        Job.objects.create(story=story, remake=True)
    return True


def _keep(run: Run, story: Story, place: Path) -> None:
    recordings.check_recording(place.name, place.stat().st_size)
    if not run.is_dry:
        with place.open("rb") as file:
            recordings.keep_recording(story, file, place.name, by=run.by)


def _understand(run: Run, line: Line, story: Story) -> None:
    for one in run.of("chapters", line.key):
        begin_chapter(story, one["first"], one["title"], by=run.by)
    for one in sorted(run.of("easy-read", line.key), key=lambda row: values.whole(row["position"], "position") or 0):
        add_line(story, one["text"], alt="", by=run.by)
