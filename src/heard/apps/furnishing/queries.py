"""What the host said, as it was saved. Pages ask `heard.web.network`, which keeps it."""

from __future__ import annotations

from dataclasses import fields, replace
from hmac import compare_digest
from typing import Any

from django.conf import settings

from heard.apps.furnishing.models import Logo as LogoRow
from heard.apps.furnishing.models import Network as Row
from heard.apps.joining.models import User
from heard.core.people.links import Link
from heard.core.people.network import Logo, Network
from heard.core.people.permissions import Role

LOGOS = {LogoRow.Shade.LIGHT: "logo", LogoRow.Shade.DARK: "logo_dark"}
LISTS = ("menu", "foot", "social")
"""Of links: each is kept as its words and its address."""
COLUMNS = tuple(field.name for field in fields(Network) if field.name not in LOGOS.values())


def said() -> Network:
    """Before anybody said anything, there is no row."""
    row = Row.objects.filter(pk=1).values(*COLUMNS).first()
    logos: dict[str, Any] = {LOGOS[LogoRow.Shade(one.shade)]: _logo(one) for one in LogoRow.objects.exclude(made="")}
    return replace(Network(**_as_core_has_it(row)) if row else Network(), **logos)


def as_kept(said: Network) -> dict[str, Any]:
    """Values of the columns."""
    kept = {name: getattr(said, name) for name in COLUMNS}
    links = {name: [[link.words, link.address] for link in kept[name]] for name in LISTS}
    return {**kept, **links, "sections": list(said.sections), "languages": list(said.languages)}


def logos() -> list[tuple[str, Any, LogoRow | None]]:
    """Each shade, what it is called, and what there is of it."""
    rows = {row.shade: row for row in LogoRow.objects.all()}
    return [(shade.value, shade.label, rows.get(shade.value)) for shade in LogoRow.Shade]


def is_hosted() -> bool:
    """Whether anybody looks after the network yet."""
    return User.objects.filter(role=Role.HOST).exists()


def may_begin(secret: str) -> bool:
    """Whether somebody was told on the machine itself how to become the first host, and nobody has yet."""
    try:
        known = settings.BEGIN_SECRET.read_text().strip()
    except OSError:
        return False
    return bool(known) and compare_digest(known.encode(), secret.encode()) and not is_hosted()


def _as_core_has_it(row: dict[str, Any]) -> dict[str, Any]:
    links = {name: tuple(Link(*pair) for pair in row[name]) for name in LISTS}
    return {**row, **links, "sections": tuple(row["sections"]), "languages": tuple(row["languages"])}


def _logo(row: LogoRow) -> Logo:
    return Logo(row.file_name, row.width, row.height)
