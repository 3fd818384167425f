"""Lists of stories for feed readers: those that everybody may see, whoever asks."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heard.apps.exploring import queries
from heard.apps.exploring.feeds import feed_of
from heard.apps.exploring.forms import FindForm
from heard.apps.exploring.queries import finding

_STRANGER = AnonymousUser()


@require_safe
def newest(request: HttpRequest) -> HttpResponseBase:
    return feed_of(request, queries.newest_stories(None), reverse("explore"))


@require_safe
def found(request: HttpRequest) -> HttpResponseBase:
    """A search is a feed too."""
    wanted = FindForm(request.GET).wanted
    about = _("“%(words)s”") % {"words": wanted.words} if wanted.words else ""
    return feed_of(request, finding.found_for_strangers(wanted), reverse("explore"), about)


@require_safe
def by_reporter(request: HttpRequest, slug: str) -> HttpResponseBase:
    person = queries.reporter_for(_STRANGER, slug)
    return feed_of(request, queries.stories_by(person, _STRANGER), reverse("reporter", args=[slug]), str(person))
