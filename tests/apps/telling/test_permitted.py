"""What is permitted is kept with each story: always what the record of consent says, whoever writes."""

from __future__ import annotations

import threading
import uuid
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.core.management.sql import emit_pre_migrate_signal
from django.db import connection, transaction
from django.db.migrations import Migration
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from heard.apps.hosting import tasks
from heard.apps.telling.actions.consent import EVERY_USE, Hand, add_person, record_consent
from heard.apps.telling.models import Story
from heard.apps.telling.permitted import COLUMNS, PERMITTED
from heard.apps.telling.queries import stories_for
from heard.apps.telling.queries.consent import ledger_of
from heard.core.people.consent import Subject, Use, uses_permitted
from heard.core.people.permissions import Role
from tests.apps.telling.test_one_rule import Telling, add, tellings
from tests.cast import make_person


def kept(story: Story) -> dict[Use, date | None]:
    story.refresh_from_db()
    return {use: getattr(story, column) for use, column in COLUMNS.items()}


def by_the_core(story: Story, day: date) -> set[Use]:
    people = [Subject(str(one.subject), one.deciding.is_shared(day)) for one in story.people.all()]
    return set(uses_permitted(ledger_of(story), people))


class WhatIsKept(TestCase):
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(tellings, st.integers(-3, 3))
    def test_it_says_what_the_core_says_on_any_day(self, telling: Telling, away: int) -> None:
        teller = make_person(f"Teller{uuid.uuid4().hex}", Role.REPORTER)
        story = Story.objects.create(slug=str(uuid.uuid4()), title="A story", reporter=teller)
        for person in telling.people:
            add(story, person, {})
        day = timezone.localdate() + timedelta(days=away)
        assert {use for use, since in kept(story).items() if since and since <= day} == by_the_core(story, day)
        assert PERMITTED.mend() == []


@pytest.fixture
def told(story) -> Story:
    return story("Fourteen nights")


def is_open(story: Story) -> bool:
    return stories_for(AnonymousUser()).filter(pk=story.pk).exists()


def test_whoever_is_added_closes_the_story_until_they_say_yes(ada, told):
    person = add_person(told, {"name": "Meg"}, by=ada)
    assert not is_open(told)
    record_consent(person, EVERY_USE, hand=Hand(ada))
    assert is_open(told)


def test_whoever_is_removed_no_longer_holds_it_back(ada, told):
    person = add_person(told, {"name": "Meg"}, by=ada)
    person.delete()
    assert is_open(told)


def test_nobody_can_write_what_is_not_so(ada, told):
    add_person(told, {"name": "Meg"}, by=ada)
    Story.objects.filter(pk=told.pk).update(publish_from=date.min)
    assert not is_open(told)


def test_saving_a_story_as_it_was_before_opens_nothing(ada, told):
    before = Story.objects.get(pk=told.pk)
    record_consent(told.people.get(), {Use.PUBLISH: False}, hand=Hand(ada))
    before.save()
    assert not is_open(told)
    assert kept(told)[Use.EXPORT] == date.min


@pytest.mark.django_db(transaction=True)
def test_a_migration_puts_right_what_was_kept_without_it(told):
    _forget_all(told)
    call_command("migrate", verbosity=0)
    assert kept(told) == dict.fromkeys(Use, date.min)


def test_the_worker_says_so_when_it_finds_something_wrong_and_puts_it_right(told, caplog, monkeypatch):
    _forget_all(told)
    monkeypatch.setattr(tasks, "_compared", -tasks._COMPARE_EVERY)
    tasks.compare(0.0)
    tasks.compare(1.0)
    assert caplog.messages == [f"“permitted” was kept wrongly, and is put right, of rows [{told.pk}]"]
    assert kept(told) == dict.fromkeys(Use, date.min)


def _forget_all(story: Story) -> None:
    """What stands there when nothing has followed the record of consent."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            PERMITTED.clear(connection)
        else:
            cursor.execute("DROP TRIGGER permitted_2 ON telling_story")
    Story.objects.filter(pk=story.pk).update(**dict.fromkeys(COLUMNS.values()))
    assert not is_open(story)


@pytest.mark.django_db(transaction=True)
def test_a_yes_and_a_no_at_the_same_time_are_a_no(ada, told):
    """Neither has seen what the other says. Whoever is second must not keep what was so before the first."""
    hamid, meg = told.people.get(), add_person(told, {"name": "Meg"}, by=ada)
    begun, second = threading.Event(), threading.Thread(target=lambda: (begun.wait(), _agree(meg, ada)))
    second.start()
    with transaction.atomic():
        record_consent(hamid, {Use.PUBLISH: False}, hand=Hand(ada))
        begun.set()
        second.join(0.5)
    second.join()
    assert not is_open(told)
    assert kept(told)[Use.EXPORT] == date.min


def _agree(person, by) -> None:
    try:
        record_consent(person, EVERY_USE, hand=Hand(by))
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_migration_can_remake_the_tables_that_are_followed(told):
    """As any migration does in SQLite that changes a column."""
    field = Story._meta.get_field("place")
    wider = type(field)(max_length=field.max_length + 1, blank=True)
    wider.set_attributes_from_name("place")
    emit_pre_migrate_signal(0, interactive=False, db=connection.alias, plan=[(Migration("0", "telling"), False)])
    with connection.schema_editor() as editor:
        editor.alter_field(Story, field, wider)
        editor.alter_field(Story, wider, field)
    call_command("migrate", verbosity=0)
    record_consent(told.people.get(), {Use.PUBLISH: False}, hand=Hand(told.reporter))
    assert not is_open(told)
