"""Journeys in a real Chromium against a real server, with hashed static files and the strict policy of the site.

On a machine without Chromium these skip and say so; where CI is set that is a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as site_settings
from django.core.management import call_command
from django.test import Client, override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from heard.apps.joining.models import User
from tests.browser.recording import WENT_THROUGH

# Playwright runs an event loop in the thread of the test, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
# The first is Chromium without windows, which takes a third less of the machine's time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = os.environ.get("HEARD_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--autoplay-policy=no-user-gesture-required",
]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
DESK = {"viewport": {"width": 1280, "height": 900}}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/browser/" in item.nodeid or item.nodeid.startswith("tests/browser"):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say("There is no Chromium here. On Debian: apt install chromium-headless-shell")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def collected_static(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Static files as a host has them: under hashed names, with the imports between modules rewritten."""
    as_hosted = {"STATIC_ROOT": tmp_path_factory.mktemp("static"), "STORAGES": site_settings.STORAGES}
    with override_settings(**as_hosted):
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])
    return as_hosted


@pytest.fixture(scope="session")
def server(chromium: Browser, collected_static: dict[str, Any], django_db_setup: None) -> Iterator[str]:
    """The site in a thread, static files served by WhiteNoise as they are for readers."""
    thread = LiveServerThread("localhost", static_handler=lambda handler: handler)
    thread.daemon = True
    recorded = {"MIDDLEWARE": ["tests.browser.recording.Recorder", *site_settings.MIDDLEWARE]}
    with override_settings(**collected_static, **recorded):
        thread.start()
        thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://{thread.host}:{thread.port}"
    thread.terminate()


@pytest.fixture
def site(server, collected_static, transactional_db, settings, _for_tests) -> str:
    """The address of the running site, whose pages name static files as a host's pages do."""
    for name, value in collected_static.items():
        setattr(settings, name, value)
    return str(server)


@pytest.fixture(autouse=True)
def _doors(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that is marked with doors has gone through each of them."""
    WENT_THROUGH.clear()
    yield
    said = {name for mark in request.node.iter_markers("doors") for name in mark.args}
    assert said - WENT_THROUGH == set()


@pytest.fixture
def visit(chromium: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens pages in contexts of their own. Afterwards: no script failed, the policy of the site refused
    nothing, and nothing was asked of another host."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(path: str, *, user: User | None = None, **options: object) -> Page:
        context = chromium.new_context(base_url=site, **{**DESK, **options})
        contexts.append(context)
        context.set_default_timeout(10_000)
        if user is not None:
            context.add_cookies([_session_cookie(user, site)])
        page = context.new_page()
        _watch(page, urlsplit(site).netloc, complaints)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _session_cookie(user: User, site: str) -> dict[str, str]:
    client = Client()
    client.force_login(user, site_settings.AUTHENTICATION_BACKENDS[0])
    return {"name": site_settings.SESSION_COOKIE_NAME, "value": client.cookies["sessionid"].value, "url": site}


def _watch(page: Page, host: str, complaints: list[str]) -> None:
    def asked(url: str) -> None:
        if url.startswith("http") and urlsplit(url).netloc != host:
            complaints.append(f"asked another host: {url}")

    def refused(line: str) -> None:
        if "Content Security Policy" in line:
            complaints.append(line)

    page.on("request", lambda request: asked(request.url))
    page.on("pageerror", lambda error: complaints.append(f"script failed: {error}"))
    page.on("console", lambda line: refused(line.text))


@pytest.fixture
def violations() -> Callable[[Page], list[str]]:
    """What axe finds wrong with a page by the rules of WCAG 2.2 AA: the rule and where."""

    def look(page: Page) -> list[str]:
        # Preloading would have axe write the imported style sheets into the page, which the policy refuses.
        options = {"runOnly": {"type": "tag", "values": WCAG}, "preload": False}
        found = Axe().run(page, options=options).response["violations"]
        return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]

    return look
