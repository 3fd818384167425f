"""What became of each rule about forgetting."""

from __future__ import annotations

from django.db import models


class Sweep(models.Model):
    """When a rule of `queries.retention` last ran, and how many things it has forgotten so far."""

    rule = models.CharField(max_length=40, unique=True)
    ran_at = models.DateTimeField()
    forgotten = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.rule
