"""Hide a part, show it again, cut off the ends. Whatever shows words or plays sound follows in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.helping.actions import glossary
from heard.apps.helping.actions.learning import follow_what_is_hidden, learn_anew
from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.journal import actions as journal
from heard.apps.telling.actions.consent import Hand, ask_to_sign_again
from heard.apps.telling.models import HiddenSpan, Story
from heard.apps.telling.queries.hiding import hidden_in
from heard.apps.transcribing.actions import show_what_is_not_hidden
from heard.apps.transcribing.queries import whole_transcript_of
from heard.core.errors import NotAllowed, WrongState, refuse
from heard.core.people.fields import choice_faults
from heard.core.people.permissions import check_can_edit_story
from heard.core.transcript.hiding import Stretch, around, check_span, is_at_an_edge, length_of
from heard.core.transcript.words import Transcript


@dataclass(frozen=True)
class Part:
    """What is to be hidden: seconds, and the words that were chosen where words were."""

    span: Stretch
    first: str = ""
    last: str = ""
    reason: str = ""


@transaction.atomic
def hide(story: Story, part: Part, *, hand: Hand) -> HiddenSpan:
    """Take a part out of sight, at once and everywhere. The same part is kept once."""
    _check_may_hide(story, hand)
    refuse(choice_faults("reason", part.reason, ("", *HiddenSpan.Reason.values)))
    check_span(part.span, _whole(story))
    known = hidden_in(story).filter(start=part.span[0], end=part.span[1]).first()
    return known or _hide(story, part, hand)


@transaction.atomic
def hide_as_before(story: Story, part: Part, *, by: User | None) -> None:
    """What was hidden once and stands open in an older copy of the network. Nobody is asked, and there may be no words
    yet: they follow."""
    start, end = part.span
    if not hidden_in(story).filter(start=start, end=end).exists():
        _hide(story, part, Hand(by))


@transaction.atomic
def show_again(row: HiddenSpan, *, hand: Hand) -> None:
    """Undo it. There is something to hear again, so the storyteller signs off anew."""
    check_may_show_again(row, hand)
    if row.undone_at:
        raise WrongState(_("Somebody has shown this part again already."), code="shown-already")
    _undo([row], hand)
    _follow(row.story)


@transaction.atomic
def trim(story: Story, first: str, last: str, *, hand: Hand) -> None:
    """Let the story begin with one word and end with another. What was cut off before and is not now, is shown."""
    _check_may_hide(story, hand)
    transcript = _whole(story)
    length = length_of(transcript)
    ends = _ends(transcript, first, last)
    edges = [row for row in hidden_in(story) if is_at_an_edge((row.start, row.end), length)]
    given_up = [row for row in edges if (row.start, row.end) not in ends]
    for row in given_up:
        check_may_show_again(row, hand)
    _undo(given_up, hand)
    kept = {(row.start, row.end) for row in edges}
    for span in ends:
        if span not in kept:
            _hide(story, Part(span), hand)
    _follow(story)


def check_may_show_again(row: HiddenSpan, hand: Hand) -> None:
    """What somebody hid, an editor does not show again over their head: they do it themselves, or the reporter for
    them."""
    _check_may_hide(row.story, hand)
    theirs = hand.themself or hand.as_guardian
    user = hand.user and hand.user.pk
    if not (theirs or user == row.story.reporter_id or (row.by_id is not None and user == row.by_id)):
        raise NotAllowed(_("Only whoever hid this part, or the reporter of this story, can show it again."))


def _check_may_hide(story: Story, hand: Hand) -> None:
    if story.state not in (Story.State.DRAFT, Story.State.PUBLISHED):
        raise WrongState(_("This story was taken back."), code="taken-back")
    if not (hand.themself or hand.as_guardian):
        check_can_edit_story(person(hand.user or AnonymousUser()), reporter=story.reporter_id)


def _whole(story: Story) -> Transcript:
    transcript = whole_transcript_of(story)
    if transcript is None:
        raise WrongState(_("This story has no words yet. Come back when they are written down."), code="no-transcript")
    return transcript


def _ends(transcript: Transcript, first: str, last: str) -> list[Stretch]:
    """What stands before the first word and after the last, as far as there is any."""
    words, at = transcript.words, transcript.positions
    check_span(around(transcript, first, last), transcript)
    ends = []
    if at[first]:
        ends.append(around(transcript, words[0].id, words[at[first] - 1].id))
    if at[last] + 1 < len(words):
        ends.append(around(transcript, words[at[last] + 1].id, words[-1].id))
    return ends


def _hide(story: Story, part: Part, hand: Hand) -> HiddenSpan:
    start, end = part.span
    row = HiddenSpan.objects.create(
        story=story, start=start, end=end, first=part.first, last=part.last, reason=part.reason, by=hand.user
    )
    _follow(story)
    journal.write("part hidden", about=story, by=hand.user, start=start, end=end)
    return row


def _undo(rows: list[HiddenSpan], hand: Hand) -> None:
    for row in rows:
        learn_anew(row.story)
        row.undone_by, row.undone_at = hand.user, timezone.now()
        row.save(update_fields=["undone_by", "undone_at"])
        ask_to_sign_again(row.story, by=hand.user)
        journal.write("part shown again", about=row.story, by=hand.user, start=row.start, end=row.end)


def _follow(story: Story) -> None:
    if shown := show_what_is_not_hidden(story):
        follow_what_is_hidden(story, shown)
    glossary.forget(story)
