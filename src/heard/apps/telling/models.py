"""Stories, their recordings, and uploads that are under way."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Theme(models.Model):
    """What stories are about, in a few words."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(unique=True, max_length=70)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Story(models.Model):
    """A story of lived experience. A private draft until somebody publishes it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("private draft")
        PUBLISHED = "published", _("published")

    slug = models.SlugField(unique=True, max_length=90)
    title = models.CharField(_("title"), max_length=160)
    summary = models.TextField(
        _("summary"), blank=True, max_length=1000, help_text=_("One or two sentences, in the teller's words.")
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="stories")
    language = models.CharField(_("language spoken"), max_length=12, default="en")
    place = models.CharField(_("place"), max_length=120, blank=True)
    told_on = models.DateField(_("date of the recording"), null=True, blank=True)
    voices = models.PositiveSmallIntegerField(_("how many voices?"), null=True, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="stories")
    synthetic = models.BooleanField(_("made for demonstration, with artificial voices"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True, help_text="hidden since then, over a concern")

    class Meta:
        ordering = ("-published_at", "-created_at", "-id")
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("story", args=[self.slug])


class Voice(models.Model):
    """Somebody who speaks in a story: `key` as the transcript names them ("S1"), `name` as readers see it."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="voice_names")
    key = models.CharField(max_length=8)
    name = models.CharField(_("name to show"), max_length=80)

    class Meta:
        ordering = ("key",)
        constraints = (models.UniqueConstraint(fields=("story", "key"), name="one_name_a_voice"),)

    def __str__(self) -> str:
        return self.name


class Recording(models.Model):
    """The original file, as private as its story. Others are served renditions only. Paths are under MEDIA_ROOT."""

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="recording")
    path = models.CharField(max_length=200)
    filename = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField(help_text="bytes")
    kind = models.CharField(max_length=5, choices=[("audio", _("audio")), ("video", _("video"))], blank=True)
    duration = models.FloatField(null=True, help_text="seconds")
    loudness = models.FloatField(null=True, help_text="LUFS, as EBU R 128 measures it")
    lost = models.FloatField(default=0, help_text="seconds that the file promised and did not hold")
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.filename

    @property
    def lost_seconds(self) -> int:
        return round(self.lost)


class Rendition(models.Model):
    """A file made from the recording for readers: `name` is what its address ends in ("audio.opus")."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=20)
    path = models.CharField(max_length=200)
    media_type = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField(help_text="bytes")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("recording", "name"), name="one_rendition_a_name"),)

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """A recording on its way here, piece by piece (tus 1.0). Its bytes lie at `path` until it is whole."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="upload")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    filename = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField(help_text="bytes")
    offset = models.PositiveBigIntegerField(default=0, help_text="bytes")
    path = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.filename
