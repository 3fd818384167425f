"""What HEARD_EMAIL_URL says: which mail server, as whom, and how the line to it is kept private."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import unquote, urlsplit

_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    """`tls` is when encryption begins: "at once", "after" a greeting in the open, or "never"; `is_here` whether the
    line to it never leaves this machine, where it is encrypted if the server likes."""

    host: str
    port: int
    user: str
    password: str
    tls: str
    is_here: bool = False

    def as_settings(self) -> dict[str, Any]:
        return {
            "EMAIL_HOST": self.host,
            "EMAIL_PORT": self.port,
            "EMAIL_HOST_USER": self.user,
            "EMAIL_HOST_PASSWORD": self.password,
            "EMAIL_USE_SSL": self.tls == "at once",
            "EMAIL_USE_TLS": self.tls == "after",
            "HEARD_MAIL_IS_HERE": self.is_here,
        }


def mail_server(address: str) -> MailServer:
    """Raises ValueError for what can be no mail server: with a sign that has to be written as %.., most of the time."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    left_over = parts.path not in ("", "/") or parts.fragment or parts.query not in ("", "tls=no")
    if parts.scheme not in _PORTS or not host or left_over or port == 0 or _has_gaps(host):
        raise ValueError(address)
    if bool(user) != bool(password) or not (user + password).isascii():
        raise ValueError(address)
    is_here = _is_here(host)
    tls = _tls(parts.scheme, port, is_open=is_here or parts.query == "tls=no")
    if tls == "never" and user and not is_here:
        raise ValueError(address)  # the password would travel in the open
    return MailServer(host, port or _port(parts.scheme, tls), user, password, tls, is_here)


def _tls(scheme: str, port: int | None, *, is_open: bool) -> str:
    if scheme == "smtps" or port == _PORTS["smtps"]:
        return "at once"
    return "never" if is_open else "after"


def _port(scheme: str, tls: str) -> int:
    return 25 if tls == "never" else _PORTS[scheme]


def _has_gaps(host: str) -> bool:
    return any(sign.isspace() or not sign.isprintable() for sign in host)


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
