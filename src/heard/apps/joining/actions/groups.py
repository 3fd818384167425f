"""Groups and who belongs to them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.joining.models import Group, Membership, User
from heard.apps.joining.queries import leads, person
from heard.apps.journal import actions as journal
from heard.core.errors import BadInput, HeardError, NotAllowed, refuse
from heard.core.people.fields import GROUP, choice_faults, text_faults, website_faults
from heard.core.people.joining import NAME_TAKEN
from heard.core.people.permissions import RIGHTS, Right, check, may
from heard.web.slugs import free_slug


@transaction.atomic
def make_group(group: Group, *, by: User) -> None:
    check(person(by), Right.INVITE)
    if group.is_public:
        check(person(by), Right.CURATE)
    refuse(_faults(group))
    group.slug = free_slug(group.name, Group.objects.all(), usual="group", kept=("new",))
    group.save()
    journal.write("group made", about=group, by=by, name=group.name)


@transaction.atomic
def describe_group(group: Group, *, by: User) -> None:
    check_looks_after(by, group)
    before = Group.objects.get(pk=group.pk)
    if group.is_public != before.is_public:
        check(person(by), Right.CURATE)
    refuse(_faults(group))
    group.save()
    journal.write("group described", about=group, by=by)


@transaction.atomic
def join(group: Group, user: User) -> Membership:
    """Whoever is a member stays one, once."""
    row, new = Membership.objects.get_or_create(group=group, person=user, left_at=None)
    if new:
        journal.write("group joined", about=group, by=user)
    return row


@transaction.atomic
def end_membership(row: Membership, *, by: User) -> None:
    """People leave by themselves, or are taken out by whoever looks after the group. The row stays, with its end."""
    if row.person_id != by.pk:
        check_looks_after(by, row.group)
    ended = Membership.objects.filter(pk=row.pk, left_at=None).update(left_at=timezone.now(), shown=False)
    if ended:
        journal.write("group left", about=row.group, by=by, person=row.person_id)


@transaction.atomic
def set_leader(row: Membership, leads_now: bool, *, by: User) -> None:
    check_looks_after(by, row.group)
    row.leads = leads_now
    row.save(update_fields=["leads"])
    journal.write("group leader set", about=row.group, by=by, person=row.person_id, leads=leads_now)


@transaction.atomic
def show_group(row: Membership, shown: bool, *, by: User) -> None:
    """Only the member themself says whether others see it."""
    if row.person_id != by.pk:
        raise NotAllowed(_("Only the person themself can say so."))
    row.shown = shown
    row.save(update_fields=["shown"])
    journal.write("group shown" if shown else "group not shown", about=row.group, by=by)


def _faults(group: Group) -> Iterator[HeardError]:
    yield from text_faults({"name": group.name, "about": group.about, "website": group.website}, GROUP)
    yield from website_faults(group.website)
    yield from choice_faults("kind", group.kind, Group.Kind.values)
    if Group.objects.filter(name=group.name).exclude(pk=group.pk).exists():
        yield BadInput(NAME_TAKEN, code="name-taken", field="name")


def check_looks_after(by: User, group: Group) -> None:
    if not (may(person(by), Right.INVITE) or leads(by, group)):
        raise NotAllowed(RIGHTS[Right.INVITE].refusal)
