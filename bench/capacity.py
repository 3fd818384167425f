"""How many pages a second two web processes give to strangers, in a network of 1,000 stories.

    python -m bench.capacity --postgres postgres://root:@127.0.0.1:5432/heard

The site runs as `heard serve` runs it. Two clients of our own ask for one page after the other over connections that
stay open, compressed, each time another of the newest stories chosen by chance, and look at the status alone: a
stranger each time, without a cookie. Whatever they cost is taken from the same machine. The networks are those of
bench/scale.py, which makes them where they are not there yet. `--kept 0` has nothing kept. CPU milliseconds a page are
those of the web processes; what PostgreSQL took is added.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from bench import scale
from bench.told import cell

PORT, SIZE = 8765, 1000
_CLIENTS = 2
_PATIENCE = 60.0  # seconds until the site answers
_TICK = os.sysconf("SC_CLK_TCK")

_CALLED = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--postgres", default="", help="a database; that of the bench is beside it")
    given.add_argument("--kinds", nargs="+", default=["sqlite", "postgresql"])
    given.add_argument("--seconds", type=float, default=10.0)
    given.add_argument("--pages", type=int, default=200, help="of so many stories of the network")
    given.add_argument("--kept", default="", help="HEARD_KEPT_PAGES: bytes")
    chosen = given.parse_args()
    for kind in chosen.kinds:
        environment = _network(kind, chosen.postgres) | ({"HEARD_KEPT_PAGES": chosen.kept} if chosen.kept else {})
        with _site(environment) as pid:
            for name, addresses in _addresses(environment, chosen.pages).items():
                _measure(f"{_CALLED[kind]}, {name}", addresses, pid, chosen.seconds)


def _network(kind: str, postgres: str) -> dict[str, str]:
    """The environment of a network of bench/scale.py, which is made if need be, and brought up to date."""
    made = [sys.executable, "-m", "bench.scale", "--sizes", str(SIZE), "--kinds", kind, "--only", "robots"]
    subprocess.run([*made, *(["--postgres", postgres] if postgres else [])], check=True, stdout=subprocess.DEVNULL)
    url = postgres.rpartition("/")[0] + f"/{postgres.rpartition('/')[2]}_bench_{SIZE}" if kind == "postgresql" else ""
    return {"HEARD_DATA": str(scale.KEPT / f"scale-{kind}-{SIZE}"), "DATABASE_URL": url, "PORT": str(PORT)}


@contextmanager
def _site(environment: dict[str, str]) -> Iterator[int]:
    command = [str(Path(sys.executable).with_name("heard")), "serve"]
    site = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    try:
        _wait_until_it_answers()
        yield site.pid
    finally:
        site.send_signal(signal.SIGTERM)
        site.wait(30)


def _wait_until_it_answers() -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            _connection().request("GET", "/robots.txt")
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The site does not answer.")


def _connection() -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)


def _addresses(environment: dict[str, str], pages: int) -> dict[str, list[str]]:
    """What is asked for, by name. Stories are looked up in a process of its own, which has the network's settings."""
    asked = f"from heard.apps.exploring.queries import newest_stories as n; print(*(s.slug for s in n({pages})))"
    command = [str(Path(sys.executable).with_name("heard")), "manage", "shell", "-v0", "-c", asked]
    said = subprocess.run(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, check=True, text=True)
    return {"stories": [f"/stories/{slug}/" for slug in said.stdout.split()], "home": ["/"]}


def _measure(name: str, addresses: list[str], pid: int, seconds: float) -> None:
    """Once to warm up: each story is asked of each process."""
    with ProcessPoolExecutor(_CLIENTS) as clients:
        list(clients.map(_ask_all, [addresses] * _CLIENTS, [4] * _CLIENTS))
        before, begun = _cpu(pid), time.monotonic()
        asked = sum(clients.map(_ask, [addresses] * _CLIENTS, range(_CLIENTS), [seconds] * _CLIENTS))
        took, spent = time.monotonic() - begun, _cpu(pid) - before
    cell("pages", name, "pages a second", f"{asked / took:.0f}")
    cell("pages", name, "CPU a page", f"{1000 * spent / asked:.1f} ms")
    print(
        f"{name} ({len(addresses):,} pages): {asked / took:.0f} a second, {1000 * spent / asked:.2f} ms of CPU a page"
    )


def _ask_all(addresses: list[str], times: int) -> None:
    for address in addresses * times:
        _get(_connection(), address)


def _ask(addresses: list[str], seed: int, seconds: float) -> int:
    """How many pages came within `seconds`."""
    chance, until, done = random.Random(seed), time.monotonic() + seconds, 0
    connections = [_connection() for _ in range(4)]
    while time.monotonic() < until:
        _get(connections[done % 4], chance.choice(addresses))
        done += 1
    return done


def _get(connection: http.client.HTTPConnection, address: str) -> None:
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{address} was answered with {answer.status}.")


def _cpu(pid: int) -> float:
    """CPU seconds of a process, of all that it started, and of what serves the bench in PostgreSQL."""
    parents: dict[int, int] = {}
    spent: dict[int, float] = {}
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (place / "stat").read_text().rpartition(")")[2].split()
            of_postgres = b"_bench_" in (place / "cmdline").read_bytes()[:80]
            parents[int(place.name)] = pid if of_postgres else int(fields[1])
            spent[int(place.name)] = (int(fields[11]) + int(fields[12])) / _TICK
    return sum(seconds for one, seconds in spent.items() if _is_of(one, pid, parents))


def _is_of(one: int, pid: int, parents: dict[int, int]) -> bool:
    while one and one != pid:
        one = parents.get(one, 0)
    return one == pid


if __name__ == "__main__":
    main()
