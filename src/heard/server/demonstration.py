"""Make the demo network: people and stories from `heard.demo`, really written down, published and partly put right.

Every step looks first at what is there, so that a run which was broken off is completed by the next.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from django.conf import settings
from django.db import transaction

from heard import demo
from heard.apps.conversing.actions import comments as conversing
from heard.apps.conversing.actions.comments import Saying
from heard.apps.conversing.models import Comment
from heard.apps.conversing.queries.comments import Reader
from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.correcting.models import Correction
from heard.apps.furnishing.actions import furnish
from heard.apps.joining.actions.portraits import send_portrait
from heard.apps.joining.models import User
from heard.apps.moderating.actions.concerns import Worry, raise_concern
from heard.apps.moderating.queries.subjects import subject_for
from heard.apps.telling.actions import recordings, stories
from heard.apps.telling.actions.consent import EVERY_USE, About, Hand, add_person, record_consent
from heard.apps.telling.models import SignOff, Story
from heard.apps.transcribing.actions import publishing
from heard.apps.transcribing.models import Job
from heard.apps.transcribing.queries import progress_of, transcript_of
from heard.apps.transcribing.queries.readiness import unexplained_voices
from heard.apps.wording.actions import add_term, list_names
from heard.apps.wording.queries import term_called
from heard.core.errors import HeardError
from heard.core.people.network import LANGUAGES, Network
from heard.core.people.readiness import Reason
from heard.core.transcript.alignment import align, key
from heard.core.transcript.words import Transcript, Word, text_of
from heard.server.demonstration_collections import collect, drawn, place_on_map, show_places
from heard.server.demonstration_pages import publish_pages
from heard.server.demonstration_translations import translate
from heard.server.demonstration_written import write
from heard.server.running import Together, worker
from heard.web.network import network

Say = Callable[[str], None]
Fix = tuple[Sequence[Word], str]
"""The machine's words, and what was really said."""
_AT_ONCE = 2  # recordings, each in one thread
_FIRST = 3  # stories that are there when the address is told
_MOST_FIXES = 7  # in one story: the rest is left for whoever comes
_LONGEST = 3  # words in one correction


def is_made() -> bool:
    """Whether it was complete once. What the host took away since stays away."""
    return _mark().exists()


def _mark() -> Path:
    return Path(settings.DATA) / "demo-is-made"


def make(say: Say) -> None:
    """Make what is missing, and wait for all of it."""
    if is_made():
        return
    making = Making(say)
    with Together({f"worker {number}": worker() for number in range(_AT_ONCE)}) as workers:
        workers.keep_running(until=lambda: making.advance() == 0)


class Making:
    """The demo network while it is made. Its stories come one after the other, as workers write them down."""

    def __init__(self, say: Say) -> None:
        say("Making the demo network. It is really written down by this machine, which takes some minutes.")
        self._say = say
        self._cast = people()
        explain(self._cast["cleo"])
        speak(self._cast["hana"])
        self._told = {story.slug: (story, _begun(story, self._cast)) for story in in_order()}
        self._draft = list(self._told)[-1]
        self._finished: set[str] = set()

    def advance(self) -> int:
        """Finish every story that is written down by now; with the last one, what is made of several. Returns how many
        are left. Raises HeardError for one that cannot be written down."""
        ended = self._written_down()
        for slug in (slug for slug in self._told if slug in ended - self._finished):
            story, row = self._told[slug]
            finish(story, row, self._cast, is_draft=story.slug == self._draft)
            self._finished.add(slug)
            self._say(f"  {len(self._finished)} of {len(self._told)} stories are written down")
        if not self.left and not is_made():
            rows = {slug: row for slug, (_, row) in self._told.items()}
            talk(rows, self._cast)
            collect(rows, self._cast["cleo"])
            place_on_map(self._cast["cleo"])
            show_places(self._cast["cleo"])
            publish_pages(rows, self._cast)
            write(self._cast)
            _mark().touch()
        return self.left

    @property
    def left(self) -> int:
        return len(self._told) - len(self._finished)

    @property
    def is_worth_a_look(self) -> bool:
        return len(self._finished) >= min(_FIRST, len(self._told))

    def _written_down(self) -> set[str]:
        """Those at which nothing is left to do, be it for the worse: `finish` says why."""
        slugs = {row.pk: slug for slug, (_, row) in self._told.items()}
        ended = Job.objects.filter(story__in=slugs, state__in=(Job.State.DONE, Job.State.FAILED))
        return {slugs[key] for key in ended.values_list("story", flat=True)}


