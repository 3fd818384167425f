"""The tokens by which programs ask for somebody, and the webhooks by which they are told."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.texts import kept_as
from heard.core.people.fields import TOKEN
from heard.core.people.tokens import Scope
from heard.core.people.webhooks import WEBHOOK


class Token(models.Model):
    """A secret of somebody's that a program shows in place of them. Only a hash of it is kept, so that whoever reads
    the database cannot use it. `used_on` is the last day on which it was shown; ended, the row is gone."""

    SCOPES = (
        (Scope.READ.value, _("read what you may read")),
        (Scope.REPORT.value, _("report mishearings, under your name")),
    )

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("what it is for"), max_length=TOKEN["name"].longest)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField()
    used_on = models.DateField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (kept_as("token_texts", TOKEN),)

    def __str__(self) -> str:
        return self.name

    @property
    def may(self) -> list[str]:
        """What it may do, in words."""
        return [str(words) for scope, words in self.SCOPES if scope in self.scopes]

    def has_ended(self, now: datetime) -> bool:
        return self.ends_at <= now


class Webhook(models.Model):
    """An address that is told of every story that is published, changed or taken back. Its `secret` signs what is sent,
    so it has to be kept as it is. `seen` is what the lists of stories were when they were looked through last, and
    `seen_at` when that was."""

    address = models.CharField(_("address"), max_length=WEBHOOK["address"].longest)
    secret = models.CharField(max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    seen = models.CharField(max_length=80, blank=True)
    seen_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True, help_text="why the last try failed")
    given_up = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("id",)
        constraints = (kept_as("webhook_texts", WEBHOOK),)

    def __str__(self) -> str:
        return self.address


class Announced(models.Model):
    """That a webhook was told of a story, as it was at this `stamp` and since `changed_at`: by its key, since the row
    of a story may be gone when that is told."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="announced")
    key = models.BigIntegerField()
    slug = models.CharField(max_length=200)
    stamp = models.CharField(max_length=36)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("webhook", "key"), name="announced_once"),)

    def __str__(self) -> str:
        return self.slug


class Delivery(models.Model):
    """Something that a webhook is still to be told. It goes when it has arrived, or was given up."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=20)
    slug = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.event} {self.slug}"
