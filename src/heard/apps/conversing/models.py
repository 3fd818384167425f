"""What people say to each other about stories, and what each of them is told of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heard.apps.correcting.models import Correction
from heard.apps.telling.models import Story, StoryPerson


class Comment(models.Model):
    """What somebody says about a story, or in reply to a comment (one level deep).

    One about a moment holds the ids of the `first` and `last` word of it and where it begins, never the words:
    whoever reads it later sees what stands there then. `seal` is a keyed hash of how they read when it was written.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for a moderator")
        SHOWN = "shown", _("shown")
        DECLINED = "declined", _("taken away by a moderator")
        REMOVED = "removed", _("removed by its writer")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="comments")
    author_name = models.CharField(max_length=80, blank=True)
    visitor = models.CharField(max_length=64, blank=True, db_index=True, help_text="a keyed hash of the session")
    origin = models.CharField(max_length=64, blank=True, help_text="a keyed hash of the address and the day")
    checked = models.BooleanField(default=False, help_text="its writer's browser passed the human check")
    text = models.TextField(max_length=2000)
    first = models.CharField(max_length=24, blank=True, help_text="id of the first word of the moment")
    last = models.CharField(max_length=24, blank=True)
    start = models.FloatField(null=True, help_text="seconds, where the moment begins")
    seal = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, help_text="what the moderator says to the writer")
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.writer_name}, {self.story_id}"

    @property
    def writer_name(self) -> str:
        """As readers see it."""
        return str(self.author or self.author_name or _("A visitor"))

    def is_from(self, user_id: int | None, visitor: str) -> bool:
        """Whether somebody sent it from their account, or without one from this browser."""
        if self.author_id is not None:
            return self.author_id == user_id
        return bool(visitor) and self.visitor == visitor


class Version(models.Model):
    """How a comment read before its writer changed it. For moderators."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="versions")
    text = models.TextField()
    until = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.comment_id}, until {self.until}"


class Experience(models.Model):
    """That somebody has experienced the same. One for each person, or each browser of somebody without an account."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="experiences")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    visitor = models.CharField(max_length=64, blank=True)
    origin = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("story", "author"), condition=~Q(author=None), name="one_a_person"),
            models.UniqueConstraint(fields=("story", "visitor"), condition=Q(author=None), name="one_a_browser"),
        )

    def __str__(self) -> str:
        return f"{self.story_id}: {self.author_id or self.visitor}"


class Notice(models.Model):
    """That something happened which `person` may want to know. `key` names the event, so that nobody is told twice.

    What it says is made when it is read: what somebody may no longer see by then is not told."""

    class Kind(models.TextChoices):
        REPLY = "reply", _("a reply to you")
        COMMENT = "comment", _("a comment on your story")
        COMMENT_FATE = "comment-fate", _("what became of your comment")
        CORRECTION_FATE = "correction-fate", _("what became of your correction")
        CONCERN_FATE = "concern-fate", _("what became of your concern")
        STORY_FATE = "story-fate", _("what became of your story")
        ALARM = "alarm", _("a concern that cannot wait")
        SHOWN_AGAIN = "shown-again", _("nobody looked at a concern in time")
        SAID_NO = "said-no", _("that somebody in your story said no")
        GUARDIAN_NO = "guardian-no", _("that somebody’s parent or guardian said no")
        TAKEN_BACK = "taken-back", _("that a story was taken back")
        BROUGHT_BACK = "brought-back", _("that a story was brought back")
        SIGN_AGAIN = "sign-again", _("that your story is to be signed off again")
        NEW_VOICE = "new-voice", _("that a new voice speaks in your story")
        WHO_DECIDES = "who-decides", _("that somebody else decides from now on")
        WRONG = "wrong", _("somebody in a story tells you that something is wrong")
        SEARCH = "search", _("that new stories match a search that you keep")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    key = models.CharField(max_length=120)
    story = models.ForeignKey(Story, null=True, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="+")
    correction = models.ForeignKey(Correction, null=True, on_delete=models.CASCADE, related_name="+")
    part = models.ForeignKey(StoryPerson, null=True, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=200, blank=True, help_text="where to read on, when no row above says it")
    note = models.TextField(max_length=1200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("person", "key"), name="told_once"),)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.key}"


class MailChoice(models.Model):
    """How often somebody wants their notices by e-mail. Without a row: once a day."""

    class Often(models.TextChoices):
        NOW = "now", _("At once")
        DAILY = "daily", _("Once a day")
        WEEKLY = "weekly", _("Once a week")
        NEVER = "never", _("Never")

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_choice")
    often = models.CharField(max_length=6, choices=Often.choices, default=Often.DAILY)
    not_before = models.DateTimeField(null=True, help_text="when the next e-mail may be sent")

    def __str__(self) -> str:
        return f"{self.person_id}: {self.often}"
