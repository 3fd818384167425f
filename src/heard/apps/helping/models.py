"""What people taught by putting words right, where the machine offers the same again, and what people listened to."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from heard.apps.correcting.models import Correction
from heard.apps.telling.models import Story
from heard.apps.transcribing.models import Take
from heard.core.offering.terms import key_of


class Pair(models.Model):
    """One learnt pair: `heard` was written where `meant` was said. The keys are the plain words of both.

    Both are words of the stories in which it was put right: `taught_by` are all those corrections, also the ones that
    were undone since, so that a pair can go with the last of them. One that somebody noted `by_hand` is the network's
    own, like a word of the glossary.

    `judged_from` is when somebody woke it or let it go on: what was declined before no longer makes it rest.
    In how many places it waits and was offered, private stories included, the database counts (places.py): to find the
    pairs that matter most, never to be shown.
    """

    class State(models.TextChoices):
        LIVE = "live", _("offered")
        PAUSED = "paused", _("paused")
        RESTING = "resting", _("resting")
        NEVER = "never", _("never offered")

    heard = models.CharField(max_length=300)
    meant = models.CharField(max_length=300)
    heard_key = models.CharField(max_length=300, editable=False)
    meant_key = models.CharField(max_length=300, editable=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.LIVE, db_index=True)
    judged_from = models.DateTimeField(null=True)
    taught_by = models.ManyToManyField(Correction, related_name="taught")
    by_hand = models.BooleanField(default=False, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    waiting_anywhere = models.PositiveIntegerField(default=0, editable=False)
    offered_anywhere = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("heard_key", "meant_key"), name="pairs_once"),)
        indexes = (
            models.Index(fields=("-waiting_anywhere", "-offered_anywhere", "heard_key"), name="pairs_first"),
            models.Index(fields=("meant_key",), name="pairs_by_meaning"),
        )

    def __str__(self) -> str:
        return f"{self.heard} → {self.meant}"

    def save(self, *args: Any, **options: Any) -> None:
        self.heard_key, self.meant_key = pair_of(self.heard, self.meant)
        super().save(*args, **options)

    def get_absolute_url(self) -> str:
        return reverse("pair", args=[self.pk])


def pair_of(heard: str, meant: str) -> tuple[str, str]:
    """What no two pairs share: the plain words of both sides."""
    return " ".join(key_of(heard)), " ".join(key_of(meant))


class Lesson(models.Model):
    """What one accepted correction taught, with the words to both sides of its place.

    `spread` says that the other stories were looked through for the same.
    """

    correction = models.OneToOneField(Correction, on_delete=models.CASCADE, related_name="lesson")
    heard = models.TextField()
    meant = models.TextField()
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    pairs = models.ManyToManyField(Pair, related_name="lessons")
    spread = models.BooleanField(default=False, db_index=True)

    def __str__(self) -> str:
        return f"{self.heard} → {self.meant}"


class Proposal(models.Model):
    """A place that was probably misheard: `words` (ids, in order) read `heard` and should read `meant`.

    `before` and `after` are the words beside it, for its sentence. `score` is the probability that it is right and
    `evidence` says why, by name. `pair` taught it; a glossary term has none. `correction` is what came of it.
    `listen_after` is when the worker may listen to it; none once the sound had its say.
    """

    class Kind(models.TextChoices):
        REPEAT = "repeat", _("misheard before")
        SOUNDS_ALIKE = "sounds-alike", _("sounds alike")
        GLOSSARY = "glossary", _("in the glossary")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        FAINT = "faint", _("not probable enough to be offered")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        STALE = "stale", _("the words have changed since")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="proposals")
    pair = models.ForeignKey(Pair, null=True, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    words = models.JSONField()
    heard = models.CharField(max_length=500)
    meant = models.CharField(max_length=500)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    start = models.FloatField(help_text="seconds")
    end = models.FloatField(help_text="seconds")
    score = models.FloatField(db_index=True)
    evidence = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(help_text="the revision in which it was found")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING, db_index=True)
    correction = models.ForeignKey(Correction, null=True, on_delete=models.SET_NULL, related_name="proposals")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    listened = models.BooleanField(default=False, help_text="whoever decided had heard it")
    listen_after = models.DateTimeField(null=True, db_index=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-score", "pk")
        constraints = (
            models.UniqueConstraint(fields=("story", "words", "heard", "meant"), name="one_proposal_a_place_and_text"),
        )
        indexes = (
            models.Index(fields=("state", "-score", "id"), name="offers_first"),
            models.Index(fields=("story", "state", "-score", "id"), name="offers_in_story"),
            models.Index(fields=("pair", "state", "story"), name="places_of_a_pair"),
        )

    def __str__(self) -> str:
        return f"{self.heard} → {self.meant}"


class Answer(models.Model):
    """What one person said to a proposal, so that nobody is asked twice. `report` is what it became, if anything."""

    class Says(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        UNSURE = "unsure", _("can't tell")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="answers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    visitor = models.CharField(max_length=64, blank=True, help_text="a keyed hash of the session")
    says = models.CharField(max_length=6, choices=Says.choices)
    listened = models.BooleanField(default=False)
    report = models.ForeignKey(Correction, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("proposal", "by"), condition=Q(by__isnull=False), name="one_answer_a_user"),
            models.UniqueConstraint(
                fields=("proposal", "visitor"), condition=Q(by__isnull=True), name="one_answer_a_visitor"
            ),
        )

    def __str__(self) -> str:
        return f"{self.says} to {self.proposal_id}"


class Look(models.Model):
    """Up to where a story was looked through: which take, and which revision of it.

    `vocabulary` holds its plain words, each once, so that stories without the words of a new pair are left alone.
    """

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="look")
    take = models.ForeignKey(Take, on_delete=models.CASCADE, related_name="+")
    revision = models.PositiveIntegerField()
    vocabulary = models.TextField(blank=True)
    at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.story_id} up to revision {self.revision}"


class Due(models.Model):
    """Whether a story has words, or a take, that nobody has looked through. The database writes it: due.py."""

    story = models.OneToOneField(Story, on_delete=models.CASCADE, primary_key=True, related_name="due")
    is_due = models.BooleanField(db_default=False)

    class Meta:
        indexes = (models.Index(fields=("is_due", "story"), name="stories_due"),)

    def __str__(self) -> str:
        return f"{self.story_id}: {'due' if self.is_due else 'done'}"


class Spot(models.Model):
    """A few words worth listening to, made anew with every revision. The numbers: core/listening/queue.py.

    `start` and `end` are seconds of the clip, which holds some sound around the words.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="spots")
    words = models.JSONField()
    first = models.CharField(max_length=24, help_text="id of the first word")
    last = models.CharField(max_length=24, help_text="id of the last word")
    text = models.TextField()
    same = models.TextField(db_index=True, help_text="its plain words, to find the same elsewhere")
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    start = models.FloatField(help_text="seconds")
    end = models.FloatField(help_text="seconds")
    wrong = models.FloatField(help_text="wrong words expected, each with its harm")
    good = models.FloatField(db_index=True, help_text="expected good per second of listening")
    choices = models.JSONField(default=list)
    revision = models.PositiveIntegerField()

    class Meta:
        indexes = (models.Index(fields=("-good", "story", "start"), name="spots_best"),)

    def __str__(self) -> str:
        return self.text


