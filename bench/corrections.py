"""What it costs to put a few words right in a long story, and to read it. Nothing of it is a test.

    python -m bench.corrections --words 2500 20000 [--postgres postgres://root:@127.0.0.1:5432/heard]

CPU milliseconds of whole requests, as in bench/scale.py: of this process, and of the one in PostgreSQL that serves it.
The story is made of the words of the demo stories, in paragraphs of some forty words, and has two voices; half of the
corrections are sent by a helper with an account. `--hidden` hides a part of it first.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from bench.scale import _cpu
from bench.story_page import written
from bench.told import cell

TRIES = 12


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--words", type=int, nargs="+", default=[2500, 20_000])
    given.add_argument("--postgres", default="", help="a server's database; one of the bench's own is made beside it")
    given.add_argument("--hidden", action="store_true")
    given.add_argument("--one", type=int, help=argparse.SUPPRESS)
    chosen = given.parse_args()
    if chosen.one:
        _measure(chosen.one, hidden=chosen.hidden)
        return
    for postgres, words in product(["", chosen.postgres] if chosen.postgres else [""], chosen.words):
        with tempfile.TemporaryDirectory() as folder:
            how = {"HEARD_DATA": folder, "DJANGO_SETTINGS_MODULE": "heard.server.settings"}
            how["DATABASE_URL"] = _database(postgres) if postgres else ""
            how |= {"HEARD_PACE": "corrections=1000000", "HEARD_SECOND_OPINION": "no"}
            hidden = ["--hidden"] if chosen.hidden else []
            asked = [sys.executable, "-m", "bench.corrections", "--one", str(words), *hidden]
            subprocess.run(asked, env=os.environ | how, check=True)


def _database(given: str) -> str:
    import psycopg

    name = "heard_bench_corrections"
    with psycopg.connect(given.replace("postgres://", "postgresql://"), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}"')
    return given.rpartition("/")[0] + f"/{name}"


# In a process of its own


def _measure(words: int, *, hidden: bool) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])
    story, readers = _make(words, hidden=hidden)
    print(
        f"\n{connection.vendor}, {words:,} words{', a part hidden' if hidden else ''}: CPU ms, median / most, questions"
    )
    for name, asks in _asked(story, readers, words):
        shown = _figures(asks)
        kind = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
        cell("costs", name, f"{kind}, {words:,} words", shown.partition(" ")[0])
        print(f"| {name} | {shown} |", flush=True)


def _make(words: int, *, hidden: bool) -> tuple[Any, dict[str, Any]]:
    from django.test import Client

    from heard.apps.hiding import actions as hiding
    from heard.apps.telling.actions.consent import Hand
    from heard.apps.transcribing.actions import keep_take
    from heard.core.people.permissions import Role
    from heard.core.transcript.words import Speaker, Transcript
    from tests import cast
    from tests.renditions import give_sound

    roles = {"reporter": Role.REPORTER, "editor": Role.EDITOR, "helper": Role.VISITOR}
    people = {name: cast.make_person(f"{name.title()} Person", role) for name, role in roles.items()}
    story = cast.make_story("A long talk", people["reporter"], transcript=False)
    said = tuple(written(words))
    speakers = (Speaker("S1", "Ada"), Speaker("S2", "Gurdip"))
    keep_take(story, Transcript(said, duration=said[-1].end, engine="bench", speakers=speakers))
    give_sound(story, seconds=1.0)
    if hidden:
        hiding.hide(story, hiding.Part((said[50].start, said[60].end)), hand=Hand(people["reporter"]))
    readers = {"nobody": Client(SERVER_NAME="localhost")}
    for name, user in people.items():
        readers[name] = Client(SERVER_NAME="localhost")
        readers[name].force_login(user)
    return story, readers


def _asked(story: Any, readers: dict[str, Any], words: int) -> Iterator[tuple[str, list[Callable[[], Any]]]]:
    """What is asked for, several times each. What is written makes the next figure's corrections."""
    page, places = f"/stories/{story.slug}/", _places(words)
    yield "story page", [lambda: readers["nobody"].get(page)] * TRIES
    yield "captions", [lambda: readers["nobody"].get(f"{page}captions.vtt")] * TRIES
    yield "report, visitor", [_report(readers["nobody"], page, at) for at in places[:TRIES]]
    yield "report, helper", [_report(readers["helper"], page, at) for at in places[TRIES:]]
    rows = list(story.corrections.order_by("pk"))
    yield "accept", [_decide(readers["editor"], row, "accept") for row in rows]
    yield "report, made in an earlier revision", [_report(readers["nobody"], page, at + 7) for at in places[:TRIES]]
    yield "undo", [_decide(readers["editor"], row, "reopen") for row in rows[:TRIES]]
    yield "review page", [lambda: readers["editor"].get(f"{page}review/")] * 3
    yield "revisions", [lambda: readers["editor"].get(f"{page}revisions/")] * 3
    yield "history of a word", [lambda: readers["nobody"].get(f"{page}words/w{places[-1] + 1}/")] * 3
    yield "my stories", [lambda: readers["reporter"].get("/my-stories/")] * 3


def _places(words: int) -> list[int]:
    chance = random.Random(3)
    return chance.sample(range(100, words - 20, 20), 2 * TRIES)


def _report(reader: Any, page: str, at: int) -> Callable[[], Any]:
    sent = {"kind": "replace", "words": f"w{at}", "text": f"Something{at}", "base": "1"}
    return lambda: reader.post(f"{page}corrections/", sent)


def _decide(editor: Any, row: Any, decision: str) -> Callable[[], Any]:
    return lambda: editor.post(f"/corrections/{row.pk}/decide/", {"decision": decision, "listened": "on"})


def _figures(asks: list[Callable[[], Any]]) -> str:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    spent, questions = [], 0
    for ask in asks:
        with CaptureQueriesContext(connection) as asked:
            begun = _cpu()
            answer = ask()
            spent.append(_cpu() - begun)
        questions = len(asked)
        assert answer.status_code < 400, (answer.status_code, answer.content[:500])
    return f"{1000 * statistics.median(spent):.0f} / {1000 * max(spent):.0f}, {questions}" if spent else "-"


if __name__ == "__main__":
    main()
