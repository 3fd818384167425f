"""Settings say what they are for, refuse what they cannot be, and keep the site safe by default."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from heard.server import config
from heard.server.settings_page import page
from tests.server.conftest import HEARD

ROOT = Path(__file__).parent.parent.parent


def test_the_page_about_settings_is_up_to_date():
    assert (ROOT / "docs/hosts/settings.md").read_text() == page()


@pytest.mark.parametrize("setting", config.SETTINGS.values(), ids=config.SETTINGS)
def test_every_setting_has_one_plain_sentence(setting):
    assert setting.sentence.endswith(".")
    assert setting.sentence[0].isupper()


def test_a_value_that_cannot_be_is_said_so(monkeypatch):
    monkeypatch.setenv("PORT", "eight")
    with pytest.raises(SystemExit) as refused:
        config.given()
    assert str(refused.value) == ("The setting PORT cannot be “eight”. The port that `heard serve` listens on.")


@pytest.mark.parametrize(
    "text",
    [
        "mail.example.org",
        "mail.example.org:587",
        "http://mail.example.org",
        "smtp://",
        "smtp://:587",
        "smtp://mail.example.org:port",
        "smtp://mail.example.org:0",
        "smtp://mail.example.org:70000",
        "smtp://ada:se#cret@mail.example.org",
        "smtp://ada:se/cret@mail.example.org:587",
        "smtp://ada:12#3@mail.example.org",
        "smtp://ada:1/2@mail.example.org",
        "smtp://ada:1?2@mail.example.org",
        "smtp://ada@mail.example.org",
        "smtp://:secret@mail.example.org",
        "smtp://ada:secret@mail.example.org:25?tls=no",
        "smtp://ada:secr%C3%A9t@mail.example.org",
        "smtp://mail example.org",
        "smtp://mail.example.org/inbox",
        "smtp://[::1",
    ],
)
def test_a_mail_server_that_cannot_be_is_refused(monkeypatch, text):
    monkeypatch.setenv("HEARD_EMAIL_URL", text)
    with pytest.raises(SystemExit) as refused:
        config.given()
    assert str(refused.value).startswith(
        "The setting HEARD_EMAIL_URL cannot be what it is. How e-mail is sent: smtp://"
    )
    assert "cret" not in str(refused.value)  # a password is not repeated


def test_the_start_says_so_in_a_line(tmp_path):
    ours = {"HEARD_DATA": str(tmp_path), "HEARD_EMAIL_URL": "smtp://ada:se#cret@mail.example.org"}
    done = subprocess.run([HEARD, "start"], env={**os.environ, **ours}, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("heard: The setting HEARD_EMAIL_URL cannot be what it is.")
    assert done.stderr.endswith("[bad-setting]\n")


@pytest.mark.parametrize("text", ["heard", "@example.org", "a@", "a@b.org\nBcc: c@d.org"])
def test_a_sender_that_cannot_be_is_refused(monkeypatch, text):
    monkeypatch.setenv("HEARD_EMAIL_FROM", text)
    with pytest.raises(SystemExit):
        config.given()


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("1", True), ("off", False), ("", False)])
def test_yes_and_no_may_be_said_in_several_ways(monkeypatch, text, value):
    monkeypatch.setenv("HEARD_DEBUG", text)
    assert config.given()["HEARD_DEBUG"] is value


def test_no_setting_is_read_from_the_code_under_another_name():
    """Every name that the source asks `HEARD` for is a setting."""
    import re

    asked = {
        name
        for file in (ROOT / "src/heard").rglob("*.py")
        for name in re.findall(r'settings\.HEARD\["(\w+)"\]', file.read_text())
    }
    assert asked - config.SETTINGS.keys() == set()


def test_over_https_the_cookies_are_this_hosts_alone(tmp_path):
    done = subprocess.run(
        [HEARD, "manage", "shell", "-c", "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME)"],
        env={"HEARD_DATA": str(tmp_path), "HEARD_SITE_URL": "https://stories.example.org"},
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines()[-1] == "__Host-sessionid", done.stderr


def test_django_finds_nothing_to_complain_about_on_a_site_with_https(tmp_path):
    """Redirecting to HTTPS, and HSTS for every name under the domain, are for the web server in front."""
    environment = {"HEARD_DATA": str(tmp_path), "HEARD_SITE_URL": "https://stories.example.org"}
    done = subprocess.run(
        [HEARD, "manage", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (3 silenced).\n"), done.stderr


def test_no_two_addresses_have_one_name():
    names = Counter(_names(get_resolver()))
    assert [name for name, times in names.items() if name and times > 1] == []


def _names(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name
        elif not pattern.namespace:
            yield from _names(pattern)
