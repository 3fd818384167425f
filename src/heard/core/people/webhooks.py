"""How a network tells other programs that a story was published, changed or taken back: Standard Webhooks.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterator
from enum import StrEnum
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

from heard.core.errors import BadInput
from heard.core.people.fields import Text, Texts, text_faults

WEBHOOK: Texts = {"address": Text(300, needed=True)}
MOST = 10
"""Webhooks of one network."""
SECRET = "whsec_"  # noqa: S105  what each secret begins with, so that libraries know one
AGAIN = (60, 5 * 60, 30 * 60, 2 * 3600, 6 * 3600, 24 * 3600)
"""Seconds until the next try, after the first, the second … After the last one it is given up."""


class Event(StrEnum):
    """What happened to a story, as everybody may see it."""

    PUBLISHED = "story.published"
    CHANGED = "story.changed"
    WITHDRAWN = "story.withdrawn"
    TEST = "test"


def address_faults(address: str, *, on_trial: bool = False) -> Iterator[BadInput]:
    """Only over HTTPS, so that nobody on the way reads it; on a site on trial, over HTTP too."""
    yield from text_faults({"address": address}, WEBHOOK)
    parts = urlsplit(address) if address.isprintable() and "[" not in address else urlsplit("")
    kinds = ("https", "http") if on_trial else ("https",)
    if parts.scheme not in kinds or not parts.hostname or parts.username is not None or parts.fragment:
        said = "Please write the whole address, with https:// and without a name or password in it."
        yield BadInput(said, code="no-address", field="address")


def is_outside(address: str) -> bool:
    """Whether an address of a machine (IPv4, IPv6) is one of the open internet. The others are of the network that this
    site stands in, which a webhook is not to reach into."""
    return ip_address(address.partition("%")[0]).is_global


def signature(secret: str, key: str, at: int, body: bytes) -> str:
    """Of a message with its `key`, sent `at` (seconds since 1970): what stands in `webhook-signature`."""
    signed = b".".join([key.encode(), str(at).encode(), body])
    digest = hmac.new(b64decode(secret.removeprefix(SECRET)), signed, sha256).digest()
    return f"v1,{b64encode(digest).decode()}"


def secret_of(random: bytes) -> str:
    return SECRET + b64encode(random).decode()
