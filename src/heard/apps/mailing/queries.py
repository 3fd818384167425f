"""Reads about letters: what waits, what could not be sent, how many an address has had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from heard.apps.mailing.models import Letter
from heard.apps.mailing.problems import PROBLEMS, Problem

State = Letter.State
A_DAY = timedelta(days=1)
_SLOW = timedelta(minutes=2)  # the worker looks every second: what still waits then has a reason
_MOST_TO_KNOWN = 30  # letters about an account, to an address that was proved


def mark_of(address: str) -> str:
    return salted_hmac("heard.mailing", address.strip().lower(), algorithm="sha256").hexdigest()


def due_letters(now: datetime) -> QuerySet[Letter]:
    """Those to be tried now, the oldest first."""
    return Letter.objects.filter(state=State.WAITING, due_at__lte=now)


def waiting_letters() -> QuerySet[Letter]:
    return Letter.objects.filter(state=State.WAITING)


def given_up_letters() -> QuerySet[Letter]:
    """What the host has not seen yet, the newest first."""
    return Letter.objects.filter(state=State.GIVEN_UP).order_by("-ended_at", "-pk")


def letters_to(address: str) -> QuerySet[Letter]:
    """Everything that is kept about letters to somebody."""
    return Letter.objects.filter(mark=mark_of(address))


def may_write_to(address: str, *, is_stranger: bool) -> bool:
    """Whether an address has not had its share today. Of those that nobody has proved, a few letters are enough."""
    most = settings.HEARD["HEARD_STRANGER_LETTERS"].one if is_stranger else _MOST_TO_KNOWN
    return letters_to(address).filter(posted_at__gt=timezone.now() - A_DAY).count() < int(most)


def may_write_to_strangers() -> bool:
    """Whether the network has letters left today for addresses that nobody has proved."""
    today = Letter.objects.filter(to_stranger=True, posted_at__gt=timezone.now() - A_DAY)
    return today.count() < settings.HEARD["HEARD_STRANGER_LETTERS"].all


@dataclass(frozen=True)
class Sending:
    """How the sending of letters goes. `since` is when the oldest that is late was posted; `problem` is why the last
    try failed, None when none was made; `given_up` counts what the host has not seen yet."""

    waiting: int
    late: int
    since: datetime | None
    problem: Problem | None
    reply: str
    given_up: int


def sending() -> Sending:
    late = late_letters()
    failed = late.filter(tries__gt=0).order_by("-due_at").first()
    oldest = late.order_by("posted_at").first()
    return Sending(
        waiting=waiting_letters().count(),
        late=late.count(),
        since=oldest.posted_at if oldest else None,
        problem=PROBLEMS.get(failed.problem) if failed else None,
        reply=failed.reply if failed else "",
        given_up=given_up_letters().count(),
    )


def late_letters() -> QuerySet[Letter]:
    """Those that a try failed for, or that nobody tried: perhaps no worker runs."""
    failed, old = waiting_letters().filter(tries__gt=0), waiting_letters().filter(posted_at__lt=timezone.now() - _SLOW)
    return failed | old


def is_late() -> bool:
    return late_letters().exists()
