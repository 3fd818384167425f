"""What is counted of a story is always what a slow count finds, whatever happens to it."""

from __future__ import annotations

import pytest

from heard.apps.correcting import actions
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.correcting.models import Correction, Tally
from heard.apps.correcting.queries.reports import OPEN
from heard.apps.correcting.tally import TALLY
from heard.apps.hiding.actions import Part, hide, show_again
from heard.apps.telling.actions.consent import Hand, add_person, ask_to_sign_again
from heard.apps.telling.models import SignOff, Story
from heard.apps.telling.queries.hiding import hidden_rows
from heard.apps.transcribing.actions import put_transcript
from heard.apps.transcribing.actions.publishing import sign_off
from heard.apps.transcribing.models import Passage, VoiceReason
from heard.apps.transcribing.queries.readiness import asking_again
from tests.cast import make_transcript


def counted(story: Story) -> dict[str, int]:
    """The slow way."""
    sent, spoken = Correction.objects.filter(story=story), Passage.objects.filter(story=story)
    return {
        "sent": sent.count(),
        "put_right": sent.filter(state="accepted").count(),
        "waiting": sent.filter(~hidden_rows(), state__in=OPEN).count(),
        "passages": spoken.count(),
        "voices": spoken.exclude(speaker="").values("speaker").distinct().count(),
        "asks_again": asking_again(Story.objects.filter(pk=story.pk)).exists(),
    }


@pytest.fixture
def kept(story):
    """`kept(waiting=1)` asks that it is so, and that all else is as a slow count finds it."""
    told = story("Fourteen nights")

    def asked(**expected: int) -> None:
        row = Tally.objects.filter(story=told).values(*counted(told)).get()
        assert row == counted(told)
        assert {name: row[name] for name in expected} == expected
        assert TALLY.mend() == []

    asked.story = told
    return asked


def test_a_new_story_is_counted_from_the_beginning(kept, story):
    kept(sent=0, put_right=0, waiting=0, passages=4, voices=2, asks_again=False)
    assert Tally.objects.get(story=story("Empty", transcript=False, storyteller="")).passages == 0


def test_corrections_are_counted_as_they_come_and_are_decided(kept, ben, cleo):
    row = actions.report(kept.story, Sender(user=ben), Remark("replace", ("w10",), "co-production"))
    kept(sent=1, put_right=0, waiting=1)
    actions.accept(row, cleo)
    kept(sent=1, put_right=1, waiting=0)
    actions.undo(kept.story.revisions.get(), cleo)
    kept(sent=1)


def test_what_is_hidden_waits_out_of_sight(kept, ada, ben):
    actions.report(kept.story, Sender(user=ben), Remark("replace", ("w10",), "co-production"))
    row = Correction.objects.get()
    span = hide(kept.story, Part((row.start, row.end), "w10", "w10"), hand=Hand(ada))
    kept(sent=1, waiting=0)
    show_again(span, hand=Hand(ada))
    kept(waiting=1)


def test_a_voice_that_is_nobodys_asks_again_until_somebody_says_whose_it_is(kept, ada):
    put_transcript(kept.story, make_transcript(("S1", "Hello."), ("S3", "Who am I?")), revision=2)
    kept(passages=2, voices=2, asks_again=True)
    reason = VoiceReason.objects.create(story=kept.story, key="S3", reason="passer-by")
    kept(asks_again=False)
    reason.delete()
    kept(asks_again=True)
    add_person(kept.story, {"name": "Meg", "voice": "S3"}, by=ada)
    kept(asks_again=False)


def test_what_is_to_be_signed_again_asks_again(kept, ada):
    ask_to_sign_again(kept.story)
    kept(asks_again=True)
    sign_off(kept.story.people.get(), SignOff.How.IN_PERSON, hand=Hand(ada), note="At her kitchen table")
    kept(asks_again=False)


def test_what_is_counted_goes_with_its_story(kept):
    kept.story.delete()
    assert Tally.objects.count() == 0
