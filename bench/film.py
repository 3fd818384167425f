"""What a film weighs once it is made for the web, and what making it costs: `python -m bench.film [SECONDS …]`.

The film is made here: 1080 lines, 30 pictures a second, everything moves and there is noise on it, as in a dim room.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from bench.told import asked, cell
from heard.media import pipeline
from heard.media.pipeline import Request
from tests import sounds


def main() -> None:
    for seconds in map(int, asked(__doc__) or ["30", "4"]):
        _report(seconds)


def _report(seconds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        film = sounds.busy_film(Path(folder) / "film.mp4", seconds, rate=30)
        sent = film.stat().st_size / 1e6
        print(f"{seconds} s: {'as it was sent':24}{sent:8.1f} MB")
        for what, hidden in (("untouched", ()), ("a second hidden", ((2.0, 3.0),))):
            before = time.process_time()
            made = pipeline.run(Request(film, Path(folder) / what, words=False, hidden=hidden))
            cost = (time.process_time() - before) / seconds
            size = made.files["video.mp4"].stat().st_size / 1e6
            cell("films", f"{seconds} s, {what}", "as it was sent", f"{sent:.1f} MB")
            cell("films", f"{seconds} s, {what}", "made for the web", f"{size:.1f} MB")
            cell("films", f"{seconds} s, {what}", "CPU seconds a second, all copies together", f"{cost:.2f}")
            print(f"{what:24}{size:8.1f} MB   {cost:.2f} CPU seconds per second, all copies together")


if __name__ == "__main__":
    main()
