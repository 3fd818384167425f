"""Rows of the record of consent: they are added and never changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from heard.core.errors import WrongState


class _Kept(models.QuerySet[Any]):
    """Rows that are added and never changed."""

    def update(self, **fields: Any) -> int:
        raise WrongState("The record of consent is never changed. Add a row.", code="ledger")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise WrongState("The record of consent is never deleted.", code="ledger")


class LedgerRow(models.Model):
    """It names no story and no person, so that it can outlive both. `by` is whoever wrote it down."""

    subject = models.UUIDField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(_Kept)()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise WrongState("The record of consent is never changed. Add a row.", code="ledger")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        raise WrongState("The record of consent is never deleted.", code="ledger")
