"""Reads about moments. Whoever opens one sees the story's words as everybody may read them now, or a stated gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from heard.apps.exploring.queries.cards import bars_between
from heard.apps.exploring.queries.cards import card_address as card_of_story
from heard.apps.joining.queries import Viewer
from heard.apps.sharing.models import Moment, MomentCard
from heard.apps.telling.models import Story
from heard.apps.telling.queries import stories_for, stories_that_permit, story_for
from heard.apps.telling.queries.hiding import trimmed, with_spans
from heard.apps.transcribing.queries import transcripts_of
from heard.core.formats.bars import heights
from heard.core.people.consent import Use
from heard.core.quoting.cards import Card
from heard.core.quoting.citing import Citation
from heard.core.quoting.moments import Quoted, State, quoted
from heard.core.transcript.spans import Span
from heard.core.transcript.words import Transcript, Word, text_of
from heard.web.addresses import whole_address
from heard.web.network import network


@dataclass(frozen=True)
class ShownMoment:
    """A moment as a page shows it. `turns` are (whose voice, their words); without any, `gap` says why. `second` is
    the one that listeners are told: where a beginning was cut off, another than the recording's; None where there is no
    sound."""

    row: Moment
    story: Story
    turns: Sequence[tuple[str, str]] = ()
    gap: str = ""
    was_put_right: bool = False
    start: float = 0.0
    end: float = 0.0
    second: float | None = 0.0
    paragraph: str = ""

    @property
    def text(self) -> str:
        return " ".join(words for _voice, words in self.turns)

    @property
    def speakers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(voice for voice, _words in self.turns if voice))


def seal_of(text: str) -> str:
    """Tells later whether the words still read the same, and nothing of what they are."""
    return salted_hmac("heard.sharing.moment", text, algorithm="sha256").hexdigest()


def moment_for(viewer: Viewer, code: str) -> ShownMoment:
    """Raises Moment.DoesNotExist, and what `story_for` raises where its story may not be seen."""
    row = Moment.objects.select_related("story").get(code=code)
    return shown(row, story_for(viewer, row.story.slug))


def shown(row: Moment, story: Story) -> ShownMoment:
    """`story` has passed the one door."""
    return all_shown([(row, story)])[0]


def all_shown(rows: Sequence[tuple[Moment, Story]]) -> list[ShownMoment]:
    """The same of several, with as many questions as for one."""
    permitted = stories_that_permit(Use.QUOTE).filter(pk__in={story.pk for _row, story in rows})
    keys = set(permitted.values_list("pk", flat=True))
    transcripts = transcripts_of(keys) if keys else {}
    with_spans(story for _row, story in rows)
    return [_shown(row, story, story.pk in keys, transcripts.get(story.pk)) for row, story in rows]


def _shown(row: Moment, story: Story, is_permitted: bool, transcript: Transcript | None) -> ShownMoment:
    if not is_permitted:
        return ShownMoment(row, story, gap=_("The people in this story do not want it quoted."))
    if transcript is None:
        return ShownMoment(row, story, gap=_GAPS[State.GONE]())
    span = Span((row.first, row.last), row.start, row.end)
    return _with_words(row, story, transcript, quoted(span, lambda text: seal_of(text) == row.seal, transcript))


def _with_words(row: Moment, story: Story, transcript: Transcript, said: Quoted) -> ShownMoment:
    if not said.words:
        return ShownMoment(row, story, gap=_GAPS[said.state]())
    return ShownMoment(
        row,
        story,
        turns=list(turns_of(said.words, transcript)),
        was_put_right=said.state is State.PUT_RIGHT,
        start=said.words[0].start,
        end=said.words[-1].end,
        second=story.second(said.words[0].start - _begin_of(story)),
        paragraph=paragraph_of(said.words[0], transcript),
    )


_GAPS = {
    State.HIDDEN: lambda: _("A part of what was said here was hidden by the people in the story."),
    State.GONE: lambda: _("The words that stood here are gone."),
}


def turns_of(words: Sequence[Word], transcript: Transcript) -> list[tuple[str, str]]:
    turns = groupby(words, key=lambda word: word.speaker)
    return [(transcript.speaker_name(speaker), text_of(list(said))) for speaker, said in turns]


def paragraph_of(word: Word, transcript: Transcript) -> str:
    """The id of the first word of the paragraph that a word stands in: what a story's page calls it by."""
    return next(one.id for one in transcript.words if one.paragraph == word.paragraph)


def _begin_of(story: Story) -> float:
    recording = getattr(story, "recording", None)
    return trimmed(recording)[0] if recording else 0.0


def citation_of(moment: ShownMoment, address: str) -> Citation:
    """`address` is the whole address of the moment's page."""
    story, recording = moment.story, getattr(moment.story, "recording", None)
    return Citation(
        text=moment.text,
        speakers=moment.speakers,
        title=story.title,
        gathered_by=str(story.reporter),
        network=network().name,
        address=address,
        second=None if moment.second is None else max(0.0, moment.second),
        is_film=bool(recording and recording.width),
        published=timezone.localdate(story.published_at) if story.published_at else None,
        read_on=timezone.localdate(),
        code=moment.row.code,
    )


# Cards, for pages elsewhere


def card_of(moment: ShownMoment) -> Card | None:
    """What is to be on it now. None where its words are gone, may not be quoted, or come behind a content note."""
    story = moment.story
    if not moment.turns or story.content_note:
        return None
    bars = tuple(heights(story.recording.bars or "")) if hasattr(story, "recording") else ()
    lit = bars_between(story, len(bars), moment.start, moment.end) if bars else None
    return Card(story.title, "", bars, network().name, said=moment.text, lit=lit)


def drawn_card(code: str, stamp: str) -> bytes:
    """Raises MomentCard.DoesNotExist for one that shows what may not be seen or quoted now, or is not so any more."""
    found = MomentCard.objects.filter(stamp=stamp, moment__code=code, moment__story__in=stories_for(AnonymousUser()))
    row = found.select_related("moment__story__recording").get()
    card = card_of(shown(row.moment, row.moment.story))
    if card is None or card.stamp != stamp:
        raise MomentCard.DoesNotExist
    return bytes(row.png)


def card_address(moment: ShownMoment) -> tuple[str, str]:
    """Of its own, and what is to be read on it; those of its story while there is none of it as it reads now. Empty
    where strangers may see neither."""
    card = card_of(moment)
    if card and MomentCard.objects.filter(moment=moment.row, stamp=card.stamp).exists() and _is_public(moment):
        return whole_address(reverse("moment-card", args=[moment.row.code, card.stamp])), card.said
    return card_of_story(moment.story), moment.story.title


def _is_public(moment: ShownMoment) -> bool:
    return stories_for(AnonymousUser()).filter(pk=moment.story.pk).exists()


def cards_due() -> QuerySet[Moment]:
    """Moments whose story changed since their card was looked at."""
    changed = Q(card=None) | ~Q(card__made_of=F("story__stamp__value"))
    rows = _quotable().exclude(story__stamp=None).filter(changed)
    return rows.select_related("story__recording", "story__stamp").order_by("pk")


def cards_of_nobody() -> QuerySet[MomentCard]:
    """Those of moments that strangers may not see any more."""
    return MomentCard.objects.filter(~Exists(_quotable().filter(pk=OuterRef("moment"))))


def _quotable() -> QuerySet[Moment]:
    stories = stories_for(AnonymousUser()).filter(content_note="")
    return Moment.objects.filter(story__in=stories & stories_that_permit(Use.QUOTE))
