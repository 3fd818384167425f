"""What is forgotten by itself, and when. The page about personal data shows this table; the worker runs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heard.apps.conversing.models import Comment, Notice
from heard.apps.correcting.models import Correction, RandomCheck
from heard.apps.helping.models import Answer, Listening, Reservation
from heard.apps.hosting.models import Clock, Sweep
from heard.apps.joining.models import User
from heard.apps.journal.models import Entry
from heard.apps.mailing.models import Letter
from heard.apps.moderating.models import CaseNote, Concern, Referral
from heard.apps.moderating.queries.concerns import OVER
from heard.apps.wording.models import Ask
from heard.core.clock import Look

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Rule:
    """`rows` are those that are due, given the moment before which they are old. They are deleted or, where `blank`
    names a field, only that is emptied. `days` is how old, or the part of HEARD_KEEP_DAYS that says so.
    """

    name: str
    sentence: str | Promise
    days: str | int
    rows: Callable[[datetime], Rows]
    blank: str = ""

    @property
    def after(self) -> int:
        """Days. The host may say 0: never."""
        return int(getattr(settings.HEARD["HEARD_KEEP_DAYS"], self.days)) if isinstance(self.days, str) else self.days

    @property
    def is_on(self) -> bool:
        return isinstance(self.days, int) or self.after > 0

    def due(self) -> Rows:
        return self.rows(timezone.now() - timedelta(days=self.after))


def _never_proved(before: datetime) -> Rows:
    """Accounts whose address nobody proved and that nobody used."""
    unproved = User.objects.filter(emailaddress__verified=False, date_joined__lt=before, last_login=None)
    return unproved.filter(stories=None, corrections=None)


def _marks(name: str, sentence: str | Promise, model: type[Model], column: str, when: str, days: str | int) -> Rule:
    """Empties a mark by which a visitor without an account can be known again. The row stays."""

    def rows(before: datetime) -> Rows:
        return model._default_manager.filter(**{f"{when}__lt": before}).exclude(**{column: ""})

    return Rule(name, sentence, days, rows, blank=column)


_VISITORS = "visitors"

RULES = (
    Rule(
        "signed-in",
        _("Who is logged in, and with which browser: when it runs out."),
        0,
        lambda before: Session.objects.filter(expire_date__lt=before),
    ),
    _marks(
        "address-corrections",
        _("From which address a correction came, as a coded mark."),
        Correction,
        "origin",
        "created_at",
        7,
    ),
    _marks(
        "address-comments", _("From which address a comment came, as a coded mark."), Comment, "origin", "created_at", 7
    ),
    _marks(
        "address-concerns",
        _("From which address a concern came, as a coded mark."),
        Concern,
        "origin",
        "created_at",
        7,
    ),
    _marks(
        "browser-concerns",
        _("From which browser a concern came, as a coded mark."),
        Concern,
        "visitor",
        "created_at",
        _VISITORS,
    ),
    _marks(
        "address-asks",
        _("From which address somebody asked about a word, as a coded mark."),
        Ask,
        "origin",
        "created_at",
        7,
    ),
    _marks(
        "browser-corrections",
        _("From which browser a correction came, as a coded mark."),
        Correction,
        "visitor",
        "created_at",
        _VISITORS,
    ),
    _marks(
        "browser-comments",
        _("From which browser a comment came, as a coded mark."),
        Comment,
        "visitor",
        "created_at",
        _VISITORS,
    ),
    _marks(
        "browser-asks",
        _("From which browser somebody asked about a word, as a coded mark."),
        Ask,
        "visitor",
        "created_at",
        _VISITORS,
    ),
    _marks(
        "browser-checks",
        _("From which browser a moment was checked, as a coded mark."),
        RandomCheck,
        "visitor",
        "at",
        _VISITORS,
    ),
    _marks(
        "browser-listening",
        _("From which browser a moment was listened to, as a coded mark."),
        Listening,
        "visitor",
        "at",
        _VISITORS,
    ),
    Rule(
        "answers",
        _("What somebody without an account said to an offer of the machine."),
        _VISITORS,
        lambda before: Answer.objects.filter(at__lt=before, by=None),
    ),
    Rule(
        "reservations",
        _("Which moment somebody was handed to listen to."),
        1,
        lambda before: Reservation.objects.filter(until__lt=before),
    ),
    Rule(
        "letters",
        _("That an e-mail was sent, as a coded mark of the address."),
        1,
        lambda before: Letter.objects.filter(state=Letter.State.SENT, ended_at__lt=before),
    ),
    Rule(
        "letters-given-up",
        _("E-mails that could not be sent: to which address, and why."),
        30,
        lambda before: Letter.objects.filter(state=Letter.State.GIVEN_UP, ended_at__lt=before),
    ),
    Rule("notices", _("What somebody was told of."), 180, lambda before: Notice.objects.filter(created_at__lt=before)),
    Rule(
        "unproved",
        _("Accounts whose e-mail address was never proved and that nobody used."),
        "unproved",
        _never_proved,
    ),
    Rule(
        "case-notes",
        _("What moderators wrote down about a concern that is decided."),
        "cases",
        lambda before: CaseNote.objects.filter(at__lt=before, concern__state__in=OVER),
    ),
    Rule(
        "referrals",
        _("To whom a concern was passed that is decided."),
        "cases",
        lambda before: Referral.objects.filter(at__lt=before, concern__state__in=OVER),
    ),
    Rule(
        "journal",
        _("Who did what, in the journal. What people agreed to is kept apart, and stays."),
        "journal",
        lambda before: Entry.objects.filter(at__lt=before),
    ),
)


@dataclass(frozen=True)
class RuleRun:
    """A rule, and when it last ran. None: not yet."""

    rule: Rule
    sweep: Sweep | None


def rule_runs() -> Iterator[RuleRun]:
    sweeps = {sweep.rule: sweep for sweep in Sweep.objects.all()}
    for rule in RULES:
        yield RuleRun(rule, sweeps.get(rule.name))


def last_look() -> Look | None:
    """What the worker last saw of the clock. None: it has not looked yet."""
    row = Clock.objects.filter(pk=1).first()
    return Look(row.at, row.jumped, row.steady) if row else None
