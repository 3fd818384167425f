"""What other pages show of ways in: `{% load browsing %}`, then `{% voice_to_hear as moment %}`."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from heard.apps.browsing import queries
from heard.apps.browsing.models import Collection, PlacePicture
from heard.apps.correcting.queries.reports import sound_of
from heard.apps.exploring.templatetags.exploring import photo
from heard.apps.joining.models import User
from heard.apps.sharing.queries import ShownMoment
from heard.apps.telling.models import Rendition, Story
from heard.web.looks import is_low_data

register = template.Library()


@register.simple_tag
def voice_to_hear() -> ShownMoment | None:
    return queries.voice_to_hear()


@register.simple_tag
def sound_for(story: Story) -> list[Rendition]:
    return sound_of(story)


@register.simple_tag
def chosen_collections() -> list[Collection]:
    """The newest that everybody may open."""
    return list(Collection.objects.filter(state=Collection.State.PUBLISHED)[:3])


@register.simple_tag(takes_context=True)
def gathered_by(context: template.Context, reporter: User) -> queries.Gathered:
    return queries.gathered_by(context["request"].user, reporter)


@register.filter
def place_slug(place: str) -> str:
    return queries.slug_of(place)


@register.simple_tag(takes_context=True)
def place_photo(context: template.Context, row: PlacePicture) -> SafeString:
    """Nothing where as little as possible is to be sent."""
    if not row.made or is_low_data(context["request"]):
        return SafeString("")
    return photo(row, "place-picture-copy", row.slug)
