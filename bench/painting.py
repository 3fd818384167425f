"""When pages are first seen on a slow phone, what they fetch, what moves, and how long scripts hold up the browser.

    python -m bench.painting

The site runs as `heard serve` runs it, with one story of 2,500 words, one of 10,000 and eight short ones with sound and
a moment each. Chromium opens them anew each
time, with the slow 4G of Lighthouse (150 ms there and back, 1.6 Mbit/s) and a processor four times slower, and once
more with neither, for the CPU time of the longest task that holds it up. The middle of `--times` is told: what is seen
when is told by the clock, so on a busy machine take more.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from bench.told import CHROMIUM, cell

PORT = 8766
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SLOWER = 4  # times, for the processor
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}
STORIES = {"2,500 words": 2500, "10,000 words": 10_000}
_TOLD = """() => ({
  paint: performance.getEntriesByName("first-contentful-paint")[0].startTime,
  byte: performance.getEntriesByType("navigation")[0].responseStart,
  moved: window.moved,
})"""
_NOTE_MOVES = """window.moved = 0;
new PerformanceObserver((list) => { for (const move of list.getEntries()) window.moved += move.value; })
  .observe({ type: "layout-shift", buffered: true });"""
SHORT = 8
LISTS = {"home": "/", "explore": "/explore/", "a search": "/explore/?q=people", "a theme": "/themes/transport/"}


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--times", type=int, default=5)
    times = given.parse_args().times
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"HEARD_DATA": folder, "DJANGO_SETTINGS_MODULE": "heard.server.settings"}
        os.environ |= {"PORT": str(PORT), "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
        addresses = _tell()
        with _site(), _chromium() as browser:
            for name, address in addresses.items():
                _report(name, [_opened(browser, address) for _ in range(times)])
                longest = statistics.median(_longest_task(browser, address) for _ in range(times))
                cell("painting", name, "longest task, CPU", f"{longest:.0f} ms")
                print(f"  longest task: {longest:.0f} ms of CPU, {SLOWER * longest:.0f} on the slow phone", flush=True)


def _tell() -> dict[str, str]:
    import django

    django.setup()
    from bench import story_page

    story_page.prepare()
    told = {name: story_page.make_story(f"Told {words}", words) for name, words in STORIES.items()}
    for number in range(SHORT):
        _tell_shortly(f"Short {number}")
    return LISTS | told


def _tell_shortly(title: str) -> None:
    from django.utils.text import slugify

    from heard.apps.sharing.actions import share
    from heard.core.people.permissions import Role
    from tests import cast
    from tests.renditions import give_sound

    turns = (("S1", "What was it like?"), ("S2", "People sat at the table with us, and nothing was decided before."))
    how = {"summary": "People who decide together.", "themes": ("Transport",), "place": "Salford"}
    story = cast.make_story(title, cast.make_person(f"{slugify(title)} Okafor", Role.REPORTER), *turns, **how)
    share(give_sound(story, seconds=20.0), "w5", "w9", revision=1)


@contextmanager
def _site() -> Iterator[None]:
    site = subprocess.Popen([str(Path(sys.executable).with_name("heard")), "serve"], stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/robots.txt")
                break
            time.sleep(0.2)
        yield
    finally:
        site.terminate()
        site.wait(30)


@contextmanager
def _chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, CHROMIUM)))
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def _opened(browser: Any, address: str) -> dict[str, float]:
    """What one reader on a slow phone sees who was never here."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.add_init_script(_NOTE_MOVES)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = {}
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(f"http://127.0.0.1:{PORT}{address}", wait_until="load")
    page.wait_for_timeout(3000)
    told = page.evaluate(_TOLD)
    context.close()
    fetched = [one for one in sizes if kinds.get(one) != "Media"]
    sent = sum(sizes[one] for one in fetched)
    paint = told["paint"] - told["byte"]
    return {"paint": paint, "requests": len(fetched), "bytes": sent, "moved": told["moved"]}


def _longest_task(browser: Any, address: str) -> float:
    """Milliseconds of CPU, from the browser's own trace."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline"])
    page.goto(f"http://127.0.0.1:{PORT}{address}", wait_until="load")
    page.wait_for_timeout(1500)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    context.close()
    pages = {(one["pid"], one["tid"]) for one in events if one.get("args", {}).get("name") == "CrRendererMain"}
    ours = (one for one in events if (one["pid"], one["tid"]) in pages and one["name"].endswith("RunTask"))
    return max(one.get("tdur", 0) for one in ours) / 1000


def _report(name: str, opened: list[dict[str, float]]) -> None:
    asked, sent = _middle(opened, "requests"), _middle(opened, "bytes") / 1000
    cell("painting", name, "requests", f"{asked:.0f}")
    cell("painting", name, "kB without sound", f"{sent:.0f}")
    cell("painting", name, "first seen", f"{_middle(opened, 'paint'):,.0f} ms")
    print(f"{name}: {asked:.0f} requests and {sent:.0f} kB without sound")
    print(f"  first seen {_middle(opened, 'paint'):.0f} ms after the first byte; moved {_middle(opened, 'moved'):.3f}")


def _middle(opened: list[dict[str, float]], what: str) -> float:
    return statistics.median(one[what] for one in opened)


if __name__ == "__main__":
    main()
