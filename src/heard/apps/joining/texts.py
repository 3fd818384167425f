"""The rules about texts of core/people/fields.py, said to the database as well."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import CheckConstraint, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from heard.core.people.fields import Texts


def kept_as(name: str, texts: Texts) -> CheckConstraint:
    """That each is as long as it may be, and there where it has to be."""
    condition = Q()
    for rule in _rules(texts):
        condition &= rule
    return CheckConstraint(condition=condition, name=name)


def _rules(texts: Texts) -> Iterator[Q]:
    for field, text in texts.items():
        yield Q(LessThanOrEqual(Length(field), text.longest))
        if text.needed:
            yield ~Q(**{field: ""})
