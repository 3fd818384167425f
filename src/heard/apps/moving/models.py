"""What came in from elsewhere: by which it is known when it comes once more; and the addresses that it had there."""

from __future__ import annotations

from django.db import models

from heard.apps.telling.models import Story


class Imported(models.Model):
    """That something was taken in. `source` is a digest of what it was called there, `digest` one of what was said of
    it; `key` is the row that it became, and 0 where it became none of its own."""

    kind = models.CharField(max_length=20)
    source = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    key = models.BigIntegerField(default=0)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "source"), name="imported_once"),)

    def __str__(self) -> str:
        return f"{self.kind}: {self.key}"


class Waiting(models.Model):
    """A story that was published where it comes from, and is to be here, as soon as its sound is made: since when it
    was, and when its tellers signed it off."""

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="+")
    published_at = models.DateTimeField()
    signed = models.JSONField(default=dict, help_text="by part: how and when")

    def __str__(self) -> str:
        return f"{self.story_id} waits for its sound"


class OldAddress(models.Model):
    """Where a story, or a page of ours (`path`), was found before it came here."""

    old = models.CharField(max_length=400, unique=True)
    story = models.ForeignKey(Story, null=True, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.old} → {self.story_id or self.path}"
