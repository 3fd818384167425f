"""Write the figures of README.md and bench/README.md from what the benches measured.

    make figures                            # run the quick benches, and write what they say
    make figures ONLY="film vandalism"      # run these, however long they take
    make figures ONLY=text                  # run nothing, only write the texts anew
    make figures ONLY=scale POSTGRES=postgres://user:password@host/name

What was measured stands in bench/figures.json, with its command, data, date and machine. A figure in a text stands
between <!-- NAME.KEY --> and <!-- / -->, and so does a whole table; <!-- NAME.taken --> says when, on what and with
which data. A bench without its data or PostgreSQL is passed over with a sentence: its old figures stay, with their
date.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.told import CHROMIUM, DATA, WHERE

ROOT = Path(__file__).parent.parent
FILE = Path(__file__).with_name("figures.json")
TEXTS = ("README.md", "bench/README.md")
_MARKED = re.compile(r"<!-- (\w+)\.(\w+) -->(.*?)<!-- / -->", re.DOTALL)

Kept = dict[str, Any]


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("only", nargs="*", help="names of benches; without any, the quick ones")
    given.add_argument("--postgres", default=os.environ.get("POSTGRES", ""))
    chosen = given.parse_args()
    kept = json.loads(FILE.read_text())
    wanted = [name for name in chosen.only if name != "text"]
    if unknown := set(wanted) - set(kept):
        print(f"There is no {', '.join(sorted(unknown))}. There are: {', '.join(kept)}.", file=sys.stderr)
        return 2
    failed = 0
    for name in wanted or [name for name, one in kept.items() if one["quick"] and not chosen.only]:
        failed += not _measured(name, kept[name], chosen.postgres)
        FILE.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
    for text in TEXTS:
        path = ROOT / text
        path.write_text(written(path.read_text(), kept))
    return 1 if failed else 0


# Text


def written(text: str, kept: Kept) -> str:
    """The text with every marked figure as it was measured."""
    return _MARKED.sub(lambda found: _mark(found[1], found[2], kept), text)


def _mark(name: str, key: str, kept: Kept) -> str:
    what = taken(kept[name]) if key == "taken" else kept[name]["figures"][key]
    shown = what if isinstance(what, str) else f"\n\n{_table(what)}\n\n"
    return f"<!-- {name}.{key} -->{shown}<!-- / -->"


def taken(one: Kept) -> str:
    day = datetime.date.fromisoformat(one["date"])
    return f"Taken on {day.day} {day:%B %Y}, on {one['machine']}. Data: {one['data']}."


def _table(rows: dict[str, dict[str, str]]) -> str:
    """The first row’s name is that of the first column."""
    (corner, head), *others = rows.items()
    first, *lines = (
        f"| {' | '.join(cells)} |".replace("|  ", "| ")
        for cells in ([corner, *head], *([n, *r.values()] for n, r in others))
    )
    return "\n".join([first, "|" + "---|" * (len(head) + 1), *lines])


# Measuring


def _measured(name: str, one: Kept, postgres: str) -> bool:
    """Runs the bench and keeps what it told. False, with a sentence, where it could not."""
    if why := _missing(one, postgres):
        print(f"{name}: {why} Its figures of {one['date']} stay.")
        return True
    with tempfile.NamedTemporaryFile("r") as told:
        command = [part.replace("URL", postgres) for part in shlex.split(one["command"])]
        print(f"{name}: {one['command']}", flush=True)
        python = [sys.executable, *command[1:]]
        done = subprocess.run(python, cwd=ROOT, env=os.environ | {WHERE: told.name})
        found = [json.loads(line) for line in told]
    if done.returncode:
        print(f"{name}: it ended with {done.returncode}. Its figures of {one['date']} stay.", file=sys.stderr)
        return False
    return _kept(name, one, found)


def _missing(one: Kept, postgres: str) -> str:
    if "data" in one["needs"] and not DATA.is_dir():
        return f"there is no folder {DATA}, which HEARD_DATA_SETS would name."
    if "postgres" in one["needs"] and not postgres:
        return "it needs PostgreSQL: say POSTGRES=postgres://user:password@host/name."
    if "browser" in one["needs"] and not any(map(shutil.which, CHROMIUM)):
        return "it needs Chromium."
    return ""


def _kept(name: str, one: Kept, found: list[list[str]]) -> bool:
    """All that stands in the texts has to be told anew: no table of two days."""
    figures = {key: {row: dict(cells) for row, cells in what.items()} if isinstance(what, dict) else what
               for key, what in one["figures"].items()}  # fmt: skip
    missing = set(_keys(figures)) - {tuple(parts[:-1]) for parts in found}
    if missing:
        first = " / ".join(min(missing))
        print(f"{name}: it did not say {first}. Its figures of {one['date']} stay.", file=sys.stderr)
        return False
    for *key, value in found:
        if tuple(key) in set(_keys(figures)):
            _put(figures, key, value)
    one |= {"figures": figures, "date": datetime.date.today().isoformat(), "machine": machine()}
    return True


def _keys(figures: dict[str, Any]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for key, what in figures.items():
        if isinstance(what, str):
            found.append((key,))
        else:
            _head, *rows = what.items()
            found += [(key, row, column) for row, cells in rows for column, text in cells.items() if text]
    return found


def _put(figures: dict[str, Any], key: list[str], value: str) -> None:
    *way, last = key
    place = figures
    for part in way:
        place = place[part]
    place[last] = value


def machine() -> str:
    """Its cores and their kind: no name."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    kind = models[0] if models else platform.machine()
    return f"{os.cpu_count()} cores ({kind})"


if __name__ == "__main__":
    sys.exit(main())
