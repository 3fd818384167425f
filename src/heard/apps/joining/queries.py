"""Reads about people."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from heard.apps.joining.models import Group, User
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


def groups_of(viewer: Viewer) -> QuerySet[Group]:
    """The groups that somebody belongs to now. Strangers belong to none."""
    if not isinstance(viewer, User):
        return Group.objects.none()
    return Group.objects.filter(memberships__person=viewer.pk, memberships__left_at=None)
