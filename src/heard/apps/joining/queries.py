"""Reads about people."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from heard.apps.joining.models import User
from heard.core.permissions import Person, Role

Viewer = User | AnonymousUser


def person(viewer: Viewer) -> Person:
    """The one at the door, as the core's rules know them."""
    return viewer.as_person() if isinstance(viewer, User) else Person()


def name_of(user: User) -> str:
    return str(user)


def other_hosts(user: User) -> QuerySet[User]:
    """Everybody else who can run the network."""
    return User.objects.filter(role=Role.HOST, is_active=True).exclude(pk=user.pk)
