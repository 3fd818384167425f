"""Invite people, and take them in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.joining.actions.groups import join
from heard.apps.joining.models import Group, Invitation, User
from heard.apps.joining.queries import hash_of, is_valid, leads, person
from heard.apps.joining.senders import within
from heard.apps.journal import actions as journal
from heard.core.errors import NotAllowed, TooMany, WrongState
from heard.core.people.permissions import Role, check_can_invite

MOST_AN_HOUR = 60


@dataclass(frozen=True)
class Invited:
    """Who is invited to what. Without an address the link is passed on by hand; a standing one is for many."""

    role: Role
    group: Group | None = None
    email: str = ""
    standing: bool = False


@transaction.atomic
def invite(invited: Invited, *, by: User) -> tuple[Invitation, str]:
    """The invitation and the token of its link, which nobody can find out again."""
    in_charge = invited.group is not None and leads(by, invited.group)
    check_can_invite(person(by), role=invited.role, leads=in_charge, standing=invited.standing)
    _check_pace(by)
    if invited.standing:
        end_standing_link(invited.group, by=by)
    token = secrets.token_urlsafe(24)
    days = timedelta(days=settings.HEARD["HEARD_LINK_DAYS"].invitations)
    row = Invitation.objects.create(
        token_hash=hash_of(token),
        email=invited.email,
        role=invited.role,
        group=invited.group,
        standing=invited.standing,
        made_by=by,
        expires_at=None if invited.standing else timezone.now() + days,
    )
    group = invited.group.pk if invited.group else None
    journal.write("invited", about=row, by=by, role=str(invited.role), group=group, standing=invited.standing)
    return row, token


def _check_pace(by: User) -> None:
    """Nobody sends e-mails from here by the thousand."""
    lately = Invitation.objects.filter(within(timedelta(hours=1), "made_at"), made_by=by)
    if lately.count() >= MOST_AN_HOUR:
        raise TooMany(_("That was a lot of invitations. Please wait an hour, then go on."))


@transaction.atomic
def cancel(invitation: Invitation, *, by: User) -> None:
    """Whoever made it may end it, and whoever could have made it."""
    if invitation.made_by_id != by.pk:
        in_charge = invitation.group is not None and leads(by, invitation.group)
        check_can_invite(person(by), role=Role(invitation.role), leads=in_charge)
    Invitation.objects.filter(pk=invitation.pk, ended_at=None).update(ended_at=timezone.now())
    journal.write("invitation cancelled", about=invitation, by=by)


@transaction.atomic
def end_standing_link(group: Group | None, *, by: User) -> None:
    """A group has one standing link at a time. Whoever joined by it stays."""
    if group is None:
        raise WrongState(_("A link for many people needs a group."), code="no-group")
    if not leads(by, group):
        check_can_invite(person(by), role=Role.VISITOR)
    rows = Invitation.objects.filter(group=group, standing=True, ended_at=None)
    if rows.update(ended_at=timezone.now()):
        journal.write("standing link ended", about=group, by=by)


@transaction.atomic
def accept(invitation: Invitation, user: User) -> None:
    """Put somebody where the invitation says. It never takes a higher role away, and one that is used once is used up
    here, so that of two people who come at the same time only one gets in."""
    now = timezone.now()
    fresh = Invitation.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now), pk=invitation.pk, ended_at=None)
    used = fresh.exists() if invitation.standing else fresh.update(ended_at=now, used_by=user)
    if not used or not is_valid(invitation):
        raise WrongState(_("This invitation is too old, or has been used already."), code="invitation-ended")
    if invitation.email and invitation.email.lower() != user.email.lower() and settings.HEARD["HEARD_EMAIL_URL"]:
        raise NotAllowed(_("This invitation was sent to another e-mail address."), code="not-yours")
    role = Role(invitation.role)
    if role.rank > Role(user.role).rank:
        user.role = role
        user.save(update_fields=["role"])
    if invitation.group:
        join(invitation.group, user)
    journal.write("invitation accepted", about=invitation, by=user, role=str(role))
