"""Commands about transcripts as files: `heard retime` and `heard convert`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from heard.cli import files
from heard.core import formats
from heard.core.formats.reading import as_text
from heard.core.transcript.timing import retime

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_commands(commands: Commands) -> None:
    """Declare this room's commands."""
    about = "carry the times of a transcript over to its corrected text"
    retiming = commands.add_parser("retime", help=about, description=f"{about.capitalize()}. Writes JSON.")
    retiming.add_argument("transcript", metavar="TRANSCRIPT", help="a transcript with times (.json, .vtt, .srt)")
    retiming.add_argument("text", metavar="CORRECTED.txt", help="all of its text as it should be (-: from stdin)")
    retiming.add_argument("--output", default="-", metavar="PATH", help="where to write it (default: print it)")
    retiming.set_defaults(run=_retime)

    about = "turn a transcript into another format"
    known = ", ".join(f".{suffix}" for suffix in formats.FORMATS)
    converting = commands.add_parser(
        "convert",
        help=about,
        description=f"{about.capitalize()}: {known}. Also reads the JSON of Whisper and its relatives, of Amazon "
        "Transcribe and of other services. What cannot be used is said on standard error.",
    )
    converting.add_argument("source", metavar="IN", help="the file to read")
    converting.add_argument("target", metavar="OUT", help="the file to write; - prints JSON")
    converting.add_argument("--clean", action="store_true", help="leave out um, er and the like (not from JSON)")
    converting.set_defaults(run=_convert)


def _retime(chosen: argparse.Namespace) -> None:
    transcript = files.transcript(chosen.transcript)
    retimed = retime(transcript, as_text(files.read(chosen.text)))
    files.write(chosen.output, formats.write("json", retimed))


def _convert(chosen: argparse.Namespace) -> None:
    name = "json" if chosen.target == "-" else chosen.target
    formats.by_suffix(name)
    transcript = files.transcript(chosen.source)
    files.write(chosen.target, formats.write(name, transcript, formats.Options(clean=chosen.clean)))
