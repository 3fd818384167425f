"""Sign a story off and publish it, once its words and its sound are there and every voice in it is accounted for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.joining.models import User
from heard.apps.joining.queries import person as as_person
from heard.apps.journal import actions as journal
from heard.apps.telling.actions.consent import Hand, check_may_write
from heard.apps.telling.actions.holding import release_story
from heard.apps.telling.actions.stories import make_private
from heard.apps.telling.models import SignOff, Story, StoryPerson
from heard.apps.telling.queries.consent import Gap
from heard.apps.telling.queries.readers import audience_now, shown
from heard.apps.transcribing.models import VoiceReason
from heard.apps.transcribing.queries.readiness import gaps_in, gaps_that_stay, lack_of, reasons_of, unclaimed_voices
from heard.core.errors import BadInput, NotAllowed, WrongState, refuse
from heard.core.people.fields import SIGNED_IN_PERSON, text_faults
from heard.core.people.permissions import check_can_edit_story
from heard.core.people.readiness import Reason, check_can_sign_off, check_is_whole
from heard.core.people.states import check_can_publish


@transaction.atomic
def sign_off(person: StoryPerson, how: str, *, hand: Hand, note: str = "") -> SignOff:
    """The storyteller has heard and read it and finds it good; or somebody says so for them, and how that was. Raises
    BadInput where they do not."""
    check_may_write(person.story, hand)
    if hand.as_guardian or not person.is_storyteller:
        raise NotAllowed(_("Only the person whose story it is can sign it off."), code="not-the-teller")
    check_can_sign_off(lack_of(person.story))
    if how == SignOff.How.IN_PERSON:
        refuse(text_faults({"note": note}, SIGNED_IN_PERSON))
    row = SignOff.objects.create(person=person, how=how, note=note, by=hand.user)
    journal.write("story signed off", about=person.story, by=hand.user, subject=str(person.subject), how=how)
    return row


@transaction.atomic
def publish_story(story: Story, *, by: User) -> None:
    """Let its audience see it. Everybody in it has agreed by then, and its storyteller has signed it off."""
    check_can_edit_story(as_person(by), reporter=story.reporter_id)
    check_can_publish(story.state)
    check_is_whole(lack_of(story))
    if gaps := gaps_in(story):
        raise WrongState(" ".join([_("It cannot be published yet."), *(gap.sentence for gap in gaps)]), code="gaps")
    story.state = Story.State.PUBLISHED
    story.published_at = timezone.now()
    story.save(update_fields=["state", "published_at"])
    journal.write("story published", about=story, by=by)


@contextmanager
def asking_readiness(story: Story, *, by: User | None) -> Iterator[list[Gap]]:
    """Whatever is done inside, nobody gets a published story by it that is not ready: where it would reach more people
    than before, it is a private draft afterwards, and the list that is given holds why. What readers already get
    stays."""
    with transaction.atomic():
        before, gaps = audience_now(story), list[Gap]()
        yield gaps
        story.refresh_from_db()
        if audience_now(story).adds_to(before) and (missing := gaps_that_stay(story)):
            gaps += missing
            make_private(story, by=by, why="not ready")


def release(story: Story, *, by: User | None, why: str) -> list[Gap]:
    """End the hiding of a story. It comes back as what it may be: one that is not ready as a private draft. Returns
    why."""
    with asking_readiness(story, by=by) as gaps:
        release_story(story, by=by, why=why)
    return gaps


def what_came_of_it(story: Story, gaps: list[Gap]) -> list[str]:
    """What readers get now of a story that is or was published, in sentences, with why if it is not ready."""
    if gaps:
        why = _("It is a private draft now, because it is not ready to be shown.")
        return [why, *(gap.sentence for gap in gaps)]
    return [shown(story).sentence] if story.state == Story.State.PUBLISHED else []


@transaction.atomic
def explain_voices(story: Story, reasons: Mapping[str, Reason | None], *, by: User) -> None:
    """Say why a voice is nobody's who is asked. None takes a reason away. Raises BadInput for a voice that is
    somebody's, or nobody's who speaks in it."""
    check_may_write(story, Hand(by))
    known, unclaimed = reasons_of(story), unclaimed_voices(story)
    refuse(_not_unclaimed(key) for key in reasons if key not in unclaimed)
    changed = {key: reason for key, reason in reasons.items() if known.get(key) != reason}
    for key, reason in changed.items():
        if reason is None:
            VoiceReason.objects.filter(story=story, key=key).delete()
        else:
            VoiceReason.objects.update_or_create(story=story, key=key, defaults={"reason": reason, "by": by})
    if changed:
        journal.write("voices explained", about=story, by=by, voices=changed)


def _not_unclaimed(key: str) -> BadInput:
    return BadInput("This voice is somebody’s who is asked, or nobody speaks with it.", code="claimed", field=key)
