"""Take a story back in two clicks: a button that leads here, and one that does it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from heard.apps.joining.models import User
from heard.apps.telling.actions import withdrawing
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.models import Story, StoryPerson
from heard.apps.telling.queries import may_edit, sealed_for, story_for
from heard.apps.telling.queries.consent import can_bring_back, cooling_off_days, exports_of, part_in
from heard.core.errors import NotAllowed


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens then, and the button for it; for a story that was taken back, how long it can come back."""
    user = _user(request)
    sealed = sealed_for(user).filter(slug=slug).first()
    if sealed:
        return render(request, "agreeing/sealed.html", _sealed(user, sealed))
    story = story_for(user, slug)
    part = _part(user, story)
    if request.method != "POST":
        context = {"story": story, "part": part, "days": cooling_off_days(), "exports": exports_of(story)}
        return render(request, "agreeing/take_back.html", context)
    withdrawing.take_back(story, hand=Hand(user, themself=part is not None), part=part)
    messages.success(request, _("The story is taken back. Nobody can see it any more."))
    return redirect("take-story-back", slug)


@login_required
@require_POST
def bring_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Make it a private draft again, for whoever took it back."""
    user = _user(request)
    story = sealed_for(user).get(slug=slug)
    part = part_in(user, story)
    withdrawing.bring_back(story, hand=Hand(user, themself=part is not None), part=part)
    messages.success(request, _("The story is back, as a private draft."))
    return redirect(story)


def _part(user: User, story: Story) -> StoryPerson | None:
    """Whoever looks after a story speaks for everybody in it; somebody in it for themself. Others may not."""
    if may_edit(user, story):
        return None
    part = part_in(user, story)
    if part is None:
        raise NotAllowed(_("Only the people in this story and those who look after it can take it back."))
    return part


def _sealed(user: User, story: Story) -> dict[str, Any]:
    may = can_bring_back(story, viewer=user, part=part_in(user, story))
    return {"story": story, "may_bring_back": may}


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
