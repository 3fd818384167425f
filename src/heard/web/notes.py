"""Content notes: what may be hard to hear is told before it is read or heard, and whoever reads goes past it by choice.

Past the note of one story, until the browser is closed: kept in a cookie, which holds the numbers of stories. Past all
of them, always: one of the looks (looks.py), where that can be changed again. Neither needs an account or a script.

The words are not in a page whose note was not passed. An element that only folds them away would be opened by the
browser itself for whoever comes by a link to a word, which is how people come from search.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from heard.web import looks

COOKIE = "notes"
_MOST = 60  # stories


def is_passed(request: HttpRequest, story: int) -> bool:
    return looks.chosen(request)["notes"] == "open" or str(story) in _passed(request)


def pass_always(request: HttpRequest, response: HttpResponse) -> None:
    looks.keep(request, response, looks.chosen(request) | {"notes": "open"})


def pass_this_time(request: HttpRequest, response: HttpResponse, story: int) -> None:
    passed = [*_passed(request), str(story)][-_MOST:]
    looks.set_cookie(request, response, COOKIE, ".".join(passed), seconds=None)


def _passed(request: HttpRequest) -> list[str]:
    return [part for part in request.COOKIES.get(COOKIE, "").split(".")[-_MOST:] if part.isdecimal()]
