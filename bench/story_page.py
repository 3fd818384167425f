"""How much a reader fetches to open the page of a 15-minute story of 2,500 words, sound and fonts aside.

    python -m bench.story_page

The bar is 150 kB of HTML, CSS and JavaScript in all, compressed as the site sends them.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urljoin

from bench.told import asked, figure

WORDS, BAR = 2500, 150_000
STORIES = Path(__file__).parents[1] / "src/heard/demo/stories"
_NAMED = re.compile(r"""(?:<link[^>]+rel="stylesheet"[^>]+href=|<script[^>]+src=)"([^"]+)\"""")
_IMPORTED = re.compile(r"""(?:@import url\(|\bfrom\s*|\bimport\s*\(?\s*)["']([^"']+\.(?:js|css))["']""")

_LATE = re.compile(r"wavesurfer|altcha")  # the waveform and the human check, fetched when they are needed


def main() -> None:
    asked(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"HEARD_DATA": folder, "DJANGO_SETTINGS_MODULE": "heard.server.settings"}
        import django

        django.setup()
        prepare()
        _report(make_story())


def prepare() -> None:
    from django.core.management import call_command

    subprocess.run([sys.executable, Path(__file__).parents[1] / "tools/bundle.py"], check=True)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])


def make_story(title: str = "Fifteen minutes", words: int = WORDS) -> str:
    """Turns of about 40 words, at the pace of ordinary talk. Returns its address."""
    from heard.apps.transcribing.actions import keep_take
    from heard.core.people.permissions import Role
    from heard.core.transcript.words import Speaker, Transcript
    from tests import cast
    from tests.renditions import give_sound

    story = cast.make_story(title, cast.make_person(f"{words} Okafor", Role.REPORTER), transcript=False)
    said = tuple(written(words))
    speakers = (Speaker("S1", "Ada"), Speaker("S2", "Gurdip"))
    keep_take(story, Transcript(said, duration=said[-1].end, engine="bench", speakers=speakers))
    return give_sound(story, seconds=1.0).get_absolute_url()


def written(count: int) -> Iterator[object]:
    """So many words of the demo stories, as a machine writes them down."""
    from heard.core.transcript.words import Word

    chance = random.Random(1)
    texts = [
        turn["text"] for path in sorted(STORIES.glob("*.toml")) for turn in tomllib.loads(path.read_text())["turns"]
    ]
    said = " ".join(texts).split()
    clock, paragraph = 0.0, 0
    for number, text in enumerate(islice(cycle(said), count), 1):
        length = chance.uniform(0.12, 0.36)
        speaker = "S1" if paragraph % 2 else "S2"
        yield Word(f"w{number}", text, round(clock, 2), round(clock + length, 2), speaker, 0.9, paragraph=paragraph)
        clock += length + chance.choice((0.0, 0.0, 0.1, 0.3))
        paragraph += text.endswith((".", "?")) and chance.random() < 0.4


def _report(address: str) -> None:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    reader = Client(SERVER_NAME="localhost", headers={"accept-encoding": "gzip"})
    reader.get(address)  # compiles the templates
    with CaptureQueriesContext(connection) as asked:
        begun = time.process_time()
        page = reader.get(address)
        spent = time.process_time() - begun
    queries = len(asked)
    sizes = {"HTML": len(page.content)}
    html = Client(SERVER_NAME="localhost").get(address).content.decode()
    late = 0
    for name in _files(html, Path(settings.STATIC_ROOT)):
        kind, sent = "CSS" if name.endswith(".css") else "JavaScript", _sent(Path(settings.STATIC_ROOT) / name)
        sizes[kind] = sizes.get(kind, 0) + sent
        late += sent if _LATE.search(name) else 0
    for kind, size in sizes.items():
        figure(kind, round(size / 1000))
        print(f"{kind:12}{size:9,} bytes")
    total = sum(sizes.values())
    figure("total", round(total / 1000))
    figure("late", round(late / 1000))
    figure("queries", queries)
    figure("spent", f"{spent * 1000:.0f}")
    print(f"{'in all':12}{total:9,} bytes, the bar is {BAR:,}: {'kept' if total < BAR else 'MISSED'}")
    print(f"{queries} queries, {spent * 1000:.0f} ms of CPU")


def _files(html: str, root: Path) -> list[str]:
    """Every style sheet and script that the page asks for, and those that they ask for."""
    found: list[str] = []
    wanted = [name.removeprefix("/static/") for name in _NAMED.findall(html)]
    while wanted:
        name = wanted.pop()
        if name in found:
            continue
        found.append(name)
        wanted += [urljoin(name, other) for other in _IMPORTED.findall((root / name).read_text("utf-8"))]
    return found


def _sent(path: Path) -> int:
    """As WhiteNoise sends it: Brotli where that is smaller."""
    squeezed = path.with_name(path.name + ".br")
    return (squeezed if squeezed.exists() else path).stat().st_size


if __name__ == "__main__":
    main()
