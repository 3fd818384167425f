"""Commands that offer and doubt: `heard propose` and `heard doubt`. They print, and change nothing."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heard.cli import files
from heard.core.errors import BadInput
from heard.core.listening.doubt import doubts
from heard.core.offering.candidates import Passage
from heard.core.offering.glossary import read_terms
from heard.core.offering.memory import Fix, Memory
from heard.core.offering.proposals import MIN_SCORES, Finder, Proposal, heard_out, passage_of
from heard.core.offering.sounds import Ear
from heard.core.transcript.words import Transcript
from heard.media.engines.judge import Judge
from heard.media.engines.phonemes import pronounce
from heard.media.engines.rarity import zipf
from heard.media.listen import told, verdicts
from heard.media.sound import whole

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


_WORTH_LISTENING = 0.1


def add_commands(commands: Commands) -> None:
    """Declare this room's commands."""
    about = "offer what was misheard before, and glossary terms that were misheard"
    proposing = commands.add_parser(
        "propose",
        help=about,
        description=f"{about.capitalize()}. Prints JSON Lines, best first. Nothing is changed.",
        epilog="A line of the memory is {heard, meant, before, after}; before and after, the words to both sides, "
        "may be left out. It may also hold story (where it was) and declined (true: somebody said no).",
    )
    proposing.add_argument(
        "transcripts", nargs="+", metavar="TRANSCRIPT", help="transcripts (.json, .vtt, .srt) or text (.txt)"
    )
    proposing.add_argument("--glossary", metavar="CSV", help="terms: term,kind,meaning,spoken_variants,mishearings")
    proposing.add_argument("--memory", metavar="JSONL", help="what was put right before")
    proposing.add_argument(
        "--finished", nargs="+", default=[], metavar="TRANSCRIPT", help="texts that people have put right"
    )
    proposing.add_argument(
        "--min-score", type=_share, metavar="X",
        help="leave out what is less probable (0 to 1; default: {repeat} for a fix made before, {style} where only "
        "spaces and hyphens differ, {at-work} in a story that somebody has begun to put right; {sounds-alike} for what "
        "sounds like something put right before, {glossary} for the glossary)".format_map(MIN_SCORES),
    )  # fmt: skip
    proposing.add_argument("--audio", metavar="FILE", help="the recording of the one transcript that is given")
    proposing.set_defaults(run=_propose)

    about = "say of every word how likely it is wrong"
    doubting = commands.add_parser(
        "doubt", help=about, description=f"{about.capitalize()}. Prints JSON Lines, in order."
    )
    doubting.add_argument("transcript", metavar="TRANSCRIPT", help="a transcript with times (.json)")
    doubting.add_argument("--audio", metavar="FILE", help="its recording, for a small recogniser's opinion")
    doubting.add_argument("--second", metavar="TRANSCRIPT", help="what another recogniser made of the same recording")
    doubting.set_defaults(run=_doubt)


def _propose(chosen: argparse.Namespace) -> None:
    ear = Ear(pronounce)
    memory = Memory(ear, zipf)
    for fix in _fixes(chosen.memory):
        memory.learn(fix)
    for path in chosen.finished:
        memory.finished.add(_texts(path)[0].words, _story(path))
    finder = Finder(memory, ear, zipf, read_terms(files.read(chosen.glossary)) if chosen.glossary else ())
    if chosen.audio and (len(chosen.transcripts) > 1 or _is_plain(chosen.transcripts[0])):
        raise BadInput("--audio goes with one transcript that has times.", code="one-transcript")
    found = []
    for path in chosen.transcripts:
        passage, transcript = _texts(path)
        offered = (
            _listened(finder, passage, transcript, chosen)
            if chosen.audio and transcript
            else finder.propose(passage, chosen.min_score)
        )
        found += [(one, transcript) for one in offered]
    for one, transcript in sorted(found, key=lambda pair: -pair[0].score):
        print(json.dumps(_line(one, transcript), ensure_ascii=False))


def _listened(finder: Finder, passage: Passage, transcript: Transcript, chosen: argparse.Namespace) -> list[Proposal]:
    """What is likely enough by its text is listened to, and then weighed again."""
    maybe = finder.propose(passage, _WORTH_LISTENING)
    heard = verdicts(transcript.words, whole(Path(chosen.audio)), Judge(), maybe)
    both = [heard_out(one, verdict) for one, verdict in zip(maybe, heard, strict=True)]
    return [one for one in both if one.is_offered(chosen.min_score)]


def _line(one: Proposal, transcript: Transcript | None) -> dict[str, Any]:
    """Positions in plain text, word ids and times in a transcript."""
    first, last = (transcript.words[position] if transcript else None for position in (one.first, one.last))
    return {
        "transcript": one.transcript,
        "first": first.id if first else one.first,
        "last": last.id if last else one.last,
        "start": first.start if first else None,
        "end": last.end if last else None,
        "heard": one.heard,
        "meant": one.meant,
        "kind": one.kind,
        "score": round(one.score, 4),
        "evidence": {name: round(value, 3) for name, value in one.evidence.items() if value},
    }


def _doubt(chosen: argparse.Namespace) -> None:
    if _is_plain(chosen.transcript):
        raise BadInput("Plain text does not say how sure the machine was. Give a transcript (.json).", code="no-times")
    transcript = _transcript(chosen.transcript)
    second = [word.text for word in _transcript(chosen.second).words] if chosen.second else None
    bears_out = None
    if chosen.audio:
        sound, judge = whole(Path(chosen.audio)), Judge()
        bears_out = told(transcript.words, sound, judge)
        second = second or [word.text for word in judge.words(sound)]
    found = doubts(transcript, zipf, Ear(pronounce), second, bears_out)
    for word, doubt in zip(transcript.words, found, strict=True):
        line = asdict(doubt) | {"wrong": round(doubt.wrong, 4), "text": word.text, "start": word.start, "end": word.end}
        print(json.dumps(line, ensure_ascii=False))


# Reading


def _texts(path: str) -> tuple[Passage, Transcript | None]:
    if _is_plain(path):
        return Passage(path, _decoded(path).split(), story=_story(path)), None
    transcript = _transcript(path)
    return passage_of(transcript, path, _story(path)), transcript


def _transcript(path: str) -> Transcript:
    return files.transcript(path)


def _story(path: str) -> str:
    return Path(path).stem


def _is_plain(path: str) -> bool:
    return Path(path).suffix.lower() == ".txt"


def _fixes(path: str | None) -> Iterator[Fix]:
    for number, line in enumerate(_decoded(path).splitlines() if path else (), start=1):
        if line.strip():
            try:
                yield _fix(json.loads(line))
            except (ValueError, TypeError, AttributeError, RecursionError):
                raise BadInput(
                    "Line %(number)s of “%(path)s” is no fix.", code="bad-memory", number=number, path=path
                ) from None


def _fix(row: dict[str, Any]) -> Fix:
    """What a line of the memory says. What it leaves out, or gives as null, is not known."""
    given = {name: row[name] for name in Fix.__dataclass_fields__ if row.get(name) is not None}
    texts = [value for name, value in given.items() if name != "declined"]
    if not all(isinstance(text, str) for text in texts) or not isinstance(given.get("declined", False), bool):
        raise TypeError
    return Fix(**{"heard": "", "meant": "", **given})


def _decoded(path: str) -> str:
    try:
        return files.read(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("“%(path)s” is not text in UTF-8.", code="not-utf-8", path=path) from None


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError("a number from 0 to 1")
    return value