class Reservation(models.Model):
    """A spot on somebody's screen, kept for them `until` then, and whether they `answered` it.

    `settled` says that somebody who may decide found the words right as they are.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="reservations")
    first = models.CharField(max_length=24, help_text="id of the first word")
    last = models.CharField(max_length=24, help_text="id of the last word")
    holder = models.CharField(max_length=80, help_text="an account, or a keyed hash of the session")
    until = models.DateTimeField()
    answered = models.BooleanField(default=False)
    settled = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("story", "first", "last", "holder"), name="one_reservation_a_holder"),
        )
        indexes = (models.Index(fields=("holder", "until")),)

    def __str__(self) -> str:
        return f"{self.first}–{self.last} of {self.story_id}"


class Listening(models.Model):
    """Seconds of a story that a person heard and judged: how many words the machine wrote there were wrong.

    Only `random` ones may feed an estimate: the others were chosen because they were doubtful.
    """

    class Purpose(models.TextChoices):
        RANDOM = "random", _("chosen by chance")
        QUEUE = "queue", _("next in the queue")
        REVIEW = "review", _("while deciding")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="listenings")
    start = models.FloatField(help_text="seconds")
    end = models.FloatField(help_text="seconds")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    visitor = models.CharField(max_length=64, blank=True, help_text="a keyed hash of the session")
    at = models.DateTimeField(auto_now_add=True)
    purpose = models.CharField(max_length=6, choices=Purpose.choices)
    words_checked = models.PositiveIntegerField()
    words_wrong = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.story_id}: {self.start}–{self.end} s"
