"""What people write of stories so that others understand them: chapters, sentences that are easy to read, and what was
said in another language."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.texts import kept_as
from heard.apps.telling.models import Story
from heard.core.people.details import LANGUAGES
from heard.core.people.easy import is_long
from heard.core.people.fields import CHAPTER, EASY, TRANSLATED
from heard.core.transcript.second import Translated


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


class EasyLine(models.Model):
    """One sentence of a story in short, easy to read, with a picture if wished. What was sent is never served: the
    worker makes a small one of it and throws it away. Paths are under MEDIA_ROOT; `made` is empty until it is there."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="easy_lines")
    position = models.PositiveIntegerField()
    text = models.TextField(_("sentence"), max_length=EASY["text"].longest)
    alt = models.CharField(
        _("what the picture shows"),
        max_length=EASY["alt"].longest,
        blank=True,
        help_text=_("In a few words, for whoever does not see it."),
    )
    sent = models.CharField(max_length=200, blank=True)
    made = models.CharField(max_length=200, blank=True)
    problem = models.CharField(max_length=200, blank=True, help_text="why nothing could be made of what was sent")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("position", "id")
        constraints = (kept_as("easy_texts", EASY),)

    def __str__(self) -> str:
        return self.text

    @property
    def is_long(self) -> bool:
        return is_long(self.text)


class Translation(models.Model):
    """What was said in a story in another `language`. Only those who look after it see it until `shown_at`."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=8, choices=LANGUAGES)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    shown_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("language",)
        constraints = (models.UniqueConstraint(fields=("story", "language"), name="one_translation_a_language"),)

    def __str__(self) -> str:
        return f"{self.story} ({self.get_language_display()})"


class TranslatedParagraph(models.Model):
    """Its `text` for the paragraph that began with the word `first` and read like `of` when somebody wrote it."""

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="paragraphs")
    first = models.CharField(max_length=24)
    start = models.FloatField(help_text="seconds of the recording")
    end = models.FloatField(help_text="seconds")
    of = models.TextField()
    text = models.TextField(_("what it says"), max_length=TRANSLATED["text"].longest)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("start", "id")
        constraints = (
            models.UniqueConstraint(fields=("translation", "first"), name="one_text_a_paragraph"),
            kept_as("translated_texts", TRANSLATED),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def value(self) -> Translated:
        return Translated(self.first, self.start, self.end, self.text, self.of)
