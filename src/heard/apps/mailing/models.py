"""Letters that wait to be sent, and for a while what became of them."""

from __future__ import annotations

from django.db import models


class Letter(models.Model):
    """One e-mail to one address. What it says may open an account, so it is emptied as soon as it has left or is given
    up, and no backup holds it. `mark` is a keyed hash of the address, by which letters to it are counted for a day."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        GIVEN_UP = "given up"

    to = models.CharField(max_length=320, blank=True)
    sender = models.CharField(max_length=320)
    written = models.TextField(blank=True, help_text="the whole message, as it travels")
    mark = models.CharField(max_length=64, db_index=True)
    to_stranger = models.BooleanField(default=False, help_text="whether nobody has shown that the address is theirs")
    about = models.JSONField(null=True, help_text="what its sender asks once more before it leaves")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    posted_at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField(help_text="when it is of no use any more")
    due_at = models.DateTimeField(db_index=True, help_text="when it is tried next; later while somebody is sending it")
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=20, blank=True, help_text="why the last try failed: a key of problems.py")
    reply = models.CharField(max_length=300, blank=True, help_text="what the mail server said")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"letter {self.pk}, {self.state}"
