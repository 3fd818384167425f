"""Stamps: each is another one as soon as anything changed that a stranger's page of a story shows."""

from __future__ import annotations

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

from heard.apps.telling.models import Story

ANEW = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()::text"}
"""A value that never was before, in SQL. Never a number that goes up: a database that is put back from a copy would
reach the same numbers again, with other words under them."""


class Anew(models.Expression):
    """The same, as the default of a column."""

    allowed_default = True

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        return ANEW[connection.vendor], ()


class Stamp(models.Model):
    """Of one story. The database writes it: stamps.py."""

    story = models.OneToOneField(Story, on_delete=models.CASCADE, primary_key=True, related_name="stamp")
    value = models.CharField(max_length=36, db_default=Anew())

    def __str__(self) -> str:
        return self.value


class NetworkStamp(models.Model):
    """Of what all stories share. It is one row."""

    value = models.CharField(max_length=36, db_default=Anew())

    def __str__(self) -> str:
        return self.value
