"""The names said in a story, asked of whoever knows them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.telling.queries import story_for
from heard.apps.wording import actions, queries
from heard.apps.wording.forms import NamesForm
from heard.core.errors import BadInput
from heard.core.people.permissions import check_can_edit_story


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def names(request: HttpRequest, slug: str) -> HttpResponse:
    story = story_for(request.user, slug)
    check_can_edit_story(person(request.user), reporter=story.reporter_id)
    form = NamesForm(request.POST if request.method == "POST" else None, names=queries.names_of(story))
    if request.method == "POST" and form.is_valid():
        assert isinstance(request.user, User)
        try:
            actions.list_names(story, form.names, by=request.user)
        except BadInput as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, _("Saved. These names are looked for in this story from now on."))
            return redirect("edit-story", story.slug)
    return render(request, "wording/names.html", {"story": story, "form": form}, status=400 if form.errors else 200)
