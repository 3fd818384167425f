"""Post a letter, send what is due, and give up what cannot be sent.

A letter leaves at least once: a worker that is killed between the mail server's yes and its own note sends it again,
with the same Message-ID, so that mailboxes can tell.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message

from django.conf import settings
from django.core.mail import EmailMessage, get_connection, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import MIMEMixin
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.mailing.models import Letter
from heard.apps.mailing.problems import PROBLEMS, problem_of, said_by_server
from heard.apps.mailing.queries import due_letters, given_up_letters, letters_to, mark_of, waiting_letters
from heard.web.network import network

logger = logging.getLogger("heard.mailing")
State = Letter.State
OF_USE = timedelta(days=2)  # how long a letter is tried, unless it says otherwise
_AT_ONCE = 20  # letters over one connection
_LEASE = timedelta(minutes=5)  # after which another worker takes over what one has begun
_PAUSES = (15, 60, 300, 900, 3600)  # seconds after the first try, the second, …; the last one for all further


class _Message(MIMEMixin, Message):  # type: ignore[misc]
    """As Django's backends want it."""


class _Written(EmailMessage):
    """A message that was written before, as it was."""

    def __init__(self, letter: Letter) -> None:
        super().__init__(from_email=letter.sender, to=[letter.to])
        self._text = letter.written

    def message(self) -> _Message:  # type: ignore[override]
        return message_from_bytes(self._text.encode(), _class=_Message)


@transaction.atomic
def post(message: EmailMessage) -> None:
    """Put a message into the queue, once for each address. It may carry `until`, when it is of no use any more,
    `to_stranger`, and `about`, by which its sender can tell later whether it still says what is true."""
    now = timezone.now()
    for address in message.recipients():
        Letter.objects.create(
            to=address,
            sender=message.from_email,
            written=message.message().as_bytes().decode(errors="replace"),
            mark=mark_of(address),
            to_stranger=getattr(message, "to_stranger", False),
            about=getattr(message, "about", None),
            until=getattr(message, "until", now + OF_USE),
            due_at=now,
        )


def count_unsent(address: str) -> None:
    """Note a letter that was not written, as one that was. Nobody can then tell the two apart by the time it takes."""
    now = timezone.now()
    rest = {"mark": mark_of(address), "until": now, "due_at": now, "to_stranger": True}
    Letter.objects.create(state=State.SENT, ended_at=now, **rest)


def send_due() -> int:
    """Send what is due over one connection. Returns how many letters were tried."""
    letters = _claimed(timezone.now())
    if letters:
        carrier = get_connection(settings.HEARD_CARRIER)
        try:
            carrier.open()
        except Exception as error:
            for letter in letters:
                _put_off(letter, error)
        else:
            for letter in letters:
                _send(letter, carrier)
            with suppress(OSError):
                carrier.close()
    return len(letters)


def _claimed(now: datetime) -> list[Letter]:
    """Letters that no other worker will send meanwhile. What is of no use any more is given up."""
    for letter in due_letters(now).filter(until__lte=now):
        _end(letter, State.GIVEN_UP)
    keys = list(due_letters(now).values_list("pk", flat=True)[:_AT_ONCE])
    mine = [key for key in keys if due_letters(now).filter(pk=key).update(due_at=now + _LEASE)]
    return list(Letter.objects.filter(pk__in=mine))


def _send(letter: Letter, carrier: BaseEmailBackend) -> None:
    try:
        carrier.send_messages([_Written(letter)])
    except Exception as error:
        _put_off(letter, error)
    else:
        _end(letter, State.SENT)


def _put_off(letter: Letter, error: Exception) -> None:
    letter.problem, letter.reply = problem_of(error), said_by_server(error)
    letter.tries += 1
    pause = _PAUSES[min(letter.tries, len(_PAUSES)) - 1]
    letter.due_at = timezone.now() + timedelta(seconds=pause)
    most = PROBLEMS[letter.problem].most
    logger.warning(
        "%s could not be sent (%s %s)", letter, letter.problem, letter.reply, exc_info=letter.problem == "unknown"
    )
    if letter.due_at >= letter.until or (most and letter.tries >= most):
        _end(letter, State.GIVEN_UP)
    else:
        letter.save()


def _end(letter: Letter, state: Letter.State) -> None:
    """Nothing of what it says is kept, and of whom it went to only a mark; of what was given up, the address, so that
    the host can reach them in another way."""
    letter.state, letter.ended_at, letter.written, letter.about = state, timezone.now(), "", None
    if state == State.SENT:
        letter.to = letter.problem = letter.reply = ""
    letter.save()


def recall_letter(letter: Letter) -> bool:
    """Take a letter out of the queue. False when it has left already."""
    return bool(waiting_letters().filter(pk=letter.pk).delete()[0])


def try_now() -> None:
    """Do not wait for the next try: the host has put something right."""
    waiting_letters().filter(tries__gt=0).update(due_at=timezone.now())


def clear_given_up(seen: Iterable[int]) -> None:
    """The host has seen these."""
    given_up_letters().filter(pk__in=list(seen)).delete()


def forget_letters_to(address: str) -> None:
    """Nothing about somebody who left is sent or kept."""
    letters_to(address).delete()


def try_out(address: str) -> None:
    """A letter that says that letters arrive."""
    body = _("This is a letter to try out whether %(network)s can send e-mail. It can.")
    send_mail(_("E-mail works"), body % {"network": network().name}, None, [address])
