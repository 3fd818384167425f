"""Words as pages hold them: `{% load transcript %}`, then `{{ turn.words|spoken }}`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape  # as Django's own does, without asking each time whether the text is one yet to be translated

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from heard.core.transcript.scripts import between
from heard.core.transcript.words import Word

register = template.Library()


@register.filter
def spoken(words: Iterable[Word], meanings: Mapping[str, int] | None = None) -> SafeString:
    """A span for each word with its place in the sound. Written here because a story has thousands of them.

    `meanings` leads from the id of a word that says a term to the number of its meaning on the page.
    """
    known = meanings or {}
    pieces: list[str] = []
    before = None
    for word in words:
        pieces += [between(before.text, word.text) if before else "", _span(word, known.get(word.id))]
        before = word
    return mark_safe("".join(pieces))  # noqa: S308


def _span(word: Word, meaning: int | None) -> str:
    if word.is_gap:
        return f'<span class="gap" id="{escape(word.id)}">{escape(_("[a part is hidden here]"))}</span>'
    kind = "w"
    if word.is_filler:
        kind += " filler"
    if word.source == "human":
        kind += " human"
    described = "" if meaning is None else f' aria-describedby="meaning-{meaning}"'
    if meaning is not None:
        kind += " term"
    times = f'data-s="{word.start:.2f}" data-e="{word.end:.2f}"'
    return f'<span class="{kind}" id="{escape(word.id)}" {times}{described}>{escape(word.text)}</span>'
