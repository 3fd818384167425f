"""What allauth asks us: who may make an account, how attempts are counted, what things are called."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context as at_work
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.apps.joining.invited import invited
from heard.apps.joining.models import User
from heard.apps.joining.senders import origin_of_request
from heard.apps.journal import actions as journal
from heard.apps.mailing.actions import count_unsent
from heard.apps.mailing.queries import may_write_to
from heard.core.people.network import Joining
from heard.core.people.permissions import Role
from heard.web.network import network

WAYS = {
    "reauthenticate": gettext_lazy("Use your password"),
    "mfa_reauthenticate:webauthn": gettext_lazy("Use a passkey"),
    "mfa_reauthenticate": gettext_lazy("Use a one-time code"),
}


# Letters that are of no use later, by the beginning of their templates' names.
_OF_USE = {"account/email/email_confirmation": timedelta(seconds=settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT)}
# Nobody gets a letter who has no account and did not ask for one.
_NEVER_SENT = "account/email/unknown_account"


class Door(DefaultAccountAdapter):  # type: ignore[misc]
    """Who comes in, and how often they may knock."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy("This e-mail address and password do not belong together."),
        "too_many_login_attempts": gettext_lazy("That was tried too often. Please wait a few minutes and try again."),
        "rate_limited": gettext_lazy("That was tried too often. Please wait a few minutes and try again."),
        "incorrect_code": gettext_lazy("This code is not right."),
        "incorrect_password": gettext_lazy("This password is not right."),
        # Without e-mail nobody can prove an address, so this is all that can be kept to oneself.
        "email_taken": gettext_lazy("We cannot make an account with this address. If you have one, log in with it."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Whatever is written about an account. An address that has had its share today gets no more, and the page
        does not tell."""
        message = self._written(template_prefix, email, context)
        if template_prefix == _NEVER_SENT or not may_write_to(email, is_stranger=is_stranger(email)):
            count_unsent(email)
        else:
            message.send()

    def _written(self, template_prefix: str, email: str, context: dict[str, Any]) -> EmailMessage:
        known = {"request": at_work.request, "email": email, "site_name": network().name, "site": settings.SITE_URL}
        message: EmailMessage = self.render_mail(template_prefix, email, {**known, **context})
        message.extra_headers["Auto-Submitted"] = "auto-generated"
        message.to_stranger = is_stranger(email)  # type: ignore[attr-defined]
        for beginning, lasts in _OF_USE.items():
            if template_prefix.startswith(beginning):
                message.until = timezone.now() + lasts  # type: ignore[attr-defined]
        return message

    def format_email_subject(self, subject: str) -> str:
        return f"[{network().name}] {subject}"

    def pre_login(self, request: HttpRequest, user: User, **how: Any) -> Any:
        """Whoever runs the network is not kept out because a letter does not arrive: they are the one to mend it, and
        whoever made them host vouched for them."""
        if user.role == Role.HOST and not how["signup"]:
            EmailAddress.objects.update_or_create(
                user=user, email=user.email, defaults={"verified": True, "primary": True}
            )
        return super().pre_login(request, user, **how)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return network().joining == Joining.OPEN or invited(request) is not None

    def get_client_ip(self, request: HttpRequest) -> str:
        """As every other limit counts addresses."""
        return origin_of_request(request).name

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """The password first, then a passkey, then a code: whoever has only spare codes should not be asked for one."""
        methods = sorted(super().get_reauthentication_methods(user), key=lambda method: list(WAYS).index(method["id"]))
        return [{**method, "description": WAYS[method["id"]]} for method in methods]

    def send_notification_mail(self, template_prefix: str, user: User, *args: Any, **kwargs: Any) -> None:
        """Called whenever a password, an address or a key changes: a line in the journal, whether or not an e-mail goes
        out."""
        journal.write("sign-in changed", about=user, by=user, what=template_prefix.rpartition("/")[2])
        super().send_notification_mail(template_prefix, user, *args, **kwargs)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """For one account from one address, so that a stranger's wrong guesses keep nobody else out."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{self.get_client_ip(request)}"


def is_stranger(email: str) -> bool:
    """Whether nobody has shown that this address is theirs."""
    return not EmailAddress.objects.filter(email__iexact=email, verified=True).exists()


class SecondStep(DefaultMFAAdapter):  # type: ignore[misc]
    """Passkeys and one-time codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This code is not right."),
        "unverified_email": gettext_lazy("Please confirm your e-mail address first."),
    }

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("My passkey") if number == 1 else _("Passkey %(number)s") % {"number": number}

    def _get_site_name(self) -> str:
        return network().name
