"""Plain text: paragraphs with their speaker and, if wished, when they begin.

[0:12] Ada: We have always wanted to be heard.

Read as people and programs write it: by hand, copied from a page, by Otter, Rev, Descript, Teams, Zoom or Whisper.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from heard.core.formats import srt, webvtt
from heard.core.formats.names import Names, is_name, looks_like_name
from heard.core.formats.options import PLAIN, Options, clock
from heard.core.formats.reading import Heard, Notes, Said, as_lines, as_spoken, natural, transcript_of
from heard.core.formats.times import clock as time_of
from heard.core.formats.times import span
from heard.core.pacing import divide
from heard.core.scripts import ends_sentence, one_line, visible
from heard.core.words import Transcript

_CLOCK = r"\d{1,3}(?::\d{1,2})?:\d{2}(?:[.,:;]\d{1,3})?(?!\d)"
_UNTIL = rf"(?:\s*(?:-->|-|–|—|→|to)\s*(?P<end>{_CLOCK}))?"
# “[0:12]”, “(1:02:03)”, “0:12 -”, “[00:01.000 --> 00:04.000]” before what is said
_IN_BRACKETS = re.compile(rf"[\[({{<#]\s*(?P<start>{_CLOCK}){_UNTIL}\s*[\])}}>#]\s*(?:[-–—|:•](?!\S)\s*)?")
_BARE = re.compile(rf"(?P<start>{_CLOCK}){_UNTIL}(?![:.,]?\d)(?:\s*[-–—|•:](?=\s|$))?\s*")
# “Ada (0:12): …”, “Ada: [0:12] …”
_AFTER_NAME = re.compile(
    rf"(?P<name>[^\[\](){{}}:：\t]{{1,60}}?)\s*[:：]?\s*[\[(]\s*(?P<start>{_CLOCK})\s*[\])]\s*[:：]?\s*"
)
# “Ada Okafor  0:12”, the rest of the line being empty
_HEADING = re.compile(
    rf"(?P<name>[^\[\]{{}}:：\n]{{1,60}}?)[:：]?(?:\s*[|·•,–—-]\s*|\s+)[\[(]?(?P<start>{_CLOCK})[\])]?\s*"
)
_CHAT = re.compile(r"From\s+(?P<name>.{1,60}?)\s+to\s+[^:\n]{1,80}:\s*", re.IGNORECASE)
_CELLS = re.compile(r"(?P<name>[^\t]{1,60})\t+(?=[^\t])")
# A table's first row.
_HEADINGS = "time times timecode timestamp start end in out speaker name who text transcript content said no no. #"
_COLUMNS = frozenset(_HEADINGS.split())
# A transcript fills at least this share of its time with words. A diary (“10:30 we left”) does not.
_LEAST_FILLED = 0.1


@dataclass(frozen=True, slots=True)
class Line:
    """One line, taken apart: seconds; `speaker` as it is written; `fresh`: not the going on of the line above."""

    text: str
    speaker: str = ""
    start: float | None = None
    end: float | None = None
    fresh: bool = True


_NOTHING = Line("", fresh=False)


def write(transcript: Transcript, options: Options = PLAIN) -> str:
    """Paragraphs with an empty line between them."""
    lines = []
    for paragraph in options.view(transcript).paragraphs:
        time = f"[{clock(paragraph.start)}] " if options.times else ""
        name, said = one_line(transcript.speaker_name(paragraph.speaker)), one_line(paragraph.text)
        lines.append(f"{time}{name}: {said}" if name else f"{time}{said}")
    return "\n\n".join(lines) + "\n"


def read(data: bytes | str, notes: Notes | None = None) -> Transcript:
    """Where a text has times they are kept. Other words are laid out at the pace of ordinary talk between them."""
    notes = [] if notes is None else notes
    text = as_spoken(data, notes)
    lines = as_lines(text)
    if text.startswith("WEBVTT"):
        return webvtt.read(text, notes)
    if sum(_is_caption_time(line) for line in lines[:200]) > 0:
        return srt.read(text, notes)
    return transcript_of(_laid_out(_paragraphs(lines), notes))


def _is_caption_time(line: str) -> bool:
    if "-->" not in line:
        return False
    times = span(line)
    return times.start is not None and times.end is not None


# Taking lines apart


def _paragraphs(lines: Sequence[str]) -> list[Line]:
    """What is said, with the speaker who was named last and the time that stands before it."""
    told = _told(lines)
    widest = max((len(line.text) for line in told), default=0)
    done: list[Line] = []
    speaker, above = "", _NOTHING
    for line in told:
        above = _under(above, line)
        speaker = above.speaker or speaker
        if line.text:
            new = not done or bool(above.speaker) or not _goes_on(done[-1], above, widest)
            done.append(replace(above, speaker=speaker, fresh=new))
            above = _NOTHING
    return done


def _under(above: Line, line: Line) -> Line:
    """A line with what a line of its own above it says: a name, a time."""
    timed = line if line.start is not None else above
    return Line(line.text, line.speaker or above.speaker, timed.start, timed.end, line.fresh or above.fresh)


def _goes_on(before: Line, line: Line, widest: int) -> bool:
    """Whether a line is in the paragraph of the one above, without an empty line between: the sentence goes on, or the
    lines are all of one width."""
    if ends_sentence(before.text) or line.fresh:
        return False
    wrapped = line.start is None and 40 <= widest <= 100 and len(before.text) > 0.6 * widest
    return line.text[:1].islower() or wrapped


def _told(lines: Sequence[str]) -> list[Line]:
    """Each line with its time and speaker; empty lines make the next one fresh."""
    given = [visible(line).strip(" \v\f") for line in lines]
    bare = _has_bare_times(given)
    timed = [_timed(line.strip(), bare=bare) for line in given if line.strip()]
    fresh = [at == 0 or not given[at - 1].strip() for at, line in enumerate(given) if line.strip()]
    first_is_time = bool(timed) and timed[0].start is not None and not timed[0].text
    named = [_headed(line, following, first_is_time=first_is_time) for line, following in pairwise([*timed, _NOTHING])]
    names = Names((f"{line.speaker}: " if line.speaker else line.text for line in named), len(named))
    return [
        replace(_spoken(line, names), fresh=new)
        for line, new in zip(named, fresh, strict=True)
        if not _is_columns(line.text)
    ]


def _timed(line: str, *, bare: bool) -> Line:
    match = _IN_BRACKETS.match(line) or (_BARE.match(line) if bare else None)
    start = time_of(match["start"]) if match else None
    if match is None or start is None:
        return Line(line)
    end = time_of(match["end"]) if match["end"] else None
    return Line(line[match.end() :], start=start, end=end)


def _has_bare_times(lines: Sequence[str]) -> bool:
    """Whether times without brackets are times of the recording: they come in order, and the first is near the
    beginning, somebody is named behind one, or much is said between them."""
    filled = [line.strip() for line in lines if line.strip()]
    matches = [(line, match) for line in filled if (match := _BARE.match(line))]
    times = [time for _, match in matches if (time := time_of(match["start"])) is not None]
    if not times or any(after < before for before, after in pairwise(times)):
        return False
    rests = [line[match.end() :] for line, match in matches]
    named = any(not rest or Names([rest], 1).read(rest).name for rest in rests)
    filling = sum(map(natural, filled)) >= _LEAST_FILLED * (times[-1] - times[0])
    return times[0] < 60 or named or (len(times) > 1 and filling and 3 * len(times) >= len(filled))


def _headed(line: Line, following: Line, *, first_is_time: bool) -> Line:
    """Names that stand beside a time, or alone above it, without a colon."""
    text = line.text
    if line.start is not None and (chat := _CHAT.match(text)):
        return replace(line, speaker=chat["name"], text=text[chat.end() :])
    if (match := _AFTER_NAME.match(text)) and looks_like_name(match["name"]) and line.start is None:
        return replace(line, speaker=match["name"], text=text[match.end() :], start=time_of(match["start"]))
    if (match := _HEADING.fullmatch(text)) and line.start is None and _heads(match["name"], text):
        return replace(line, speaker=match["name"], text="", start=time_of(match["start"]))
    if _stands_alone(line, following, first_is_time=first_is_time):
        return replace(line, speaker=text.rstrip(":："), text="")
    return line


def _heads(name: str, text: str) -> bool:
    return is_name(name) or (looks_like_name(name) and text[len(name) :][:2] in ("  ", "\t", " \t"))


def _stands_alone(line: Line, following: Line, *, first_is_time: bool) -> bool:
    """A name with nothing else on its line: a time stands before it, or below it, and then comes what is said."""
    if not line.text or not is_name(line.text.rstrip(":：")):
        return False
    if line.start is not None:
        return following.start is None and bool(following.text)
    return not first_is_time and following.start is not None and not following.text


def _spoken(line: Line, names: Names) -> Line:
    if line.speaker:
        return replace(line, speaker=one_line(line.speaker), text=line.text.strip())
    cells = _CELLS.match(line.text)
    if cells and (is_name(cells["name"]) or names.accepts(cells["name"].rstrip(":： "))):
        return replace(line, speaker=one_line(cells["name"]).rstrip(":："), text=line.text[cells.end() :].strip())
    told = names.read(line.text)
    if told.name:
        inner = _timed(told.text, bare=False) if line.start is None else Line(told.text)
        start = inner.start if line.start is None else line.start
        return Line(inner.text.strip(), told.name, start, line.end or inner.end)
    return replace(line, text=told.text.strip() if told.changes and told.text[:1] else line.text.strip())


def _is_columns(text: str) -> bool:
    cells = text.casefold().split("\t")
    return len(cells) > 1 and all(cell.strip() in _COLUMNS for cell in cells)


# Laying it out in time


def _laid_out(lines: Sequence[Line], notes: Notes) -> Iterator[Said]:
    """A time that is written stands: what is said before it ends there, however fast that is."""
    runs = _runs(lines, notes)
    for (start, run), (limit, _) in pairwise([*runs, (math.inf, [])]):
        end = start + sum(natural(line.text) for line in run)
        if len(run) == 1 and run[0].end is not None and run[0].end > start:
            end = run[0].end
        end = min(end, limit)
        for line, (begin, stop) in zip(run, divide(start, end, [natural(line.text) for line in run]), strict=True):
            yield (Heard(line.text, begin, stop, line.speaker or None, begins=line.fresh),)


def _runs(lines: Sequence[Line], notes: Notes) -> list[tuple[float, list[Line]]]:
    """Lines from one written time to the next later one."""
    runs: list[tuple[float, list[Line]]] = []
    for line in lines:
        if line.start is not None and runs and line.start < runs[-1][0]:
            notes.append(f"The time {clock(line.start)} is earlier than the one before it, and was passed over.")
        if not runs or (line.start is not None and line.start > runs[-1][0]):
            runs.append((line.start or 0.0, []))
        runs[-1][1].append(line)
    return runs
