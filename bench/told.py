"""What a bench has measured, for the texts: it tells each figure as it prints it, and `bench.figures` keeps them.

    figure("bytes", 108)                                # stands in the text between <!-- NAME.bytes --> and <!-- / -->
    cell("sizes", "HTML", "compressed", "49 kB")        # one cell of the table <!-- NAME.sizes -->

Run by hand, a bench prints as ever and keeps nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

DATA = Path(os.environ.get("HEARD_DATA_SETS", Path(__file__).parents[2] / "shared" / "data"))
"""The folder with the data of the benches that need some. Nothing of it is in this repository."""

CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser")
"""What it is called, the one without windows first."""

WHERE = "BENCH_FIGURES"
"""The environment's name for the file that figures are told to, also by the processes that a bench starts."""


def figure(key: str, value: object) -> None:
    _tell([key, str(value)])


def cell(table: str, row: str, column: str, value: object) -> None:
    _tell([table, row, column, str(value)])


def _tell(what: list[str]) -> None:
    if path := os.environ.get(WHERE):
        with Path(path).open("a") as file:
            file.write(json.dumps(what) + "\n")


def asked(about: str) -> list[str]:
    """What a bench without options of its own was asked for. `--help` says what the bench says of itself."""
    given = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("what", nargs="*")
    given.parse_known_args()
    return sys.argv[1:]
