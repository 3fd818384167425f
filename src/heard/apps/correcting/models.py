"""What people say the machine misheard, what was decided, and the revisions that came of it. Rows are only added."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.apps.telling.models import Story
from heard.apps.transcribing.models import Take
from heard.core.sentences import brought_back


class Revision(models.Model):
    """One step from the machine's take to what was said. `changes` are exact and can be turned round.

    Revision 1 is the machine's take itself and has no row here. `correction` is the one that was accepted, or whose
    acceptance was undone. `take` is the machine's later take that was laid under what people wrote.
    """

    class Cause(models.TextChoices):
        CORRECTION = "correction", _("correction accepted")
        AGREEMENT = "agreement", _("agreement of helpers")
        AGAIN = "again", _("transcribed again")
        UNDO = "undo", _("undone")
        WRITTEN = "written", _("written anew")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    cause = models.CharField(max_length=12, choices=Cause.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    correction = models.ForeignKey("Correction", null=True, on_delete=models.RESTRICT, related_name="revisions")
    changes = models.JSONField(default=list)
    undoes = models.OneToOneField("self", null=True, on_delete=models.RESTRICT, related_name="undone_by")
    take = models.OneToOneField(Take, null=True, on_delete=models.RESTRICT, related_name="revision")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("story", "number"), name="one_revision_a_number"),)

    def __str__(self) -> str:
        return f"revision {self.number} of {self.story_id}"


class Correction(models.Model):
    """What somebody said about some words of a story, with or without a fix.

    `words` are the ids of the words it is about, in order, and empty when it only adds words. `heard` is what stood
    there in revision `base`, between the words `anchor` and `follower` (empty: the ends of the transcript); `text` is
    what should stand there.
    """

    class Kind(models.TextChoices):
        WRONG = "wrong", _("This is wrong")
        REPLACE = "replace", _("It should say …")
        DELETE = "delete", _("Nobody says this")
        RIGHT = "right", _("This is right")
        UNSURE = "unsure", _("I can't tell")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        CONFLICT = "conflict", _("somebody changed the same words")
        NOTED = "noted", _("noted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    words = models.JSONField(default=list)
    anchor = models.CharField(max_length=24, blank=True, help_text="id of the word before")
    follower = models.CharField(max_length=24, blank=True, help_text="id of the word after")
    start = models.FloatField(help_text="seconds, where the clip begins")
    end = models.FloatField(help_text="seconds")
    heard = models.TextField(blank=True)
    text = models.TextField(blank=True, max_length=2000)
    note = models.TextField(blank=True, max_length=1000)
    base = models.PositiveIntegerField(help_text="the revision it was made against")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="corrections"
    )
    author_name = models.CharField(_("your name, if you like"), max_length=80, blank=True)
    visitor = models.CharField(max_length=64, blank=True, db_index=True, help_text="a keyed hash of the session")
    origin = models.CharField(max_length=64, blank=True, help_text="a keyed hash of the address and the day")
    listened = models.BooleanField(default=False, help_text="its sender played the words, or says so")
    unheard = models.BooleanField(default=False, help_text="it was decided on by somebody who had not played the words")
    drawn = models.BooleanField(default=False, help_text="the place was handed to its author by lot")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_text = models.TextField(
        null=True, help_text="what the editor made of it, when adjusted; empty when they took the words out"
    )
    reason = models.CharField(max_length=300, blank=True)
    reason_values = models.JSONField(
        null=True,
        blank=True,
        help_text="of a sentence of Heard's; none: people's own words",
    )
    revision = models.ForeignKey(
        Revision,
        null=True,
        on_delete=models.RESTRICT,
        related_name="settled",
        help_text="the one that made it so, until it is undone",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("start", "id")
        indexes = (models.Index(fields=("decided_at",), name="corrections_decided"),)

    def __str__(self) -> str:
        return f"{self.heard} → {self.text}"

    @property
    def why(self) -> str:
        """The reason for the decision, in the language of whoever reads it where it is none of somebody's own words."""
        return self.reason if self.reason_values is None else str(brought_back(self.reason, self.reason_values))

    @property
    def has_fix(self) -> bool:
        """Whether it says what should stand there, not only that something is wrong."""
        return self.kind in (self.Kind.REPLACE, self.Kind.DELETE)

    @property
    def outcome(self) -> str:
        """What stands there, once it is accepted."""
        return self.text if self.decided_text is None else self.decided_text

    def is_from(self, visitor: str) -> bool:
        """Whether somebody without an account sent it from this browser."""
        return self.author_id is None and bool(visitor) and self.visitor == visitor

    @property
    def sender_name(self) -> str:
        """As readers see it. Empty for a visitor who gave none."""
        return self.author.name if self.author else self.author_name

    @property
    def sender(self) -> tuple[str, object]:
        """Tells one person from another, as far as can be known."""
        if self.author_id:
            return "account", self.author_id
        return ("visitor", self.visitor) if self.visitor else ("row", self.pk)


class RandomCheck(models.Model):
    """A moment chosen by chance that somebody heard through: of the `words` that the machine wrote there, so many were
    `wrong`. Only those by people with an account enter the estimate."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="random_checks")
    start = models.FloatField(help_text="seconds")
    end = models.FloatField(help_text="seconds")
    words = models.PositiveIntegerField()
    wrong = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    visitor = models.CharField(max_length=64, blank=True, help_text="a keyed hash of the session")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.story_id}: {self.start}–{self.end} s"


class Tally(models.Model):
    """What is counted of a story: corrections `sent`, `put_right`, and `waiting` in sight for an editor; paragraphs and
    voices that readers get; and whether it is to be signed off again, or has a voice that is nobody's. The database
    writes it: tally.py."""

    story = models.OneToOneField(Story, on_delete=models.CASCADE, primary_key=True, related_name="tally")
    sent = models.PositiveIntegerField(db_default=0)
    put_right = models.PositiveIntegerField(db_default=0)
    waiting = models.PositiveIntegerField(db_default=0)
    passages = models.PositiveIntegerField(db_default=0)
    voices = models.PositiveIntegerField(db_default=0)
    asks_again = models.BooleanField(db_default=False)

    class Meta:
        indexes = (
            models.Index(fields=("-waiting", "story"), name="tally_waiting"),
            models.Index(fields=("asks_again", "story"), name="tally_asks_again"),
        )

    def __str__(self) -> str:
        return f"tally of {self.story_id}"
