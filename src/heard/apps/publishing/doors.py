"""The way into Wagtail: for editors, with our sign-in and its second step, and only to what it is here for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from heard.apps.joining.doors import for_right
from heard.apps.publishing.actions import begin
from heard.apps.publishing.models import Writer
from heard.core.people.permissions import Right

View = Callable[..., HttpResponseBase]
CLOSED = (
    "password_reset/",
    "users/",
    "groups/",
    "workflows/",
    "collections/",
    "sites/",
    "reports/workflow",
    "bulk/wagtailusers",
    "api/",
)
UNASKED = ("bulk/wagtailcore/page/publish",)
"""What would publish drafts without asking whether they are complete."""
"""People, roles and permissions are ours. What begins with one of these is not there."""
EDITOR = {
    # Wagtail writes scripts and styles into its own pages. They are for editors alone, and for no other address.
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "connect-src": [SELF],
    "font-src": [SELF],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}


def for_writers(view: View) -> View:
    """Around everything of Wagtail's. Whoever writes is known to it as one who may."""

    @for_right(Right.WRITE_PAGES)
    @csp_replace(EDITOR)
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.path.removeprefix(reverse("wagtailadmin_home")).startswith(CLOSED + UNASKED):
            raise Http404
        begin()
        writer = Writer.objects.get(pk=request.user.pk or 0)
        writer.is_superuser = True  # to Wagtail, in this request
        request.user = writer
        return view(request, *args, **kwargs)

    return guarded
