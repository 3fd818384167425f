"""The worker listens to what may be misheard: the sound has its say on what is offered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from heard.apps.helping import tasks
from heard.apps.helping.actions import hearing, learning
from heard.apps.helping.actions.forgetting import erase_and_unlearn
from heard.apps.helping.actions.pairs import add_never
from heard.apps.helping.models import Look, Proposal
from heard.apps.helping.queries import hearing as queries
from heard.apps.helping.queries.offers import Asker, waiting_for, why
from heard.apps.hiding.actions import Part, hide
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.models import Recording, Rendition, Story
from heard.apps.telling.queries import place_of
from heard.apps.transcribing.actions import keep_take
from heard.apps.wording.models import Term
from heard.core.transcript.words import Speaker, Transcript, Word
from tests import sounds
from tests.cast import spoil

# What is said first in tests.sounds.SPEECH, and when; one word is misheard.
MISHEARD = (
    "We 0.36 met 0.64 every 0.92 week 1.26 at 1.52 the 1.78 village 1.96 hole, 2.30 and 2.86 we 3.10 talked 3.38 "
    "about 3.64 what 3.98 matters 4.38 to 4.78 us. 4.96 _ 5.20"
)


def misheard() -> Transcript:
    texts, starts = MISHEARD.split()[::2], [float(second) for second in MISHEARD.split()[1::2]]
    words = [
        Word(f"w{n}", text, start, end, "S1", 0.8)
        for n, (text, start, end) in enumerate(zip(texts, starts, starts[1:], strict=False), 1)
    ]
    return Transcript(tuple(words), duration=22.06, engine="tests", speakers=(Speaker("S1", "Speaker 1"),))


@pytest.fixture
def voiced(story):
    """`voiced("Every week")`: a story that can be listened to, by people and by the machine."""

    def made(title: str = "Every week", **how: object):
        told = story(title, transcript=False, **how)
        keep_take(told, misheard())
        path = f"{told.slug}/audio.opus"
        place_of(path).parent.mkdir(parents=True)
        place_of(path).write_bytes(sounds.SPEECH.read_bytes())
        recording = Recording.objects.create(story=told, path="gone", filename="a.wav", size=1, duration=22.06)
        Rendition.objects.create(recording=recording, name="audio.opus", path=path, media_type="audio/ogg", size=1)
        return told

    return made


@pytest.fixture
def maybe(db):
    """`maybe(story, "w8", "hall,")`: a place that may be misheard, and whether it is `offered` by its text."""

    def made(told, word: str, meant: str, *, score: float = 0.5, offered: bool = True, **how: object) -> Proposal:
        there = misheard().span(word, word)[0]
        return Proposal.objects.create(
            story=told, kind="repeat", words=[word], heard=there.text, meant=meant, start=there.start, end=there.end,
            score=score, state="waiting" if offered else "faint", revision=1, listen_after=timezone.now(), **how,
        )  # fmt: skip

    return made


def now(row: Proposal) -> Proposal:
    return Proposal.objects.get(pk=row.pk)


def due(told) -> list[Proposal]:
    return list(queries.due(timezone.now()).filter(story=told))


@pytest.mark.engine
def test_the_sound_lifts_what_the_text_finds_too_faint_and_drops_what_it_does_not_bear_out(voiced, maybe, worked, ben):
    told = voiced()
    faint = maybe(told, "w8", "hall,", score=0.2, offered=False)
    wrong, answered = maybe(told, "w14", "mattress"), maybe(told, "w16", "bus.")
    answered.answers.create(by=ben, says="yes")
    worked()
    while queries.is_work_left():  # a slow machine hears one place a round
        worked()
    lifted = now(faint)
    assert (lifted.heard, lifted.meant, lifted.state) == ("hole,", "hall,", "waiting")
    assert (lifted.evidence["sound"] > 0.2, lifted.score > 0.4, lifted.listen_after) == (True, True, None)
    assert "The sound fits “hall” better than “hole”." in why(lifted)
    wrong, answered = now(wrong), now(answered)
    assert (wrong.state, wrong.decided_at, wrong.score < 0.1, wrong.evidence["sound"] < -1) == (
        "faint", None, True, True,
    )  # fmt: skip
    assert (answered.state, answered.evidence["sound"] < -1) == ("waiting", True)
    assert "But the sound fits what stands there better: listen closely." in why(answered)
    before = list(Proposal.objects.order_by("pk").values())
    worked()
    assert list(Proposal.objects.order_by("pk").values()) == before
    assert not queries.is_work_left()


def test_what_the_text_finds_faint_is_kept_to_be_listened_to_and_offered_to_nobody(story, worked, settings, cleo):
    Term.objects.create(text="village hall")
    english, welsh = story("In English", transcript=False), story("In Welsh", transcript=False, language="cy")
    keep_take(english, misheard())
    keep_take(welsh, misheard())
    settings.HEARD = {**settings.HEARD, "HEARD_SECOND_OPINION": False}
    worked()
    assert Proposal.objects.count() == 0
    settings.HEARD = {**settings.HEARD, "HEARD_SECOND_OPINION": True}
    Look.objects.all().delete()
    worked()
    row = Proposal.objects.get()
    assert (row.story, row.meant, row.state) == (english, "village hall,", "faint")
    assert list(waiting_for(Asker(cleo))) == []


def test_only_what_may_be_heard_is_listened_to(voiced, maybe, ada, settings):
    told, welsh, silent = voiced(), voiced("In Welsh", language="cy"), voiced("Being made")
    rows = [maybe(one, "w8", "hall,") for one in (told, welsh, silent)]
    silent.recording.hides = "something"
    silent.recording.save()
    assert [due(one) for one in (told, welsh, silent)] == [rows[:1], [], []]
    hide(told, Part((2.3, 2.7)), hand=Hand(ada))
    assert due(told) == []
    told.recording.renditions.update(hides=Recording.objects.get(story=told).hides)
    assert due(told) == []
    other = maybe(told, "w4", "weep")
    assert due(told) == [other]
    settings.HEARD = {**settings.HEARD, "HEARD_SECOND_OPINION": False}
    assert due(told) == []


def test_two_workers_never_listen_to_the_same(voiced, maybe):
    told = voiced()
    row = maybe(told, "w8", "hall,")
    assert hearing.claim(told, 5) == [row]
    assert hearing.claim(told, 5) == []
    Proposal.objects.update(listen_after=timezone.now() - timedelta(seconds=1))  # the first one died
    assert hearing.claim(told, 5) == [row]
    hearing.let_go([row])
    assert hearing.claim(told, 5) == [row]


def test_what_was_heard_while_the_words_were_hidden_or_changed_counts_for_nothing(voiced, maybe, ada):
    told = voiced()
    row = maybe(told, "w8", "hall,")
    text, claimed = tasks._Text.of(told), hearing.claim(told, 5)
    hide(told, Part((4.4, 4.7)), hand=Hand(ada))
    tasks._keep(text, claimed, {row.pk: 3.0}, failed=False)
    assert (now(row).score, now(row).evidence, now(row).listen_after <= timezone.now()) == (0.5, {}, True)


def test_what_was_heard_twice_counts_once(voiced, maybe):
    told = voiced()
    row = maybe(told, "w8", "hall,")
    hearing.hear(told, {row.pk: 1.0})
    once = now(row)
    hearing.hear(told, {row.pk: 1.0})
    assert (now(row).score, once.score > 0.8) == (once.score, True)


def test_what_somebody_decided_meanwhile_stays_decided(voiced, maybe):
    told = voiced()
    row = maybe(told, "w8", "hall,")
    Proposal.objects.update(state="declined")
    hearing.hear(told, {row.pk: 5.0})
    assert (now(row).state, now(row).evidence) == ("declined", {})


def test_nothing_is_lifted_that_nobody_wants_to_be_asked_about_or_whose_words_are_on_offer(voiced, maybe, cleo):
    told = voiced()
    never, taken = maybe(told, "w4", "weak", offered=False), maybe(told, "w8", "hall,", offered=False)
    maybe(told, "w8", "whole,")
    add_never("week", "weak", cleo)
    hearing.hear(told, {never.pk: 5.0, taken.pk: 5.0})
    assert [now(row).state for row in (never, taken)] == ["faint", "faint"]


def test_what_is_faint_goes_with_its_words_and_comes_back_faint(voiced, maybe):
    told = voiced()
    row = maybe(told, "w8", "hall,", score=0.2, offered=False)
    text = tasks._Text.of(told).transcript
    learning.follow(told, text.with_words(text.words[:7]))
    assert now(row).state == "stale"
    learning.follow(told, text)
    assert now(row).state == "faint"


def test_sound_that_cannot_be_read_is_left_alone_for_a_day_and_stops_nobody(voiced, maybe, worked, caplog):
    told, broken = voiced(), voiced("Broken")
    row = maybe(broken, "w8", "hall,")
    place_of("broken/audio.opus").write_bytes(b"no sound")
    worked()
    assert now(row).listen_after > timezone.now() + timedelta(hours=23)
    assert "could not be listened to: not-a-recording" in caplog.text
    assert not any(word in caplog.text for word in ("hole", "hall"))
    assert (now(row).state, Look.objects.filter(story=told).count()) == ("waiting", 1)


def test_a_transcript_that_cannot_be_read_is_not_listened_to(voiced, maybe, worked, caplog):
    told = voiced()
    worked()
    row = maybe(told, "w8", "hall,")
    spoil(told)
    worked()
    assert "could not be listened to" in caplog.text
    assert not queries.is_work_left()
    assert now(row).state == "waiting"


def test_what_is_faint_is_erased_with_what_taught_it(taught, voiced, maybe):
    source = taught()
    told = voiced()
    maybe(told, "w8", "hall,", offered=False, pair=source.corrections.get().lesson.pairs.get())
    Story.objects.filter(pk=source.pk).update(state="withdrawn")
    source.refresh_from_db()
    erase_and_unlearn(source)
    assert Proposal.objects.count() == 0
