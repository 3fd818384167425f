"""What the worker does for conversations: tell people what became of what they sent, by page and by e-mail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from heard.apps.conversing.actions.notices import claim, note_mail, recall, tell_of_corrections, tell_of_decisions
from heard.apps.conversing.models import Notice
from heard.apps.conversing.queries.notices import in_a_letter, notices_for, people_to_mail, stop_token
from heard.apps.joining.models import User
from heard.apps.mailing.queries import waiting_letters
from heard.web.languages import first as first_language
from heard.web.network import network

EVERY = 10.0  # seconds between two looks
_AT_ONCE = 50  # people who are sent an e-mail in one round


def tick() -> None:
    """One round, safe at any time and in any number of workers."""
    tell_of_corrections()
    tell_of_decisions()
    send_mail()


def send_mail() -> None:
    """One e-mail to everybody who has something new and wants it now, if the host has said how e-mail is sent."""
    if not settings.HEARD["HEARD_EMAIL_URL"]:
        return
    with translation.override(first_language()):
        for user in people_to_mail(timezone.now())[:_AT_ONCE]:
            _mail(user)


def _mail(user: User) -> None:
    """What is told and the letter that tells it are kept together, or neither is."""
    with transaction.atomic():
        if rows := claim(user):
            _letter(user, rows).send()
            note_mail(user)


def recall_letters() -> None:
    """A letter that still waits, and says of a story what its reader may not know any more, is written anew."""
    with translation.override(first_language()):
        for letter in waiting_letters().exclude(about=None):
            about: dict[str, Any] = letter.about or {}
            rows = list(Notice.objects.filter(pk__in=about["notices"]).select_related("person"))
            seen = [seen for row in rows for seen in notices_for(row.person).filter(pk=row.pk)]
            if _lines(seen) != about["lines"]:
                recall(letter, rows)


def _lines(rows: Iterable[Notice]) -> list[list[str]]:
    return sorted([told.sentence, told.words, _address(told.path)] for told in map(in_a_letter, rows))


def _letter(user: User, rows: list[Notice]) -> EmailMessage:
    """Says that something happened, about which words, and where to read it: not what was said."""
    stop = _address(reverse("stop-notices", args=[stop_token(user)]))
    lines = _lines(rows)
    context = {"name": user, "lines": lines, "stop": stop, "site_name": network().name}
    subject = ngettext("%(count)d thing is new for you", "%(count)d things are new for you", len(rows))
    message = EmailMessage(
        subject=f"[{network().name}] " + subject % {"count": len(rows)},
        body=render_to_string("conversing/letter.txt", context),
        to=[user.email],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.about = {"notices": [row.pk for row in rows], "lines": lines}  # type: ignore[attr-defined]
    return message


def _address(path: str) -> str:
    return str(settings.SITE_URL) + path
