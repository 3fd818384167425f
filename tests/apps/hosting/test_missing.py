"""The host's desk says what the network still lacks, as it is and not as somebody ticked it, with the next step."""

from __future__ import annotations

import os
import shutil
from collections import namedtuple
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from heard.apps.hosting.models import Clock
from heard.apps.hosting.queries.missing import checks
from tests.page import Page

ALL = [
    "It has a name of its own",
    "Readers come over HTTPS",
    "You log in with a second step",
    "A backup was made in the last week",
    "Letters are sent",
    "The worker runs",
    "There is room on the disk",
]


@pytest.fixture(autouse=True)
def _new(settings, tmp_path):
    settings.LAST_BACKUP = tmp_path / "last-backup"


def missing(hana) -> list[str]:
    return [str(check.what) for check in checks(hana) if not check.is_so]


def test_a_new_network_lacks_all_but_room(hana):
    assert [str(check.what) for check in checks(hana)] == ALL
    assert missing(hana) == ALL[:-1]


def test_what_is_done_is_missing_no_more(hana, furnish, settings):
    furnish(name="Lesster Voices")
    settings.IS_HTTPS = True
    settings.HEARD = {**settings.HEARD, "HEARD_EMAIL_URL": "smtp://localhost"}
    Authenticator.objects.create(user=hana, type=Authenticator.Type.TOTP, data={})
    settings.LAST_BACKUP.touch()
    Clock.objects.create(pk=1, at=timezone.now())
    assert missing(hana) == []


def test_what_was_so_and_is_not_any_more_is_missing_again(hana, settings, monkeypatch):
    settings.LAST_BACKUP.touch()
    Clock.objects.create(pk=1, at=timezone.now())
    assert not {"A backup was made in the last week", "The worker runs"} & {*missing(hana)}
    os.utime(settings.LAST_BACKUP, (0, 0))
    Clock.objects.update(at=timezone.now() - timedelta(hours=1))
    assert {"A backup was made in the last week", "The worker runs"} <= {*missing(hana)}
    full = namedtuple("usage", "total used free")(10**12, 10**12, 10**9)
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: full)
    assert "There is room on the disk" in missing(hana)


def test_it_stands_on_the_hosts_desk_alone_with_the_way_to_each(browse, hana, rae):
    desk = Page(browse(hana).get("/moderate/"))
    assert "How your network stands" in desk.texts("h2")
    assert 'href="/moderate/network/">Say what it is called.' in browse(hana).get("/moderate/").content.decode()
    assert "How your network stands" not in browse(rae).get("/moderate/").content.decode()
