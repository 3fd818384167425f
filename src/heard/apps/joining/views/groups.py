"""Groups: who belongs, who leads, and how others come in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heard.apps.joining.actions import groups as actions
from heard.apps.joining.actions.invitations import Invited, end_standing_link
from heard.apps.joining.actions.invitations import invite as make_invitation
from heard.apps.joining.doors import for_right, user_of
from heard.apps.joining.forms import GroupForm, InviteForm, StandingLinkForm
from heard.apps.joining.models import Group, Membership, User
from heard.apps.joining.queries import (
    group_for,
    groups_for,
    groups_of,
    leads,
    members_of,
    open_invitations,
    person,
    standing_link,
)
from heard.apps.joining.views.invitations import send_invitation
from heard.core.people.permissions import Right, Role, may


@login_required
@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    mine = set(groups_of(request.user).values_list("pk", flat=True))
    context = {"groups": groups_for(request.user), "mine": mine, "may_make": may(person(request.user), Right.INVITE)}
    return render(request, "joining/groups.html", context)


@for_right(Right.INVITE)
def new_group(request: HttpRequest) -> HttpResponse:
    form = GroupForm(request.POST or None, may_open=_may_open(request))
    if request.method == "POST" and form.is_valid():
        actions.make_group(form.instance, by=user_of(request))
        return redirect("group", form.instance.slug)
    return render(request, "joining/group_form.html", {"form": form})


@login_required
@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """Who belongs. Those who look after it also invite from here."""
    return _page(request, group_for(request.user, slug))


def _page(request: HttpRequest, group: Group, **more: Any) -> HttpResponse:
    members = list(members_of(group))
    context = {
        "group": group,
        "members": members,
        "mine": next((row for row in members if row.person_id == request.user.pk), None),
        "looks_after": _looks_after(request, group),
    }
    if context["looks_after"]:
        most = person(request.user).role
        context |= {
            "form": InviteForm(most=most),
            "link_form": StandingLinkForm(most=most),
            "standing": standing_link(group),
            "rows": open_invitations(group=group),
        }
    return render(request, "joining/group.html", context | more)


def _may_open(request: HttpRequest) -> bool:
    return may(person(request.user), Right.CURATE)


def _looks_after(request: HttpRequest, group: Group) -> bool:
    return may(person(request.user), Right.INVITE) or leads(user_of(request), group)


@login_required
def change_group(request: HttpRequest, slug: str) -> HttpResponse:
    row = group_for(request.user, slug)
    actions.check_looks_after(user_of(request), row)
    form = GroupForm(request.POST or None, instance=row, may_open=_may_open(request))
    if request.method == "POST" and form.is_valid():
        actions.describe_group(form.instance, by=user_of(request))
        messages.success(request, _("Saved."))
        return redirect("group", slug)
    return render(request, "joining/group_form.html", {"form": form, "group": Group.objects.get(pk=row.pk)})


@login_required
@require_POST
def invite_to_group(request: HttpRequest, slug: str) -> HttpResponse:
    row = group_for(request.user, slug)
    actions.check_looks_after(user_of(request), row)
    form = InviteForm(request.POST, most=person(request.user).role)
    if not form.is_valid():
        return _page(request, row, form=form)
    link = send_invitation(request, form, row)
    return _page(request, row, link=link) if link else redirect("group", slug)


@login_required
@require_POST
def group_link(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the link that many people may use, or a new one in its place, or turn it off."""
    row = group_for(request.user, slug)
    actions.check_looks_after(user_of(request), row)
    if "off" in request.POST:
        end_standing_link(row, by=user_of(request))
        messages.success(request, _("The link is turned off. Whoever joined by it stays."))
        return redirect("group", slug)
    form = StandingLinkForm(request.POST, most=person(request.user).role)
    if not form.is_valid():
        return _page(request, row, link_form=form)
    wanted = Invited(Role(form.cleaned_data["role"]), row, standing=True)
    _invitation, token = make_invitation(wanted, by=user_of(request))
    return _page(request, row, many_link=request.build_absolute_uri(reverse("invitation", args=[token])))


@login_required
@require_safe
def leave_group(request: HttpRequest, slug: str) -> HttpResponse:
    """What it means, before somebody does it."""
    row = group_for(request.user, slug)
    mine = get_object_or_404(members_of(row), person=request.user)
    return render(request, "joining/leave_group.html", {"group": row, "mine": mine})


@login_required
@require_POST
def member(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take out, make a leader or not any more, show on one's own page or not, leave: one button each."""
    row = get_object_or_404(Membership, pk=pk, group=group_for(request.user, slug), left_at=None)
    by, do = user_of(request), request.POST.get("do")
    if do in ("lead", "follow"):
        actions.set_leader(row, do == "lead", by=by)
    elif do in ("show", "hide"):
        actions.show_group(row, do == "show", by=by)
    elif do == "end":
        actions.end_membership(row, by=by)
        messages.success(request, _said(row, by))
    still = groups_for(request.user).filter(slug=slug).exists()
    return redirect("group", slug) if still else redirect("groups")


def _said(ended: Membership, by: User) -> str:
    if ended.person_id == by.pk:
        return _("You have left %(group)s.") % {"group": ended.group}
    return _("%(name)s is not in this group any more.") % {"name": ended.person}
