"""How the text of a setting becomes a value. Each raises ValueError for what the setting cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from email.utils import parseaddr
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from heard.server.mailserver import mail_server

Read = TypeVar("Read")

_HOST = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|\[[0-9A-Fa-f:.]+\]")


def yes_or_no(text: str) -> bool:
    if text.lower() not in {"1", "0", "yes", "no", "true", "false", "on", "off"}:
        raise ValueError(text)
    return text.lower() in {"1", "yes", "true", "on"}


def meaning(text: str) -> str:
    """A model of meaning: the one that comes with Heard, a folder, or none."""
    if text.lower() in {"english", "yes", "no"}:
        return {"no": ""}.get(text.lower(), "english")
    if not Path(text).is_dir():
        raise ValueError(text)
    return str(Path(text).resolve())


def names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def whole(least: int = 0, most: int = 2**53) -> Callable[[str], int]:
    """A whole number in a range."""

    def read(text: str) -> int:
        if not least <= int(text) <= most:
            raise ValueError(text)
        return int(text)

    return read


def number(least: float, most: float) -> Callable[[str], float]:
    def read(text: str) -> float:
        if not least <= float(text) <= most:
            raise ValueError(text)
        return float(text)

    return read


def site_urls(text: str) -> list[str]:
    """Addresses of one site, without a slash at the end: all over HTTPS, or none."""
    found = [name.rstrip("/") for name in names(text)]
    schemes = {_site_scheme(address) for address in found}
    if len(schemes) != 1:
        raise ValueError(text)
    return found


def host_of(url: str) -> str:
    """As a browser says whom it asks, without the port."""
    name = urlsplit(url).hostname or ""
    return f"[{name}]" if ":" in name else name


def _site_scheme(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host_of(text)):
        raise ValueError(text)
    if parts.path or parts.query or parts.fragment or parts.username:
        raise ValueError(text)
    _ = parts.port  # a ValueError when it is none
    return parts.scheme


def database_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise ValueError(text)
    _ = parts.port
    return text


def time_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(text) from error
    return text


def inside(text: str) -> str:
    if not (text.startswith("/") and text.endswith("/") and text.isprintable()):
        raise ValueError(text)
    return text


def parts(kind: type[Read]) -> Callable[[str], Read]:
    """A dataclass from name=value, with commas between. Each field says in its metadata how it is read."""
    readers = {part.name: part.metadata["read"] for part in fields(kind)}  # type: ignore[arg-type]

    def read(text: str) -> Read:
        given: dict[str, Any] = {}
        for name, sign, value in (part.partition("=") for part in names(text)):
            if not sign or name not in readers or name in given:
                raise ValueError(text)
            given[name] = readers[name](value)
        return kind(**given)

    return read


def one_of(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.lower() not in choices:
            raise ValueError(text)
        return text.lower()

    return read


def mail_address(text: str) -> str:
    mail_server(text)
    return text


def sender(text: str) -> str:
    name, address = parseaddr(text)
    before, at, after = address.partition("@")
    if not (before and at and after) or "\n" in text or "\r" in text or "@" in name:
        raise ValueError(text)
    return text
