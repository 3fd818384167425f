"""Players in the pages of others: no cookie, no account, nothing of theirs asked and nothing of ours told.

Whoever reads the other page is a stranger here, so a player shows what every stranger may see, and a sentence where
that is nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from heard.apps.correcting.queries.reports import sound_of
from heard.apps.exploring.player import player_of
from heard.apps.sharing import embedding, queries
from heard.apps.telling.models import Story
from heard.apps.telling.queries import story_for
from heard.apps.transcribing.queries import transcript_of
from heard.apps.understanding.queries import chapters_of
from heard.core.errors import HeardError, TakenBack
from heard.web import looks
from heard.web.addresses import whole_address
from heard.web.network import network

View = Callable[..., HttpResponseBase]
STRANGER = AnonymousUser()


def in_other_pages(view: View) -> View:
    """May stand in a frame of the sites that the host names. What is not there for a stranger is said in the frame."""

    @require_safe
    @xframe_options_exempt
    @wraps(view)
    def framed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response: HttpResponseBase = view(request, *args, **kwargs)
        except TakenBack as error:
            response = _gone(request, error.sentence, 410)
        except (HeardError, ObjectDoesNotExist):
            response = _gone(request, _("This is not here any more, or not for everybody."), 404)
        response._csp_replace = {"frame-ancestors": [network().frames]}  # type: ignore[attr-defined]
        response.headers["X-Robots-Tag"] = "noindex"  # the page itself is what is to be found
        return response

    return framed


def _gone(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "sharing/player_gone.html", {"sentence": sentence}, status=status)


@in_other_pages
def moment(request: HttpRequest, code: str) -> HttpResponse:
    shown = queries.moment_for(STRANGER, code)
    if not shown.turns:
        return _gone(request, shown.gap, 410)
    context = {
        "moment": shown,
        "story": shown.story,
        "address": whole_address(shown.row.get_absolute_url()),
        "sound": sound_of(shown.story),
        "start": shown.start,
        "end": shown.end,
    }
    return render(request, "sharing/player_moment.html", context)


@in_other_pages
def story(request: HttpRequest, slug: str) -> HttpResponse:
    row = story_for(STRANGER, slug)
    transcript = transcript_of(row)
    sound_alone = looks.is_sound_alone(request)
    player = player_of(
        STRANGER, row, transcript, lambda name: reverse("media", args=[slug, name]), sound_alone=sound_alone
    )
    context = {
        "story": row,
        "player": player,
        "turns": transcript is not None,
        "chapters": chapters_of(row, transcript),
        "to": {"captions": reverse("captions", args=[slug])},
        "address": whole_address(row.get_absolute_url()),
    }
    return render(request, "sharing/player_story.html", context)


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """How to show the page with an address of ours, for programs (oEmbed 1.0). What a stranger may not see, no
    program is told of."""
    if request.GET.get("format", "json") != "json":
        return JsonResponse({"error": _("Only JSON is to be had here.")}, status=501)
    kind, name = _page_at(request.GET.get("url", ""))
    try:
        title, author, shown_story = _TOLD[kind](name)
    except (KeyError, HeardError, ObjectDoesNotExist):
        return JsonResponse({"error": _("There is no story or moment at this address.")}, status=404)
    width, height = _size(request, "maxwidth", embedding.WIDTH), _size(request, "maxheight", embedding.HEIGHT)
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "author_name": author,
        "author_url": whole_address(reverse("reporter", args=[shown_story.reporter.slug])),
        "provider_name": network().name,
        "provider_url": whole_address("/"),
        "cache_age": 300,
        "html": embedding.code_of(kind, name, title, width=width, height=height),
        "width": width,
        "height": height,
    }
    response = JsonResponse(answer)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _page_at(address: str) -> tuple[str, str]:
    """Which of our pages an address is of: its kind and its name. Empty for any other."""
    try:
        asked = urlsplit(address)
        found = resolve(asked.path)
    except (ValueError, Resolver404):
        return "", ""
    ours = urlsplit(str(settings.SITE_URL)).netloc
    name = str(next(iter(found.kwargs.values()), ""))
    return (str(found.url_name), name) if asked.netloc == ours else ("", "")


def _told_of_moment(code: str) -> tuple[str, str, Story]:
    shown = queries.moment_for(STRANGER, code)
    if not shown.turns:
        raise TakenBack(shown.gap)
    title = shown.story.title if shown.story.content_note else f"“{shown.text}”"
    return title, ", ".join(shown.speakers) or str(shown.story.reporter), shown.story


def _told_of_story(slug: str) -> tuple[str, str, Story]:
    row = story_for(STRANGER, slug)
    return row.title, str(row.reporter), row


_TOLD = {"moment": _told_of_moment, "story": _told_of_story}


def _size(request: HttpRequest, key: str, usual: int) -> int:
    asked = request.GET.get(key, "")
    return max(200, min(usual, int(asked))) if asked.isdecimal() and len(asked) < 6 else usual
