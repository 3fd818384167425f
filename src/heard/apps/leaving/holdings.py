"""What is kept about a person, and what becomes of it when they leave. THE LIST: every column of every table that
leads to a person is in it, and a test fails until a new one is added. Pages, the download and leaving all read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.models import Revision as PageRevision
from wagtail.users.models import UserProfile

from heard.apps.browsing.models import Collection, PlacePicture
from heard.apps.connecting.models import Token, Webhook
from heard.apps.conversing.models import Comment, Experience, MailChoice, Notice
from heard.apps.correcting.models import Correction, RandomCheck, Revision
from heard.apps.exploring.models import KeptSearch
from heard.apps.helping.models import Answer, Listening, Proposal
from heard.apps.joining.models import Invitation, Membership, Portrait, PrivateDetails, Training, User
from heard.apps.journal.models import Entry
from heard.apps.moderating.models import CaseNote, Concern, Referral, Ruling
from heard.apps.publishing.models import Article, Guide, PageFile, PagePicture, PlainPage, Shelf
from heard.apps.telling.models import (
    ConsentEntry,
    DecidingEntry,
    ExportNote,
    HiddenSpan,
    Picture,
    SignOff,
    Story,
    StoryPerson,
    Upload,
)
from heard.apps.telling.queries import stories_for
from heard.apps.transcribing.models import VoiceReason
from heard.apps.understanding.models import Chapter, EasyLine, TranslatedParagraph, Translation
from heard.apps.wording.models import Ask, Term


class After(StrEnum):
    """What becomes of a row when its person leaves."""

    ERASED = "erased"
    LET_GO = "let go"  # the row is somebody else's: it stays and leads to nobody
    NAMELESS = "nameless"  # it stays and leads to “Somebody who left”
    CHOSEN = "chosen"  # the person says so


# What no file about a person holds: keyed hashes, and where files lie.
_WITHHELD = {"visitor", "origin", "seal", "token", "token_hash", "path", "sent", "made"}


@dataclass(frozen=True)
class Holding:
    """One way in which a table leads to a person. `only` names the columns that are theirs to see, where others in the
    row are somebody else's."""

    table: type[Model]
    person: str
    what: Any
    after: After
    only: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.table._meta.label_lower}.{self.person}"

    def rows(self, user: User) -> QuerySet[Any]:
        return self.table._default_manager.filter(**{self.person: user}).order_by("pk")

    def seen(self, user: User) -> Iterator[dict[str, Any]]:
        """The rows as the file holds them. What somebody may not see of a story, they do not get this way."""
        rows = self.rows(user)
        if self.table is Story:
            rows = rows.filter(pk__in=stories_for(user))
        elif any(field.name == "story" for field in self.table._meta.get_fields()):
            rows = rows.filter(story__in=stories_for(user))
        yield from rows.values(*(self.only or self._columns()))

    def _columns(self) -> list[str]:
        """Everything but what leads to other people."""
        return [
            field.name
            for field in self.table._meta.concrete_fields
            if field.name not in _WITHHELD and (field.related_model is not User or field.name == self.person)
        ]


def _of_pages(table: type[Model], begun: Any, locked: Any) -> Iterator[Holding]:
    yield Holding(table, "owner", begun, After.NAMELESS, ("id", "title"))
    yield Holding(table, "locked_by", locked, After.LET_GO, ("id", "title"))


_THE_DECISION = ("id", "story", "state", "decided_at")

