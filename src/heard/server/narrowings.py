"""Everything that somebody can make narrower, table by table: what the register keeps of it, and how an older copy is
narrowed by that. A test asks that every column of these tables is in one of the lists, and every table in one of them.

`kept` columns hold no words: they come back as they were. Of `sealed` columns only a keyed hash is kept: where the
older copy says something else, that does not come back, and what stands there in its place is neutral. Of `listed`
tables the register names the rows that there are: others were taken away since. `free` columns narrow nothing; of a
table that is only listed, none does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import ForeignKey, Model, Q, QuerySet
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext as _
from wagtail.models import Page

from heard.apps.browsing.models import PlacePicture
from heard.apps.connecting.models import Token, Webhook
from heard.apps.conversing.models import Comment, Experience
from heard.apps.correcting.models import Correction
from heard.apps.helping.models import Answer, Pair
from heard.apps.joining.models import Group, Invitation, Membership, Portrait, PrivateDetails, Training, User
from heard.apps.publishing.models import PageFile, PagePicture
from heard.apps.telling.models import (
    PersonContact,
    Picture,
    PrivateLink,
    Recording,
    SignOff,
    Story,
    StoryPerson,
    Upload,
    Voice,
)
from heard.apps.transcribing.models import VoiceReason
from heard.apps.understanding.models import Chapter, EasyLine, TranslatedParagraph, Translation
from heard.apps.wording.models import Form, Term

Instead = Callable[[Any, str], None]
"""What to do with a row of the older copy in which a sealed column says something else."""


def _empty(row: Any, column: str) -> None:
    setattr(row, column, "")


def _somebody(row: Any, column: str) -> None:
    setattr(row, column, _("Somebody"))


def _nowhere(row: Any, column: str) -> None:
    """They have another address since. Whoever still reads mail at the old one could ask for a new password there."""
    setattr(row, column, f"changed-{row.pk}-{get_random_string(8).lower()}@changed.invalid")


def _number(row: Any, column: str) -> None:
    setattr(row, column, f"person-{row.pk}")


def _no_password(row: Any, column: str) -> None:
    row.set_unusable_password()


def _wait(row: Any, column: str) -> None:
    """A comment that its writer has changed since: a moderator looks. One that is gone says nothing."""
    if row.state == Comment.State.REMOVED:
        row.text = ""
    elif row.state == Comment.State.SHOWN:
        row.state = Comment.State.WAITING


class _Gone(Exception):
    """The whole row does not come back."""


def _away(row: Any, column: str) -> None:
    raise _Gone


@dataclass(frozen=True)
class Narrowing:
    table: type[Model]
    kept: tuple[str, ...] = ()
    sealed: Mapping[str, Instead] = field(default_factory=dict)
    free: tuple[str, ...] = ()
    listed: bool = False
    where: Q = field(default_factory=Q)

    @property
    def label(self) -> str:
        return self.table._meta.label_lower

    def rows(self) -> QuerySet[Any]:
        return self.table._base_manager.filter(self.where).order_by("pk")

    def lines(self, key: str) -> Iterator[dict[str, Any]]:
        """What the register keeps. `key` is the network's secret key."""
        if self.kept or self.sealed:
            for row in self.rows().iterator(chunk_size=500):
                yield {
                    "what": "row",
                    "of": self.label,
                    "pk": row.pk,
                    "now": self._facts(row),
                    "seals": self._seals(row, key),
                }
        if self.listed:
            there = self.table._base_manager.order_by("pk").values_list("pk", flat=True)
            yield {"what": "there", "of": self.label, "rows": list(there)}

    def narrow(self, line: Mapping[str, Any], key: str) -> None:
        """Make a row of the older copy as narrow as the line says. One that is not in it is left alone."""
        row = self.table._base_manager.filter(pk=line["pk"]).first()
        if row is None:
            return
        before = self._seals(row, key)
        for name, value in line["now"].items():
            self._put(row, name, value)
        try:
            for name, seal in line["seals"].items():
                if before[name] != seal:
                    self.sealed[name](row, name)
        except _Gone:
            row.delete()
        else:
            row.save()

    def take_away(self, line: Mapping[str, Any], *, is_newest: bool) -> list[Any]:
        """The rows of the older copy that were taken away since. Where the register is older than the copy, what is
        newer than the register stays."""
        there = line["rows"]
        gone = self.table._base_manager.exclude(pk__in=there)
        return list(gone if is_newest else gone.filter(pk__lt=max(there, default=0)))

    def _facts(self, row: Any) -> dict[str, Any]:
        return {name: getattr(row, self._column(name).attname) for name in self.kept}

    def _seals(self, row: Any, key: str) -> dict[str, str]:
        return {name: seal_of(self.label, name, row.pk, getattr(row, name), key=key) for name in self.sealed}

    def _put(self, row: Any, name: str, value: Any) -> None:
        column = self._column(name)
        value = column.to_python(value)
        if isinstance(column, ForeignKey) and value is not None and not _is_there(column, value):
            value = None  # made since, so the older copy does not have it
        setattr(row, column.attname, value)

    def _column(self, name: str) -> Any:
        return self.table._meta.get_field(name)


def _is_there(column: Any, pk: Any) -> bool:
    return bool(column.related_model._base_manager.filter(pk=pk).exists())


def seal_of(*parts: Any, key: str) -> str:
    """A keyed hash, from which nobody without the key can find out what was there."""
    return salted_hmac("heard.register.seal", repr(parts), secret=key, algorithm="sha256").hexdigest()[:16]


