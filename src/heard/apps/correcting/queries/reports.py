"""What people sent in: the same fix by several people is one report, shown where its words stand now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.apps.correcting.models import Correction
from heard.apps.correcting.queries.revisions import standing
from heard.apps.joining.queries import Viewer, person
from heard.apps.telling.models import Rendition, Story
from heard.apps.telling.queries import stories_for, stories_there
from heard.apps.telling.queries.hiding import IS_SERVED, hidden_rows
from heard.core.listening.agreement import Decision, State
from heard.core.people.permissions import can_decide, can_review
from heard.core.transcript.corrections import Standing
from heard.core.transcript.spans import Span, now_at
from heard.core.transcript.words import Transcript, Word, text_of

OPEN = (Correction.State.WAITING, Correction.State.CONFLICT)
SETTLED = Q(kind=Correction.Kind.RIGHT, state=Correction.State.NOTED) | Q(state=Correction.State.ACCEPTED)
"""Picks what somebody called right, and what was put right."""
# Words shown to both sides of the place, so that it can be judged in its sentence.
AROUND = 14
# Seconds of sound before and after the words.
LEAD = 1.0


@dataclass(frozen=True)
class Report:
    """One thing that one or more people say about the same words.

    `before`, `now` and `following` are how the place reads today, and `previous` is the id of the word before `now`;
    `after` is how it should read. `agreement` is what all opinions about the place come to, and `rivals` are what
    others suggest for some of the same words.
    """

    corrections: tuple[Correction, ...]
    decide_on: Correction | None
    standing: Standing
    before: str
    now: tuple[Word, ...]
    following: str
    after: str
    previous: str
    agreement: Decision | None
    rivals: tuple[Correction, ...] = ()

    @property
    def is_disputed(self) -> bool:
        return self.agreement is not None and self.agreement.state is State.DISPUTED

    @property
    def lead(self) -> Correction:
        """The row that a decision is made on; the others are settled with it."""
        return self.decide_on or self.corrections[0]

    @property
    def people(self) -> int:
        return len({correction.sender for correction in self.corrections})

    @property
    def names(self) -> list[str]:
        """Who said so, as far as they gave a name, each once."""
        return list(dict.fromkeys(row.sender_name for row in self.corrections if row.sender_name))

    @property
    def notes(self) -> list[Correction]:
        return [correction for correction in self.corrections if correction.note]

    @property
    def here(self) -> str:
        """The ids of the words that stand there now, as a form carries them."""
        return " ".join(word.id for word in self.now)

    @property
    def now_text(self) -> str:
        return text_of(self.now)

    @property
    def in_conflict(self) -> bool:
        return self.standing is Standing.CONFLICT

    @property
    def already_so(self) -> bool:
        return self.standing is Standing.ALREADY

    @property
    def clip_start(self) -> float:
        return max(self.lead.start - LEAD, 0)

    @property
    def clip_end(self) -> float:
        return self.lead.end + LEAD


def stories_to_review() -> QuerySet[Story]:
    """Stories in which something waits for an editor, the most first, with `waiting` as its number."""
    waiting = stories_there().filter(tally__waiting__gt=0).annotate(waiting=F("tally__waiting"))
    return waiting.order_by("-tally__waiting", "tally__story_id")


def waiting_by_story(stories: Iterable[Story]) -> dict[int, int]:
    """In how many reports each of these stories waits for a decision, by their ids. Those where nothing waits are left
    out."""
    waiting = stories_to_review().filter(pk__in=[story.pk for story in stories])
    return {story.pk: story.waiting for story in waiting}  # type: ignore[attr-defined]


def waiting_in(story: Story) -> QuerySet[Correction]:
    """What waits for a decision. What is about hidden words waits out of sight, until they are shown again."""
    return story.corrections.filter(~hidden_rows(), state__in=OPEN).select_related("author")


def alike(correction: Correction) -> QuerySet[Correction]:
    """What others sent that says the same as `correction`, and waits as it does."""
    same = Correction.objects.filter(
        story=correction.story_id,
        kind=correction.kind,
        words=correction.words,
        text=correction.text,
        state__in=OPEN,
    ).exclude(pk=correction.pk)
    return same if correction.words else same.filter(anchor=correction.anchor)


@dataclass(frozen=True)
class Desk:
    """Where somebody decides: who, from which browser, and what the opinions about each report come to."""

    viewer: Viewer
    visitor: str = ""
    decisions: Mapping[int, Decision] = field(default_factory=dict)

    def may_decide(self, row: Correction, story: Story) -> bool:
        own = row.is_from(self.visitor)
        return can_decide(person(self.viewer), author=row.author_id, reporter=story.reporter_id, same_browser=own)


def reports_on(story: Story, transcript: Transcript, desk: Desk) -> list[Report]:
    """Everything that waits in a story, in the order of the sound."""
    rows = sorted(waiting_in(story), key=lambda row: (row.start, row.end, *_says(row), row.pk))
    found = [
        _report(story, tuple(group), transcript, desk)
        for _, group in groupby(rows, key=lambda row: (row.start, row.end, *_says(row)))
    ]
    return _beside_their_rivals(found)


@dataclass(frozen=True)
class PlaceCard:
    """Everything that is said about one place: what touches the same words, or the same gap."""

    reports: list[Report]

    @property
    def lead(self) -> Report:
        return self.reports[0]

    @property
    def is_shared(self) -> bool:
        return len(self.reports) > 1


def by_place(found: Iterable[Report]) -> list[PlaceCard]:
    """The reports of one place together, in the order of the sound."""
    cards: list[PlaceCard] = []
    touched: list[set[str]] = []
    for report in found:
        mine = _touched(report.lead)
        near = next((at for at, words in enumerate(touched) if words & mine), None)
        if near is None:
            cards.append(PlaceCard([report]))
            touched.append(mine)
        else:
            cards[near].reports.append(report)
            touched[near] |= mine
    return cards


def _touched(row: Correction) -> set[str]:
    """The words that a report is about; a gap is named by the word before it."""
    return set(row.words) or {f"after {row.anchor}"}


def of_the_same_sender(row: Correction, viewer: Viewer, *, same_address: bool = False) -> QuerySet[Correction]:
    """What waits from whoever sent `row`: in all stories for an editor, else in this one. `same_address` adds what came
    without an account from the same address on the same day."""
    sent = Q(author=row.author_id) if row.author_id else Q(pk=row.pk)
    if row.author_id is None and row.visitor:
        sent |= Q(author=None, visitor=row.visitor)
    if row.author_id is None and same_address and row.origin:
        sent |= Q(author=None, origin=row.origin)
    waiting = Correction.objects.filter(sent, ~hidden_rows(), state__in=OPEN, story__in=stories_for(viewer))
    rows = waiting if can_review(person(viewer)) else waiting.filter(story=row.story_id)
    return rows.select_related("story").order_by("pk")


def _beside_their_rivals(found: list[Report]) -> list[Report]:
    """Each report with what others suggest for some of its words."""
    about: dict[str, list[Correction]] = {}
    for report in found:
        for word in report.lead.words if report.lead.has_fix else ():
            about.setdefault(word, []).append(report.lead)
    return [replace(report, rivals=_rivals(report.lead, about)) for report in found]


def _rivals(lead: Correction, about: Mapping[str, list[Correction]]) -> tuple[Correction, ...]:
    rows = {row.pk: row for word in lead.words for row in about.get(word, ())}
    return tuple(row for row in rows.values() if row.pk != lead.pk)


def decided_in(story: Story, limit: int) -> QuerySet[Correction]:
    """The last decisions, newest first."""
    decided = story.corrections.filter(~hidden_rows(), decided_at__isnull=False).exclude(state__in=OPEN)
    return decided.select_related("author", "decided_by", "revision").order_by("-decided_at", "-id")[:limit]


def sent_by(viewer: Viewer, visitor: str) -> QuerySet[Correction]:
    """What somebody sent from their account, or without one from this browser, newest first. A story that they may
    no longer see takes its words with it, and so does a part that was hidden."""
    who = person(viewer)
    mine = Q(author=who.id) if who.id is not None else Q(pk__in=())
    if visitor:
        mine |= Q(author=None, visitor=visitor)
    seen = Correction.objects.filter(mine, ~hidden_rows(), story__in=stories_for(viewer))
    return seen.select_related("story", "decided_by", "revision").order_by("-id")


def thanked_in(story: Story) -> list[str]:
    """Whoever helped to get the words of a story right and likes to be named for it, in the order of their names."""
    helped = story.corrections.filter(SETTLED, ~hidden_rows(), author__is_thanked=True, author__is_active=True)
    return sorted({row.author.name for row in helped.select_related("author") if row.author})


def sound_of(story: Story) -> list[Rendition]:
    """The files to listen to, those that play everywhere first. The recording is beside the story from then on."""
    known: list[Rendition] | None = getattr(story, "known_sound", None)
    if known is None:
        with_sound([story])
        known = story.known_sound  # type: ignore[attr-defined]
        if known:
            story.recording = known[0].recording
    return sorted(known, key=lambda rendition: rendition.media_type != "audio/mp4")


def with_sound(stories: Iterable[Story]) -> None:
    """To ask `sound_of` them then asks the database nothing, however many there are."""
    by_key: dict[int, list[Story]] = {}
    for story in stories:
        story.known_sound = []  # type: ignore[attr-defined]
        by_key.setdefault(story.pk, []).append(story)
    served = Rendition.objects.filter(IS_SERVED, recording__story__in=by_key, media_type__startswith="audio/")
    for rendition in served.select_related("recording"):
        for story in by_key[rendition.recording.story_id]:
            story.known_sound.append(rendition)  # type: ignore[attr-defined]


def places_in_doubt(story: Story) -> set[tuple[float, float]]:
    """Where people say that something else is said, as long as nobody has decided, each place once."""
    wrong = (Correction.Kind.REPLACE, Correction.Kind.DELETE, Correction.Kind.WRONG)
    return set(waiting_in(story).filter(kind__in=wrong).values_list("start", "end"))


def what_happens_next(row: Correction) -> str:
    """For whoever sent it just now."""
    if row.kind == Correction.Kind.RIGHT:
        return _("These words now count as heard by a person.")
    if not row.story.has_sound:
        return _("An editor will read it and decide. Until then the words stay as they are.")
    return _("People will listen to this moment and decide. Until then the words stay as they are.")


def thanks_for(story: Story, sent: int) -> str:
    """For whoever sent so many corrections of a page."""
    if not story.has_sound:
        said = ngettext(
            "Thank you. %(count)d correction is on its way. An editor will read it and decide.",
            "Thank you. %(count)d corrections are on their way. An editor will read them and decide.",
            sent,
        )
    else:
        said = ngettext(
            "Thank you. %(count)d correction is on its way. An editor will listen and decide.",
            "Thank you. %(count)d corrections are on their way. An editor will listen and decide.",
            sent,
        )
    return said % {"count": sent}


def waiting_words(story: Story) -> list[list[str]]:
    """The ids of the words that somebody has reported, each run once."""
    runs = waiting_in(story).exclude(words=[]).values_list("words", flat=True)
    return [list(run) for run in dict.fromkeys(tuple(words) for words in runs)]


def _says(row: Correction) -> tuple[str, str, str, str]:
    return row.kind, " ".join(row.words), "" if row.words else row.anchor, row.text


def _report(story: Story, rows: tuple[Correction, ...], transcript: Transcript, desk: Desk) -> Report:
    decide_on = next((row for row in rows if desk.may_decide(row, story)), None)
    start, end = _stands(transcript, rows[0])
    return Report(
        corrections=rows,
        decide_on=decide_on,
        standing=standing(transcript, rows[0]),
        before=_beside(transcript, range(start - 1, start - 1 - AROUND, -1), start),
        now=transcript.words[start:end],
        following=_beside(transcript, range(end, end + AROUND), end - 1),
        after=rows[0].text,
        previous=transcript.words[start - 1].id if start else "",
        agreement=desk.decisions.get(rows[0].pk),
    )


def _stands(transcript: Transcript, row: Correction) -> tuple[int, int]:
    """From where to where the words are today: those reported, or what is said at the same time."""
    now = now_at(Span(tuple(row.words), row.start, row.end), transcript)
    if now:
        return transcript.positions[now[0].id], transcript.positions[now[-1].id] + 1
    start = _count_before(transcript.words, row.start)
    return start, start


def _beside(transcript: Transcript, positions: range, beside: int) -> str:
    """The words at `positions`, in the order of the text, as far as they are in the paragraph of the word `beside`."""
    words = transcript.words
    inside = [at for at in positions if 0 <= at < len(words)]
    home = words[min(max(beside, 0), len(words) - 1)].paragraph if words else 0
    return text_of([words[at] for at in sorted(inside) if words[at].paragraph == home])


def _count_before(words: Sequence[Word], moment: float) -> int:
    return sum(1 for word in words if word.end <= moment)
