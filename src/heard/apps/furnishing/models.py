"""The one row that holds what the host says of the network, and its logos."""

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


def _all_sections() -> list[str]:
    return list(Said.sections)


def _one_language() -> list[str]:
    return list(Said.languages)


class Network(models.Model):
    """Each column is what core calls by the same name (core/people/network.py), with the same default."""

    name = models.CharField(_("name"), max_length=NETWORK["name"].longest, default=Said.name)
    motto = models.CharField(_("motto"), max_length=NETWORK["motto"].longest, blank=True)
    accent = models.CharField(max_length=7, blank=True)
    band = models.CharField(max_length=7, blank=True)
    is_logo_name = models.BooleanField(default=Said.is_logo_name)
    sections = models.JSONField(default=_all_sections)
    menu = models.JSONField(default=list)
    foot = models.JSONField(default=list)
    social = models.JSONField(default=list)
    banner = models.CharField(_("banner"), max_length=NETWORK["banner"].longest, blank=True)
    banner_until = models.DateField(null=True)
    organisation = models.CharField(_("organisation"), max_length=NETWORK["organisation"].longest, blank=True)
    organisation_about = models.TextField(
        _("how to reach it"), max_length=NETWORK["organisation_about"].longest, blank=True
    )
    charity_number = models.CharField(_("charity number"), max_length=NETWORK["charity_number"].longest, blank=True)
    languages = models.JSONField(default=_one_language)
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


class Logo(models.Model):
    """One for pages in the light, and one for pages in the dark if the host likes. What was `sent` is never served: the
    worker makes a picture of it and throws it away."""

    class Shade(models.TextChoices):
        LIGHT = "light", _("For pages in the light")
        DARK = "dark", _("For pages in the dark")

    shade = models.CharField(max_length=5, choices=Shade.choices, unique=True)
    sent = models.CharField(max_length=200, blank=True)
    made = models.CharField(max_length=200, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=200, blank=True, help_text="why nothing could be made of what was sent")
    tried_at = models.DateTimeField(null=True, help_text="when it failed, and may be tried again")

    def __str__(self) -> str:
        return f"logo, {self.shade}"

    @property
    def file_name(self) -> str:
        return self.made.rpartition("/")[2].removesuffix(".png")