def in_order() -> list[demo.DemoStory]:
    """The oldest first, but for the very oldest: it stays a draft, and nobody waits for it."""
    draft, *others = reversed(demo.stories())
    return [*others, draft]


def is_here() -> bool:
    """Whether somebody can still sign in with the password that was printed."""
    known = User.objects.filter(email__in=[person.email for person in demo.people()], is_active=True)
    return any(user.check_password(_password()) for user in known)


def sign_ins() -> str:
    """Who can sign in, as what, and with which password."""
    lines = [f"  {person.email:<20} {person.name}, {person.role}" for person in demo.people()]
    return "\n".join([f"Demo people, all with the password “{_password()}”:", *lines])


def _password() -> str:
    """One for all, of this network alone: nobody can sign in to a demo network by having read our code."""
    kept = Path(settings.DATA) / "demo-password"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(f"tea-and-{secrets.token_hex(3)}")
    return kept.read_text()


def people() -> dict[str, User]:
    """The cast by their keys, with an account each."""
    return {person.key: _person(person) for person in demo.people()}


def speak(host: User) -> None:
    """Offer the pages in every language that there is."""
    if network() == Network():
        furnish(Network(languages=tuple(LANGUAGES)), by=host)


def explain(editor: User) -> None:
    """Put what the demo glossary explains into the glossary."""
    for entry in demo.terms():
        if term_called(entry.term) is None:
            add_term(entry, by=editor)


@transaction.atomic
def _person(person: demo.DemoPerson) -> User:
    """With their picture, which stays away once they took it away."""
    if known := User.objects.filter(email=person.email).first():
        return known
    how = {"name": person.name, "role": person.role, "about": person.about}
    user = User.objects.create_user(person.email, _password(), **how)
    if person.picture:
        send_portrait(user, drawn(person.picture), person.described, agreed=True)
    return user


def _begun(story: demo.DemoStory, people: Mapping[str, User]) -> Story:
    by = people[story.reporter]
    row = Story.objects.filter(title=story.title, synthetic=True).first() or _described(story, by)
    if not hasattr(row, "recording"):
        with story.recording.open("rb") as file:
            recordings.keep_recording(row, file, story.recording.name, by=by)
    return row


@transaction.atomic
def _described(story: demo.DemoStory, by: User) -> Story:
    details = stories.Details(
        title=story.title,
        summary=story.summary,
        place=story.place,
        told_on=story.told_on,
        language=story.language,
        voices=story.voices,
        content_note=story.content_note,
        synthetic=True,
    )
    row = stories.begin_story(by, details)
    stories.describe_story(row, {}, by=by, themes=story.themes)
    list_names(row, demo.names_in(story), by=by)
    return row


def finish(story: demo.DemoStory, row: Story, people: Mapping[str, User], *, is_draft: bool) -> None:
    """Name the voices, publish, and let people correct: all of it or nothing."""
    row.refresh_from_db()
    transcript = transcript_of(row)
    if transcript is None:
        raise HeardError(
            "“%(title)s” was not written down. %(why)s",
            code="demo-not-made",
            title=story.title,
            why=progress_of(row).sentence,
        )
    if row.voice_names.exists():
        return
    with transaction.atomic():
        names = _names(story, transcript)
        stories.name_voices(row, names, by=row.reporter)
        _add_people(story, row, names, asked=not is_draft)
        _explain_rest(row)
        if not is_draft:
            publishing.publish_story(row, by=row.reporter)
            translate(story, row, row.reporter)
            _put_right(story, row, transcript, people)


@transaction.atomic
def talk(rows: Mapping[str, Story], people: Mapping[str, User]) -> None:
    """What the cast says about the stories, and one concern. One comment and the concern wait for a moderator."""
    if Comment.objects.filter(story__in=rows.values()).exists():
        return
    said: list[Comment] = []
    for one in demo.comments():
        parent = None if one.answers is None else said[one.answers]
        said.append(conversing.comment(rows[one.story], Sender(people[one.by]), Saying(one.text, parent)))
    for one in demo.concerns():
        about = subject_for(Reader(people[one.by]), f"story:{rows[one.story].pk}")
        raise_concern(about, Sender(people[one.by]), Worry(one.reason, one.text))


def _names(story: demo.DemoStory, transcript: Transcript) -> dict[str, str]:
    """Who each of the machine's voices is: whoever really said most of its words."""
    said = [(turn.speaker, word) for turn in story.turns for word in turn.text.split()]
    votes: dict[str, Counter[str]] = {speaker.id: Counter() for speaker in transcript.speakers}
    for old, new in _matches(transcript.words, [word for _, word in said]):
        if old.speaker in votes:
            votes[old.speaker][said[new][0]] += 1
    return {voice: counted.most_common(1)[0][0] for voice, counted in votes.items() if counted}


