"""What pages and the idle worker cost as a network grows, on SQLite and on PostgreSQL. Nothing of it is a test.

    python -m bench.scale --postgres postgres://root:@127.0.0.1:5432/heard --worker

CPU seconds are those of the process and of the PostgreSQL process that serves it (/proc), so that a busy machine does
not count. The networks (bench/network.py) are kept in `bench/.kept` and, in PostgreSQL, in databases of their own
beside the one that is given; `--anew` makes them again. `--kinds sqlite` leaves PostgreSQL out, and `--only explore`
all pages whose names do not hold that.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.told import cell, figure

KEPT = Path(__file__).parent / ".kept"
TRIES = 21
_LONG = 3.0  # CPU seconds after which a page is not asked for again
_NO_END = 30  # seconds after which PostgreSQL gives up on a question
_BEGINNING = 90.0  # seconds in which a worker looks through everything once, where nothing is due
_PATIENCE = 900.0  # seconds until nothing may be due any more
_REST = 120.0  # seconds for which the idle worker is looked at: whatever it does each minute, it does twice
_ANONYMOUS = (
    *("home", "explore", "explore: a word", "reporters", "help", "begin to help", "offers", "pairs", "glossary"),
    *("themes", "a theme", "places", "a place", "collections"),
    *("programs: lists of pages", "programs: podcast", "programs: feed"),
)
_PAGES = {
    "home": "/",
    "explore": "/explore/",
    "explore: a word": "/explore/?q=holiday",
    "reporters": "/reporters/",
    "help": "/help/",
    "begin to help": "/help/",
    "help this one": "/stories/{slug}/help/",
    "offers": "/offers/",
    "pairs": "/pairs/",
    "glossary": "/glossary/",
    "themes": "/themes/",
    "a theme": "/themes/health/",
    "places": "/places/",
    "a place": "/places/place-1/",
    "collections": "/collections/",
    "programs: lists of pages": "/sitemap.xml",
    "programs: podcast": "/podcast.xml",
    "programs: feed": "/stories.atom",
    "story": "/stories/{slug}/",
    "story's offers": "/stories/{slug}/offers/",
    "review": "/review/",
    "moderate": "/moderate/",
    "moderate: stories": "/moderate/stories/",
    "moderate: comments": "/moderate/comments/",
    "people": "/people/",
    "my stories": "/my-stories/",
    "notices": "/notices/",
}
_SENT = {"begin to help"}  # by a form


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10_000])
    given.add_argument("--postgres", default="", help="a database; those of the bench are made beside it")
    given.add_argument("--kinds", nargs="+", default=["sqlite", "postgresql"])
    given.add_argument("--anew", action="store_true")
    given.add_argument("--only", default="")
    given.add_argument("--worker", action="store_true", help="the idle worker too")
    given.add_argument("--one", type=int, help=argparse.SUPPRESS)
    chosen = given.parse_args()
    if chosen.one:
        print(json.dumps(_measure(chosen.one, chosen.only, worker=chosen.worker)))
        return
    for kind in chosen.kinds:
        found = {size: _in_a_process(kind, size, chosen) for size in chosen.sizes}
        _print(kind, found)
        _tell(kind, found)


def _in_a_process(kind: str, size: int, chosen: argparse.Namespace) -> dict[str, Any]:
    folder = KEPT / f"scale-{kind}-{size}"
    if chosen.anew:
        shutil.rmtree(folder, ignore_errors=True)
    url = _database(chosen.postgres, size, anew=not folder.exists()) if kind == "postgresql" else ""
    how = {"HEARD_DATA": str(folder), "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "heard.server.settings"}
    many = {"HEARD_PACE": "corrections=1000000,comments=1000000"}
    many["HEARD_SECOND_OPINION"] = "no"
    asked = [sys.executable, "-m", "bench.scale", "--one", str(size), "--only", chosen.only]
    asked += ["--worker"] if chosen.worker else []
    done = subprocess.run(asked, env=os.environ | how | many, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _database(given: str, size: int | str, *, anew: bool) -> str:
    """A database beside the one that is given, made anew where there is no network in it yet."""
    import psycopg

    name = f"{urlsplit(given).path.strip('/')}_bench_{size}"
    if anew:
        with psycopg.connect(given.replace("postgres://", "postgresql://"), autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}"')
            server.execute(f'CREATE DATABASE "{name}"')
    return given.rpartition("/")[0] + f"/{name}"


# In a process of its own


def _measure(size: int, only: str, *, worker: bool) -> dict[str, Any]:
    import django

    django.setup()
    _make(size)
    gc.freeze()  # as the web server does (server/wsgi.py)
    found = dict(_pages(only))
    if worker:
        found["idle worker, % of a core"] = [100 * _idle_worker() / _REST]
    return found


def _make(size: int) -> None:
    from django.conf import settings

    from bench import network
    from bench.settling import settle
    from heard.server.running import prepare

    prepare()
    made = settings.DATA / "made"
    if not made.exists():
        network.make(size)
        made.touch()
    settle()


def _pages(only: str) -> Iterator[tuple[str, list[float]]]:
    """Milliseconds of CPU by page and reader: median, 95 %, questions, bytes."""
    from django.test import Client

    from heard.apps.joining.models import User
    from heard.apps.telling.models import Story

    slug = Story.objects.filter(state="published", reach="everyone").order_by("-published_at")[5].slug
    for who in ("nobody", "Cleo Marsh", "Hana Yilmaz"):
        for name, address in _PAGES.items():
            if only not in name or (who == "nobody" and name not in _ANONYMOUS and "stor" not in name + address):
                continue
            if (who == "Hana Yilmaz") != (name in ("people", "home")) and who != "nobody" and name != "home":
                continue
            reader = Client(SERVER_NAME="localhost")
            if who != "nobody":
                reader.force_login(User.objects.get(name=who))
            ask = reader.post if name in _SENT else reader.get
            figures = _figures(lambda ask=ask, address=address: ask(address.format(slug=slug)))
            if figures:
                print(f"  {name}, {who}: {figures}", file=sys.stderr, flush=True)
                yield f"{name}, {who}", figures


def _figures(ask: Callable[[], Any]) -> list[float]:
    """Empty for a page that is not this reader's."""
    from django.db import DatabaseError, connection
    from django.test.utils import CaptureQueriesContext

    _set_patience()
    try:
        begun = _cpu()
        with CaptureQueriesContext(connection) as asked:
            page = ask()
        first, questions = _cpu() - begun, len(asked)
    except DatabaseError:
        connection.close()
        return [float("inf")] * 2
    if page.status_code not in (200, 302) or "login" in page.headers.get("Location", ""):
        return []
    spent = [first]
    if first < _LONG:
        spent = [_spent(ask) for _ in range(TRIES if first < 1 else 3)]
    spent.sort()
    high = spent[min(int(0.95 * len(spent)), len(spent) - 1)]
    return [1000 * statistics.median(spent), 1000 * high, questions, len(page.content)]


