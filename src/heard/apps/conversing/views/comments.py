"""Say something about a story, change it, take it away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from heard.apps.conversing.actions import comments as actions
from heard.apps.conversing.actions import human
from heard.apps.conversing.forms import CommentForm, TextForm
from heard.apps.conversing.models import Comment
from heard.apps.conversing.queries.comments import Reader, comments_for, own_comment, policy, shown_comment, talk_about
from heard.apps.joining.senders import sender_of, visitor_of
from heard.apps.telling.doors import note_waits
from heard.apps.telling.models import Story
from heard.apps.telling.queries import story_for
from heard.core.errors import BadInput, HeardError, TooMany
from heard.core.people.conversation import check_is_open
from heard.web.fields import say


@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that was said about a story, and a form to say more."""
    story = story_for(request.user, slug)
    check_is_open(policy())
    if request.method != "POST":
        return _page(request, story, CommentForm(initial=_asked(request)))
    form = CommentForm(request.POST)
    try:
        if form.is_valid():
            return _said(request, _keep(request, story, form))
        return _page(request, story, form, status=400)
    except (BadInput, TooMany) as error:
        say(form, error)
        return _page(request, story, form, status=429 if isinstance(error, TooMany) else 400)


def _keep(request: HttpRequest, story: Story, form: CommentForm) -> Comment:
    given = form.cleaned_data
    said = actions.Saying(
        given["text"], _parent(request, given["parent"]), given["first"], given["last"], given["moment"]
    )
    checked = human.spend(request.POST.get("altcha", ""))
    return actions.comment(story, sender_of(request, given["name"]), said, checked=checked)


def _said(request: HttpRequest, row: Comment) -> HttpResponse:
    if row.state == Comment.State.SHOWN:
        messages.success(request, _("Thank you. Your comment is here for others to read."))
    else:
        messages.success(request, _("Thank you. A moderator reads it first. Until then only you can see it."))
    return redirect(_place(row))


def _page(request: HttpRequest, story: Story, form: CommentForm, status: int = 200) -> HttpResponse:
    reader = _reader(request)
    parent = _parent(request, form["parent"].value())
    context = {
        "story": story,
        "talk": talk_about(story, reader, request.GET.get("page")),
        "form": form,
        "answers": shown_comment(parent, reader) if parent else None,
        "note_waits": note_waits(request, story),
    }
    return render(request, "conversing/comments.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """A comment of one's own, to change it or to take it away."""
    row = own_comment(_reader(request), pk)
    form = TextForm(request.POST if request.method == "POST" else None, initial={"text": row.text})
    if form.is_bound and form.is_valid():
        checked = human.spend(request.POST.get("altcha", ""))
        actions.edit(row, sender_of(request), form.cleaned_data["text"], checked=checked)
        messages.success(request, _("Changed."))
        return redirect(_place(row))
    context = {"row": row, "story": row.story, "form": form}
    return render(request, "conversing/comment.html", context, status=400 if form.errors else 200)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_comment(_reader(request), pk)
    actions.remove(row, sender_of(request))
    messages.success(request, _("Your comment is removed."))
    return redirect(reverse("comments", args=[row.story.slug]))


@require_POST
def experienced(request: HttpRequest, slug: str) -> HttpResponse:
    """“I have experienced this too”, or no longer: pressing the same button twice changes nothing."""
    story = story_for(request.user, slug)
    act = actions.unsay_same if request.POST.get("undo") else actions.say_same
    try:
        act(story, sender_of(request))
    except HeardError as error:
        messages.warning(request, error.sentence)
    return redirect(f"{story.get_absolute_url()}#talk")


def _asked(request: HttpRequest) -> dict[str, str]:
    """What the address says the comment is about."""
    return {name: request.GET[name][:24] for name in ("moment", "first", "last", "parent") if name in request.GET}


def _parent(request: HttpRequest, key: object) -> Comment | None:
    """The comment that is answered: one that its reader can see."""
    if not key:
        return None
    if not str(key).isdecimal() or len(str(key)) > 18:
        raise Comment.DoesNotExist
    seen = comments_for(_reader(request)).filter(state=Comment.State.SHOWN)
    return get_object_or_404(seen.select_related("story", "author", "parent"), pk=key)


def _reader(request: HttpRequest) -> Reader:
    return Reader(request.user, visitor_of(request))


def _place(row: Comment) -> str:
    return f"{reverse('comments', args=[row.story.slug])}#comment-{row.pk}"