HOLDINGS = (
    Holding(PrivateDetails, "person", _("your real name and contact"), After.ERASED),
    Holding(EmailAddress, "user", _("your e-mail address"), After.ERASED),
    Holding(Portrait, "person", _("your picture"), After.ERASED),
    Holding(Training, "person", _("your training"), After.ERASED),
    Holding(Notice, "person", _("notices for you"), After.ERASED),
    Holding(MailChoice, "person", _("how often you get e-mails"), After.ERASED),
    Holding(KeptSearch, "person", _("the searches that you keep"), After.ERASED, ("id", "query", "made_at")),
    Holding(Token, "person", _("the tokens by which programs ask for you"), After.ERASED),
    Holding(Experience, "author", _("that you have experienced the same as somebody"), After.ERASED),
    Holding(Story, "reporter", _("your stories"), After.CHOSEN),
    Holding(Upload, "owner", _("recordings that are on their way"), After.CHOSEN),
    Holding(Story.readers.through, "user", _("stories that were shared with you by name"), After.ERASED, ("story",)),
    Holding(StoryPerson, "account", _("stories that you are in"), After.LET_GO, ("story", "name")),
    Holding(Correction, "author", _("your corrections"), After.NAMELESS),
    Holding(Comment, "author", _("your comments"), After.NAMELESS),
    Holding(Concern, "author", _("concerns that you raised"), After.NAMELESS),
    # Not who raised it, nor what they fear: that could put them at risk.
    Holding(Concern, "person", _("that somebody raised a concern about you"), After.NAMELESS, ("id", "created_at")),
    Holding(Ask, "author", _("what you asked the meaning of"), After.NAMELESS),
    Holding(Answer, "by", _("your answers about places"), After.NAMELESS),
    Holding(Listening, "by", _("places that you listened to"), After.NAMELESS),
    Holding(RandomCheck, "by", _("places that you checked"), After.NAMELESS),
    Holding(Membership, "person", _("the groups you belong to"), After.NAMELESS),
    Holding(Invitation, "made_by", _("invitations that you sent"), After.NAMELESS, ("id", "role", "group", "made_at")),
    Holding(Invitation, "used_by", _("the invitation that you used"), After.NAMELESS, ("id", "role", "group")),
    Holding(Training, "recorded_by", _("trainings of others that you noted"), After.LET_GO, ("id", "kind")),
    Holding(ConsentEntry, "by", _("consent that you wrote down"), After.NAMELESS, ("id", "use", "ruling", "at")),
    Holding(DecidingEntry, "by", _("who decides, as you wrote it down"), After.NAMELESS, ("id", "at")),
    Holding(VoiceReason, "by", _("why a voice is nobody’s"), After.NAMELESS, ("id", "story", "at")),
    Holding(SignOff, "by", _("that you signed off a story"), After.NAMELESS, ("id", "at")),
    Holding(ExportNote, "by", _("what you took out of here"), After.NAMELESS, ("id", "story", "at")),
    Holding(Picture, "by", _("pictures that you sent for stories"), After.NAMELESS, ("id", "story", "at")),
    Holding(PlacePicture, "by", _("pictures that you sent for places"), After.NAMELESS, ("id", "at")),
    Holding(HiddenSpan, "by", _("seconds that you hid"), After.NAMELESS, ("id", "story", "start", "end")),
    Holding(HiddenSpan, "undone_by", _("seconds that you showed again"), After.NAMELESS, ("id", "story")),
    Holding(Revision, "by", _("changes of transcripts that you made"), After.NAMELESS, ("id", "story", "made_at")),
    Holding(Webhook, "by", _("programs that you had told of stories"), After.NAMELESS, ("id", "address", "made_at")),
    Holding(Collection, "made_by", _("collections that you made"), After.NAMELESS, ("id", "title", "made_at")),
    Holding(Chapter, "by", _("chapters that you wrote"), After.NAMELESS, ("id", "story", "title", "made_at")),
    Holding(EasyLine, "by", _("sentences that you wrote in Easy Read"), After.NAMELESS, ("id", "story", "text", "alt")),
    Holding(Translation, "by", _("stories that you began to translate"), After.NAMELESS, ("id", "story", "language")),
    Holding(TranslatedParagraph, "by", _("paragraphs that you translated"), After.NAMELESS, ("id", "text")),
    Holding(Term, "by", _("words that you put into the glossary"), After.NAMELESS),
    Holding(Article, "author", _("articles under your name"), After.NAMELESS, ("id", "title", "standfirst")),
    *_of_pages(Article, _("articles that you began"), _("articles that you have locked")),
    *_of_pages(Guide, _("guides that you began"), _("guides that you have locked")),
    *_of_pages(PlainPage, _("pages that you began"), _("pages that you have locked")),
    *_of_pages(Shelf, _("lists of pages that you began"), _("lists of pages that you have locked")),
    Holding(PagePicture, "uploaded_by_user", _("pictures that you sent for pages"), After.NAMELESS, ("id", "title")),
    Holding(PageFile, "uploaded_by_user", _("files that you sent for pages"), After.NAMELESS, ("id", "title")),
    Holding(PageRevision, "user", _("versions of pages that you wrote"), After.NAMELESS, ("id", "created_at")),
    Holding(PageLogEntry, "user", _("what you did with pages"), After.NAMELESS, ("id", "timestamp", "action")),
    Holding(ModelLogEntry, "user", _("what you did with pictures of pages"), After.NAMELESS, ("id", "timestamp")),
    Holding(UserProfile, "user", _("how you like the editor of pages to look"), After.ERASED),
    Holding(EditingSession, "user", _("pages that you have open"), After.ERASED, ("id", "last_seen_at")),
    Holding(FormState, "user", _("forms of the editor as you left them"), After.ERASED, ("id",)),
    Holding(Correction, "decided_by", _("corrections that you decided on"), After.NAMELESS, _THE_DECISION),
    Holding(Comment, "decided_by", _("comments that you decided on"), After.NAMELESS, _THE_DECISION),
    Holding(Concern, "taken_by", _("concerns that you looked into"), After.NAMELESS, ("id", "state")),
    Holding(Ruling, "by", _("what you decided on concerns"), After.NAMELESS, ("id", "decision", "at")),
    Holding(CaseNote, "by", _("notes that you wrote on concerns"), After.NAMELESS, ("id", "at")),
    Holding(Referral, "by", _("concerns that you passed on"), After.NAMELESS, ("id", "at")),
    Holding(Proposal, "decided_by", _("offers that you decided on"), After.NAMELESS, _THE_DECISION),
    Holding(Entry, "by", _("lines about you in the journal"), After.NAMELESS, ("id", "at", "action", "about")),
)


def what_becomes(after: After) -> list[Any]:
    """The things that share a fate, in words, each once."""
    return [holding.what for holding in HOLDINGS if holding.after is after]