def _spent(ask: Callable[[], Any]) -> float:
    begun = _cpu()
    ask()
    return _cpu() - begun


def _set_patience() -> None:
    from django.db import connection

    connection.ensure_connection()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = '{_NO_END}s'")


def _cpu() -> float:
    """Seconds of this process and of the one in PostgreSQL that answers it."""
    from django.db import connection

    mine = time.process_time()
    if connection.vendor != "postgresql":
        return mine
    connection.ensure_connection()
    return mine + _run_time(connection.connection.info.backend_pid)


def _run_time(pid: int) -> float:
    """Seconds that a process was on a core, to the nanosecond."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return 0.0


def _idle_worker() -> float:
    """CPU seconds of a worker that has nothing to do, and of what serves it in PostgreSQL."""
    from bench.settling import is_settled

    process = subprocess.Popen([Path(sys.executable).with_name("heard"), "worker"], stderr=subprocess.DEVNULL)
    try:
        time.sleep(_BEGINNING)
        until = time.monotonic() + _PATIENCE
        while not is_settled() and time.monotonic() < until:
            time.sleep(10)
        before = _of_worker(process.pid)
        time.sleep(_REST)
        after = _of_worker(process.pid)
        return sum(after.values()) - sum(before.get(pid, 0.0) for pid in after)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _of_worker(pid: int) -> dict[int, float]:
    from django.db import connection

    pids = [pid]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            pids += [found for [found] in cursor.fetchall()]
    return {one: sum(_run_time_of(task) for task in _tasks(one)) for one in pids}


def _tasks(pid: int) -> list[Path]:
    return list(Path(f"/proc/{pid}/task").iterdir()) if Path(f"/proc/{pid}").exists() else []


def _run_time_of(task: Path) -> float:
    try:
        return int((task / "schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return 0.0


def _print(kind: str, found: dict[int, dict[str, Any]]) -> None:
    sizes = list(found)
    print(
        f"\n{kind}: CPU ms, median / 95 %, and questions, at " + ", ".join(f"{size:,}" for size in sizes) + " stories"
    )
    for name in found[sizes[0]]:
        cells = [_cell(found[size].get(name)) for size in sizes]
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


def _tell(kind: str, found: dict[int, dict[str, Any]]) -> None:
    """For the texts: at the most stories and, in brackets, at a tenth of them."""
    column, most = "SQLite" if kind == "sqlite" else "PostgreSQL", max(found)
    for name, figures in found[most].items():
        if len(figures) == 1:
            figure(f"idle_{kind}", f"{figures[0]:.1f}")
            continue
        row = name.replace(", nobody", "").replace("Cleo Marsh", "an editor").replace("Hana Yilmaz", "a host")
        fewer = found.get(most // 10, {}).get(name)
        small = f" ({fewer[0]:.0f})" if fewer and len(fewer) > 1 else ""
        cell("pages", row, column, _cell(figures).partition(",")[0] + small)


def _cell(figures: list[float] | None) -> str:
    if not figures:
        return "-"
    if len(figures) == 1:
        return f"{figures[0]:.2f}"
    if figures[0] == float("inf"):
        return "no end"
    return f"{figures[0]:.0f} / {figures[1]:.0f}, {figures[2]:.0f}"


if __name__ == "__main__":
    main()
