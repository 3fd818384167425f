"""Invite people, and open an invitation."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heard.apps.joining import invited
from heard.apps.joining.actions.invitations import Invited, accept, cancel
from heard.apps.joining.actions.invitations import invite as make_invitation
from heard.apps.joining.adapter import is_stranger
from heard.apps.joining.doors import for_right, user_of
from heard.apps.joining.forms import ROLES, InviteForm
from heard.apps.joining.models import Group, Invitation, User
from heard.apps.joining.queries import groups_for, invitation_for, open_invitations, person, was_invitation
from heard.apps.mailing.queries import may_write_to
from heard.core.errors import TooMany
from heard.core.people.permissions import Right, Role
from heard.web import problems


@for_right(Right.INVITE)
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody to the network, and to a group if wished."""
    form = InviteForm(request.POST or None, most=person(request.user).role, groups=groups_for(request.user))
    link = ""
    if request.method == "POST" and form.is_valid():
        link = send_invitation(request, form, form.cleaned_data["group"])
        if not link:
            return redirect("invite")
    rows = open_invitations(by=None if person(request.user).role is Role.HOST else user_of(request))
    return render(request, "joining/invite.html", {"form": form, "link": link, "rows": rows})


def send_invitation(request: HttpRequest, form: InviteForm, group: Group | None) -> str:
    """Send it, or give back the link to pass on. The link of one that was sent is shown to nobody else, because
    opening it proves the address."""
    email = form.cleaned_data["email"]
    _check_pace(email)
    row, token = make_invitation(Invited(Role(form.cleaned_data["role"]), group, email), by=user_of(request))
    link = request.build_absolute_uri(reverse("invitation", args=[token]))
    if not email or not settings.HEARD["HEARD_EMAIL_URL"]:
        return link
    get_adapter().send_mail("joining/email/invitation", email, {"invitation": row, "link": link})
    messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": email})
    return ""


def _check_pace(email: str) -> None:
    """Whoever may invite may know why no letter leaves. Raises TooMany."""
    if email and not may_write_to(email, is_stranger=is_stranger(email)):
        raise TooMany(_("This address has had enough letters from us today. Please try again tomorrow."))


@login_required
@require_POST
def cancel_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(open_invitations(), pk=pk)
    cancel(row, by=user_of(request))
    messages.success(request, _("The invitation counts no longer."))
    back = request.POST.get("back") == "group" and row.group
    return redirect(reverse("group", args=[back.slug]) if back else "invite")


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody is invited to. They join with the account they have, or make one."""
    try:
        row = invitation_for(token)
    except Invitation.DoesNotExist:
        return _ended(request, token)
    if request.method != "POST":
        return render(request, "joining/invitation.html", {"invitation": row, "role": ROLES[Role(row.role)]})
    if not isinstance(request.user, User):
        invited.keep(request, row)
        return redirect("account_signup")
    accept(row, user_of(request))
    messages.success(request, _("Welcome. You are in."))
    return redirect(reverse("group", args=[row.group.slug]) if row.group else "home")


def _ended(request: HttpRequest, token: str) -> HttpResponse:
    sentence = _("It is too old, has been used already, or was cancelled. Ask whoever sent it for a new one.")
    status = 410 if was_invitation(token) else 404
    return problems.link_ended(request, sentence, title=_("This invitation has ended"), status=status)
