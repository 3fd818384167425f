"""Forget what is due."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from heard.apps.hosting.models import Sweep
from heard.apps.hosting.queries.retention import Rule


@transaction.atomic
def sweep(rule: Rule) -> int:
    """Run one rule and note that it ran. Returns how many things it forgot."""
    rows = rule.due()
    forgotten = rows.update(**{rule.blank: ""}) if rule.blank else rows.delete()[0]
    note, _new = Sweep.objects.get_or_create(rule=rule.name, defaults={"ran_at": timezone.now()})
    note.ran_at, note.forgotten = timezone.now(), note.forgotten + forgotten
    note.save()
    return forgotten
