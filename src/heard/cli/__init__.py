"""The `heard` command. Commands about files need no database; commands about the network hand over to the server."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from heard import __version__
from heard.cli import network, proposals, texts, transcribe
from heard.core.errors import HeardError, cause_of

_VAGUE = ("bad-backup", "other-version", "bad-register", "damaged", "not-csv", "not-docx", "not-json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: 0 done, 1 something broke, 2 what was given cannot be used."""
    chosen = parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen) or 0)
    except HeardError as error:
        print(f"heard: {error.sentence} [{error.code}]", file=sys.stderr)
        _say_the_cause(error)
        return 2
    except SystemExit as refused:
        if not isinstance(refused.code, str):
            raise
        print(f"heard: {refused.code} [bad-setting]", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read along has seen enough ("heard ... | head")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _say_the_cause(error: HeardError) -> None:
    """Where one sentence stands for faults of many kinds, what it was this time. The others say it themselves."""
    if error.__cause__ and error.code in _VAGUE:
        print(f"heard: it came of {cause_of(error)}", file=sys.stderr)


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    whole = argparse.ArgumentParser(prog="heard", description="A community reporter network that anyone can host.")
    whole.add_argument("--version", action="version", version=f"heard {__version__}")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for room in (transcribe, texts, proposals, network):
        room.add_commands(commands)
    return whole


if __name__ == "__main__":
    sys.exit(main())