NARROWINGS = (
    Narrowing(
        User,
        kept=("role", "is_active", "is_superuser", "is_thanked"),
        sealed={"name": _empty, "slug": _number, "about": _empty, "email": _nowhere, "password": _no_password},
        free=("last_login", "date_joined", "left_at"),
        where=Q(left_at=None),
    ),
    Narrowing(EmailAddress, kept=("verified",), sealed={"email": _away}, free=("user", "primary"), listed=True),
    Narrowing(Authenticator, sealed={"data": _away}, free=("user", "type", "created_at", "last_used_at"), listed=True),
    Narrowing(
        PrivateDetails,
        sealed={"real_name": _empty, "phone": _empty, "contact": _empty, "support": _empty},
        free=("person",),
        listed=True,
    ),
    Narrowing(
        Portrait,
        sealed={"made": _away, "described": _empty},
        free=("person", "sent", "problem", "sent_at"),
        listed=True,
    ),
    Narrowing(Training, kept=("expires_at",), free=("person", "kind", "completed_at", "recorded_by"), listed=True),
    Narrowing(Group, kept=("is_public",), free=("kind", "name", "slug", "about", "website", "created_at")),
    Narrowing(Membership, kept=("left_at", "shown", "leads"), free=("group", "person", "joined_at")),
    Narrowing(
        Invitation,
        kept=("ended_at", "expires_at"),
        free=("token_hash", "email", "role", "group", "standing", "made_by", "made_at", "used_by"),
    ),
    Narrowing(Token, listed=True),
    Narrowing(Webhook, listed=True),
    Narrowing(
        Story,
        kept=("held_at", "is_looked_at", "reach", "group", "gathered_with", "opens_on", "closes_on", "licence"),
        free=(
            *(
                "slug",
                "title",
                "summary",
                "state",
                "reporter",
                "language",
                "place",
                "told_on",
                "voices",
                "synthetic",
                "words_from",
            ),
            *(
                "created_at",
                "published_at",
                "content_note",
                "sealed_at",
                "sealed_by",
                "sealed_as_guardian",
                "was_public",
                "erased_at",
            ),
            *(
                "publish_from",
                "quote_from",
                "meetings_from",
                "export_from",
                "podcast_from",
                "improve_from",
            ),  # follow from the ledger
        ),
        listed=True,
        where=~Q(state=Story.State.ERASED),
    ),
    Narrowing(
        StoryPerson,
        kept=("with_guardian", "alone_from", "account", "is_storyteller"),
        sealed={"name": _somebody},
        free=("story", "subject", "voice"),
        listed=True,
    ),
    Narrowing(Voice, sealed={"name": _away}, free=("story", "key"), listed=True),
    Narrowing(
        PersonContact,
        sealed={
            "real_name": _empty,
            "reach_at": _empty,
            "guardian_name": _empty,
            "guardian_at": _empty,
            "born": _empty,
        },
        free=("person",),
        listed=True,
    ),
    Narrowing(
        PrivateLink,
        kept=("revoked_at", "expires_at"),
        free=("person", "digest", "for_guardian", "made_at", "opened_at"),
        listed=True,
    ),
    Narrowing(SignOff, kept=("void",), free=("person", "how", "note", "by", "at"), listed=True),
    Narrowing(VoiceReason, kept=("reason",), free=("story", "key", "by", "at"), listed=True),
    Narrowing(Recording, listed=True),
    Narrowing(
        Picture,
        sealed={"made": _away},
        free=("story", "sent", "width", "height", "problem", "tried_at", "described", "shows", "people", "by", "at"),
        listed=True,
    ),
    Narrowing(
        PlacePicture,
        sealed={"made": _away},
        free=("slug", "sent", "width", "height", "problem", "tried_at", "described", "shows", "people", "by", "at"),
        listed=True,
    ),
    Narrowing(
        Page,
        kept=("live",),
        free=tuple(column.name for column in Page._meta.concrete_fields if column.name not in ("id", "live")),
        listed=True,
        where=Q(live=False),
    ),
    Narrowing(PagePicture, listed=True),
    Narrowing(PageFile, listed=True),
    Narrowing(Upload, listed=True),
    Narrowing(
        Correction,
        kept=("state",),
        free=tuple(column.name for column in Correction._meta.concrete_fields if column.name not in ("id", "state")),
        where=Q(state=Correction.State.WITHDRAWN),
    ),
    Narrowing(
        Comment,
        kept=("state", "removed_at"),
        sealed={"text": _wait},
        free=(
            *("story", "parent", "author", "author_name", "visitor", "origin", "checked", "first", "last", "start"),
            *("seal", "decided_by", "decided_at", "reason", "created_at", "edited_at"),
        ),
        where=~Q(state=Comment.State.SHOWN) | Q(edited_at__isnull=False),
    ),
    Narrowing(Experience, listed=True),
    Narrowing(Chapter, listed=True),
    Narrowing(EasyLine, listed=True),
    Narrowing(TranslatedParagraph, listed=True),
    Narrowing(
        Translation,
        kept=("shown_at",),
        free=("story", "language", "by", "made_at"),
        listed=True,
        where=Q(shown_at__isnull=True),
    ),
    Narrowing(
        Pair,
        kept=("state", "judged_from"),
        free=("heard", "meant", "heard_key", "meant_key", "made_at", "by_hand", "waiting_anywhere", "offered_anywhere"),
        where=~Q(state=Pair.State.LIVE),
    ),
    Narrowing(
        Term,
        kept=("state", "merged_into"),
        free=("text", "key", "kind", "meaning", "by", "created_at"),
        where=Q(state=Term.State.RETIRED),
    ),
    Narrowing(Form, listed=True),
    Narrowing(Answer, listed=True),
)
