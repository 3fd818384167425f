"""allauth's forms about passkeys, in our words, and without an error of the server's for what is no credential."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger("heard.joining")


@contextmanager
def _nothing_made_up() -> Iterator[None]:
    """The library reads what a browser sent as it comes; a piece that is missing is an answer that is wrong. One
    sentence stands for all that can be wrong with a passkey: what it was is in the log."""
    try:
        yield
    except forms.ValidationError as error:
        cause = error.__cause__ or error.__context__
        logger.warning("a passkey was refused: %s", repr(cause) if cause else error.code or "incorrect")
        raise
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        logger.warning("a passkey could not be read", exc_info=True)
        raise forms.ValidationError(_("This passkey did not work. Please try again.")) from error


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """A key of one's own. That it signs in alone is what makes it a passkey, so that is what is offered first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, alone = self.fields["name"], self.fields["passwordless"]
        name.label = _("What do you call it?")
        name.help_text = _("So that you can tell it from others later, for example “my phone”.")
        name.max_length = name.widget.attrs["maxlength"] = 60
        alone.label, alone.help_text, alone.initial = _("Log in with it alone, without a password"), "", True

    def clean_name(self) -> str:
        return str(super().clean_name())[:60]

    def clean(self) -> dict[str, Any]:
        """Whoever unlocked their device for a key just now need not show again at once that it is they."""
        with _nothing_made_up():
            given = dict(super().clean())
        if not self.errors:
            record_authentication(context.request, self.user, "mfa", type="webauthn", reauthenticated=True)
        return given


class LogIn(LoginWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Authenticator:
        with _nothing_made_up():
            return super().clean_credential()


class Authenticate(AuthenticateWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Authenticator:
        with _nothing_made_up():
            return super().clean_credential()


class Reauthenticate(ReauthenticateWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Authenticator:
        with _nothing_made_up():
            return super().clean_credential()
