"""The chapters that people made of stories."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.texts import kept_as
from heard.apps.telling.models import Story
from heard.core.people.fields import CHAPTER


class Chapter(models.Model):
    """Where a part of a story begins, under a title that a person wrote. It holds the id of its `first` word and the
    seconds of it at the `revision` in which it was made: what is put right since, it follows."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="chapters")
    title = models.CharField(_("title of the chapter"), max_length=CHAPTER["title"].longest)
    first = models.CharField(max_length=24)
    start = models.FloatField(help_text="seconds of the recording")
    end = models.FloatField(help_text="seconds, of the first word")
    revision = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("start", "id")
        constraints = (
            models.UniqueConstraint(fields=("story", "first"), name="one_chapter_a_word"),
            kept_as("chapter_texts", CHAPTER),
        )

    def __str__(self) -> str:
        return self.title
