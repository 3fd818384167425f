"""Reads about people."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from heard.apps.joining.models import Group, Invitation, Membership, Training, User
from heard.core.errors import BadInput, NotAllowed
from heard.core.people.permissions import Person, Right, Role, check_can_invite, may

Viewer = User | AnonymousUser


def person(viewer: Viewer) -> Person:
    """The one at the door, as the core's rules know them."""
    return viewer.as_person() if isinstance(viewer, User) else Person()


def name_of(user: User) -> str:
    return str(user)


def other_hosts(user: User) -> QuerySet[User]:
    """Everybody else who can run the network."""
    return User.objects.filter(role=Role.HOST, is_active=True).exclude(pk=user.pk)


def hosts() -> QuerySet[User]:
    """Who runs the network, the first of them first."""
    return User.objects.filter(role=Role.HOST, is_active=True).order_by("pk")


def first_host() -> User:
    """For what is done in the shell. Raises BadInput where nobody runs the network yet."""
    found = hosts().first()
    if found is None:
        said = "This network has no host yet. Make one with: heard manage createsuperuser"
        raise BadInput(said, code="no-reporter")
    return found


def people(words: str = "", role: str = "") -> QuerySet[User]:
    """Everybody with an account, those who left aside."""
    found = User.objects.filter(left_at=None)
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return (found.filter(role=role) if role else found).order_by("name", "pk")


def person_at(slug: str) -> User:
    """Raises User.DoesNotExist."""
    return people().get(slug=slug)


def accounts_with(emails: Iterable[str]) -> list[User]:
    """Whose these e-mail addresses are. Raises BadInput with those that are nobody's here."""
    asked = {email.lower() for email in emails if email}
    users = list(User.objects.filter(email__in=asked))
    if lost := sorted(asked - {user.email for user in users}):
        raise BadInput("Nobody has an account here with: %(emails)s", code="no-account", emails=", ".join(lost))
    return users


def groups_of(viewer: Viewer) -> QuerySet[Group]:
    """The groups that somebody belongs to now. Strangers belong to none."""
    if not isinstance(viewer, User):
        return Group.objects.none()
    return Group.objects.filter(memberships__person=viewer.pk, memberships__left_at=None)


def groups_for(viewer: Viewer) -> QuerySet[Group]:
    """The groups whose pages somebody may open: their own, and, for those who look after groups, all."""
    return Group.objects.all() if may(person(viewer), Right.INVITE) else groups_of(viewer)


def group_for(viewer: Viewer, slug: str) -> Group:
    """Raises Group.DoesNotExist to everybody else: that a group exists may already say too much."""
    return groups_for(viewer).get(slug=slug)


def groups_with_a_page() -> QuerySet[Group]:
    """Those of which everybody may know."""
    return Group.objects.filter(is_public=True)


def groups_to_gather_with(viewer: Viewer) -> QuerySet[Group]:
    """Those under which somebody may put a story: their own, and, for editors, all. All have a page."""
    every = groups_with_a_page()
    return every if may(person(viewer), Right.CURATE) else every.filter(pk__in=groups_of(viewer))


def leads(user: User, group: Group) -> bool:
    return Membership.objects.filter(group=group, person=user, leads=True, left_at=None).exists()


def members_of(group: Group) -> QuerySet[Membership]:
    """Those who belong now, leaders first."""
    now = group.memberships.filter(left_at=None, person__left_at=None)
    return now.select_related("person").order_by("-leads", "person__name", "pk")


def groups_shown(user: User) -> QuerySet[Group]:
    """Those that somebody chose to show on their page."""
    shown = Membership.objects.filter(group=OuterRef("pk"), person=user, left_at=None, shown=True)
    return Group.objects.filter(Exists(shown))


def trainings_of(user: User) -> list[Training]:
    """What counts today, each kind once."""
    rows = Training.in_force().filter(person=user)
    return list({row.kind: row for row in reversed(rows)}.values())


def hash_of(token: str) -> str:
    """Tokens are long and random, so a plain hash tells nothing about them."""
    return sha256(token.encode()).hexdigest()


def invitation_for(token: str) -> Invitation:
    """The open invitation that a link stands for. Raises Invitation.DoesNotExist."""
    row = Invitation.objects.select_related("group", "made_by").get(token_hash=hash_of(token))
    if not row.is_open(timezone.now()) or not is_valid(row):
        raise Invitation.DoesNotExist
    return row


def was_invitation(token: str) -> bool:
    """Whether a link that is not open now ever was one."""
    return Invitation.objects.filter(token_hash=hash_of(token)).exists()


def is_valid(invitation: Invitation) -> bool:
    """Whether whoever made it could make it today: an invitation does not outlive their own rights."""
    by = invitation.made_by
    if by is None or not by.is_active:
        return False
    in_charge = invitation.group is not None and leads(by, invitation.group)
    try:
        check_can_invite(person(by), role=Role(invitation.role), leads=in_charge, standing=invitation.standing)
    except NotAllowed:
        return False
    return True


def open_invitations(by: User | None = None, group: Group | None = None) -> QuerySet[Invitation]:
    """Those that can still be used, of one person or to one group. Standing links aside."""
    rows = Invitation.objects.filter(ended_at=None, standing=False).exclude(expires_at__lte=timezone.now())
    if by is not None:
        rows = rows.filter(made_by=by)
    if group is not None:
        rows = rows.filter(group=group)
    return rows.select_related("group", "made_by")


def standing_link(group: Group) -> Invitation | None:
    return Invitation.objects.filter(group=group, standing=True, ended_at=None).first()


def place_of(path: str) -> Path:
    """Where the bytes of a stored path lie."""
    return Path(settings.MEDIA_ROOT) / path
