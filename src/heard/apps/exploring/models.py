"""What search finds stories by, and stamps: each is another one as soon as anything changed that a stranger's page of a
story shows. All of it is made from the stories themselves."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler
from django.urls import reverse

from heard.apps.telling.models import Story

ANEW = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()::text"}
"""A value that never was before, in SQL. Never a number that goes up: a database that is put back from a copy would
reach the same numbers again, with other words under them."""


class Anew(models.Expression):
    """The same, as the default of a column."""

    allowed_default = True

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        return ANEW[connection.vendor], ()


NOW = {"sqlite": "(datetime('now') || '.000000')", "postgresql": "clock_timestamp()"}
"""This moment, in SQL; on SQLite the second of it."""


class Now(models.Expression):
    """The same, as the default of a column."""

    allowed_default = True

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        return NOW[connection.vendor], ()


class Stamp(models.Model):
    """Of one story. The database writes it: stamps.py. `changed_at` moves with less of it: only with what programs are
    told of a story, so that nobody can read off it that something waits or is looked into."""

    story = models.OneToOneField(Story, on_delete=models.CASCADE, primary_key=True, related_name="stamp")
    value = models.CharField(max_length=36, db_default=Anew())
    changed_at = models.DateTimeField(db_default=Now(), db_index=True)

    def __str__(self) -> str:
        return self.value


class NetworkStamp(models.Model):
    """Of what all stories share. It is one row."""

    value = models.CharField(max_length=36, db_default=Anew())

    def __str__(self) -> str:
        return self.value


class ListStamp(models.Model):
    """Of which stories there are to see, in which lists. It is one row."""

    value = models.CharField(max_length=36, db_default=Anew())

    def __str__(self) -> str:
        return self.value


class Indexed(models.Model):
    """A story as search sees it: stems, a passage or a part of its head a line (core/finding/reading.py). What the list
    is narrowed by stands beside it, and `words` are the words for the vocabulary."""

    class Length(models.TextChoices):
        SHORT = "short", "under 5 minutes"
        MIDDLE = "middle", "5 to 15 minutes"
        LONG = "long", "over 15 minutes"

    class Medium(models.TextChoices):
        SOUND = "sound", "sound"
        FILM = "film", "film"
        TEXT = "text", "text"

    story = models.OneToOneField(Story, on_delete=models.CASCADE, primary_key=True, related_name="indexed")
    version = models.PositiveSmallIntegerField()
    medium = models.CharField(max_length=5, choices=Medium.choices)
    length = models.CharField(max_length=6, choices=Length.choices, blank=True)
    year = models.PositiveSmallIntegerField()
    sides = models.TextField(help_text="what the list can be narrowed by, a line each (search/facets.py)")
    head = models.TextField()
    said = models.TextField()
    words = models.TextField()

    def __str__(self) -> str:
        return f"index of {self.story_id}"


class Stale(models.Model):
    """A story that changed since it was indexed. Database triggers write this, so that nobody can forget to."""

    story_id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.story_id)


class Card(models.Model):
    """The picture of a story for pages elsewhere, as the worker drew it (core/quoting/cards.py). `made_of` is the stamp
    of the story when it was last looked at, `stamp` that of what is on it."""

    story = models.OneToOneField(Story, on_delete=models.CASCADE, primary_key=True, related_name="card")
    made_of = models.CharField(max_length=36)
    stamp = models.CharField(max_length=16)
    png = models.BinaryField()

    def __str__(self) -> str:
        return f"card of {self.story_id}"


class NetworkCard(models.Model):
    """The card of the network itself, one row: what is on it is nobody's story."""

    stamp = models.CharField(max_length=16)
    png = models.BinaryField()

    def __str__(self) -> str:
        return "card of the network"


class KnownWord(models.Model):
    """A word that was said somewhere, in a language. Nobody is shown one without a look whether they may find it."""

    text = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    salt = models.UUIDField(default=uuid.uuid4, help_text="tells this row from another one that had its number")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("text", "language"), name="one_row_a_word"),)

    def __str__(self) -> str:
        return self.text


class Meaning(models.Model):
    """What a story's breaths mean (core/finding/breaths.py), as a model read them: of each its place, a vector of
    small numbers and the signs of these. They count only while `made`, the words that were read, are those that are
    `wanted`."""

    story = models.OneToOneField(Story, on_delete=models.CASCADE, primary_key=True, related_name="meaning")
    wanted = models.CharField(max_length=32, help_text="a digest of the words as they stand")
    made = models.CharField(max_length=32, blank=True, help_text="a digest of the words that were read")
    model = models.CharField(max_length=64, blank=True)
    turn = models.BigIntegerField(default=0, db_index=True, help_text="a higher one each time that it is read")
    related = models.CharField(max_length=32, blank=True, help_text="`made`, when related stories were looked for")
    places = models.JSONField(default=list)
    signs = models.BinaryField(default=bytes)
    vectors = models.BinaryField(default=bytes)

    class Meta:
        indexes = (models.Index(fields=("story",), name="meaning_due", condition=~models.Q(made=models.F("wanted"))),)

    def __str__(self) -> str:
        return f"meaning of {self.story_id}"


class Related(models.Model):
    """Why `other` is shown beside a story, and where it speaks of that: the worker looks for it (search/related.py).
    Gone as soon as either of them changed; whether anybody may see the other is asked when it is shown."""

    class Kind(models.TextChoices):
        TERM = "term"
        THEME = "theme"
        MEANING = "meaning"

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="related")
    other = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    what = models.CharField(max_length=200, blank=True, help_text="the term or the theme")
    score = models.FloatField()
    second = models.FloatField()
    paragraph = models.CharField(max_length=24, help_text="id of its first word")

    class Meta:
        ordering = ("-score", "other")
        constraints = (models.UniqueConstraint(fields=("story", "other"), name="related_once"),)

    def __str__(self) -> str:
        return f"{self.story_id} and {self.other_id}: {self.what or self.kind}"


class KeptSearch(models.Model):
    """A search that somebody keeps, to be told when something new matches. `query` is its address behind the “?”;
    `known` are the stories that it found by now, `unread` those of them that its person was told of and has not looked
    at yet. Whether they may still see them is asked when they are shown."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_searches")
    query = models.CharField(max_length=2000)
    known = models.JSONField(default=list)
    unread = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    looked_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.query}"

    def get_absolute_url(self) -> str:
        return reverse("kept-search", args=[self.pk])
