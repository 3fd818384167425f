"""Addresses that are made from what something is called."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify


def free_slug(called: str, others: QuerySet[Any], *, usual: str, most: int = 80, kept: Container[str] = ()) -> str:
    """What it is called, with a number where one of the `others`, or a page of ours (`kept`), has that address. `usual`
    is for names of which no letter can stand in one; `most` letters, the number aside."""
    wanted = slugify(called)[:most].strip("-") or usual
    slug, number = wanted, 1
    while slug in kept or others.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug
