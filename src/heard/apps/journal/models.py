"""One line for each thing that somebody did. Lines are added, never changed."""

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """`about` names a thing as "story:12"; `detail` holds what is needed to understand the line later."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    action = models.CharField(max_length=60)
    about = models.CharField(max_length=60, db_index=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ("-id",)
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.action} {self.about}"
