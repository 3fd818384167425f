"""Work to be done on recordings, what the machine made of them, and the transcript as it stands."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from heard.apps.telling.models import Story
from heard.core.people.readiness import Reason
from heard.core.sentences import brought_back


class Job(models.Model):
    """The work on one recording, and its place in line. A worker holds it by a lease that it renews; a lease that ran
    out is anybody's.

    A job that waits for another try, after an error that may pass, has a lease too: nobody takes it before.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="jobs")
    again = models.BooleanField(default=False, help_text="with another model, under what people wrote meanwhile")
    remake = models.BooleanField(default=False, help_text="only the sound, without what is hidden by now")
    model = models.CharField(max_length=200, blank=True, help_text="empty: the one that the host has set")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    stage = models.CharField(max_length=20, blank=True)
    share = models.FloatField(default=0, help_text="0 to 1 of the whole job")
    seconds_left = models.FloatField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, help_text="running: held until; waiting: not before")
    attempts = models.PositiveSmallIntegerField(default=0, help_text="since it last came a stage further")
    failures = models.PositiveSmallIntegerField(default=0, help_text="tries that went wrong for a reason that may pass")
    error_code = models.CharField(max_length=40, blank=True)
    error_sentence = models.TextField(blank=True, help_text="in English, before the values are put in")
    error_values = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("story",),
                condition=models.Q(state__in=("waiting", "running")),
                name="one_live_job_a_story",
            ),
        )

    def __str__(self) -> str:
        return f"job {self.pk}: {self.state}"

    @property
    def is_put_off(self) -> bool:
        """Whether it went wrong and waits to be tried again by itself, when its lease runs out."""
        return self.state == self.State.WAITING and bool(self.error_code)

    @property
    def error(self) -> str:
        """What went wrong, in the language of whoever reads it; empty where nothing did."""
        return str(brought_back(self.error_sentence, self.error_values))


class Take(models.Model):
    """What one run of the machine wrote, in the transcript format; of a story told in writing, the text as it came,
    with no engine. Kept for ever, never changed.

    `opinions` are a second recogniser's, by word (core/listening/opinions.py). None where it was not asked. A weaker
    engine's take is `offered`: it is never laid under what stands, and what it hears otherwise waits for people.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="takes")
    job = models.OneToOneField(Job, null=True, on_delete=models.SET_NULL, related_name="take")
    document = models.JSONField()
    opinions = models.JSONField(null=True)
    engine = models.CharField(max_length=120)
    offered = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"take {self.pk} by {self.engine}"


class Transcript(models.Model):
    """The transcript as it stands: the take with every revision on top. `revision` is the number of the last one.

    Its words are in its paragraphs, once: read them with queries/words.py, and write them with actions/words.py.
    """

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="transcript")
    language = models.CharField(max_length=40)
    duration = models.FloatField(help_text="seconds")
    timed = models.BooleanField(default=True, help_text="its words have times; those that were written have none")
    engine = models.CharField(max_length=120)
    speakers = models.JSONField(help_text="the voices, as the transcript format has them")
    revision = models.PositiveIntegerField(default=1)
    opening = models.CharField(max_length=200, null=True, help_text="the sentence that it opens with")
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"transcript of {self.story_id}, revision {self.revision}"


class Paragraph(models.Model):
    """One paragraph of the transcript as it stands, with every word: hidden ones too. Paragraphs stand in the order in
    which they were said.

    `ids` are those of its words, each between two spaces, so that a word is found without taking all of them apart.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="paragraphs")
    number = models.PositiveIntegerField(help_text="as its words have it")
    start = models.FloatField(help_text="seconds")
    ids = models.TextField()
    words = models.JSONField(help_text="core/formats/packed.py")
    FACTS = ("number", "start", "ids", "words")

    class Meta:
        ordering = ("story", "start")

    def __str__(self) -> str:
        return f"paragraph of {self.story_id} at {self.start} s"

    @property
    def first(self) -> str:
        """The id of its first word."""
        return self.ids.split(" ", 2)[1]


class VoiceReason(models.Model):
    """Why a voice that speaks in a story is nobody's who was asked: `key` as the transcript names it ("S3")."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="voice_reasons")
    key = models.CharField(max_length=8)
    reason = models.CharField(max_length=10, choices=[(reason.value, reason.value) for reason in Reason])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("story", "key"), name="one_reason_a_voice"),)

    def __str__(self) -> str:
        return f"{self.story_id}, {self.key}: {self.reason}"


class Passage(models.Model):
    """What readers get of one paragraph, for search and for landing on the second."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="passages")
    number = models.PositiveIntegerField()
    first = models.CharField(max_length=24, help_text="id of its first word")
    speaker = models.CharField(max_length=8, blank=True)
    start = models.FloatField(help_text="seconds")
    end = models.FloatField(help_text="seconds")
    text = models.TextField()
    starts = models.JSONField(default=list, help_text="seconds at which each word of the text begins")
    FACTS = ("number", "first", "speaker", "start", "end", "text", "starts")

    class Meta:
        ordering = ("story", "number")

    def __str__(self) -> str:
        return self.text[:60]
