"""The one row that holds what the host says of the network."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.texts import kept_as
from heard.core.people.conversation import Policy
from heard.core.people.network import NETWORK, Joining
from heard.core.people.network import Network as Said


def _named(choices: type[StrEnum]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in choices]


class Network(models.Model):
    """Each column is what core calls by the same name (core/people/network.py), with the same default."""

    name = models.CharField(_("name"), max_length=NETWORK["name"].longest, default=Said.name)
    motto = models.CharField(_("motto"), max_length=NETWORK["motto"].longest, blank=True)
    emergency = models.CharField(_("emergency number"), max_length=NETWORK["emergency"].longest, default=Said.emergency)
    security_contact = models.CharField(
        _("whom to tell of a hole"), max_length=NETWORK["security_contact"].longest, blank=True
    )
    is_listed = models.BooleanField(default=Said.is_listed)
    embeds = models.CharField(max_length=NETWORK["embeds"].longest, blank=True, default=Said.embeds)
    joining = models.CharField(max_length=8, choices=_named(Joining), default=Joining.OPEN.value)
    comments = models.CharField(max_length=8, choices=_named(Policy), default=Policy.TRUSTED.value)
    agreement = models.BooleanField(default=Said.agreement)
    agree_people = models.PositiveIntegerField(default=Said.agree_people)
    agree_more = models.PositiveIntegerField(default=Said.agree_more)
    agree_trust = models.FloatField(default=Said.agree_trust)
    agree_days = models.FloatField(default=Said.agree_days)

    class Meta:
        constraints = (
            kept_as("network_texts", NETWORK),
            models.CheckConstraint(condition=models.Q(pk=1), name="network_is_one"),
        )

    def __str__(self) -> str:
        return self.name
