"""What people's opinions about a place come to, under the rules that this host has set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256

from django.conf import settings
from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from heard.apps.correcting.models import Correction
from heard.apps.correcting.queries.reports import OPEN
from heard.apps.correcting.queries.revisions import standing
from heard.apps.correcting.queries.trust import DECIDED, trust_by_helper
from heard.apps.joining.models import User
from heard.apps.telling.models import Story
from heard.apps.telling.queries import in_any_of, stories_for
from heard.apps.telling.queries.hiding import hidden_rows
from heard.apps.wording.models import Kind, Term
from heard.core.listening.agreement import Decision, Opinion, Rules, Says, State, decide, reopens, written
from heard.core.listening.places import Judgement, Place, places
from heard.core.listening.queue import drawn
from heard.core.sentences import Sentence
from heard.core.transcript.corrections import Standing
from heard.core.transcript.words import Transcript, plain
from heard.web.network import network

# Lots fall on a few seconds of a story, so that nobody finds a lot of their own by choosing one word more or less.
SECONDS_A_LOT = 4
ASKED_AT_ONCE = 10
SPEAKING = (*OPEN, Correction.State.NOTED)
_FIXES = (Correction.Kind.REPLACE, Correction.Kind.DELETE)


def is_on() -> bool:
    return network().agreement


def host_rules() -> Rules:
    said = network()
    return Rules(
        people=said.agree_people,
        more_for_meaning=said.agree_more,
        trusted_from=said.agree_trust,
        rest=timedelta(days=said.agree_days),
    )


# Places


@dataclass(frozen=True)
class Contested:
    """A place where something waits, everything that was sent about it, and what that comes to. `claims` are what each
    says about all of the place, by key."""

    place: Place
    rows: tuple[Correction, ...]
    decision: Decision
    claims: Mapping[int, str]

    @property
    def is_rested(self) -> bool:
        """What a clock that was ahead has dated into the future holds nothing up."""
        now = timezone.now()
        dated = [row.created_at for row in self.rows if row.created_at <= now]
        return not dated or now - max(dated) >= host_rules().rest

    def agreed(self) -> list[Correction]:
        """What is waiting and says what was agreed on."""
        wanted = written(self.decision.text or "")
        waiting = [row for row in self.rows if row.has_fix and row.state in OPEN]
        return [row for row in waiting if written(self.claims[row.pk]) == wanted]


def contested_in(story: Story, transcript: Transcript) -> list[Contested]:
    """Where something waits that others may have an opinion on, in the order of the text. Six questions at most.

    What was sent about words that have changed since is not among it: that is for an editor.
    """
    sent = story.corrections.filter(~hidden_rows(), state__in=SPEAKING).order_by("pk")
    rows = [row for row in sent if standing(transcript, row) is Standing.APPLIES]
    if not any(row.state in OPEN for row in rows):
        return []
    judge = _Judge(story)
    said = [Judgement(judge.opinion(row), tuple(row.words), row.anchor or None) for row in rows]
    found = []
    for place in places(transcript, said):
        about = tuple(row for row in rows if _touches(row, place))
        if any(row.state in OPEN and row.kind != Correction.Kind.UNSURE for row in about):
            found.append(judge.contested(place, about))
    return found


def decisions_in(story: Story, transcript: Transcript) -> dict[int, Decision]:
    """What the opinions around each waiting report come to, by its key."""
    if not is_on():
        return {}
    return {row.pk: one.decision for one in contested_in(story, transcript) for row in one.rows}


def stories_to_settle() -> QuerySet[Story]:
    """Stories in which enough people may have agreed, and rested."""
    now = timezone.now()
    quiet = Q(created_at__lte=now - host_rules().rest) | Q(created_at__gt=now)
    waiting = Correction.objects.filter(quiet, state__in=OPEN, kind__in=_FIXES)
    return Story.objects.filter(pk__in=waiting.values("story"), transcript__isnull=False)


def _touches(row: Correction, place: Place) -> bool:
    """As core/listening/places.py has it: a word is shared, or a gap is the same or inside."""
    if row.words and place.words:
        return not set(place.words).isdisjoint(row.words)
    if row.words:
        return place.after in row.words[:-1]
    if place.words:
        return row.anchor in place.words[:-1]
    return (row.anchor or None) == place.after


class _Judge:
    """The host's rules, with all they need to know about one story."""

    def __init__(self, story: Story) -> None:
        self.rules, self.trust = host_rules(), trust_by_helper()
        self.names = {plain(word) for name in _names(story) for word in name.split()}
        self.decided = list(story.corrections.filter(state__in=DECIDED).values_list("start", "end"))

    def opinion(self, row: Correction) -> Opinion:
        who = ":".join(map(str, row.sender))
        return Opinion(who, Says(row.kind), row.text, self._trust(row), row.drawn, row.listened)

    def contested(self, place: Place, rows: tuple[Correction, ...]) -> Contested:
        claims = {row.pk: opinion.text for row, opinion in zip(rows, place.opinions, strict=True)}
        return Contested(place, rows, self._decision(place, rows), claims)

    def _decision(self, place: Place, rows: tuple[Correction, ...]) -> Decision:
        """Helpers never turn a place round that was decided on before."""
        if not any(start <= row.end and row.start <= end for row in rows for start, end in self.decided):
            return decide(place.heard, place.opinions, self.rules, self.names)
        why = Sentence("This was decided before, so an editor decides on it again.")
        return reopens(place.heard, place.opinions, self.rules) or Decision(State.WAITING, why)

    def _trust(self, row: Correction) -> float | None:
        """None without an account; of somebody new, nothing is promised."""
        if row.author_id is None:
            return None
        known = self.trust.get(row.author_id)
        return known.least if known else 0.0


