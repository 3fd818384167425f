"""What programs ask every site for: what they may look at, whom to tell of a hole, how it looks on a phone."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from heard.web.addresses import is_listed, whole_address
from heard.web.languages import first as first_language
from heard.web.network import network

_PLAIN = "text/plain; charset=utf-8"
# Where nothing is for strangers, and where an address holds somebody's secret: the beginnings alone.
_NOT_FOR_ROBOTS = (
    *(
        "/account/",
        "/admin/",
        "/begin/",
        "/corrections/",
        "/explore/kept/",
        "/groups/",
        "/help/",
        "/invite/",
        "/join/",
        "/moderate/",
        "/my-stories/",
    ),
    *("/notices/", "/offers/", "/people/", "/review/", "/pairs/", "/tell/", "/uploads/", "/yours/"),
)
_VALID = timedelta(days=180)
_ICONS = (("icons/icon-192.png", "192x192"), ("icons/icon-512.png", "512x512"))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT_FOR_ROBOTS)]
    lines += ["", f"Sitemap: {whole_address(reverse('sitemap'))}"] if is_listed() else []
    return HttpResponse("\n".join([*lines, ""]), _PLAIN)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116, where the host said whom to tell."""
    contact = network().security_contact
    if not contact:
        raise Http404
    until = (timezone.now() + _VALID).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {whole_address(reverse('security-txt'))}",
    ]
    return HttpResponse("\n".join([*lines, ""]), _PLAIN)


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    icons = [{"src": static(name), "sizes": sizes, "type": "image/png"} for name, sizes in _ICONS]
    said = {
        "name": network().name,
        "short_name": network().name[:12],
        "lang": first_language(),
        "start_url": reverse("home"),
        "display": "browser",
        "background_color": network().band or "#ffc629",
        "theme_color": network().band or "#ffc629",
        "icons": icons,
    }
    return JsonResponse(said, content_type="application/manifest+json")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For browsers that ask without having read the page."""
    return redirect(static("icons/icon-192.png"))
