"""Begin a story, send its recording, and delete a draft."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.telling.actions import recordings, stories
from heard.apps.telling.forms import RecordingForm, TellForm
from heard.apps.telling.models import Story
from heard.apps.telling.queries import sending_limits, story_for
from heard.core.errors import HeardError
from heard.core.people.permissions import can_tell, check_can_edit_story
from heard.core.people.states import check_can_delete


def tell(request: HttpRequest) -> HttpResponse:
    """Begin a story. With JavaScript the recording follows piece by piece; without, it comes with the form."""
    who = person(request.user)
    if not can_tell(who):
        return render(request, "telling/not_a_reporter.html", {"untrained": not who.trained}, status=403)
    form = TellForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _begun(request, form)
    if request.method == "POST" and request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"errors": form.errors}, status=400)
    return render(request, "telling/tell.html", {"form": form, **sending_limits()}, status=400 if form.errors else 200)


def _begun(request: HttpRequest, form: TellForm) -> HttpResponse:
    given = form.cleaned_data
    story = stories.begin_story(
        _user(request), {"title": given["title"], "language": given["language"], "voices": given["voices"]}
    )
    if not request.accepts("text/html"):
        addresses = {name: reverse(name, args=[story.slug]) for name in ("edit-story", "story-names")}
        made = {"story": story.slug, "page": addresses["edit-story"], "names": addresses["story-names"]}
        return JsonResponse(made, status=201)
    if given["recording"]:
        _keep(request, story, given["recording"])
    return redirect("edit-story", story.slug)


@require_POST
@login_required
def send_recording(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a recording for a story that has begun, in one go."""
    story = story_for(request.user, slug)
    form = RecordingForm(request.POST, request.FILES)
    if form.is_valid():
        _keep(request, story, form.cleaned_data["recording"])
    else:
        messages.error(request, " ".join(map(str, form.errors["recording"])))
    return redirect("edit-story", story.slug)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask once more, then delete a draft and its files."""
    story = story_for(request.user, slug)
    check_can_edit_story(person(request.user), reporter=story.reporter_id)
    check_can_delete(story.state)
    if request.method == "GET":
        return render(request, "telling/delete.html", {"story": story})
    stories.delete_story(story, by=_user(request))
    messages.success(request, _("“%(title)s” is deleted.") % {"title": story.title})
    return redirect("my-stories")


def _keep(request: HttpRequest, story: Story, file: UploadedFile[bytes]) -> None:
    """The draft stays whatever becomes of the recording."""
    try:
        recordings.keep_recording(story, file, file.name or "", by=_user(request))
    except HeardError as error:
        messages.error(request, error.sentence)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