def _names(story: Story) -> Iterator[str]:
    kinds = (Kind.NAME, Kind.PLACE, Kind.ORGANISATION)
    yield from story.own_names.values_list("text", flat=True)
    yield from Term.objects.filter(state=Term.State.LIVE, kind__in=kinds).values_list("text", flat=True)


# Lots


class Lots:
    """The places that the lot hands to somebody. Who is trusted is looked up once."""

    def __init__(self, user: User | None) -> None:
        self.who = str(user.pk) if user else ""

    @cached_property
    def trusted(self) -> list[str]:
        return _trusted() if self.who and is_on() else []

    def fell_on(self, row: Correction) -> bool:
        """Whether they were to listen to these seconds of the story. Give the row before it is kept."""
        if self.who not in self.trusted:
            return False
        said = Q(start__lte=row.end, end__gte=row.start, state__in=SPEAKING)
        begun = row.story.corrections.filter(said).aggregate(first=Min("created_at"))["first"]
        return self.who in _lot(row.story_id, row.start, begun, self.trusted)


def places_to_hear(user: User) -> list[Correction]:
    """Reports that wait for the ear of `user`, because the lot has fallen on them, the oldest first. Where there is no
    sound, nobody's ear is asked for."""
    lots = Lots(user)
    if lots.who not in lots.trusted:
        return []
    waiting = Correction.objects.filter(~hidden_rows(), in_any_of(stories_for(user)), state__in=OPEN, kind__in=_FIXES)
    waiting = waiting.filter(story__words_from=Story.WordsFrom.RECORDING)
    own = set(Correction.objects.filter(author=user).values_list("story", "start"))
    found: dict[tuple[int, float], Correction] = {}
    for row in waiting.exclude(author=user).select_related("story").order_by("pk").iterator():
        place = row.story_id, row.start
        if len(found) == ASKED_AT_ONCE:
            break
        if place not in own and lots.who in _lot(row.story_id, row.start, row.created_at, lots.trusted):
            found.setdefault(place, row)
    return list(found.values())


def _trusted() -> list[str]:
    least = host_rules().trusted_from
    return [str(who) for who, trust in trust_by_helper().items() if trust.least >= least]


def _lot(story: int, start: float, begun: datetime | None, trusted: list[str]) -> list[str]:
    waited = timezone.now() - begun if begun else timedelta(0)
    people = host_rules().drawn_after(waited)
    key = sha256(f"lots {settings.SECRET_KEY}".encode()).digest()
    return drawn(f"{story} {int(start // SECONDS_A_LOT)}", trusted, people, key)
