"""What the host said, as it was saved. Pages ask `heard.web.network`, which keeps it."""

from __future__ import annotations

from dataclasses import fields

from heard.apps.furnishing.models import Network as Row
from heard.core.people.network import Network


def said() -> Network:
    """Before anybody said anything, there is no row."""
    row = Row.objects.filter(pk=1).values(*COLUMNS).first()
    return Network(**row) if row else Network()


COLUMNS = tuple(field.name for field in fields(Network))