def _add_people(story: demo.DemoStory, row: Story, names: Mapping[str, str], *, asked: bool) -> None:
    """Who is in it: the reporter, and whoever tells. Both were `asked`, and agreed to everything, or not yet."""
    for number, name in enumerate(story.speakers):
        tells = number > 0
        about = About(name=name, voice=_voice_of(name, names), is_storyteller=tells)
        if not tells:
            about["account"] = row.reporter
        person = add_person(row, about, by=row.reporter)
        if asked:
            record_consent(person, EVERY_USE, hand=Hand(row.reporter, themself=not tells))
        if asked and tells:
            publishing.sign_off(person, SignOff.How.IN_PERSON, hand=Hand(row.reporter), note="For the demonstration")


def _explain_rest(row: Story) -> None:
    """A voice more than there were people is one of theirs: everybody who speaks in the demo stories is named."""
    publishing.explain_voices(row, dict.fromkeys(unexplained_voices(row), Reason.SPLIT), by=row.reporter)


def _voice_of(name: str, names: Mapping[str, str]) -> str:
    return next((voice for voice, known in names.items() if known == name), "")


def _matches(words: Sequence[Word], said: Sequence[str]) -> Iterator[tuple[Word, int]]:
    for block in align([key(word.text) for word in words], [key(word) for word in said]):
        if block.same:
            yield from zip(words[block.old_start : block.old_end], range(block.new_start, block.new_end), strict=True)


def _put_right(story: demo.DemoStory, row: Story, transcript: Transcript, people: Mapping[str, User]) -> None:
    """What the machine misheard here, found out by people in their different ways; and one honest disagreement."""
    ben, cleo = people["ben"], people["cleo"]
    visitor = Sender(visitor="demo", name="Somebody from Leeds")
    again, others = _by_repeating(_mishearings(story, transcript))
    for number, (words, text) in enumerate([*again, *others][:_MOST_FIXES]):
        ids = tuple(word.id for word in words)
        told_again = number < len(again)
        if number % 3 == 1 and not told_again:
            correcting.report(row, visitor, Remark(Correction.Kind.WRONG, ids))
            continue
        sent = correcting.report(row, Sender(ben), Remark(Correction.Kind.REPLACE, ids, text))
        if number % 3 == 0 or told_again:
            correcting.accept(sent, cleo)
    if hesitation := next((word for word in transcript.words if word.is_filler), None):
        sent = correcting.report(row, Sender(ben), Remark(Correction.Kind.DELETE, (hesitation.id,)))
        correcting.decline(
            sent, cleo, "It can be heard, so it stays in the record. “Without um and er” leaves it out for readers."
        )


def _by_repeating(fixes: Sequence[Fix]) -> tuple[list[Fix], list[Fix]]:
    """What was misheard more than once in this network, each pair once, so that the rest is offered; and the others."""
    told = [transcript_of(row) for row in Story.objects.filter(synthetic=True, transcript__isnull=False)]
    everything = " ".join(f" {' '.join(key(word.text) for word in one.words)} " for one in told if one)
    again: dict[str, Fix] = {}
    others = []
    for words, text in fixes:
        heard = " ".join(key(word.text) for word in words)
        is_name = len(words) > 1 or words[0].text[:1].isupper()
        if is_name and everything.count(f" {heard} ") > 1:
            again.setdefault(heard, (words, text))
        else:
            others.append((words, text))
    return list(again.values()), others


def _mishearings(story: demo.DemoStory, transcript: Transcript) -> Sequence[Fix]:
    """The machine's words and what was really said in their place, where a few words stand for a few."""
    said = story.said.split()
    found = [
        (transcript.words[block.old_start : block.old_end], " ".join(said[block.new_start : block.new_end]))
        for block in align([key(word.text) for word in transcript.words], [key(word) for word in said])
        if not block.same
        and 0 < block.old_end - block.old_start <= _LONGEST
        and 0 < block.new_end - block.new_start <= _LONGEST
    ]
    return [fix for fix in found if _is_worth_saying(*fix)]


def _is_worth_saying(words: Sequence[Word], text: str) -> bool:
    """Not that somebody writes a number in figures, or two words as one."""
    letters = ["".join(filter(str.isalnum, written)).casefold() for written in (text_of(words), text)]
    return letters[0] != letters[1] and not any(map(str.isdigit, letters[1]))
