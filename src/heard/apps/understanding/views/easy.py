"""A story in short, easy to read: for everybody who may see the story, and for whoever looks after it to write."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.apps.joining.doors import user_of
from heard.apps.telling.delivery import sent_file
from heard.apps.telling.doors import note_waits, note_waits_before_file, past_the_note
from heard.apps.telling.models import Story
from heard.apps.telling.queries import may_edit, story_for
from heard.apps.understanding.actions import easy as actions
from heard.apps.understanding.doors import story_to_edit
from heard.apps.understanding.forms import EasyForm
from heard.apps.understanding.models import EasyLine
from heard.core.errors import BadInput
from heard.web.addresses import whole_address


@require_http_methods(["GET", "HEAD", "POST"])
def easy(request: HttpRequest, slug: str) -> HttpResponse:
    """POST goes past the content note of the story, as on its own page."""
    story = story_for(request.user, slug)
    if request.method == "POST":
        return past_the_note(request, story)
    lines = list(story.easy_lines.all())
    if not lines:
        raise Http404
    context = {
        "story": story,
        "lines": lines,
        "note_waits": note_waits(request, story),
        "may_edit": may_edit(request.user, story),
        "address": whole_address(story.get_absolute_url()),
    }
    return render(request, "understanding/easy.html", context)


@require_safe
def picture(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """To every reader of the story: what the worker made, and never what was sent."""
    story = story_for(request.user, slug)
    row = get_object_or_404(story.easy_lines.exclude(made=""), pk=pk)
    if note_waits_before_file(request, story):
        return redirect("easy", slug)
    return sent_file(request, row.made, "image/jpeg")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """GET shows the sentences; POST adds one."""
    story = story_to_edit(request, slug)
    if request.method != "POST":
        return _desk(request, story, EasyForm())
    form = EasyForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.add_line(story, given["text"], alt=given["alt"], picture=given["picture"], by=user_of(request))
        except BadInput as error:
            form.add_error(None, error.sentence)
        else:
            return redirect("edit-easy", slug)
    return _desk(request, story, form, status=400)


def _desk(request: HttpRequest, story: Story, form: EasyForm, *, status: int = 200) -> HttpResponse:
    context = {"story": story, "form": form, "lines": list(story.easy_lines.all())}
    return render(request, "understanding/edit_easy.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """GET shows one sentence to change; POST changes it."""
    story = story_to_edit(request, slug)
    row = get_object_or_404(EasyLine.objects.select_related("story"), pk=pk, story=story)
    form = EasyForm(request.POST or None, request.FILES or None, instance=row)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.change_line(row, given["text"], alt=given["alt"], picture=given["picture"], by=user_of(request))
        return redirect("edit-easy", slug)
    context = {"story": story, "row": row, "form": form}
    return render(request, "understanding/easy_line.html", context, status=400 if form.errors else 200)


@require_POST
def move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Up, down, away; or its picture away."""
    story = story_to_edit(request, slug)
    row = get_object_or_404(EasyLine.objects.select_related("story"), pk=pk, story=story)
    do, by = request.POST.get("do"), user_of(request)
    if do in ("up", "down"):
        actions.move_line(row, -1 if do == "up" else 1, by=by)
    elif do == "picture":
        actions.drop_picture(row, by=by)
    elif do == "delete":
        actions.drop_line(row, by=by)
    return redirect("edit-easy", slug)
