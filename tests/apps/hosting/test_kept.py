"""The page about personal data tells of every table, and what is old is forgotten by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.utils import timezone

from heard.apps.correcting.models import Correction
from heard.apps.hosting import tasks
from heard.apps.hosting.actions import look_at_clock
from heard.apps.hosting.models import Sweep
from heard.apps.hosting.queries.kept import ROOMS
from heard.apps.hosting.queries.retention import RULES
from heard.apps.hosting.tasks import forget
from heard.apps.joining.models import User
from heard.apps.journal.models import Entry
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.withdrawing import take_back
from heard.apps.telling.models import Story
from heard.server.parts import KeepDays
from tests import cast
from tests.page import Page


def test_every_table_has_its_line_and_every_line_its_table():
    told = sorted(kept.table for room in ROOMS for kept in room.kept)
    assert told == sorted(model._meta.label for model in apps.get_models())


def test_everybody_may_read_what_is_kept_and_the_host_alone_where(browse, hana, settings):
    pages = [browse(person).get("/what-we-keep/") for person in (None, hana)]
    assert [page.status_code for page in pages] == [200, 200]
    assert [str(settings.MEDIA_ROOT) in page.content.decode() for page in pages] == [False, True]


def test_columns_are_read_off_the_tables():
    contact = next(kept for room in ROOMS for kept in room.kept if kept.table == "telling.PersonContact")
    assert contact.columns[0] == "real name"


def test_each_rule_is_told_on_the_page(browse):
    shown = Page(browse(None).get("/what-we-keep/")).texts("td")
    assert [str(rule.sentence) for rule in RULES if str(rule.sentence) not in shown] == []


@pytest.fixture
def correction(story, ben):
    def reported(days: int, **fields):
        row = Correction.objects.create(
            story=story(f"Reported {days} days ago"),
            kind="wrong",
            start=0,
            end=1,
            base=1,
            visitor="browser-mark",
            origin="address-mark",
            **fields,
        )
        Correction.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=days))
        return row

    return reported


def test_marks_of_addresses_and_browsers_are_emptied_and_the_correction_stays(correction):
    rows = [correction(days, heard="coal production") for days in (1, 8, 400)]
    forget()
    marks = [Correction.objects.values_list("heard", "origin", "visitor").get(pk=row.pk) for row in rows]
    assert marks == [
        ("coal production", "address-mark", "browser-mark"),
        ("coal production", "", "browser-mark"),
        ("coal production", "", ""),
    ]


def test_an_account_that_nobody_proved_or_used_goes_and_no_other(db, ada):
    used, proved, new, stale = (cast.make_person(name) for name in ("Used", "Proved", "New", "Stale"))
    for person in (used, proved, new, stale):
        person.emailaddress_set.create(email=person.email, verified=person == proved)
    User.objects.exclude(pk=new.pk).update(date_joined=timezone.now() - timedelta(days=40))
    User.objects.filter(pk=used.pk).update(last_login=timezone.now())
    forget()
    assert list(User.objects.order_by("pk").values_list("name", flat=True)) == ["Ada Okafor", "Used", "Proved", "New"]


def test_the_host_may_keep_the_journal_for_ever(ada, settings):
    def old_entry():
        entry = Entry.objects.create(action="looked", about="story:1", by=ada)
        Entry.objects.filter(pk=entry.pk).update(at=timezone.now() - timedelta(days=2000))

    old_entry()
    settings.HEARD = {**settings.HEARD, "HEARD_KEEP_DAYS": KeepDays(journal=0)}
    forget()
    assert Entry.objects.filter(action="looked").count() == 1
    settings.HEARD = {**settings.HEARD, "HEARD_KEEP_DAYS": KeepDays(journal=1095)}
    forget()
    assert Entry.objects.filter(action="looked").count() == 0


def test_what_was_forgotten_is_counted(db):
    for number in range(2):
        gone = timezone.now() - timedelta(days=1)
        Session.objects.create(session_key=f"key{number}", session_data="", expire_date=gone)
    forget()
    forget()
    assert Sweep.objects.get(rule="signed-in").forgotten == 2


# The clock


@pytest.fixture
def sealed(story, ada):
    """A story that was taken back a minute ago."""
    told = story("Told")
    take_back(told, hand=Hand(ada))
    return Story.objects.get(pk=told.pk)


def _a_year_later(monkeypatch, days=365):
    now = timezone.now() + timedelta(days=days)
    monkeypatch.setattr(timezone, "now", lambda: now)
    monkeypatch.setattr(tasks, "_looked", None)


def test_a_clock_that_jumps_a_year_ahead_erases_nothing(sealed, correction, monkeypatch, caplog):
    row = correction(1)
    monkeypatch.setattr(tasks, "_looked", None)
    tasks.tick()
    _a_year_later(monkeypatch)
    tasks.tick()
    sealed.refresh_from_db()
    row.refresh_from_db()
    assert (sealed.state, row.origin) == ("withdrawn", "address-mark")
    assert "The clock jumped" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_machine_that_was_off_for_two_months_erases_after_a_day_of_running(sealed, monkeypatch):
    look_at_clock(timezone.now(), 0)
    _a_year_later(monkeypatch, days=60)
    tasks.tick()
    assert Story.objects.get().state == "withdrawn"
    for _ in range(24):
        later = timezone.now() + timedelta(hours=1)
        monkeypatch.setattr(timezone, "now", lambda later=later: later)
        look_at_clock(later, 3600.0)
    monkeypatch.setattr(tasks, "_looked", None)
    tasks.tick()
    assert Story.objects.get().state == "erased"


def test_the_host_is_told_that_the_clock_jumped(browse, hana, max_):
    look_at_clock(timezone.now() - timedelta(days=30), 0)
    look_at_clock(timezone.now(), 0)
    told = [
        "The clock of this machine jumped" in browse(one).get("/what-we-keep/").content.decode() for one in (hana, max_)
    ]
    assert told == [True, False]
