"""Who can reach the network, and what nobody on the internet should: a demo whose passwords are printed."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address

from heard.core.errors import NotAllowed
from heard.core.people.network import Joining
from heard.server.config import given
from heard.server.readers import host_of
from heard.web.network import network

_HERE = ("localhost", "testserver")


def check_may_be_seen(*, is_demo: bool, told_twice: bool) -> list[str]:
    """What the host should know about who can come in. Raises NotAllowed for a demo that others can reach, unless the
    host said so twice."""
    if not is_public():
        return []
    if is_demo and not told_twice:
        raise NotAllowed(
            "This is a demo network: everybody who has seen its passwords can log in as its host, and "
            "%(where)s can be reached by others. Leave HEARD_ADDRESS and HEARD_SITE_URL as they are, or begin a "
            "network of your own in another HEARD_DATA. To show the demo all the same, add --public (with make: "
            "make run PUBLIC=--public).",
            code="public-demo",
            where=_where(),
        )
    return list(_warnings(is_demo=is_demo))


def is_public() -> bool:
    """Whether anybody but this machine is meant to reach the site."""
    return not _is_here(given()["HEARD_ADDRESS"]) or not all(map(_is_here, map(host_of, given()["HEARD_SITE_URL"])))


def _warnings(*, is_demo: bool) -> Iterator[str]:
    if is_demo:
        yield f"Warning: the demo’s people and their printed passwords are open to everybody who can reach {_where()}."
    if network().joining == Joining.OPEN and not given()["HEARD_EMAIL_URL"]:
        yield (
            "Warning: anybody may make an account, and without e-mail no address is proved. "
            "Set HEARD_EMAIL_URL, or let only the invited in, on the page “Your network”."
        )


def _where() -> str:
    names = [given()["HEARD_ADDRESS"], *map(host_of, given()["HEARD_SITE_URL"])]
    return " and ".join(name for name in names if not _is_here(name))


def _is_here(name: str) -> bool:
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return name in _HERE or name.endswith(".localhost")
