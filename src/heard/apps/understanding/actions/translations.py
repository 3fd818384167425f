"""Write down in another language what was said in a story: paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from heard.apps.joining.models import User
from heard.apps.journal import actions as journal
from heard.apps.telling.models import Story
from heard.apps.transcribing.queries import transcript_of
from heard.apps.understanding.models import TranslatedParagraph, Translation
from heard.apps.understanding.queries.translations import beside_of, languages_left
from heard.core import formats
from heard.core.errors import BadInput, WrongState, refuse
from heard.core.people.fields import TRANSLATED, choice_faults, text_faults
from heard.core.people.permissions import check_can_edit_story
from heard.core.transcript.scripts import one_line
from heard.core.transcript.second import Beside, texts_from
from heard.core.transcript.words import Transcript


@transaction.atomic
def begin_translation(story: Story, language: str, *, by: User) -> Translation:
    """Into one of the languages that it is not in yet. Raises BadInput."""
    check_can_edit_story(by.as_person(), reporter=story.reporter_id)
    story = Story.objects.select_for_update().get(pk=story.pk)
    refuse(choice_faults("language", language, dict(languages_left(story, story.translations.all()))))
    row = Translation.objects.create(story=story, language=language, by=by)
    journal.write("translation begun", about=row, by=by, story=story.pk)
    return row


@dataclass(frozen=True)
class Written:
    """What somebody wrote for a paragraph, and the `seen` of the text that stood there when they began."""

    text: str
    seen: str


def seen_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


@transaction.atomic
def write_translation(row: Translation, written: Mapping[str, Written], *, by: User) -> list[str]:
    """Keeps what was written for the paragraphs that begin with these words; an empty text takes one away. What is as
    it was stays untouched, and so does a paragraph that somebody else wrote meanwhile: its first word is given back.
    Raises BadInput with `field` for a text that is too long."""
    row = _locked(row, by)
    changed, passed = 0, []
    for one in beside_of(row, _transcript(row)):
        given = written.get(one.paragraph.first)
        if given is None or (text := one_line(given.text)) == one.written:
            continue
        if given.seen != seen_of(one.written):
            passed.append(one.paragraph.first)
            continue
        _put(row, one, text, by)
        changed += 1
    if changed:
        journal.write("translation written", about=row, by=by, story=row.story_id)
    return passed


def _put(row: Translation, one: Beside, text: str, by: User) -> None:
    """One text for the paragraph, in place of all that stood for it."""
    paragraph, first = one.paragraph, one.paragraph.first
    if text:
        refuse(text_faults({first: text}, {first: TRANSLATED["text"]}))
    row.paragraphs.filter(first__in=[first, *(there.first for there in one.texts)]).delete()
    if text:
        TranslatedParagraph.objects.create(
            translation=row,
            first=first,
            start=paragraph.start,
            end=paragraph.end,
            of=paragraph.text,
            text=text,
            by=by,
        )


@transaction.atomic
def take_in(row: Translation, name: str, data: bytes, *, by: User) -> int:
    """Captions that somebody made elsewhere, with times of the same recording: what they say goes to the paragraphs
    that have no text yet. Returns how many got one. Raises BadTranscript for a file that cannot be read."""
    row = _locked(row, by)
    transcript = _transcript(row)
    texts = texts_from(formats.read(name, data), transcript)
    got = 0
    for one in beside_of(row, transcript):
        text = one_line(texts.get(one.paragraph.first, ""))
        if text and not one.texts:
            _put(row, one, text, by)
            got += 1
    if got:
        journal.write("translation taken in", about=row, by=by, story=row.story_id)
    return got


@transaction.atomic
def still_fits(row: Translation, first: str, *, by: User) -> None:
    """Somebody has read a paragraph that was put right, and its text as it stands still says the same."""
    row = _locked(row, by)
    for one in beside_of(row, _transcript(row)):
        if one.paragraph.first == first and one.is_older and not one.withheld:
            _put(row, one, one.text, by)
            journal.write("translation found to fit", about=row, by=by, story=row.story_id)


@transaction.atomic
def show_translation(row: Translation, *, shown: bool, by: User) -> None:
    """To everybody who may see the story, or to nobody but those who look after it. Raises WrongState for one without a
    word."""
    row = _locked(row, by)
    if shown and not row.paragraphs.exists():
        raise WrongState("Nothing is translated yet.", code="nothing-translated")
    row.shown_at = timezone.now() if shown else None
    row.save(update_fields=["shown_at"])
    journal.write("translation shown" if shown else "translation kept back", about=row, by=by, story=row.story_id)


@transaction.atomic
def drop_translation(row: Translation, *, by: User) -> None:
    row = _locked(row, by)
    journal.write("translation taken away", about=row, by=by, story=row.story_id)
    row.delete()


def _locked(row: Translation, by: User) -> Translation:
    check_can_edit_story(by.as_person(), reporter=row.story.reporter_id)
    return Translation.objects.select_for_update(of=("self",)).select_related("story").get(pk=row.pk)


def _transcript(row: Translation) -> Transcript:
    transcript = transcript_of(row.story)
    if transcript is None:
        raise BadInput("Its words are not written down yet.", code="no-words")
    return transcript
