"""The people, stories and transcripts that tests are told with.

Ada tells (a reporter), Ben helps (a visitor with an account), Cleo reviews (an editor), Rae moderates, Max is a
stranger (an account and no rights), Hana hosts.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

from django.utils.text import slugify

from heard.apps.joining.models import User
from heard.apps.telling.actions.consent import record_storyteller
from heard.apps.telling.models import SignOff, Story, Theme
from heard.apps.transcribing.actions import keep_take
from heard.apps.transcribing.models import VoiceReason
from heard.core.people.permissions import Role
from heard.core.transcript.words import Speaker, Transcript, Word

PASSWORD = "tea-and-a-long-chat"
TOLD = (
    ("S1", "Do you want to introduce yourself?"),
    ("S2", "I'm Hamid. My experience of coal production, um, is a good one."),
    ("S1", "What made it good?"),
    ("S2", "We took a lot of the lead, and nothing was decided without us."),
)
_FIRST_PUBLISHED = datetime(2026, 3, 1, 12, tzinfo=UTC)
_published = count()


def make_person(name: str, role: Role = Role.VISITOR) -> User:
    return User.objects.create_user(
        email=f"{slugify(name.split()[0])}@example.org", password=PASSWORD, name=name, role=role
    )


def make_transcript(*turns: tuple[str, str], confidence: float = 0.9) -> Transcript:
    """Each turn is a paragraph. Words are w1, w2, ...; each takes 0.4 s, with 0.1 s before the next and a second
    between turns."""
    words: list[Word] = []
    clock = 0.0
    for paragraph, (speaker, text) in enumerate(turns or TOLD):
        for written in text.split():
            start, end = round(clock, 2), round(clock + 0.4, 2)
            words.append(Word(f"w{len(words) + 1}", written, start, end, speaker, confidence, paragraph=paragraph))
            clock += 0.5
        clock += 1.0
    voices = sorted({word.speaker for word in words if word.speaker})
    speakers = tuple(Speaker(voice, f"Speaker {number}") for number, voice in enumerate(voices, 1))
    return Transcript(tuple(words), duration=round(clock, 2), engine="tests", speakers=speakers)


def make_story(
    title: str,
    by: User,
    *turns: tuple[str, str],
    published: bool = True,
    transcript: bool = True,
    themes: tuple[str, ...] = (),
    storyteller: str = "Hamid",
    **fields: object,
) -> Story:
    """A story with a transcript and no recording, whose storyteller agrees to everything and has signed it off; or,
    with no `storyteller`, nobody has been asked. The other voices are passers-by. Later calls make newer stories."""
    when = _FIRST_PUBLISHED + timedelta(seconds=next(_published)) if published else None
    state = Story.State.PUBLISHED if published else Story.State.DRAFT
    story = Story.objects.create(
        slug=slugify(title), title=title, reporter=by, state=state, published_at=when, **fields
    )
    story.themes.set([Theme.objects.get_or_create(name=name, slug=slugify(name))[0] for name in themes])
    teller = record_storyteller(story, storyteller, by=by) if storyteller else None
    if transcript:
        VoiceReason.objects.bulk_create(VoiceReason(story=story, key=key, reason="passer-by") for key in ("S1", "S2"))
        keep_take(story, make_transcript(*turns))
    if teller:
        SignOff.objects.create(person=teller, how=SignOff.How.IN_PERSON, by=by)
    return story


def spoil(story: Story) -> None:
    """Let its words be such as nobody can read: one of them begins before the recording does."""
    paragraph = story.paragraphs.first()
    paragraph.words[3][2] = -1
    paragraph.save()
