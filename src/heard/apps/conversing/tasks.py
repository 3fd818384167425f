"""What the worker does for conversations: tell people what became of what they sent, by page and by e-mail."""

from __future__ import annotations

import logging
import time

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from heard.apps.conversing.actions.notices import claim, note_mail, tell_of_corrections
from heard.apps.conversing.models import Notice
from heard.apps.conversing.queries.notices import in_words, is_public, people_to_mail, stop_token
from heard.apps.joining.models import User

logger = logging.getLogger("heard.conversing")
_EVERY = 10.0  # seconds between two looks
_AT_ONCE = 50  # people who are sent an e-mail in one round
_looked = -_EVERY


def tick() -> None:
    """One round, safe at any time and in any number of workers."""
    global _looked
    if time.monotonic() - _looked < _EVERY:
        return
    _looked = time.monotonic()
    tell_of_corrections()
    send_mail()


def send_mail() -> None:
    """One e-mail to everybody who has something new and wants it now, if the host has said how e-mail is sent."""
    if not settings.HEARD["HEARD_EMAIL_URL"]:
        return
    with translation.override(settings.LANGUAGE_CODE):
        for user in people_to_mail(timezone.now())[:_AT_ONCE]:
            _mail(user)


def _mail(user: User) -> None:
    """What is claimed is sent at most once, even by a worker that is killed: the page of notices has it too."""
    rows = claim(user)
    if not rows:
        return
    try:
        _letter(user, rows).send()
    except OSError:
        logger.warning("an e-mail could not be sent, trying again later", exc_info=True)
        note_mail(user, rows, sent=False)
    else:
        note_mail(user, rows, sent=True)


def _letter(user: User, rows: list[Notice]) -> EmailMessage:
    """Says that something happened and where to read it: not what was said, and nothing of a story that is private."""
    stop = _address(reverse("stop-notices", args=[stop_token(user)]))
    said = [in_words(row, title=is_public(row)) for row in rows]
    lines = [(told.sentence, _address(told.path)) for told in said]
    context = {"name": user, "lines": lines, "stop": stop, "site_name": settings.SITE_NAME}
    subject = ngettext("%(count)d thing is new for you", "%(count)d things are new for you", len(rows))
    return EmailMessage(
        subject=f"[{settings.SITE_NAME}] " + subject % {"count": len(rows)},
        body=render_to_string("conversing/letter.txt", context),
        to=[user.email],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )


def _address(path: str) -> str:
    return str(settings.SITE_URL) + path
