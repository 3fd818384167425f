"""Pictures that people send to be seen with what others told: of stories here, and of whatever else shows one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.texts import kept_as
from heard.apps.telling.models.stories import Story
from heard.core.people.pictures import PICTURE

SIDES = (320, 640, 1280)
"""Pixels of the longer side of each copy."""


def copy_at(made: str, side: int) -> str:
    """The path of a copy, under MEDIA_ROOT."""
    return f"{made}-{side}.jpg"


class SentPicture(models.Model):
    """A picture, and what was said of it: what is to be seen, who is in it, and that they agreed. What was `sent` is
    never served: the worker makes copies of it and throws it away. `made` is what their paths begin with, under
    MEDIA_ROOT; `width` and `height` are those of the largest."""

    class Shows(models.TextChoices):
        NOBODY = "nobody", _("Nobody whom somebody could recognise")
        PEOPLE = "people", _("People who can be recognised")

    sent = models.CharField(max_length=200, blank=True)
    made = models.CharField(max_length=200, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    problem = models.CharField(max_length=200, blank=True, help_text="why nothing could be made of what was sent")
    tried_at = models.DateTimeField(
        null=True, help_text="when nothing could be made of it last, though it may be later"
    )
    described = models.CharField(
        _("What is to be seen in it?"),
        max_length=PICTURE["described"].longest,
        help_text=_("For people who cannot see it, in a sentence: “Pauline at a table with dominoes, laughing.”"),
    )
    shows = models.CharField(_("Who is in it?"), max_length=6, choices=Shows.choices)
    people = models.CharField(
        _("Their names"),
        max_length=PICTURE["people"].longest,
        blank=True,
        help_text=_("Only those who look after the story see them."),
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now=True, help_text="when it was sent, and when it was said who agreed")

    class Meta:
        abstract = True

    def path_of(self, side: int) -> str:
        return copy_at(self.made, side)

    @property
    def copies(self) -> list[tuple[int, int]]:
        """The side of each copy, and how wide it is."""
        width, height = self.width or 1, self.height or 1
        return [(side, round(width * min(1.0, side / max(width, height)))) for side in SIDES]


class Picture(SentPicture):
    """The picture of a story."""

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="picture")

    class Meta:
        constraints = (kept_as("picture_texts", PICTURE),)

    def __str__(self) -> str:
        return f"picture of {self.story_id}"
