"""What a concern is about: found by its name ("story:12"), and only where its reader may see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from heard.apps.conversing.models import Comment
from heard.apps.conversing.queries.comments import Reader, comments_for
from heard.apps.correcting.models import Correction
from heard.apps.correcting.queries.reports import sent_by
from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.telling.models import Story
from heard.apps.telling.queries import stories_for, stories_looked_at
from heard.core.people.permissions import can_moderate, can_review

SITE = "site"
_LONGEST_KEY = 18  # digits that fit into the database


@dataclass(frozen=True)
class Subject:
    """A thing that somebody is worried about: what it is called, where it is, whose it is, and what it says."""

    about: str
    title: str
    address: str
    row: Model | None = None
    person: User | None = None
    story: Story | None = None
    text: str = ""

    @property
    def kind(self) -> str:
        return self.about.partition(":")[0]


def subject_for(reader: Reader, about: str) -> Subject:
    """Raises ObjectDoesNotExist for what is not there, or not there for this reader. A story that was hidden while they
    wrote is still there to be worried about, and nothing of it is told."""
    found = subjects_for(reader, [about or SITE])
    if found:
        return next(iter(found.values()))
    kind, _colon, key = about.partition(":")
    if kind == "story" and _is_name(about):
        row = stories_looked_at(reader.viewer).select_related("reporter").get(pk=int(key))
        return Subject(about, _("A story that is being looked at"), reverse("home"), row, row.reporter, row)
    raise ObjectDoesNotExist


def subjects_for(reader: Reader, abouts: Iterable[str]) -> Mapping[str, Subject]:
    """Whatever of these its reader may see, by name. One question for each kind."""
    named = sorted({about for about in abouts if _is_name(about)})
    found = {}
    for kind, group in groupby(named, key=lambda about: about.partition(":")[0]):
        if kind == SITE:
            found[SITE] = Subject(SITE, _("This site"), reverse("home"))
            continue
        rows = _seen(kind, reader).in_bulk([int(about.partition(":")[2]) for about in group])
        found |= {f"{kind}:{key}": _DESCRIBED[kind](row) for key, row in rows.items()}
    return found


def _is_name(about: str) -> bool:
    kind, _colon, key = about.partition(":")
    return about == SITE or (kind in _DESCRIBED and key.isascii() and key.isdigit() and len(key) <= _LONGEST_KEY)


def _seen(kind: str, reader: Reader) -> QuerySet[Any]:
    if kind == "story":
        return stories_for(reader.viewer).select_related("reporter")
    if kind == "comment":
        return comments_for(reader).select_related("story", "author")
    return _people(reader) if kind == "person" else _corrections(reader)


def _corrections(reader: Reader) -> QuerySet[Correction]:
    """Their own, and those that wait for their decision."""
    rows = Correction.objects.filter(story__in=stories_for(reader.viewer)).select_related("story", "author")
    if can_review(person(reader.viewer)):
        return rows
    return rows.filter(Q(pk__in=sent_by(reader.viewer, reader.visitor).values("pk")) | Q(story__reporter=reader.id))


def _people(reader: Reader) -> QuerySet[User]:
    """Those whose name stands on a page that this reader can open: who has an account is private."""
    if can_moderate(person(reader.viewer)):
        return User.objects.all()
    stories = stories_for(reader.viewer)
    shown = Comment.objects.filter(story__in=stories, state=Comment.State.SHOWN)
    return User.objects.filter(Q(stories__in=stories) | Q(comments__in=shown)).distinct()


def story_subject(row: Story) -> Subject:
    return Subject(f"story:{row.pk}", row.title, row.get_absolute_url(), row, row.reporter, row)


def _comment(row: Comment) -> Subject:
    address = f"{reverse('comments', args=[row.story.slug])}#comment-{row.pk}"
    title = _("A comment by %(name)s") % {"name": row.writer_name}
    return Subject(f"comment:{row.pk}", title, address, row, row.author, row.story, row.text)


def _correction(row: Correction) -> Subject:
    title = _("A correction to “%(title)s”") % {"title": row.story}
    said = " → ".join(part for part in (row.heard, row.text) if part)
    text = "\n".join(part for part in (said, row.note) if part)
    address = reverse("review-story", args=[row.story.slug])
    return Subject(f"correction:{row.pk}", title, address, row, row.author, row.story, text)


def _person(row: User) -> Subject:
    return Subject(f"person:{row.pk}", str(row), reverse("reporter", args=[row.slug]), row, row, None, row.about)


_DESCRIBED: Mapping[str, Any] = {
    "story": story_subject,
    "comment": _comment,
    "correction": _correction,
    "person": _person,
}
