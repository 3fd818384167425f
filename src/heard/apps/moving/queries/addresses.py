"""Where something is now that was found elsewhere before."""

from __future__ import annotations

from heard.apps.joining.queries import Viewer
from heard.apps.moving.models import OldAddress
from heard.apps.telling.queries import stories_for
from heard.core.errors import BadInput
from heard.core.moving.addresses import plain_address


def address_now(viewer: Viewer, asked: str) -> str:
    """Empty where nothing was there, and where it leads to a story that `viewer` may not see: its new address would
    tell that it is here."""
    try:
        plain = plain_address(asked)
    except BadInput:
        return ""
    rows = {row.old: row for row in OldAddress.objects.filter(old__in={plain, plain.partition("?")[0]})}
    row = rows.get(plain) or rows.get(plain.partition("?")[0])
    if row is None or row.story_id is None:
        return row.path if row else ""
    story = stories_for(viewer).filter(pk=row.story_id).first()
    return story.get_absolute_url() if story else ""
