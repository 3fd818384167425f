"""Stories on pages of other rooms, and the files of a story: `{% load exploring %}`."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from heard.apps.exploring import queries
from heard.apps.exploring.queries.cards import bars_between, card_address_of_network
from heard.apps.exploring.search import Piece
from heard.apps.joining.models import Group
from heard.apps.telling.models import Story
from heard.apps.telling.models.pictures import SentPicture
from heard.core.formats import Format, offered
from heard.core.formats.bars import heights
from heard.web.looks import is_low_data
from heard.web.templatetags.heard import shade

register = template.Library()
_BAR_STEP, _WAVE_HALF = 4, 30  # of its waveform, in its own measure


@register.simple_tag(takes_context=True)
def stories_for_group(context: template.Context, group: Group) -> QuerySet[Story]:
    """Those that are for this group alone, as far as whoever looks may see them."""
    return queries.stories_for_group(context["request"].user, group)


@register.simple_tag(takes_context=True)
def story_picture(context: template.Context, story: Story) -> SafeString:
    """The picture that somebody sent; else one of the story itself: its waveform, and the sentence that it opens with.
    Empty where there is nothing. Words that come with a content note are met behind it, on the story's page."""
    if photo := story_photo(context, story):
        return photo
    words = story.transcript.opening if hasattr(story, "transcript") and not story.content_note else ""
    wave = story_wave(story)
    if not wave and not words:
        return SafeString("")
    sentence = '<p class="story-picture-words" lang="{}" dir="auto"><q>{}</q></p>'
    return format_html(
        '<div class="story-picture {}">{}{}</div>',
        shade(story),
        wave,
        format_html(sentence, story.language, words) if words else "",
    )


@register.simple_tag(takes_context=True)
def story_photo(context: template.Context, story: Story) -> SafeString:
    """Nothing where as little as possible is to be sent."""
    row = story.picture if hasattr(story, "picture") else None
    if row is None or not row.made or is_low_data(context["request"]):
        return SafeString("")
    return photo(row, "story-picture-copy", story.slug)


def photo(row: SentPicture, door: str, slug: str) -> SafeString:
    """A picture in the sizes that there are, each at an address of its own."""
    copies = [(reverse(door, args=[slug, side]), width) for side, width in row.copies]
    return format_html(
        '<img class="story-photo" src="{}" srcset="{}" sizes="(min-width: 45rem) 22rem, 100vw" width="{}" height="{}"'
        ' alt="{}" loading="lazy" decoding="async">',
        copies[1][0],
        ", ".join(f"{address} {width}w" for address, width in copies),
        row.width,
        row.height,
        row.described,
    )


@register.simple_tag
def story_wave(story: Story, start: float = 0.0, end: float = 0.0) -> SafeString:
    """The line of its voice; with seconds, where in it something is said. Empty where it has none."""
    bars = story.recording.bars if hasattr(story, "recording") else ""
    if not bars:
        return SafeString("")
    first, last = bars_between(story, len(bars), start, end) if end else (0, len(bars))
    lines = [_line(at, height) for at, height in enumerate(heights(bars))]
    return format_html(
        '<svg class="story-picture-wave" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true"'
        ' focusable="false"><path class="wave-rest" d="{}"/><path d="{}"/></svg>',
        len(bars) * _BAR_STEP,
        2 * _WAVE_HALF,
        "".join(lines[:first] + lines[last:]),
        "".join(lines[first:last]),
    )


def _line(at: int, height: float) -> str:
    """From the middle up and down; even silence leaves a dot. Loud and quiet are drawn further apart than they are, so
    that each voice has a shape of its own."""
    half = max(1, round(height**2 * _WAVE_HALF))
    return f"M{at * _BAR_STEP + _BAR_STEP // 2} {_WAVE_HALF - half}v{2 * half}"


@register.simple_tag
def network_card() -> str:
    return card_address_of_network()


@register.simple_tag
def transcript_formats(story: Story) -> Iterable[Format]:
    """Everything in which the words of a story can be taken away."""
    return offered(timed=story.transcript.timed)


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Text with what was looked for marked in it. Written here because a list has hundreds of them."""
    return format_html_join("", "{}", ((_piece(piece),) for piece in pieces))


def _piece(piece: Piece) -> str:
    return format_html("<mark>{}</mark>", piece.text) if piece.found else piece.text
