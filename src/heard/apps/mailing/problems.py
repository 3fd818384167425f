"""What goes wrong with e-mail, in words: what happened, and what the host may look at."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from socket import gaierror

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_THE_SETTING = _("Look at HEARD_EMAIL_URL: is it the right server and port?")


@dataclass(frozen=True)
class Problem:
    """`most` is how often a letter is tried that fails in this way. None: as long as it is of use."""

    what: str | Promise
    check: str | Promise
    most: int | None = None


PROBLEMS = {
    "certificate": Problem(
        _("The mail server's certificate is not good for its name, or is out of date."),
        _("Does HEARD_EMAIL_URL name the server as its certificate does? A relay on this machine needs no encryption."),
    ),
    "encryption": Problem(
        _("The mail server and this machine do not agree about encryption."),
        _("smtp:// begins in the open and then encrypts; smtps:// and port 465 encrypt from the first byte."),
    ),
    "not-offered": Problem(
        _("The mail server does not offer what HEARD_EMAIL_URL asks for: encryption, or a user and password."),
        _("For a relay that needs neither, write smtp://host:25?tls=no without a user."),
    ),
    "password": Problem(
        _("The mail server does not take the user and password."),
        _("Write signs such as @ : / # % in them as %40 %3A %2F %23 %25. Some providers want an app password."),
    ),
    "sender": Problem(
        _("The mail server does not take letters from HEARD_EMAIL_FROM."),
        _("It has to be an address that the server knows as yours."),
    ),
    "address": Problem(
        _("The mail server does not take letters for this address."),
        _("Is it spelt right? If it is so for every address, ask whoever runs the mail server."),
        most=3,
    ),
    "letter": Problem(
        _("The mail server does not take this letter."),
        _("It may think that it is unwanted. Ask whoever runs the mail server."),
        most=3,
    ),
    "no-such-server": Problem(_("There is no mail server of that name."), _THE_SETTING),
    "refused": Problem(_("Nobody listens at the mail server's port."), _THE_SETTING),
    "silent": Problem(_("The mail server does not answer in time."), _THE_SETTING),
    "broke-off": Problem(_("The mail server broke off."), _("If it goes on, ask whoever runs the mail server.")),
    "no-room": Problem(_("The letter could not be written down."), _("Is the disk full, or the folder shut?")),
    "unknown": Problem(
        _("Something went wrong that we have no word for."),
        _("The worker's log says more (look for heard.mailing)."),
        10,
    ),
}

# The first that fits: a refused address is an SMTPException, which is an OSError.
_KINDS: tuple[tuple[type[BaseException], str], ...] = (
    (smtplib.SMTPAuthenticationError, "password"),
    (smtplib.SMTPSenderRefused, "sender"),
    (smtplib.SMTPRecipientsRefused, "address"),
    (smtplib.SMTPDataError, "letter"),
    (smtplib.SMTPNotSupportedError, "not-offered"),
    (smtplib.SMTPException, "broke-off"),
    (ssl.SSLCertVerificationError, "certificate"),
    (ssl.SSLError, "encryption"),
    (gaierror, "no-such-server"),
    (TimeoutError, "silent"),
    (ConnectionRefusedError, "refused"),
    (ConnectionError, "broke-off"),
    (OSError, "no-room"),
)


def problem_of(error: Exception) -> str:
    """The key of what went wrong."""
    if isinstance(error, smtplib.SMTPServerDisconnected) and isinstance(error.__context__, TimeoutError):
        return "silent"
    return next((key for kind, key in _KINDS if isinstance(error, kind)), "unknown")


def said_by_server(error: Exception) -> str:
    """What the mail server answered, if it did, on one line."""
    replies: list[tuple[int, bytes | str]] = []
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        replies += error.recipients.values()
    if isinstance(error, smtplib.SMTPResponseException):
        replies.append((error.smtp_code, error.smtp_error))
    told = [f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}" for code, text in replies]
    return " ".join("; ".join(told).split())[:300]
