"""A story that was taken back is gone at once, can come back for some days, and is then erased."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.helping import tasks as helping
from heard.apps.helping.models import Pair
from heard.apps.hosting.tasks import forget
from heard.apps.journal.models import Entry
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.withdrawing import bring_back, erase, take_back
from heard.apps.telling.models import ConsentEntry, Story
from heard.apps.telling.queries import place_of, stories_for
from heard.apps.telling.queries.consent import uses_permitted
from heard.apps.wording.models import Form, StoryName, Term
from heard.core.errors import NotAllowed, WrongState
from heard.core.people.consent import Use

MARKER = "Zanzibarbrook"


@pytest.fixture
def told(story, keep_file) -> Story:
    told = story(f"At {MARKER}", ("S1", f"We met at {MARKER} in spring."), summary=MARKER, place=MARKER)
    keep_file(told)
    return told


@pytest.fixture
def teller(told):
    return told.people.get()


def theirs() -> Hand:
    return Hand(themself=True)


def test_it_is_gone_for_everybody_at_once(told, teller, ada, cleo, max_, hana):
    take_back(told, hand=theirs(), part=teller)
    for viewer in (AnonymousUser(), ada, cleo, max_, hana):
        assert list(stories_for(viewer)) == []
    assert uses_permitted(Story.objects.get()) == frozenset()


def test_the_ledger_says_that_it_was_given_and_withdrawn(told, teller):
    take_back(told, hand=theirs(), part=teller)
    rows = ConsentEntry.objects.filter(subject=teller.subject).values_list("use", "ruling", "themself")
    assert list(rows) == [
        *((use.value, "given", False) for use in Use),
        *((use.value, "withdrawn", True) for use in Use),
    ]


def test_whoever_took_it_back_can_bring_it_back_as_a_draft_with_what_was_agreed(told, teller, ada):
    take_back(told, hand=theirs(), part=teller)
    with pytest.raises(NotAllowed):
        bring_back(told, hand=Hand(ada))
    bring_back(told, hand=theirs(), part=teller)
    back = Story.objects.get()
    assert (back.state, back.published_at, back.sealed_at, uses_permitted(back)) == ("draft", None, None, set(Use))


def test_the_reporter_can_bring_back_what_the_reporter_took_back(told, ada, cleo):
    take_back(told, hand=Hand(ada))
    with pytest.raises(NotAllowed):
        bring_back(told, hand=Hand(cleo))
    bring_back(told, hand=Hand(ada))
    assert list(stories_for(ada)) == [told]


def test_nobody_else_takes_it_back(told, max_):
    with pytest.raises(NotAllowed):
        take_back(told, hand=Hand(max_))
    assert Story.objects.get().state == "published"


def test_it_is_taken_back_once(told, ada):
    take_back(told, hand=Hand(ada))
    with pytest.raises(WrongState):
        take_back(told, hand=Hand(ada))


def test_after_the_cooling_off_the_worker_erases_it_and_not_before(told, ada, settings):
    settings.HEARD = {**settings.HEARD, "HEARD_COOLING_OFF_DAYS": 14}
    take_back(told, hand=Hand(ada))
    Story.objects.update(sealed_at=timezone.now() - timedelta(days=13, hours=23))
    forget()
    assert Story.objects.get().state == "withdrawn"
    Story.objects.update(sealed_at=timezone.now() - timedelta(days=14))
    forget()
    assert Story.objects.get().state == "erased"
    with pytest.raises(WrongState):
        bring_back(told, hand=Hand(ada))


def words_left() -> Iterator[str]:
    """Every text in every table that says the marker."""
    from django.apps import apps
    from django.db import connection

    for model in apps.get_models(include_auto_created=True):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            rows = cursor.fetchall()
        yield from (model._meta.db_table for row in rows if MARKER.lower() in repr(row).lower())


def test_erasing_leaves_nothing_of_it_in_any_table_or_folder(
    told, teller, ada, ben, cleo, story, settings, django_capture_on_commit_callbacks
):
    other = story("Another", ("S2", f"Nobody was ever at {MARKER[:5]} brook that I know."))
    StoryName.objects.create(story=told, text=MARKER)
    term = Term.objects.create(text="Glenfield")
    Form.objects.create(term=term, kind="mishearing", text=MARKER, story=told)
    sent = correcting.report(told, Sender(ben), Remark("replace", ("w4",), f"near {MARKER}"))
    correcting.accept(sent, cleo)
    helping.tick()
    (place_of(f"consent/{teller.subject}")).mkdir(parents=True)
    assert Pair.objects.filter(meant__contains=MARKER).exists()
    assert len(set(words_left())) > 5

    take_back(told, hand=theirs(), part=teller)
    with django_capture_on_commit_callbacks(execute=True):
        Story.objects.filter(pk=told.pk).update(sealed_at=timezone.now() - timedelta(days=100))
        forget()
    assert list(words_left()) == []
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []
    assert list(Story.objects.order_by("pk").values_list("pk", "state", "title")) == [
        (told.pk, "erased", ""),
        (other.pk, "published", "Another"),
    ]
    assert ConsentEntry.objects.filter(subject=teller.subject).count() == 2 * len(Use)
    assert Entry.objects.filter(about=f"story:{told.pk}", action="story erased").count() == 1


def test_a_draft_that_nobody_saw_leaves_an_address_that_nobody_can_guess(story, ada):
    draft = story("Fourteen nights", published=False)
    take_back(draft, hand=Hand(ada))
    erase(Story.objects.get())
    assert Story.objects.get().slug.startswith("taken-back-")
    assert not Story.objects.get().was_public
