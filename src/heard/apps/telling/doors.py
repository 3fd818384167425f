"""The doors of a story: for somebody who is in it, by a private link, without an account, or signed in; and its content
note, which readers go past first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from heard.apps.telling.actions.linking import note_opened
from heard.apps.telling.models import PrivateLink, Story
from heard.apps.telling.queries import may_edit
from heard.apps.telling.queries.consent import good_link_of, link_for
from heard.core.errors import HeardError, TakenBack
from heard.web import notes, problems


@dataclass(frozen=True)
class WayIn:
    """How somebody came: by the `token` of a link, or signed in, by the `slug` of the story."""

    slug: str = ""
    token: str = ""

    def at(self, page: str, *rest: object) -> str:
        """The address of a page of the story, for whoever came this way."""
        name, key = (f"yours-{page}", self.token) if self.token else (page, self.slug)
        return reverse(name, args=[key, *rest])

    @property
    def story(self) -> str:
        """Where they read and hear it."""
        return self.own() if self.token else reverse("story", args=[self.slug])

    def own(self, page: str = "") -> str:
        """The address of somebody's own part in the story, or of what belongs to it."""
        name = f"yours-{page}" if page else "yours"
        return reverse(name, args=[self.token]) if self.token else reverse(f"my-{name}", args=[self.slug])


View = Callable[..., HttpResponseBase]
ByLink = Callable[[PrivateLink, WayIn], Any]
ByAccount = Callable[[HttpRequest, WayIn], Any]


def _nobody(request: HttpRequest, way: WayIn) -> None:
    raise Http404


def door(by_link: ByLink, by_account: ByAccount = _nobody, *, is_private: bool = True) -> Callable[[View], View]:
    """Hands a view whoever comes in, as `by_link` or `by_account` finds them. `by_account` may give back a response
    instead, such as the way to sign in; where not only those in a story come in, the page is not `is_private`.

    What goes wrong by a link is told here, so that every page tells it alike. Its headers are those of every secret
    address (web/middleware.py)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def found(request: HttpRequest, *args: Any, token: str = "", slug: str = "", **rest: Any) -> HttpResponseBase:
            way = WayIn(slug, token)
            if token:
                return _by_link(request, way, lambda link: view(request, by_link(link, way), *args, **rest))
            who = by_account(request, way)
            response = who if isinstance(who, HttpResponseBase) else view(request, who, *args, **rest)
            if is_private:
                response.headers["Cache-Control"] = "private, no-store"
            return response

        return found

    return decorate


def _by_link(request: HttpRequest, way: WayIn, view: Callable[[PrivateLink], HttpResponseBase]) -> HttpResponseBase:
    try:
        return view(_followed(way.token))
    except _Ended as end:
        return problems.link_ended(request, str(end), status=end.status)
    except HeardError as error:
        return problems.told(request, error, back=way.own())
    except (Http404, ObjectDoesNotExist) as error:
        if isinstance(error, AttributeError):  # a missing related row is a fault of ours
            raise
        return problems.not_found(request, back=way.own())


class _Ended(Exception):
    """Says whom to ask, and nothing of the story."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


def _followed(token: str) -> PrivateLink:
    """Also notes that the link arrived."""
    try:
        link = link_for(token)
    except PrivateLink.DoesNotExist:
        raise _Ended(_why_not(None), 404) from None
    if not link.is_good:
        raise _Ended(_why_not(link), 410)
    if link.opened_at is None:
        note_opened(link)
    return link


def _why_not(link: PrivateLink | None) -> str:
    if link is None:
        return _(
            "Perhaps a letter is missing, or the story it led to is not here any more. "
            "Ask the person who gave it to you."
        )
    name = {"name": link.person.story.reporter}
    if link.for_guardian and not link.person.is_young:
        return (
            _(
                "A link for a parent or guardian ends when the young person decides alone. What you said stays written "
                "down. If you have a question, ask %(name)s."
            )
            % name
        )
    if good_link_of(link.person, for_guardian=link.for_guardian):
        return _("There is a newer one. Use the last one that %(name)s gave you, or ask for another.") % name
    return _("It was too old, or it was ended. Ask %(name)s for a new one: that is who made it for you.") % name


def check_there(story: Story, way: WayIn) -> None:
    """Raises TakenBack: neither a link nor an account leads to a story that was taken back, save to the page on which
    that can be undone."""
    if story.state not in (Story.State.DRAFT, Story.State.PUBLISHED):
        raise TakenBack(_("This story was taken back. Nobody can see it."), address=way.own())


def note_waits(request: HttpRequest, story: Story) -> bool:
    """Whether its content note comes first: a page then shows neither its words nor its sound. Who may edit it knows
    them. Whoever comes by a private link was there, and no page asks this of them."""
    return bool(story.content_note) and not notes.is_passed(request, story.pk) and not may_edit(request.user, story)


def note_waits_before_file(request: HttpRequest, story: Story) -> bool:
    """The same for a file, which nobody should come upon by itself. Where it stands in a page, the page has asked."""
    return notes.is_opened_from_elsewhere(request) and note_waits(request, story)


def past_the_note(request: HttpRequest, story: Story) -> HttpResponse:
    """Back to the page whose gate was passed (exploring/parts/before.html), which now shows the words."""
    response = redirect(request.get_full_path())
    if "always" in request.POST:
        notes.pass_always(request, response)
    else:
        notes.pass_this_time(request, response, story.pk)
    return response
