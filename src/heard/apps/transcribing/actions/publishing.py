"""Sign a story off and publish it, once its words and its sound are there and every voice in it is accounted for."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.joining.models import User
from heard.apps.joining.queries import person as as_person
from heard.apps.journal import actions as journal
from heard.apps.telling.actions.consent import Hand, check_may_write
from heard.apps.telling.models import SignOff, Story, StoryPerson
from heard.apps.transcribing.models import VoiceReason
from heard.apps.transcribing.queries.readiness import gaps_in, lack_of, reasons_of
from heard.core.errors import NotAllowed, WrongState
from heard.core.permissions import check_can_edit_story
from heard.core.readiness import Reason, check_can_sign_off, check_is_whole
from heard.core.states import check_can_publish


@transaction.atomic
def sign_off(person: StoryPerson, how: str, *, hand: Hand, note: str = "") -> SignOff:
    """The storyteller has heard and read it and finds it good; or somebody says so for them, and how that was."""
    check_may_write(person.story, hand)
    if hand.as_guardian or not person.is_storyteller:
        raise NotAllowed(_("Only the person whose story it is can sign it off."), code="not-the-teller")
    check_can_sign_off(lack_of(person.story))
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


@transaction.atomic
def explain_voices(story: Story, reasons: Mapping[str, Reason | None], *, by: User) -> None:
    """Say why a voice is nobody's who is asked. None takes a reason away."""
    check_may_write(story, Hand(by))
    known = reasons_of(story)
    changed = {key: reason for key, reason in reasons.items() if known.get(key) != reason}
    for key, reason in changed.items():
        if reason is None:
            VoiceReason.objects.filter(story=story, key=key).delete()
        else:
            VoiceReason.objects.update_or_create(story=story, key=key, defaults={"reason": reason, "by": by})
    if changed:
        journal.write("voices explained", about=story, by=by, voices=changed)
