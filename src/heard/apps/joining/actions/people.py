"""Change what is known about somebody: their page, their role, whether they may sign in; and forget them."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from heard.apps.joining.actions.portraits import drop_portrait
from heard.apps.joining.models import Invitation, Membership, PrivateDetails, Training, User, slug_of_person
from heard.apps.joining.queries import other_hosts, person
from heard.apps.journal import actions as journal
from heard.apps.mailing.actions import forget_letters_to
from heard.core.errors import WrongState, refuse
from heard.core.people.fields import PERSON, PRIVATE, SUSPENDED, text_faults
from heard.core.people.permissions import (
    Right,
    Role,
    check,
    check_can_see_private,
    check_can_suspend,
    check_is_not_above,
)


@transaction.atomic
def change_person(user: User, *, by: User, before: dict[str, Any]) -> None:
    """Keep what `by` changed about `user`. `before` holds the changed fields as they were. Another name has another
    address, and the old one ends: whoever takes a pseudonym is not to be found under the name they had. Raises
    BadInput."""
    refuse(text_faults({name: getattr(user, name) for name in before}, PERSON))
    if "name" in before:
        user.slug = slug_of_person(user.name, of=user)
    user.save()
    after = {name: getattr(user, name) for name in before}
    journal.write("person changed", about=user, by=by, before=before, after=after)


@transaction.atomic
def keep_private(details: PrivateDetails, *, by: User) -> None:
    """The journal says that they changed and not what they are. Raises BadInput."""
    check_can_see_private(person(by), whose=details.person_id)
    refuse(text_faults({name: getattr(details, name) for name in PRIVATE}, PRIVATE))
    details.save()
    journal.write("private details changed", about=details.person, by=by)


@transaction.atomic
def look_at_private(user: User, *, by: User) -> PrivateDetails:
    """Each look by another is written down before anything is shown."""
    check_can_see_private(person(by), whose=user.pk)
    if by.pk != user.pk:
        journal.write("private details seen", about=user, by=by)
    return PrivateDetails.objects.filter(person=user).first() or PrivateDetails(person=user)


@transaction.atomic
def give_role(user: User, role: Role, *, by: User) -> None:
    """Nobody gives more than they have, and the last host stays one."""
    check(person(by), Right.GIVE_ROLES)
    check_is_not_above(person(by), role)
    if user.role == Role.HOST and role is not Role.HOST:
        _check_another_host(user)
    before, user.role = user.role, role
    user.save(update_fields=["role"])
    journal.write("role given", about=user, by=by, before={"role": str(before)}, after={"role": str(role)})


@transaction.atomic
def suspend(user: User, *, by: User, why: str) -> None:
    """They are signed out everywhere at once and cannot sign in. What they did stays, and their open invitations
    end. Raises BadInput where nobody says why."""
    check_can_suspend(person(by), Role(user.role))
    refuse(text_faults({"why": why}, SUSPENDED))
    user.is_active = False
    user.save(update_fields=["is_active"])
    _end_invitations(user)
    journal.write("person suspended", about=user, by=by, why=why)


@transaction.atomic
def reinstate(user: User, *, by: User) -> None:
    check_can_suspend(person(by), Role(user.role))
    if user.left_at:
        raise WrongState(_("This person left. Nobody can bring them back."), code="has-left")
    user.is_active = True
    user.save(update_fields=["is_active"])
    journal.write("person reinstated", about=user, by=by)


@transaction.atomic
def forget_person(user: User) -> None:
    """Take everything about somebody out of the tables of this app; only a nameless row stays, which their corrections
    lead to. All their sessions end, because nobody can sign in as that row."""
    drop_portrait(user)
    for table in (PrivateDetails, Training):
        table.objects.filter(person=user).delete()
    for table in (EmailAddress, Authenticator):
        table.objects.filter(user=user).delete()
    Membership.objects.filter(person=user, left_at=None).update(left_at=timezone.now(), shown=False)
    Invitation.objects.filter(used_by=user).update(email="")
    _end_invitations(user)
    forget_letters_to(user.email)
    _make_nameless(user)
    journal.forget(user)
    journal.write("person left", about=user)


def check_may_leave(user: User) -> None:
    if user.role == Role.HOST:
        _check_another_host(user)


def _make_nameless(user: User) -> None:
    user.email = f"left-{user.pk}-{get_random_string(8).lower()}@left.invalid"
    user.name, user.slug, user.about = _("Somebody who left"), f"left-{user.pk}", ""
    user.role, user.is_active, user.is_superuser, user.is_thanked = Role.VISITOR, False, False, False
    user.left_at = timezone.now()
    user.last_login = None
    user.set_unusable_password()
    user.save()


def _check_another_host(user: User) -> None:
    if not other_hosts(user).exists():
        raise WrongState(_("Somebody has to run the network. Make another person a host first."), code="last-host")


def _end_invitations(user: User) -> None:
    Invitation.objects.filter(made_by=user, ended_at=None).update(ended_at=timezone.now())
