"""What other pages say about the talk: `{% load conversing %}`, then `{% talk story %}` or `{% unread as count %}`."""

from __future__ import annotations

from typing import Any

from django import template

from heard.apps.conversing.forms import CommentForm
from heard.apps.conversing.queries.comments import Reader, talk_about
from heard.apps.conversing.queries.notices import unread_count
from heard.apps.joining.models import User
from heard.apps.joining.senders import visitor_of
from heard.apps.telling.models import Story

register = template.Library()


@register.inclusion_tag("conversing/parts/talk.html", takes_context=True)
def talk(context: template.Context, story: Story) -> dict[str, Any]:
    """The newest of what was said under a story, with a form to say more."""
    request = context["request"]
    reader = Reader(request.user, visitor_of(request))
    own: dict[str, Any] = {"story": story, "talk": talk_about(story, reader), "form": CommentForm()}
    return {str(name): value for name, value in context.flatten().items()} | own


@register.simple_tag(takes_context=True)
def unread(context: template.Context) -> int:
    """How many notices somebody has not seen yet."""
    user = context["request"].user
    return unread_count(user) if isinstance(user, User) else 0
