"""Stories on pages of other rooms, and the files of a story: `{% load exploring %}`."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from django import template
from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from heard.apps.exploring import queries
from heard.apps.exploring.search import Piece
from heard.apps.joining.models import Group
from heard.apps.telling.models import Story
from heard.core.formats import FORMATS, Format
from heard.core.formats.bars import heights

register = template.Library()
_SHADES = 4  # of the picture of a story, in css/parts/story-picture.css
_BAR_STEP, _WAVE_HALF = 4, 30  # of its waveform, in its own measure


@register.simple_tag(takes_context=True)
def stories_for_group(context: template.Context, group: Group) -> QuerySet[Story]:
    """Those that are for this group alone, as far as whoever looks may see them."""
    return queries.stories_for_group(context["request"].user, group)


@register.simple_tag
def story_picture(story: Story) -> SafeString:
    """A picture of the story itself: its waveform, and the sentence that it opens with. Empty where it has neither.
    Words that come with a content note are met behind it, on the story's page."""
    bars = story.recording.bars if hasattr(story, "recording") else ""
    words = story.transcript.opening if hasattr(story, "transcript") and not story.content_note else ""
    if not bars and not words:
        return SafeString("")
    sentence = '<p class="story-picture-words" lang="{}" dir="auto"><q>{}</q></p>'
    return format_html(
        '<div class="story-picture story-picture-{}">{}{}</div>',
        crc32(story.slug.encode()) % _SHADES + 1,
        _wave(bars) if bars else "",
        format_html(sentence, story.language, words) if words else "",
    )


def _wave(bars: str) -> str:
    """Lines from the middle up and down; even silence leaves a dot."""
    lines = (_line(at, max(1, round(height * _WAVE_HALF))) for at, height in enumerate(heights(bars)))
    return format_html(
        '<svg class="story-picture-wave" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true"'
        ' focusable="false"><path d="{}"/></svg>',
        len(bars) * _BAR_STEP,
        2 * _WAVE_HALF,
        "".join(lines),
    )


def _line(at: int, half: int) -> str:
    return f"M{at * _BAR_STEP + _BAR_STEP // 2} {_WAVE_HALF - half}v{2 * half}"


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
