"""Pictures and files of pages. They are as open as a page that shows them, and no other address leads to them."""

from __future__ import annotations

from mimetypes import guess_type

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from heard.apps.joining.doors import for_right
from heard.apps.publishing import queries
from heard.apps.publishing.models import PagePictureCopy
from heard.apps.telling.delivery import sent_file
from heard.core.people.permissions import Right


@require_safe
def picture(request: HttpRequest, pk: int, side: int) -> HttpResponseBase:
    if side not in queries.SIDES:
        raise Http404
    copy = queries.picture_for(request.user, pk).get_rendition(f"max-{side}x{side}|format-webp")
    return sent_file(request, copy.file.name, "image/webp")


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Never shown in the browser itself: what is in it is nobody's of ours."""
    row = queries.file_for(request.user, pk)
    kind = guess_type(str(row.filename))[0] or "application/octet-stream"
    return sent_file(request, str(row.file.name), kind, download_as=str(row.filename))


@for_right(Right.WRITE_PAGES)
@require_safe
def copy(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One that Wagtail made for those who write."""
    row = get_object_or_404(PagePictureCopy, pk=pk)
    return sent_file(request, row.file.name, guess_type(row.file.name)[0] or "application/octet-stream")
