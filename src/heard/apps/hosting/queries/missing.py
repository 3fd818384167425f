"""What a network still lacks: looked up, never ticked off. Each has its next step."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heard.apps.hosting.queries.retention import last_look
from heard.apps.joining.models import User
from heard.apps.mailing.queries import sending
from heard.core.people.network import Network
from heard.web.network import network

_WORKER = timedelta(minutes=15)  # it looks at the clock every five
_BACKUP = timedelta(days=8)
_ROOM = 5 * 1024**3  # bytes: a long film and its copies
_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class Check:
    """One thing that a network needs. `step` is what to do where it is not so; `address` is where, if on a page."""

    what: str | Promise
    is_so: bool
    step: str | Promise
    address: str = ""


def checks(host: User) -> list[Check]:
    return [*_own(), *_safe(host), *_running()]


def _own() -> Iterator[Check]:
    named = network().name != Network.name
    yield Check(_("It has a name of its own"), named, _("Say what it is called."), reverse("your-network"))


def _safe(host: User) -> Iterator[Check]:
    yield Check(
        _("Readers come over HTTPS"),
        settings.IS_HTTPS,
        _("Put a web server with HTTPS in front, and start Heard with HEARD_SITE_URL=https://…"),
    )
    yield Check(
        _("You log in with a second step"),
        Authenticator.objects.filter(user=host, type__in=_STEPS).exists(),
        _("Make a passkey, or use an app that shows codes."),
        reverse("mfa_index"),
    )
    yield Check(
        _("A backup was made in the last week"),
        _is_since(last_backup(), _BACKUP),
        _("Run it each night, and keep it on another machine: heard backup FILE --to KEY"),
    )


def _running() -> Iterator[Check]:
    letters, look = sending(), last_look()
    yield Check(
        _("Letters are sent"),
        bool(settings.HEARD["HEARD_EMAIL_URL"]) and not letters.late,
        _("Say how, with HEARD_EMAIL_URL, and try it out with a letter to yourself."),
        reverse("letters"),
    )
    yield Check(
        _("The worker runs"),
        look is not None and _is_since(look.at, _WORKER),
        _("Start it: heard start runs it beside the site, heard worker alone. Give it five minutes."),
    )
    yield Check(
        _("There is room on the disk"),
        shutil.disk_usage(settings.DATA).free > _ROOM,
        _("Less than 5 GB are free. Make room, or move HEARD_DATA to a larger disk."),
    )


def last_backup() -> datetime | None:
    """`heard backup` touches a file when it is done."""
    try:
        return datetime.fromtimestamp(settings.LAST_BACKUP.stat().st_mtime, tz=timezone.get_current_timezone())
    except OSError:
        return None


def _is_since(when: datetime | None, long: timedelta) -> bool:
    return when is not None and timezone.now() - when < long
