"""What programs ask every site for."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone


def test_robots_are_kept_out_of_what_is_no_strangers_and_told_no_secret(browse, story):
    story("Open")
    draft = story("A private draft", published=False)
    response = browse(None).get("/robots.txt")
    lines = response.content.decode().splitlines()
    assert (response.status_code, response["Content-Type"], lines[0]) == (
        200,
        "text/plain; charset=utf-8",
        "User-agent: *",
    )
    for path in ("/yours/", "/join/", "/account/", "/moderate/", "/my-stories/", "/uploads/"):
        assert f"Disallow: {path}" in lines
    assert draft.slug not in response.content.decode()
    assert not any(line in ("Disallow: /", "Disallow: /stories/") for line in lines)


def test_whom_to_tell_of_a_hole_is_there_where_the_host_said_so(browse, settings, furnish):
    assert browse(None).get("/.well-known/security.txt").status_code == 404
    furnish(security_contact="mailto:safe@example.org")
    settings.SITE_URL = "https://stories.example.org"
    response = browse(None).get("/.well-known/security.txt")
    said = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert (said["Contact"], said["Canonical"]) == (
        "mailto:safe@example.org",
        "https://stories.example.org/.well-known/security.txt",
    )
    assert timedelta(days=100) < datetime.fromisoformat(said["Expires"]) - timezone.now() < timedelta(days=365)


def test_the_network_has_its_name_and_our_own_signs_on_a_phone(browse, furnish):
    furnish(name="Lesster Voices")
    response = browse(None).get("/manifest.webmanifest")
    said = response.json()
    assert response["Content-Type"] == "application/manifest+json"
    assert (said["name"], said["start_url"]) == ("Lesster Voices", "/")
    assert [icon["sizes"] for icon in said["icons"]] == ["192x192", "512x512"]
    assert all(icon["src"].startswith("/static/icons/") for icon in said["icons"])


@pytest.mark.parametrize("path", ["/favicon.ico"])
def test_browsers_that_ask_for_a_sign_are_shown_it(browse, db, path):
    assert browse(None).get(path).url == "/static/icons/icon-192.png"
