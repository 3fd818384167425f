"""How pages look for whoever reads them: chosen on one page, kept in a cookie on their own device, with no account.

The choices are classes of the page itself (css/looks.css), so they hold before the first paint and without scripts.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse

COOKIE = "looks"
A_YEAR = 365 * 24 * 3600
USUAL = "usual"
CHOICES: Mapping[str, tuple[str, ...]] = {
    "size": (USUAL, "larger", "largest"),
    "spacing": (USUAL, "wide"),
    "colours": (USUAL, "light", "dark"),
    "contrast": (USUAL, "more"),
    "motion": (USUAL, "none"),
    "captions": (USUAL, "larger"),
    "notes": (USUAL, "open"),
    "film": (USUAL, "sound"),
    "loading": (USUAL, "little"),
}
"""What can be chosen, and how; the first of each needs no cookie."""


def chosen(request: HttpRequest) -> dict[str, str]:
    """By what they are about. Whatever else a cookie holds is passed over."""
    kept = dict(part.partition("-")[::2] for part in request.COOKIES.get(COOKIE, "").split("."))
    return {about: kept[about] if kept.get(about) in ways else USUAL for about, ways in CHOICES.items()}


def as_cookie(looks: Mapping[str, str]) -> str:
    """Empty when everything is as usual."""
    return ".".join(f"{about}-{way}" for about, way in looks.items() if way != USUAL)


def classes_of(request: HttpRequest) -> str:
    """Classes for the page: nothing in them comes from outside."""
    return classes(chosen(request) | ({"loading": "little"} if is_low_data(request) else {}))


def classes(looks: Mapping[str, str]) -> str:
    """`looks` are of `CHOICES`."""
    return " ".join(f"look-{about}-{way}" for about, way in looks.items() if way != USUAL)


def is_low_data(request: HttpRequest) -> bool:
    """Whether as little as possible is sent: chosen here, or on the device, which then says so with each request."""
    return saves_data(request) or chosen(request)["loading"] == "little"


def saves_data(request: HttpRequest) -> bool:
    """What the device says (https://wicg.github.io/savedata/)."""
    return request.headers.get("Save-Data", "").strip().lower() == "on"


def is_sound_alone(request: HttpRequest) -> bool:
    """Whether films are heard without their picture: so it was chosen, or as little as possible is sent. The page says
    so, and leads to the picture of the one film."""
    is_less = chosen(request)["film"] == "sound" or is_low_data(request)
    return is_less and request.GET.get("film") != "picture"


def keep(request: HttpRequest, response: HttpResponse, looks: Mapping[str, str]) -> None:
    """In the browser, for a year. When everything is as usual, nothing is kept."""
    cookie = as_cookie(looks)
    if cookie:
        set_cookie(request, response, COOKIE, cookie, seconds=A_YEAR)
    else:
        response.delete_cookie(COOKIE)


def set_cookie(request: HttpRequest, response: HttpResponse, name: str, value: str, *, seconds: int | None) -> None:
    """For this site alone, and no script. Without `seconds` the browser forgets it when it is closed."""
    response.set_cookie(name, value, max_age=seconds, secure=request.is_secure(), httponly=True, samesite="Lax")
