"""Terms with what else is said and what is misheard for them, the names in a story, and questions about words."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from heard.apps.telling.models import Story
from heard.core.offering.wordlist import LONGEST_MEANING, LONGEST_PHRASE, key


class Kind(models.TextChoices):
    """The kinds of core/offering/wordlist.py, as people read them."""

    TERM = "term", _("word or phrase")
    ACRONYM = "acronym", _("short for something")
    NAME = "name", _("name of a person")
    PLACE = "place", _("name of a place")
    ORGANISATION = "organisation", _("name of an organisation")


class Term(models.Model):
    """A word that the network wants written right, and explained. `key` is what no two terms share; taking capitals
    away may make three signs of one.

    A term that was merged is retired, and `merged_into` is the one that took its place.
    """

    class State(models.TextChoices):
        LIVE = "live", _("in use")
        RETIRED = "retired", _("out of use")

    text = models.CharField(_("term"), max_length=LONGEST_PHRASE)
    key = models.CharField(max_length=3 * LONGEST_PHRASE, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.TERM)
    meaning = models.TextField(_("meaning in plain words"), blank=True, max_length=LONGEST_MEANING)
    state = models.CharField(max_length=8, choices=State.choices, default=State.LIVE, db_index=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.RESTRICT, related_name="merged")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **options: Any) -> None:
        self.key = key(self.text)
        super().save(*args, **options)

    def get_absolute_url(self) -> str:
        return reverse("term", args=[self.pk])

    @property
    def spoken(self) -> list[str]:
        """What else people say for it."""
        return [form.text for form in self.every_form if form.kind == Form.Kind.SPOKEN]

    @property
    def every_form(self) -> list[Form]:
        """Asks nothing where they were fetched along (queries.live_terms)."""
        along: list[Form] | None = getattr(self, "forms_along", None)
        return list(self.forms.all()) if along is None else along

    @property
    def is_live(self) -> bool:
        return self.state == self.State.LIVE


class _InSight(models.Manager["Form"]):
    """What was learnt in a story that was taken back is out of sight with it, and back when it is brought back."""

    def get_queryset(self) -> models.QuerySet[Form]:
        there = (Story.State.DRAFT, Story.State.PUBLISHED)
        return super().get_queryset().filter(models.Q(story=None) | models.Q(story__state__in=there))


class Form(models.Model):
    """Another way in which a term meets us, and where that was learnt: in a story, or what `learnt_from` says."""

    class Kind(models.TextChoices):
        SPOKEN = "spoken", _("people also say")
        MISHEARING = "mishearing", _("machines write")

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="forms")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(max_length=LONGEST_PHRASE)
    learnt_from = models.CharField(max_length=200, blank=True)
    story = models.ForeignKey(Story, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[_InSight] = _InSight()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("term", "kind", "text"), name="one_form_a_text"),)

    def __str__(self) -> str:
        return self.text


class StoryName(models.Model):
    """A name that is said in a story, written right. As private as the story."""

    class Kind(models.TextChoices):
        NAME = "name", _("people")
        PLACE = "place", _("places")
        ORGANISATION = "organisation", _("organisations")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="own_names")
    text = models.CharField(max_length=LONGEST_PHRASE)
    kind = models.CharField(max_length=12, choices=Kind.choices)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("story", "text"), name="one_name_a_story"),)

    def __str__(self) -> str:
        return self.text


class Ask(models.Model):
    """Somebody asked what words mean. `words` are their ids and `start` their second, where a story was open.

    Answered with a `term`; or without one, when nothing needs explaining.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        ANSWERED = "answered", _("answered")

    story = models.ForeignKey(Story, null=True, on_delete=models.CASCADE, related_name="asks")
    words = models.JSONField(default=list)
    text = models.CharField(max_length=LONGEST_PHRASE)
    key = models.CharField(max_length=3 * LONGEST_PHRASE, db_index=True, editable=False)
    start = models.FloatField(null=True, help_text="seconds")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    visitor = models.CharField(max_length=64, blank=True, db_index=True, help_text="a keyed hash of the session")
    origin = models.CharField(max_length=64, blank=True, help_text="a keyed hash of the address and the day")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING, db_index=True)
    term = models.ForeignKey(Term, null=True, on_delete=models.SET_NULL, related_name="asks")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.text
