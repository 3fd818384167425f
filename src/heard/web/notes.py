"""Content notes: what may be hard to hear is told before it is read or heard, and whoever reads goes past it by choice.

Past the note of one story, until the browser is closed: kept in a cookie, which holds the numbers of stories. Past all
of them, always: one of the looks (looks.py), where that can be changed again. Neither needs an account or a script.

What the note comes before, at every address that holds words of a story or their sound:

- A page of one story does not hold them before the note is passed. An element that only folds them away would be opened
  by the browser itself for whoever comes by a link to a word, which is how people come from search.
- Where a few words of some stories stand in a list, or on their own, they are folded away behind the note of their
  story (parts/note_begins.html).
- A file (sound, captions, a transcript, a picture of the easy page) that somebody opens by itself, from elsewhere than
  our pages, leads to the page that has the note. Players and programs ask for it otherwise, and get it: they stand
  behind the note, or say it in their text. What the API tells of a story begins with its note.
- Whoever looks after the story, or came by a private link, knows it and is not asked.
"""

from __future__ import annotations

from urllib.parse import urlsplit

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


def is_opened_from_elsewhere(request: HttpRequest) -> bool:
    """Whether a browser opens this very address for somebody who was on no page of ours. A player that asks for its
    sound does not, and no program does. Older browsers, and all of them where a site has no https, only say what they
    like to read and where they come from."""
    mode = request.headers.get("Sec-Fetch-Mode")
    if mode is not None:
        return mode == "navigate" and request.headers.get("Sec-Fetch-Site") != "same-origin"
    came_from = urlsplit(request.headers.get("Referer", "")).netloc
    return "text/html" in request.headers.get("Accept", "") and came_from != request.get_host()


def _passed(request: HttpRequest) -> list[str]:
    return [part for part in request.COOKIES.get(COOKIE, "").split(".")[-_MOST:] if part.isdecimal()]
