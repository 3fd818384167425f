"""The line to the mail server. To another machine it is encrypted as the host's setting says, and the other end has to
show a certificate. To this machine it is open or encrypted as the relay likes: it never leaves here, so a relay's
self-made certificate is good enough."""

from __future__ import annotations

import smtplib
import ssl
from typing import Any

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.utils.functional import cached_property


class Smtp(EmailBackend):
    @cached_property
    def ssl_context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if settings.HEARD_MAIL_IS_HERE:
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context

    @property
    def connection_class(self) -> Any:
        return _Relay if settings.HEARD_MAIL_IS_HERE and not self.use_ssl else super().connection_class


class _Relay(smtplib.SMTP):
    """Encrypts if the relay offers it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ehlo_or_helo_if_needed()
        if self.has_extn("starttls"):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            self.starttls(context=context)
