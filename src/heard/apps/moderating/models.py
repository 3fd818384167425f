"""Concerns, what was decided on them, and replies that moderators often give."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.texts import kept_as
from heard.core.errors import WrongState
from heard.core.people.concerns import BRAKES, Decision, Reason, Stop
from heard.core.people.fields import REFERRAL, REPLY

REASONS = [
    (Reason.SAFEGUARDING.value, _("Somebody is at risk")),
    (Reason.PRIVATE.value, _("It tells private things about somebody")),
    (Reason.CONSENT.value, _("Somebody did not agree to this")),
    (Reason.HATEFUL.value, _("It is hateful or threatening")),
    (Reason.MISLEADING.value, _("It is wrong or misleading")),
    (Reason.OTHER.value, _("Something else")),
]
DECISIONS = [
    (Decision.NO_ACTION.value, _("Leave it as it is")),
    (Decision.PUT_RIGHT.value, _("It has been put right")),
    (Decision.HIDDEN.value, _("Keep it hidden")),
    (Decision.REMOVED.value, _("Remove it")),
    (Decision.SUSPENDED.value, _("Remove it and suspend the person")),
]
# Said to moderators after “Nothing is hidden:”.
STOPS = [
    (Stop.REASON.value, _("this network hides nothing at once for this reason.")),
    (Stop.LOOKED.value, _("a moderator found the same in order before.")),
    (Stop.THIN.value, _("it does not say what is wrong.")),
    (Stop.BACK.value, _("it was hidden before, and nobody looked in time.")),
    (Stop.VISITOR.value, _("the same visitor has hidden enough for one day.")),
    (Stop.ADDRESS.value, _("enough was hidden from the same address today.")),
    (Stop.NETWORK.value, _("too much is hidden already, and nobody has looked yet.")),
]


def _token() -> str:
    return secrets.token_urlsafe(24)


class Concern(models.Model):
    """Somebody is worried about something. `about` names it as "story:12", and `start` and `end` a part of it.

    `token` is the reference by which whoever raised it sees what came of it. `person` is whom it is about: they never
    decide on it. `hid` is whether what is at stake was hidden at once, `stopped` why it was not, and `back_at` when it
    came back by itself because nobody had looked. It outlives what it is about.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for a moderator")
        TAKEN = "taken", _("a moderator is looking at it")
        DECIDED = "decided", _("decided")
        APPEALED = "appealed", _("somebody else looks at it again")
        CLOSED = "closed", _("closed")

    token = models.CharField(max_length=40, unique=True, default=_token, editable=False)
    about = models.CharField(max_length=60, db_index=True)
    start = models.FloatField(null=True, help_text="seconds")
    end = models.FloatField(null=True, help_text="seconds")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=16, choices=REASONS)
    text = models.TextField(max_length=2000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(max_length=80, blank=True)
    visitor = models.CharField(max_length=64, blank=True, db_index=True, help_text="a keyed hash of the session")
    origin = models.CharField(max_length=64, blank=True, help_text="a keyed hash of the address and the day")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    hid = models.BooleanField(default=False)
    stopped = models.CharField(max_length=8, choices=STOPS, blank=True)
    back_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    appeal = models.TextField(blank=True, max_length=2000)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(_("deadline"), null=True)
    appealed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.reason}: {self.about}"

    @property
    def kind(self) -> str:
        return self.about.partition(":")[0]

    @property
    def is_braked(self) -> bool:
        """Whether it would have hidden what it is about, had others not hidden so much."""
        return self.stopped in BRAKES

    @property
    def is_overdue(self) -> bool:
        return self.due_at is not None and self.due_at < timezone.now()

    @property
    def raised_by(self) -> str:
        return str(self.author or self.author_name or _("A visitor"))


class Ruling(models.Model):
    """What a moderator decided on a concern, and what they say to whoever raised it. One more after an appeal."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="rulings")
    on_appeal = models.BooleanField(default=False)
    decision = models.CharField(max_length=12, choices=DECISIONS)
    reason = models.TextField(max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("concern", "on_appeal"), name="one_ruling_and_one_on_appeal"),)

    def __str__(self) -> str:
        return f"{self.concern_id}: {self.decision}"


class _Written(models.Model):
    """What is written down in a case. It is never changed: whoever was wrong writes another line."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ("id",)

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise WrongState("What was written in a case is never changed. Add a line.", code="case")
        super().save(*args, **options)


class CaseNote(_Written):
    """What a moderator found out, or did, about a concern. For moderators alone."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=2000)

    def __str__(self) -> str:
        return f"note on concern {self.concern_id}"


class Referral(_Written):
    """That a concern was passed to somebody outside, such as a safeguarding team."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="referrals")
    name = models.CharField(_("who took it"), max_length=REFERRAL["name"].longest)
    organisation = models.CharField(_("their organisation"), max_length=REFERRAL["organisation"].longest)
    passed_at = models.DateTimeField(_("when"))

    class Meta(_Written.Meta):
        constraints = (kept_as("referral_texts", REFERRAL),)

    def __str__(self) -> str:
        return f"concern {self.concern_id}, passed on"


class SavedReply(models.Model):
    """Something moderators say often. The host words it."""

    title = models.CharField(_("name"), max_length=REPLY["title"].longest, unique=True)
    text = models.TextField(_("what it says"), max_length=REPLY["text"].longest)

    class Meta:
        ordering = ("title",)
        verbose_name_plural = "saved replies"
        constraints = (kept_as("saved_reply_texts", REPLY),)

    def __str__(self) -> str:
        return self.title
