"""What other pages say about helping: `{% load helping %}`, then `{% places_to_hear story as places %}`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.db.models import Model

from heard.apps.correcting.models import Correction
from heard.apps.correcting.queries.reports import waiting_by_story
from heard.apps.helping.models import Pair
from heard.apps.helping.queries.offers import Asker, waiting_for
from heard.apps.helping.queries.pairs import pairs_by_correction
from heard.apps.joining.senders import visitor_of
from heard.apps.telling.models import Story
from heard.apps.wording.queries import questions
from heard.web.counting import count_up_to

register = template.Library()


@register.simple_tag(takes_context=True)
def places_to_hear(context: template.Context, story: Story | None = None) -> int:
    """How many offers wait for whoever reads the page, in one story or in all, as far as anybody counts."""
    request = context["request"]
    return count_up_to(waiting_for(Asker(request.user, visitor_of(request)), story))


@register.simple_tag(takes_context=True)
def learnt_from(context: template.Context, rows: Iterable[Correction]) -> dict[int, list[Pair]]:
    """What each of these corrections taught, with how it fares elsewhere, as far as whoever reads may know."""
    return pairs_by_correction(rows, context["request"].user)


@register.simple_tag
def words_asked_about() -> int:
    """Of how many words people asked the meaning, and wait for an editor."""
    return len(questions())


@register.simple_tag
def reports_waiting(rows: Iterable[tuple[Story, *tuple[Any, ...]]]) -> dict[int, list[int]]:
    """How many reports wait in each story of these rows, for `{{ waiting|of:story }}`: in one question for all."""
    found = waiting_by_story(row[0] for row in rows)
    return {story: [number] for story, number in found.items()}


@register.filter
def of(found: Mapping[int, list[Any]], row: Model) -> list[Any]:
    """What was found for a row: `{{ sounds|of:story }}` are the files of a story."""
    return list(found.get(row.pk, []))
