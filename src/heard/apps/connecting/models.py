"""The tokens by which programs ask for somebody."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.texts import kept_as
from heard.core.people.fields import TOKEN
from heard.core.people.tokens import Scope


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
