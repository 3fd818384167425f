"""`heard transcribe`: from a recording to a transcript, without a database."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from heard.cli import files
from heard.core import formats
from heard.core.offering.glossary import read_terms, respelt
from heard.core.transcript.words import Transcript
from heard.media.child import run_in_child
from heard.media.request import Progress, Request

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_commands(commands: Commands) -> None:
    """Declare this room's commands."""
    about = "write down what is said in a recording, on this machine"
    command = commands.add_parser("transcribe", help=about, description=f"{about.capitalize()}.")
    command.add_argument("recording", metavar="FILE", type=Path, help="sound or video")
    command.add_argument("--speakers", metavar="N", type=_count, help="how many people speak (default: guess)")
    command.add_argument("--language", default="en", metavar="CODE", help="what they speak (default: en)")
    command.add_argument("--model", default=os.environ.get("HEARD_MODEL", "base"), help=_MODEL)
    command.add_argument("--glossary", metavar="FILE", help="CSV of terms; their spelling is put right, no more")
    command.add_argument("--format", choices=list(formats.FORMATS), help="default: by the name of PATH, else json")
    command.add_argument("--output", default="-", metavar="PATH", help="where to write it (default: print it)")
    command.set_defaults(run=_transcribe)


_MODEL = "base, tiny.en, a folder, or a name on the hub with HEARD_MAY_DOWNLOAD=1 (default: HEARD_MODEL or base)"


def _transcribe(chosen: argparse.Namespace) -> None:
    kind = chosen.format or ("json" if chosen.output == "-" else formats.by_suffix(chosen.output).suffix)
    terms = read_terms(files.read(chosen.glossary)) if chosen.glossary else ()
    transcript = respelt(_listen(chosen), terms)
    files.write(chosen.output, formats.write(kind, transcript))


def _listen(chosen: argparse.Namespace) -> Transcript:
    with tempfile.TemporaryDirectory(prefix="heard-") as workdir:
        request = Request(
            chosen.recording,
            Path(workdir),
            language=chosen.language,
            voices=chosen.speakers,
            model=chosen.model,
            may_download=os.environ.get("HEARD_MAY_DOWNLOAD") == "1",
            renditions=False,
        )
        transcript = run_in_child(request, _show).transcript
    assert transcript
    print(file=sys.stderr)
    return transcript


def _show(progress: Progress) -> None:
    left = f", {progress.seconds_left:.0f} s left" if progress.seconds_left is not None else ""
    line = f"{progress.share:4.0%} {progress.stage}{left}"
    print(f"\r{line:<40}" if sys.stderr.isatty() else line, end="" if sys.stderr.isatty() else "\n", file=sys.stderr)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 20:
        raise argparse.ArgumentTypeError("a number from 1 to 20")
    return int(text)
