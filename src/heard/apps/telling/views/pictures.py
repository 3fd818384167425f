"""The picture of a story: sent, shown to those who may see the story, taken away."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.apps.joining.doors import user_of
from heard.apps.joining.queries import person
from heard.apps.telling.actions.pictures import drop_picture, send_picture
from heard.apps.telling.delivery import sent_file
from heard.apps.telling.forms.pictures import PictureForm
from heard.apps.telling.models import Picture
from heard.apps.telling.models.pictures import SIDES
from heard.apps.telling.queries import story_for
from heard.core.people.permissions import check_can_edit_story


@require_safe
def picture(request: HttpRequest, slug: str, side: int) -> HttpResponseBase:
    """A copy, to every reader of the story."""
    row = Picture.objects.filter(story=story_for(request.user, slug)).exclude(made="").first()
    if row is None or side not in SIDES:
        raise Http404
    return sent_file(request, row.path_of(side), "image/jpeg")


@login_required
@require_http_methods(["GET", "POST"])
def story_picture(request: HttpRequest, slug: str) -> HttpResponse:
    story, user = story_for(request.user, slug), user_of(request)
    check_can_edit_story(person(user), reporter=story.reporter_id)
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        send_picture(story, form.cleaned_data["picture"], form.about(), by=user)
        messages.success(request, _("Thank you. In a moment smaller copies of the picture are ready."))
        return redirect("story-picture", story.slug)
    context = {"story": story, "form": form, "picture": Picture.objects.filter(story=story).first()}
    return render(request, "telling/picture.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def drop_story_picture(request: HttpRequest, slug: str) -> HttpResponse:
    story = story_for(request.user, slug)
    drop_picture(story, by=user_of(request))
    messages.success(request, _("The picture is gone."))
    return redirect("story-picture", story.slug)
