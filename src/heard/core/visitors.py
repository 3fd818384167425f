"""Who counts as one visitor: an address as every limit counts it."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

# Behind one IPv4 address may be a whole library, or many homes of one provider: it may send as much as this many
# visitors. A home, a phone or a reading room with IPv6 has a /64 of its own, so that one is a single visitor.
VISITORS_BEHIND_IPV4 = 10
_HOST_BITS = 64
# All whose address nobody can read count as one.
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Origin:
    """Where something comes from. `name` is the same for all addresses that count as one, and `visitors` how many
    people may stand behind it."""

    name: str
    visitors: int = 1


def origin_of(address: str) -> Origin:
    """IPv4 whole, IPv6 its /64, and IPv4 written as IPv6 ("::ffff:192.0.2.1") as IPv4. A port is left off."""
    found = _parsed(address.strip())
    if found is None:
        return Origin(UNKNOWN, VISITORS_BEHIND_IPV4)
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return Origin(f"{IPv6Address(int(found) >> _HOST_BITS << _HOST_BITS)}/64")
    four = found if isinstance(found, IPv4Address) else found.ipv4_mapped
    return Origin(str(four), VISITORS_BEHIND_IPV4)


def sent_from(peer: str, forwarded: str, *, proxies: int) -> str:
    """The address that a request came from. `peer` is who spoke to us, `forwarded` the header X-Forwarded-For.

    Each of our own `proxies` adds who spoke to it at the end, so only that many from the end are believed: what
    stands before them a visitor may have written. A header that is too short was not written by our proxies.
    """
    named = [part.strip() for part in forwarded.split(",") if part.strip()]
    return named[-proxies] if 0 < proxies <= len(named) else peer


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    for candidate in (address, _without_port(address)):
        try:
            return ip_address(candidate)
        except ValueError:
            continue
    return None


def _without_port(address: str) -> str:
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0]
