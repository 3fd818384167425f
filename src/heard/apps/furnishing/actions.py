"""Say what the network is to be like."""

from __future__ import annotations

from django.db import transaction

from heard.apps.furnishing.models import Network as Row
from heard.apps.furnishing.queries import COLUMNS
from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.journal import actions as journal
from heard.core.errors import refuse
from heard.core.people.network import Network, network_faults
from heard.core.people.permissions import Right, check
from heard.web.network import changed


def furnish(said: Network, *, by: User) -> None:
    """All of it, in place of what was said before. Raises BadInput for what cannot be. Every process knows it from the
    next page on."""
    check(person(by), Right.RUN)
    refuse(network_faults(said))
    with transaction.atomic():
        _keep(said, by)
        transaction.on_commit(changed)
    changed()


def _keep(said: Network, by: User | None) -> None:
    row, _made = Row.objects.select_for_update().get_or_create(pk=1)
    others = [name for name in COLUMNS if getattr(row, name) != getattr(said, name)]
    for name in others:
        setattr(row, name, getattr(said, name))
    row.save()
    journal.write("network furnished", about=row, by=by, what=others)
