"""What became of each rule about forgetting, and whether the clock can be believed."""

from __future__ import annotations

from django.db import models


class Sweep(models.Model):
    """When a rule of `queries.retention` last ran, and how many things it has forgotten so far."""

    rule = models.CharField(max_length=40, unique=True)
    ran_at = models.DateTimeField()
    forgotten = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.rule


class Clock(models.Model):
    """What the worker's last look at the clock left (core/clock.py). There is one row."""

    at = models.DateTimeField()
    jumped = models.DateTimeField(null=True, help_text="the time before it, while a jump is not believed")
    steady = models.FloatField(default=0, help_text="seconds since the jump")

    def __str__(self) -> str:
        return f"{self.at}"
