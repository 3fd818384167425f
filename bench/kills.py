"""Kill a running network at random, while people use it, and look afterwards whether anything is lost, there twice, or
waits for a person.

    python -m bench.kills --kills 200 --seed 1

A real `heard start` on a database of its own. Clients send recordings piece by piece, correct, accept, hide and take
back, over HTTP; whatever was acknowledged to them stands in a ledger of their own. Meanwhile the web server, the
worker, the process that transcribes, or all of them are ended with SIGKILL.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from bench.kills_network import KINDS, Network
from bench.told import figure

RECORDING = Path("tests/media/fixtures/two_voices.opus")
_FIRST = 3  # stories are written down before the first kill, so that there is something to correct
PATIENCE = 1200.0  # seconds for everything to be written down at the end


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--kills", type=int, default=20)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--pause", type=float, default=4.0, help="seconds between two kills, on average")
    given.add_argument("--keep", action="store_true", help="leave the folder there")
    chosen = given.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="heard-kills-"))
    _prepare(folder)
    try:
        return _run(chosen.kills, chosen.seed, chosen.pause)
    finally:
        if not chosen.keep:
            shutil.rmtree(folder, ignore_errors=True)


def _prepare(folder: Path) -> None:
    """Settings of a small network, for this process and those that it starts."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    many = str(10**6)
    os.environ |= {
        "HEARD_DATA": str(folder),
        "DATABASE_URL": "",
        "PORT": str(port),
        "HEARD_MODEL": "tiny.en",
        "HEARD_SECOND_OPINION": "no",
        "HEARD_JOBS": "lease=6",
        "HEARD_PACE": f"corrections={many}",
        "HEARD_RECORDINGS": f"unfinished={many}",
        "DJANGO_SETTINGS_MODULE": "heard.server.settings",
    }
    import django

    django.setup()
    from heard.server.running import prepare

    prepare()


def _run(kills: int, seed: int, pause: float) -> int:
    from bench.kills_checks import problems
    from bench.kills_clients import Clients, Ledger

    chance, began = random.Random(seed), time.monotonic()
    ledger, network, done = Ledger(), Network(), Counter[str]()
    threading.excepthook = lambda args: _stop(network, args.exc_value)
    network.start()
    while not network.answers():
        network.keep_up(0.5)
    clients = Clients(ledger, chance.randrange(2**31), RECORDING)
    clients.start()
    while len(clients.opened) < _FIRST:
        network.keep_up(1.0)
    while sum(done.values()) < kills:
        network.keep_up(chance.expovariate(1 / pause))
        kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
        if network.kill(kind, chance):
            done[kind] += 1
            print(f"\r{sum(done.values())} kills, {ledger}", end="", file=sys.stderr, flush=True)
    clients.finish(network.keep_up)
    waited = _settled(network)
    network.stop()
    found = problems(ledger)
    figure("kills", sum(done.values()))
    figure("minutes", f"{(time.monotonic() - began) / 60:.0f}")
    figure("used", str(ledger))
    figure("settled", f"{waited:.0f}")
    figure("found", "; ".join(found) or "nothing")
    print(f"\n{sum(done.values())} kills {dict(done)}, seed {seed}, {time.monotonic() - began:.0f} s")
    print(f"{ledger}; {network.restarts} times started anew; {waited:.0f} s until all was written down")
    print(
        "\n".join(found) or "nothing lost, nothing twice, nothing waits for a person, nothing that was taken back seen"
    )
    return 1 if found else 0


def _stop(network: Network, error: BaseException | None) -> None:
    """A client has met what it did not expect: end everything and say what it was."""
    print(f"\n{type(error).__name__}: {error}", file=sys.stderr)
    network.stop()
    os._exit(2)


def _settled(network: Network) -> float:
    """Let the network run until no recording waits. Returns for how long that was, in seconds."""
    from heard.apps.transcribing.models import Job
    from heard.apps.transcribing.queries import recordings_without_work

    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        network.keep_up(1.0)
        if not Job.objects.filter(state__in=("waiting", "running")).exists() and not list(recordings_without_work()):
            break
    return time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main())
