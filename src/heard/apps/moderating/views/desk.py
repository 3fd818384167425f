"""The one place for moderators: what waits, and the lists that are not decided on one by one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.moderating.actions.effects import show_again
from heard.apps.moderating.actions.replies import drop_reply, keep_reply
from heard.apps.moderating.forms import SavedReplyForm
from heard.apps.moderating.models import SavedReply
from heard.apps.moderating.queries.desk import (
    consents_running_out,
    desk_of,
    held_stories,
    stories_asking_again,
    stories_waiting,
)
from heard.apps.transcribing.actions.publishing import what_came_of_it
from heard.core.people.permissions import Right, check, check_can_moderate, check_can_review

A_PAGE = 50


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    return page(request, "moderating/desk.html", {})


@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """Signed off and not published yet; and hidden over a concern."""
    check_can_review(person(request.user))
    waiting = Paginator(stories_waiting(request.user), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": waiting,
        "asking": stories_asking_again(request.user)[:A_PAGE],
        "held": held_stories(request.user),
    }
    return page(request, "moderating/stories.html", context)


@require_safe
def consents(request: HttpRequest) -> HttpResponse:
    check_can_review(person(request.user))
    return page(request, "moderating/consents.html", {"stories": consents_running_out(request.user)})


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a story again that was hidden over a concern, if it is ready to be shown."""
    check_can_moderate(person(request.user))
    story = get_object_or_404(held_stories(request.user), pk=pk)
    gaps = show_again(story, by=user_of(request), why="moderator")
    done = _("“%(title)s” is not hidden any more.") % {"title": story}
    messages.success(request, " ".join([done, *what_came_of_it(story, gaps)]))
    return redirect("moderate-stories")


@require_http_methods(["GET", "HEAD", "POST"])
def replies(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The host words what moderators often say."""
    check(person(request.user), Right.RUN)
    reply = get_object_or_404(SavedReply, pk=pk) if pk else None
    form = SavedReplyForm(request.POST if request.method == "POST" else None, instance=reply)
    if reply and "drop" in request.POST:
        drop_reply(reply, by=user_of(request))
        return redirect("saved-replies")
    if form.is_bound and form.is_valid():
        keep_reply(form.save(commit=False), by=user_of(request))
        messages.success(request, _("Saved."))
        return redirect("saved-replies")
    context = {"form": form, "reply": reply, "replies": SavedReply.objects.all()}
    return page(request, "moderating/replies.html", context, status=400 if form.errors else 200)


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of the desk, with what waits elsewhere on it."""
    check_can_review(person(request.user))
    return render(request, template, {"desk": desk_of(request.user), **context}, status=status)


def user_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
