"""Stories, their themes and voices, their recordings, what is hidden of them, and uploads that are under way."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.models import Group
from heard.apps.joining.texts import kept_as
from heard.core.people.consent import Reach
from heard.core.people.fields import STORY, THEME, VOICE, Text
from heard.core.people.writing import ORIGINS, Origin
from heard.core.sentences import Sentence


class Theme(models.Model):
    """What stories are about, in a few words."""

    name = models.CharField(_("name"), max_length=THEME.longest, unique=True)
    slug = models.SlugField(unique=True, max_length=70)

    class Meta:
        ordering = ("name",)
        constraints = (kept_as("theme_texts", {"name": THEME}),)

    def __str__(self) -> str:
        return self.name


class Story(models.Model):
    """A story of lived experience. A private draft until somebody publishes it.

    `reach` is whom it is for once it is published, `opens_on` and `closes_on` the first and the last day of it. Taken
    back, it is sealed; `sealed_by` is who in the story did it (or their guardian, `sealed_as_guardian`), or nobody when
    it was somebody who looks after it. Erased, the row is all that is left: `was_public` says that its address may tell
    people so. Held without being looked at, it was decided that it stays hidden.

    `words_from` is where its words come from: only what was told in a recording `has_sound`, even before it is here.

    `publish_from` and its like are the days from which everybody in it agrees to a use; the database writes them.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("private draft")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("taken back")
        ERASED = "erased", _("erased")

    class WordsFrom(models.TextChoices):
        """As whoever brings the story says it (core/people/writing.py)."""

        RECORDING = Origin.RECORDING, _("It was told in a recording")
        TELLER = Origin.TELLER, _("The person whose story it is wrote it")
        PAPER = Origin.PAPER, _("It was typed from paper")
        LOST = Origin.LOST, _("It was written down from a recording that is lost")

    class Licence(models.TextChoices):
        NONE = "", _("Nobody may copy it without asking. The people in the story keep all rights.")
        BY = "CC BY 4.0", _("Anybody may share it and build on it, if they say whose it is (CC BY).")
        BY_NC = "CC BY-NC 4.0", _("Anybody may share it and build on it, but not to make money (CC BY-NC).")
        BY_NC_ND = "CC BY-NC-ND 4.0", _("Anybody may share it unchanged, but not to make money (CC BY-NC-ND).")

    slug = models.SlugField(unique=True, max_length=90)
    title = models.CharField(_("title"), max_length=STORY["title"].longest)
    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=STORY["summary"].longest,
        help_text=_("One or two sentences, in the teller's words."),
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    words_from = models.CharField(
        _("where the words come from"), max_length=9, choices=WordsFrom.choices, default=WordsFrom.RECORDING
    )
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="stories")
    gathered_with = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("gathered with"), related_name="+"
    )
    language = models.CharField(_("language spoken"), max_length=12, default="en")
    place = models.CharField(_("place"), max_length=STORY["place"].longest, blank=True)
    told_on = models.DateField(_("date of the recording"), null=True, blank=True)
    voices = models.PositiveSmallIntegerField(_("how many voices?"), null=True, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="stories")
    synthetic = models.BooleanField(_("made for demonstration, with artificial voices"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True, help_text="hidden since then, over a concern")
    is_looked_at = models.BooleanField(default=False, help_text="hidden only until somebody has looked")
    reach = models.CharField(max_length=10, choices=[(reach.value, reach.value) for reach in Reach], default="everyone")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    readers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    opens_on = models.DateField(_("from"), null=True, blank=True)
    closes_on = models.DateField(_("until"), null=True, blank=True)
    content_note = models.CharField(
        _("content note"),
        max_length=STORY["content_note"].longest,
        blank=True,
        help_text=_("What may be hard to hear, so that people can choose. For example: talks about a death."),
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, blank=True, default=Licence.NONE)
    sealed_at = models.DateTimeField(null=True, editable=False)
    sealed_by = models.UUIDField(null=True, editable=False, help_text="the subject who took it back")
    sealed_as_guardian = models.BooleanField(default=False, editable=False)
    was_public = models.BooleanField(default=False, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)
    publish_from = models.DateField(null=True, editable=False)
    quote_from = models.DateField(null=True, editable=False)
    meetings_from = models.DateField(null=True, editable=False)
    export_from = models.DateField(null=True, editable=False)
    podcast_from = models.DateField(null=True, editable=False)
    improve_from = models.DateField(null=True, editable=False)

    class Meta:
        ordering = ("-published_at", "-created_at", "-id")
        verbose_name_plural = "stories"
        constraints = (
            kept_as("story_texts", {**STORY, "title": Text(STORY["title"].longest)}),
            # Of one that is erased, the title goes too.
            models.CheckConstraint(condition=models.Q(state="erased") | ~models.Q(title=""), name="story_title"),
            models.CheckConstraint(
                condition=models.Q(opens_on=None)
                | models.Q(closes_on=None)
                | models.Q(closes_on__gte=models.F("opens_on")),
                name="story_closes_after_it_opens",
            ),
            models.CheckConstraint(condition=models.Q(reach__in=[one.value for one in Reach]), name="story_reach"),
            models.CheckConstraint(
                condition=models.Q(words_from__in=[one.value for one in Origin]), name="story_words_from"
            ),
        )
        indexes = (
            # In this order pages show what is open; the rest of it tells whether it is, without a look at the story.
            models.Index(
                "state",
                "held_at",
                "reach",
                Coalesce("published_at", "created_at").desc(),
                models.F("id").desc(),
                "publish_from",
                "opens_on",
                "closes_on",
                "place",
                name="open_stories",
            ),
            models.Index(Coalesce("published_at", "created_at").desc(), models.F("id").desc(), name="newest_stories"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("story", args=[self.slug])

    @property
    def has_sound(self) -> bool:
        """Whether there is, or will be, something to hear. Where there is not, no page has a player, a length or a
        time, and nobody is asked to listen. Everything asks here."""
        return self.words_from == Origin.RECORDING

    def second(self, at: float) -> float | None:
        """A place in it as listeners know it; None where there is nothing to hear."""
        return at if self.has_sound else None

    @property
    def provenance(self) -> str:
        """Where its words come from, in a sentence for readers."""
        return str(Sentence(ORIGINS[Origin(self.words_from)]))

    @property
    def erased_from(self) -> Any:
        """When a story that was taken back can no longer be brought back. None: it was not taken back."""
        return self.sealed_at and self.sealed_at + timedelta(days=settings.HEARD["HEARD_COOLING_OFF_DAYS"])


class Voice(models.Model):
    """Somebody who speaks in a story: `key` as the transcript names them ("S1"), `name` as readers see it."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="voice_names")
    key = models.CharField(max_length=8)
    name = models.CharField(_("name to show"), max_length=VOICE.longest)

    class Meta:
        ordering = ("key",)
        constraints = (
            models.UniqueConstraint(fields=("story", "key"), name="one_name_a_voice"),
            kept_as("voice_texts", {"name": VOICE}),
        )

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
    heard_nothing = models.BooleanField(default=False, help_text="the machine listened and found no words")
    picture_lost = models.BooleanField(default=False, help_text="a film of which only the sound could be made")
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    hides = models.CharField(max_length=16, blank=True, help_text="what of it is hidden (key_of in core)")
    bars = models.CharField(max_length=60, null=True, help_text="the waveform of what plays (core/formats/bars.py)")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=("uploaded_at",), name="recordings_by_time"),)

    def __str__(self) -> str:
        return self.filename

    @property
    def lost_seconds(self) -> int:
        return round(self.lost)


class Rendition(models.Model):
    """A file made from the recording for readers: `name` is what its address ends in ("audio.opus"). It is theirs only
    while what it `hides` is what the recording hides."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=20)
    path = models.CharField(max_length=200)
    media_type = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField(help_text="bytes")
    hides = models.CharField(max_length=16, blank=True, help_text="what was hidden when it was made")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("recording", "name"), name="one_rendition_a_name"),)

    def __str__(self) -> str:
        return self.name

    @property
    def is_film(self) -> bool:
        return self.media_type.startswith("video/")


class HiddenSpan(models.Model):
    """Seconds of a story that are out of sight: words, sound and captions together. Undone, the row stays.

    `first` and `last` are the ids of the words that were chosen, where words were. What was said there stands in no
    column of this table.
    """

    class Reason(models.TextChoices):
        NAMES = "names", _("it names somebody")
        PRIVATE = "private", _("it is too private")
        HARM = "harm", _("it could harm somebody")
        OTHER = "other", _("something else")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="hidden_spans")
    start = models.FloatField(help_text="seconds")
    end = models.FloatField(help_text="seconds")
    first = models.CharField(max_length=24, blank=True)
    last = models.CharField(max_length=24, blank=True)
    reason = models.CharField(max_length=8, choices=Reason.choices, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("start", "id")

    def __str__(self) -> str:
        return f"{self.story_id}: {self.start}–{self.end} s"


class Upload(models.Model):
    """A recording on its way here, piece by piece (tus 1.0). Its bytes lie at `path` until it is whole."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="upload")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    filename = models.CharField(max_length=255)
    metadata = models.TextField(blank=True, help_text="Upload-Metadata as it was given")
    size = models.PositiveBigIntegerField(help_text="bytes")
    offset = models.PositiveBigIntegerField(default=0, help_text="bytes")
    path = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.filename


class ExportNote(models.Model):
    """That a story's words were downloaded: by whom, when last, and how often. Strangers are only counted."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="exports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    suffix = models.CharField(max_length=10)
    times = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.story_id}.{self.suffix}"
