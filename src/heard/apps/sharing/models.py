"""The moments that people pass on, and their cards."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.crypto import get_random_string

from heard.apps.telling.models import Story

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that looks like another


def new_code() -> str:
    return get_random_string(10, _LETTERS)


class Moment(models.Model):
    """Some words of a story with an address of their own, whoever passed them on: nobody is kept with it.

    It holds the ids of the `first` and `last` word and their seconds, never the words: whoever opens it reads what
    stands there then. `seal` is a keyed hash of how they read at the `revision` in which it was made.
    """

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="moments")
    first = models.CharField(max_length=24)
    last = models.CharField(max_length=24)
    start = models.FloatField(help_text="seconds of the recording")
    end = models.FloatField()
    revision = models.PositiveIntegerField()
    seal = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("story", "first", "last", "seal"), name="moments_once"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="moments_have_length"),
        )

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("moment", args=[self.code])


class MomentCard(models.Model):
    """The card of a moment, as the worker drew it: the words in it are pixels. `made_of` is the stamp of its story when
    it was last looked at, `stamp` that of what is on it; both, and whether it may be seen, are asked each time."""

    moment = models.OneToOneField(Moment, on_delete=models.CASCADE, primary_key=True, related_name="card")
    made_of = models.CharField(max_length=36)
    stamp = models.CharField(max_length=16)
    png = models.BinaryField()

    def __str__(self) -> str:
        return f"card of {self.moment_id}"
