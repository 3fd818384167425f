"""Collections: what editors put side by side; where places lie, and what they look like."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.texts import kept_as
from heard.apps.sharing.models import Moment
from heard.apps.telling.models import Story
from heard.apps.telling.models.pictures import SentPicture
from heard.core.people.fields import COLLECTION, PIECE, STORY
from heard.core.people.pictures import PICTURE


class Collection(models.Model):
    """Stories and moments in an order, with words in between. Of moments alone it is a curated story, which plays
    through as one."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    slug = models.SlugField(unique=True, max_length=130, editable=False)
    title = models.CharField(_("title"), max_length=COLLECTION["title"].longest)
    summary = models.TextField(_("what it is about"), max_length=COLLECTION["summary"].longest, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT, db_index=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-published_at", "-pk")
        constraints = (kept_as("collection_texts", COLLECTION),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("collection", args=[self.slug])


class Piece(models.Model):
    """One thing in a collection: a story, a moment, or words of whoever made it."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="pieces")
    position = models.PositiveIntegerField()
    story = models.ForeignKey(Story, null=True, on_delete=models.CASCADE, related_name="+")
    moment = models.ForeignKey(Moment, null=True, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(max_length=PIECE["text"].longest, blank=True)

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            kept_as("piece_texts", PIECE),
            models.CheckConstraint(
                condition=Q(story=None, moment=None) & ~Q(text="")
                | Q(story__isnull=False, moment=None, text="")
                | Q(story=None, moment__isnull=False, text=""),
                name="piece_is_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.collection_id}: {self.story_id or self.moment_id or self.text[:20]}"


class Point(models.Model):
    """Where a place lies, as an editor said: a tenth of a degree at most. A place is known by its slug alone; whether
    there is one, and what it is called, is asked of the stories."""

    slug = models.CharField(unique=True, max_length=STORY["place"].longest)
    latitude = models.DecimalField(_("latitude"), max_digits=3, decimal_places=1)
    longitude = models.DecimalField(_("longitude"), max_digits=4, decimal_places=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)), name="point_on_earth"
            ),
        )

    def __str__(self) -> str:
        return f"{self.slug}: {self.latitude}, {self.longitude}"


class PlacePicture(SentPicture):
    """The picture of a place, known by its slug alone, as its point is."""

    slug = models.CharField(unique=True, max_length=STORY["place"].longest)

    class Meta:
        constraints = (kept_as("place_picture_texts", PICTURE),)

    def __str__(self) -> str:
        return f"picture of {self.slug}"
