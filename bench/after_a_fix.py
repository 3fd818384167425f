"""What the worker spends on an archive after one fix, from the acceptance until it has nothing left to do.

    python -m bench.after_a_fix --sizes 1000 2000 [--postgres postgres://root:@127.0.0.1:5432/heard] [--profile]

CPU seconds of the process and of the PostgreSQL process that serves it. The networks are those of bench/scale.py. Two
fixes: one of words that stand in one story of twenty, and one of a word that stands in every story.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import subprocess
import sys
from typing import Any

from bench.scale import KEPT, _cpu, _database, _make
from bench.told import cell

_ROUNDS = 60


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--sizes", type=int, nargs="+", default=[1000, 2000])
    given.add_argument("--postgres", default="")
    given.add_argument("--profile", action="store_true")
    given.add_argument("--one", type=int, help=argparse.SUPPRESS)
    chosen = given.parse_args()
    if chosen.one:
        _measure(chosen.one, profiled=chosen.profile)
        return
    kind = "postgresql" if chosen.postgres else "sqlite"
    for size in chosen.sizes:
        folder = KEPT / f"scale-{kind}-{size}"
        url = _database(chosen.postgres, size, anew=not folder.exists()) if chosen.postgres else ""
        how = {"HEARD_DATA": str(folder), "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "heard.server.settings"}
        how["HEARD_PACE"] = "corrections=1000000,comments=1000000"
        how["HEARD_SECOND_OPINION"] = "no"
        asked = [sys.executable, "-m", "bench.after_a_fix", "--one", str(size)]
        asked += ["--profile"] if chosen.profile else []
        subprocess.run(asked, env=os.environ | how, check=True)


def _measure(size: int, *, profiled: bool) -> None:
    import django

    django.setup()
    _make(size)
    from django.db import connection

    _work()  # what an earlier run left
    _remember()
    for name, heard, meant in (
        ("in one story of twenty", "", "Bartholomew"),
        ("in every story", "Lesster", "Leinster"),
    ):
        corrections = _accept(heard, meant)
        begun = _cpu()
        rounds, offered = _profiled(_work) if profiled else _work()
        cell("fix", f"a fix of what stands {name}", f"{size:,} stories", f"{_cpu() - begun:.1f}")
        print(
            f"{connection.vendor}, {size:,} stories, a fix of what stands {name}: {_cpu() - begun:.1f} CPU s, "
            f"{rounds} rounds, {offered} places",
            flush=True,
        )
        _take_back(corrections)
        _work()


def _remember() -> None:
    """As a worker does in its first round, and keeps."""
    from heard.apps.helping import tasks
    from heard.apps.helping.queries import learning

    begun = _cpu()
    learning.memory_of(tasks._ear(), tasks.zipf)
    print(f"  the memory after a start: {_cpu() - begun:.1f} CPU s", file=sys.stderr)


def _accept(heard: str, meant: str) -> Any:
    """Somebody puts a word right in one of the stories, and it is accepted."""
    from heard.apps.correcting import actions
    from heard.apps.correcting.actions import Remark, Sender
    from heard.apps.joining.models import User
    from heard.apps.telling.models import Story
    from heard.apps.transcribing.queries import transcript_of

    ben, cleo = (User.objects.get(name=name) for name in ("Ben Achterberg", "Cleo Marsh"))
    stories = Story.objects.filter(state="published", reach="everyone").order_by("pk")[7:60]
    story, word = next(
        (story, word)
        for story in stories
        for word in transcript_of(story).words
        if word.source == "machine" and (word.text.strip(".") == heard if heard else len(word.text) > 12)
    )
    remark = Remark("replace", (word.id,), meant, base=story.transcript.revision)
    print(f"  “{word.text}” → “{meant}”", file=sys.stderr)
    return actions.accept_unheard(actions.report(story, Sender(user=ben), remark), cleo)


def _take_back(correction: Any) -> None:
    from heard.apps.correcting import actions
    from heard.apps.joining.models import User

    actions.reopen(correction, User.objects.get(name="Cleo Marsh"))
    correction.refresh_from_db()
    actions.decline(correction, User.objects.get(name="Cleo Marsh"), "It was of the bench.")


def _work() -> tuple[int, int]:
    from heard.apps.helping import tasks
    from heard.apps.helping.models import Proposal
    from heard.apps.helping.queries import learning

    before = Proposal.objects.count()
    for number in range(_ROUNDS):
        if not learning.is_work_left():
            return number, Proposal.objects.count() - before
        tasks.tick()
    raise AssertionError("there is no end to it")


def _profiled(work: Any) -> Any:
    profile = cProfile.Profile()
    done = profile.runcall(work)
    pstats.Stats(profile).sort_stats("cumtime").print_stats(45)
    return done


if __name__ == "__main__":
    main()
