"""How long it takes to move in and out, and whether memory stays flat: stories with their words and no sound.

    python -m bench.moving --sizes 250 1000

Each story has one voice, a theme, a storyteller who agreed to everything, a comment and about six hundred words of the
demo stories in WebVTT. It goes into an empty network in SQLite, once more, and out again, each by the command that
people run, in a process of its own.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.told import cell

WORDS = 600
_COMMAND = str(Path(sys.executable).with_name("heard"))
_HOST = """
from heard.apps.joining.models import User
User.objects.create_superuser("hana@example.org", "tea-and-a-long-chat", name="Hana")
"""


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--sizes", type=int, nargs="+", default=[250, 1000])
    for size in given.parse_args().sizes:
        with tempfile.TemporaryDirectory() as folder:
            _measure(size, Path(folder))


def _measure(size: int, folder: Path) -> None:
    os.environ |= {"HEARD_DATA": str(folder / "data")}
    (folder / "data").mkdir()
    _write(size, folder / "site")
    _heard("manage", "migrate", "-v0")
    subprocess.run([_COMMAND, "manage", "shell"], input=_HOST.encode(), check=True)
    runs = {
        "in": ("import-site", str(folder / "site"), "--report", str(folder / "report.csv")),
        "in once more": ("import-site", str(folder / "site"), "--report", str(folder / "again.csv")),
        "out": ("export-site", str(folder / "gone")),
    }
    for name, command in runs.items():
        seconds, megabytes = _heard(*command)
        print(f"{size:,} stories, {name}: {seconds:.1f} s, at most {megabytes:.0f} MB")
        cell("moving", name, f"{size:,} stories", f"{seconds:.0f} s, {megabytes:.0f} MB")
    with (folder / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["outcome"] for row in csv.DictReader(file)} == {"taken"}


def _heard(*command: str) -> tuple[float, float]:
    """Seconds, and the most memory that it held, in MB."""
    begun = time.monotonic()
    process = subprocess.Popen([_COMMAND, *command], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, command
    return time.monotonic() - begun, used.ru_maxrss / 1024


def _write(size: int, site: Path) -> None:
    said = list(_said())
    (site / "transcripts").mkdir(parents=True)
    with (site / "stories.csv").open("w", newline="") as stories, (site / "comments.csv").open("w", newline="") as talk:
        table, comments = csv.writer(stories), csv.writer(talk)
        table.writerow(["id", "title", "storyteller", "consent", "published_at", "themes", "place", "old_address"])
        comments.writerow(["id", "story", "text", "name", "at"])
        for number in range(size):
            old = f"/node/{number}"
            row = [f"s{number}", f"Story {number}", "Hamid", "all", "2021-06-05", f"Theme {number % 20}", "Leeds", old]
            table.writerow(row)
            comments.writerow([number, f"s{number}", "It was the same for us.", "Jo", "2021-07-01"])
            (site / "transcripts" / f"s{number}.vtt").write_text(_captions(said, number))


def _said() -> Iterator[str]:
    from heard import demo

    for story in demo.stories():
        yield from story.said.split()


def _captions(said: list[str], number: int) -> str:
    """A dozen words each, all of one voice that is the teller's."""
    at = number * 37 % max(1, len(said) - WORDS)
    words, cues = said[at : at + WORDS], ["WEBVTT"]
    for start in range(0, len(words), 12):
        begin = start * 0.4
        text = " ".join(words[start : start + 12])
        cues.append(f"{_clock(begin)} --> {_clock(begin + 4.6)}\n<v Hamid>{text}")
    return "\n\n".join(cues) + "\n"


def _clock(seconds: float) -> str:
    return f"{int(seconds // 60):02}:{seconds % 60:06.3f}"


if __name__ == "__main__":
    main()
