"""Stories on pages of other rooms, and the files of a story: `{% load exploring %}`."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from heard.apps.exploring import queries
from heard.apps.exploring.search import Piece
from heard.apps.joining.models import Group
from heard.apps.telling.models import Story
from heard.core.formats import FORMATS, Format

register = template.Library()


@register.simple_tag(takes_context=True)
def stories_for_group(context: template.Context, group: Group) -> QuerySet[Story]:
    """Those that are for this group alone, as far as whoever looks may see them."""
    return queries.stories_for_group(context["request"].user, group)


@register.simple_tag
def transcript_formats() -> Iterable[Format]:
    """Everything in which the words of a story can be taken away."""
    return FORMATS.values()


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Text with what was looked for marked in it. Written here because a list has hundreds of them."""
    return format_html_join("", "{}", ((_piece(piece),) for piece in pieces))


def _piece(piece: Piece) -> str:
    return format_html("<mark>{}</mark>", piece.text) if piece.found else piece.text
