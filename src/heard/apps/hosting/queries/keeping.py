"""What a line of the page about what is kept says."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Until:
    """How long something is kept."""

    STORY = _("As long as the story.")
    ACCOUNT = _("As long as the account.")
    STAYS = _("It stays, so that what was said and decided can be checked.")
    BY_ITSELF = _("Until it is forgotten by itself, as below.")
    HOST = _("Until somebody takes it away.")


@dataclass(frozen=True)
class Kept:
    """What one table keeps, why, and how long."""

    table: str
    what: str | Promise
    why: str | Promise
    until: str | Promise

    @property
    def columns(self) -> list[str]:
        """Those that can hold something about somebody: a person, free text, an address or a mark."""
        return [str(field.verbose_name) for field in apps.get_model(self.table)._meta.concrete_fields if _can(field)]


def _can(field: models.Field) -> bool:  # type: ignore[type-arg]
    if field.is_relation:
        return field.related_model is not None and field.related_model._meta.label == "joining.User"
    free = isinstance(field, models.CharField | models.TextField | models.JSONField | models.BinaryField)
    return free and not field.choices


@dataclass(frozen=True)
class Room:
    """What belongs together on the page."""

    title: str | Promise
    kept: tuple[Kept, ...]
