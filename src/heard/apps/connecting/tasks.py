"""Tell webhooks what happened: one message after the other, signed, to machines of the open internet alone."""

from __future__ import annotations

import json
import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from heard import __version__
from heard.apps.connecting.actions.webhooks import note_arrived, note_events, note_failed
from heard.apps.connecting.models import Delivery, Webhook
from heard.apps.connecting.queries.webhooks import first_due
from heard.core.people.webhooks import is_outside, signature
from heard.core.sentences import to_translate
from heard.web.addresses import whole_address

SECONDS_A_ROUND = 10.0
_PATIENCE = 5.0  # seconds for one answer


def tell() -> None:
    """One round: what happened is noted, and sent in the order in which it happened."""
    over = time.monotonic() + SECONDS_A_ROUND
    for row in Webhook.objects.all():
        note_events(row)
        while time.monotonic() < over and (delivery := first_due(row)):
            if problem := send(delivery, row):
                note_failed(delivery, problem)
            else:
                note_arrived(delivery)


def send(row: Delivery, webhook: Webhook) -> str:
    """Empty when it arrived, else why not."""
    body = json.dumps(_message(row)).encode()
    key, at = f"heard-{row.pk}", int(time.time())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"Heard/{__version__}",
        "webhook-id": key,
        "webhook-timestamp": str(at),
        "webhook-signature": signature(webhook.secret, key, at, body),
    }
    try:
        status = _posted(webhook.address, body, headers)
    except _Inside:
        return to_translate("Its address leads into the network that this site stands in.")
    except (OSError, HTTPException):
        return to_translate("It did not answer.")
    return "" if 200 <= status < 300 else to_translate("It answered that it could not take it.")


def _message(row: Delivery) -> dict[str, object]:
    """Where the story is, and nothing that is told in it: whoever wants that asks, and gets what they may have then."""
    leads = {}
    if row.slug:
        leads = {
            "slug": row.slug,
            "page": whole_address(reverse("story", args=[row.slug])),
            "api": whole_address(reverse("api-story", args=[row.slug])),
        }
    return {"type": row.event, "timestamp": row.at.isoformat(), "data": leads}


class _Inside(Exception):
    """An address that leads to no machine of the open internet."""


def _posted(address: str, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of the answer. What the answer holds is not read, and nobody is followed elsewhere."""
    parts = urlsplit(address)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    with closing(_connection(parts.scheme, parts.hostname or "", parts.port)) as connection:
        connection.request("POST", path, body, {**headers, "Host": parts.netloc})
        return connection.getresponse().status


def _connection(scheme: str, host: str, port: int | None) -> HTTPConnection:
    """To the very machine whose address was looked at: a name may lead elsewhere the next time it is asked."""
    number = port or (443 if scheme == "https" else 80)
    there = socket.getaddrinfo(host, number, type=socket.SOCK_STREAM)[0][4][0]
    if not settings.DEBUG and not is_outside(str(there)):
        raise _Inside
    if scheme == "http":
        return HTTPConnection(str(there), number, timeout=_PATIENCE)
    return _Vetted(host, number, str(there))


class _Vetted(HTTPSConnection):
    """Speaks to one machine, and asks it to be who the address says."""

    def __init__(self, host: str, port: int, there: str) -> None:
        context = ssl.create_default_context()
        super().__init__(host, port, timeout=_PATIENCE, context=context)
        self._there, self._told = there, context

    def connect(self) -> None:
        plain = socket.create_connection((self._there, self.port), self.timeout)
        self.sock = self._told.wrap_socket(plain, server_hostname=self.host)
