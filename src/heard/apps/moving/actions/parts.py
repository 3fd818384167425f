"""Take in the people in a story, what they said to each use of it, and the voices that are nobody's."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from heard.apps.moving.actions.people import person_called
from heard.apps.moving.actions.taking import Run
from heard.apps.telling.actions import stories
from heard.apps.telling.actions.consent import About, Hand, HowGiven, add_person, write_rows
from heard.apps.telling.models import ConsentEntry, Story, StoryPerson
from heard.apps.transcribing.actions.publishing import explain_voices
from heard.apps.transcribing.queries.readiness import unclaimed_voices
from heard.core.errors import refuse
from heard.core.moving import values
from heard.core.moving.layout import listed
from heard.core.moving.reading import Line
from heard.core.moving.words import voice_called
from heard.core.people.consent import ALONE, Deciding, How, Ruling, Use
from heard.core.people.fields import choice_faults
from heard.core.people.readiness import Reason
from heard.core.transcript.words import Transcript

_ALL = ("all", "yes", "everything")
_ANSWERS = {"yes": Ruling.GIVEN, "no": Ruling.REFUSED, **{ruling.value: ruling for ruling in Ruling}}


@dataclass(frozen=True)
class Signed:
    """That somebody had signed the story off where it comes from: how, and when."""

    how: str = ""
    at: str = ""


def take_parts(run: Run, line: Line, story: Story, words: Transcript | None) -> dict[int, Signed]:
    """Returns who had signed it off before, by the keys of the people in it."""
    signed = {}
    parts = run.of("parts", line.key)
    for part in parts:
        if _is_interviewer(part):
            continue
        person = _person(run, part, story, words)
        _answers(run, line, person, run.of("consent", part.key))
        signed[person.pk] = Signed(part["signed_how"], part["signed_at"])
    if line["storyteller"] and not parts:
        voice = voice_called(words, line["storyteller"])
        about = About(name=line["storyteller"], is_storyteller=True, voice=voice)
        person = add_person(story, about, by=run.by)
        _answers(run, line, person, ())
        signed[person.pk] = Signed()
    _voices(run, line, story, words)
    return signed


def _person(run: Run, part: Line, story: Story, words: Transcript | None) -> StoryPerson:
    voice = voice_called(words, part["voice"]) or voice_called(words, part["name"])
    about = About(name=part["name"], voice=voice, is_storyteller=part["role"].casefold() == "storyteller")
    about["account"] = person_called(run, part["account"])
    if subject := _subject(part.key):
        about["subject"] = subject
    is_young = values.yes(part["guardian"], "guardian")
    return add_person(story, about, by=run.by, deciding=Deciding(with_guardian=True) if is_young else ALONE)


def _is_interviewer(part: Line) -> bool:
    """Somebody who agreed as part of their work: a voice that is explained, and nobody who is asked."""
    role = part["role"].casefold()
    refuse(choice_faults("role", role, ("", "storyteller", "interviewer")))
    return role == "interviewer"


def _subject(key: str) -> uuid.UUID | None:
    """Whoever comes from another Heard is called in the record of consent as they were there."""
    try:
        return uuid.UUID(key)
    except ValueError:
        return None


def _answers(run: Run, line: Line, person: StoryPerson, said: Sequence[Line]) -> None:
    """Rows of the ledger, said on paper and written down by whoever takes the network in, where nothing else is told.
    What somebody said here before stands: an older folder overrules nobody."""
    if ConsentEntry.objects.filter(subject=person.subject).exists():
        return
    for row in said:
        _answer(run, person, row)
    if not said:
        uses = list(_uses(line["consent"]))
        how = HowGiven(How.PAPER)
        write_rows(person, [(use, Ruling.GIVEN) for use in uses], hand=Hand(run.by), said=how, why="moved in")


def _uses(cell: str) -> Iterator[Use]:
    wanted = [one.casefold() for one in listed(cell)]
    if wanted and wanted[0] in _ALL:
        yield from Use
        return
    for one in wanted:
        refuse(choice_faults("consent", one, [use.value for use in Use]))
        yield Use(one)


def _answer(run: Run, person: StoryPerson, row: Line) -> None:
    use, answer, how = row["use"].casefold(), row["answer"].casefold(), row["how"].casefold() or How.PAPER.value
    refuse(choice_faults("use", use, [one.value for one in Use]))
    refuse(choice_faults("answer", answer, list(_ANSWERS)))
    refuse(choice_faults("how", how, [one.value for one in How]))
    said = HowGiven(How(how), values.number(row["second"], "second"), at=values.moment(row["said_at"], "said_at"))
    hand = Hand(
        run.by, themself=values.yes(row["themself"], "themself"), as_guardian=values.yes(row["guardian"], "guardian")
    )
    write_rows(person, [(Use(use), _ANSWERS[answer])], hand=hand, said=said, why="moved in")


def _voices(run: Run, line: Line, story: Story, words: Transcript | None) -> None:
    """Names and reasons of those that are nobody's who is in it; an interviewer who is no part of it."""
    unclaimed = unclaimed_voices(story)
    names, reasons = {}, {}
    asked = [row for row in run.of("parts", line.key) if _is_interviewer(row)]
    for row in (*run.of("voices", line.key), *asked):
        key = voice_called(words, row["voice"]) or voice_called(words, row["name"])
        reason = Reason.STAFF.value if row in asked else row["reason"]
        refuse(choice_faults("reason", reason, ("", *(one.value for one in Reason))))
        if key in unclaimed and row["name"]:
            names[key] = row["name"]
        if key in unclaimed and reason:
            reasons[key] = Reason(reason)
    if names:
        stories.name_voices(story, names, by=run.by)
    if reasons:
        explain_voices(story, reasons, by=run.by)
