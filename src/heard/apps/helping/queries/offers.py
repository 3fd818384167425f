"""What is offered to whom, and why, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.apps.correcting.queries.reports import LEAD
from heard.apps.helping.models import Answer, Lesson, Pair, Proposal
from heard.apps.joining.queries import Viewer, person
from heard.apps.telling.models import Rendition, Story
from heard.apps.telling.queries import has_any, in_any_of, stories_for, stories_that_permit
from heard.apps.telling.queries.hiding import IS_SERVED, hidden_rows
from heard.core.offering.proposals import speaks_against
from heard.core.offering.record import Record
from heard.core.people.consent import Use
from heard.core.people.permissions import can_edit_story, can_review
from heard.core.transcript.words import AROUND
from heard.web.counting import MANY
from heard.web.prepared import Prepared

State = Proposal.State
TELLS = 0.2
"""A weaker verdict of the sound for a proposal is not worth a sentence."""


@dataclass(frozen=True)
class Asker:
    """Somebody who may be asked: their account, or the keyed hash of their session ("" before they sent anything)."""

    viewer: Viewer
    visitor: str = ""

    @property
    def theirs(self) -> Q:
        """Picks their rows, in a table with `by` and `visitor`."""
        who = person(self.viewer)
        return Q(by=who.id) if who.id is not None else Q(by=None, visitor=self.visitor or "-")


@dataclass(frozen=True)
class Offer:
    """A place with its sentence, its clip and the reasons to listen. `decides` says whether a yes of whoever looks
    changes the words at once, and `steers` whether they may say never to a pair."""

    proposal: Proposal
    why: list[str]
    decides: bool
    steers: bool

    @property
    def said(self) -> str:
        """What is asked about, without the punctuation around it."""
        return _bare(self.proposal.meant)

    @property
    def clip_start(self) -> float:
        return max(self.proposal.start - LEAD, 0.0)

    @property
    def clip_end(self) -> float:
        return self.proposal.end + LEAD


HIDDEN_LESSON = hidden_rows("correction__start", "correction__end", "correction__story")
"""Picks lessons that were learnt from words which are hidden now: these words teach nobody."""


def known_to(viewer: Viewer) -> Q:
    """Picks proposals whose words `viewer` may know: what only private stories taught is told to nobody else. What a
    pair taught by corrections that were taken back offers nobody sees, nor what was learnt from people who no longer
    want that."""
    open_ones = stories_that_permit(Use.IMPROVE)
    taught = Lesson.objects.filter(~HIDDEN_LESSON, pairs=OuterRef("pair"))
    taught = taught.filter(in_any_of(stories_for(viewer) & open_ones, "correction__story"))
    return Q(pair=None) | Q(has_any(taught))


def waiting_for(asker: Asker, story: Story | None = None) -> QuerySet[Proposal]:
    """What somebody may be offered and has not answered, the most probable first."""
    live = Q(pair=None) | Q(pair__state=Pair.State.LIVE)
    answered = Answer.objects.filter(asker.theirs, proposal=OuterRef("pk"))
    rows = Proposal.objects.filter(live, known_to(asker.viewer), ~Exists(answered), ~hidden_rows(), state=State.WAITING)
    rows = rows.filter(in_any_of(stories_for(asker.viewer))) if story is None else rows.filter(story=story)
    return rows.select_related("story", "pair")


def waiting_for_strangers(story: int) -> int:
    """How many offers wait in a story for somebody who has sent nothing, as far as anybody counts."""
    return len(_WAITING.ask(story))


def _waiting(story: int) -> QuerySet[Proposal, tuple[int]]:
    rows = waiting_for(Asker(AnonymousUser()), Story(pk=story))
    return rows.order_by().values_list("pk")[:MANY]


_WAITING = Prepared(_waiting, -1)


def proposal_for(asker: Asker, pk: int) -> Proposal:
    """Raises Proposal.DoesNotExist for what `asker` may not see."""
    rows = Proposal.objects.filter(known_to(asker.viewer), ~hidden_rows(), story__in=stories_for(asker.viewer))
    return rows.select_related("story", "pair").get(pk=pk)


def answers_of(asker: Asker) -> QuerySet[Answer]:
    """Without the words of a story that was taken back since, or may not be seen any more."""
    seen = Proposal.objects.filter(known_to(asker.viewer) | Q(state=State.ACCEPTED), ~hidden_rows())
    answers = Answer.objects.filter(asker.theirs, proposal__in=seen)
    return answers.select_related("proposal__story", "report", "proposal__correction")


def offers(rows: Iterable[Proposal], viewer: Viewer) -> list[Offer]:
    rows = list(rows)
    records = records_of({row.pair_id for row in rows if row.pair_id}, viewer)
    who = person(viewer)
    steers = can_review(who)
    return [
        Offer(row, why(row, records.get(row.pair_id)), can_edit_story(who, reporter=row.story.reporter_id), steers)
        for row in rows
    ]


def records_of(pairs: Iterable[int | None], viewer: Viewer) -> dict[int | None, Record]:
    """How each pair fared, in the stories that `viewer` may see."""
    decided = Proposal.objects.filter(in_any_of(stories_for(viewer)), pair__in=pairs).exclude(decided_at=None)
    counts = (
        decided.order_by()
        .values_list("pair")
        .annotate(yes=Count("pk", filter=Q(state=State.ACCEPTED)), no=Count("pk", filter=Q(state=State.DECLINED)))
    )
    return {pair: Record(yes, no) for pair, yes, no in counts}


def sounds_by_story(stories: Iterable[Story]) -> dict[int, list[Rendition]]:
    """The files to listen to, those that play everywhere first."""
    rows = Rendition.objects.filter(IS_SERVED, recording__story__in=list(stories), media_type__startswith="audio/")
    sounds: dict[int, list[Rendition]] = {}
    for row in sorted(rows.select_related("recording"), key=lambda row: row.media_type != "audio/mp4"):
        sounds.setdefault(row.recording.story_id, []).append(row)
    return sounds


def _bare(text: str) -> str:
    return text.strip(AROUND)


# Why


def why(row: Proposal, record: Record | None = None) -> list[str]:
    """What speaks for a proposal, and what against, the strongest first. The numbers: core/offering/evidence.py."""
    evidence: dict[str, float] = row.evidence
    reasons = [*_taught(row, evidence), *_so_far(record), *_sound(row, evidence)]
    reasons += [*_heard(evidence), *_words(row, evidence)]
    return [reason for reason in reasons if reason]


def _taught(row: Proposal, evidence: dict[str, float]) -> list[str]:
    if row.kind == Proposal.Kind.GLOSSARY:
        return [
            _("This network’s glossary, or the list of names in this story, has “%(word)s”.")
            % {"word": _bare(row.meant)}
        ]
    if row.kind == Proposal.Kind.SOUNDS_ALIKE:
        return [_("It sounds like “%(word)s”, which people put right elsewhere.") % {"word": _bare(row.meant)}]
    if evidence.get("here"):
        return [_("The same was put right in this story.")]
    return [_("The same was put right in another story.")]


def _so_far(record: Record | None) -> list[str]:
    if record is None or not record.decided:
        return []
    times = ngettext(
        "This was right %(right)d time of %(all)d so far.", "This was right %(right)d of %(all)d times.", record.decided
    )
    return [times % {"right": record.accepted, "all": record.decided}]


def _sound(row: Proposal, evidence: dict[str, float]) -> list[str]:
    """`sound` is by how much the sound prefers what is meant, where it was listened to."""
    if evidence.get("sound", 0) >= TELLS:
        words = {"meant": _bare(row.meant), "heard": _bare(row.heard)}
        return [_("The sound fits “%(meant)s” better than “%(heard)s”.") % words]
    if speaks_against(evidence.get("sound", 0)):
        return [_("But the sound fits what stands there better: listen closely.")]
    return []


def _heard(evidence: dict[str, float]) -> list[str]:
    """`sounds` is ten times how far the likeness is above 0.8; `doubt` is 0 to 1."""
    reasons = []
    if evidence.get("sounds", -10) >= 1.5:
        reasons.append(_("Both sound nearly the same."))
    elif evidence.get("sounds", -10) >= 0:
        reasons.append(_("Both sound alike."))
    if evidence.get("doubt", 0) >= 0.4:
        reasons.append(_("The recogniser was unsure here."))
    return reasons


def _words(row: Proposal, evidence: dict[str, float]) -> list[str]:
    reasons = []
    if evidence.get("meant-here", 0) > 0:
        reasons.append(_("“%(word)s” is said elsewhere in this story.") % {"word": _bare(row.meant)})
    if evidence.get("heard-rare", 0) >= 1:
        reasons.append(_("“%(word)s” is rare in ordinary talk.") % {"word": _bare(row.heard)})
    elif evidence.get("heard-rare", 0) <= -1.5:
        reasons.append(_("But “%(word)s” is said every day: listen closely.") % {"word": _bare(row.heard)})
    return reasons
