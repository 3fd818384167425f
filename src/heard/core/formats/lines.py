"""The lines of a text taken apart: who speaks, and when, as people and programs write it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from heard.core.formats.names import Names, is_name, is_role, looks_like_name
from heard.core.formats.options import clock
from heard.core.formats.reading import natural
from heard.core.formats.times import clock as time_of
from heard.core.transcript.scripts import ends_sentence, one_line, visible

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
    rf"\[?(?P<name>[^\[\]{{}}:：\n]{{1,60}}?)\]?[:：]?(?:\s*[|·•,–—-]\s*|\s+)[\[(]?(?P<start>{_CLOCK})[\])]?\s*"
)
# Panels say each time aloud as well: “0 minutes 3 seconds”.
_ALOUD = re.compile(
    r"(?P<name>.{0,60}?)\s*(?:(?P<h>\d{1,2}) hours?,? )?(?:(?P<m>\d{1,2}) minutes?,? )?(?P<s>\d{1,2}) seconds?\s*[\d:]*"
)
_SOME_CLOCK = re.compile(_CLOCK)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,80}?)\1")
_CHAT = re.compile(r"From\s+(?P<name>.{1,60}?)\s+to\s+[^:\n]{1,80}:\s*", re.IGNORECASE)
_CELLS = re.compile(r"(?P<name>[^\t]{1,60})\t+(?=[^\t])")
_DASHED = re.compile(r"(?P<name>[^\s:–—-][^:–—\n]{0,59}?)\s+[–—-]\s+(?=\S)")
_ASKED = re.compile(r"(?P<name>[QA])[.)]\s+(?=\S)")
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


def paragraphs(lines: Sequence[str]) -> list[Line]:
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
    if any(map(_SOME_CLOCK.search, given)):
        given = [_said_plainly(line) for line in given]
    given = [_BOLD.sub(r"\2", line, count=1) if line.startswith(("**", "__")) else line for line in given]
    bare = _has_bare_times(given)
    timed = [_timed(line.strip(), bare=bare) for line in given if line.strip()]
    fresh = [at == 0 or not given[at - 1].strip() for at, line in enumerate(given) if line.strip()]
    timed = [replace(line, fresh=new) for line, new in zip(timed, fresh, strict=True)]
    first_is_time = bool(timed) and timed[0].start is not None and not timed[0].text
    headed = [_headed(line, following, first_is_time=first_is_time) for line, following in pairwise([*timed, _NOTHING])]
    named = _with_heads(_with_marks(headed))
    names = Names((f"{line.speaker}: " if line.speaker else line.text for line in named), len(named))
    return [replace(_spoken(line, names), fresh=line.fresh) for line in named if not _is_columns(line.text)]


def _said_plainly(line: str) -> str:
    """A time that is said aloud, in figures."""
    aloud = _ALOUD.fullmatch(line) if "second" in line[:100] else None
    if aloud is None or (aloud["name"] and not is_name(aloud["name"])):
        return line
    hours, minutes, seconds = (int(aloud[part] or 0) for part in "hms")
    return f"{aloud['name']}  {clock(hours * 3600 + minutes * 60 + seconds)}".strip()


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


def _with_marks(lines: Sequence[Line]) -> list[Line]:
    """“Ada – We have” and “Q. Have you?”, where a whole file is written so."""
    dashed = [None if line.speaker else _DASHED.match(line.text) for line in lines]
    names = [match["name"] for match in dashed if match and is_name(match["name"])]
    if len(names) > 1 and len(names) >= 0.8 * len(lines):
        return _marked(lines, dashed)
    asked = [_ASKED.match(line.text) for line in lines]
    return _marked(lines, asked) if len({match["name"] for match in asked if match}) > 1 else list(lines)


def _marked(lines: Sequence[Line], matches: Sequence[re.Match[str] | None]) -> list[Line]:
    return [
        replace(line, speaker=match["name"], text=line.text[match.end() :])
        if match and is_name(match["name"])
        else line
        for line, match in zip(lines, matches, strict=True)
    ]


def _with_heads(lines: list[Line]) -> list[Line]:
    """Names alone on a line above what they say, as in a play, where that comes more than once."""
    alone = [not line.speaker and line.start is None and is_name(line.text) for line in lines]
    following = [*lines[1:], _NOTHING]
    heads = [
        at
        for at, line in enumerate(lines)
        if alone[at] and (line.fresh or is_role(line.text)) and following[at].text and not any(alone[at + 1 : at + 2])
    ]
    close = sum(not following[at].fresh for at in heads)
    again = Counter(lines[at].text for at in heads)
    if len(heads) < 2 or not (close > 1 or max(again.values()) > 1 or all(map(is_role, again))):
        return lines
    for at in heads:
        lines[at] = replace(lines[at], speaker=lines[at].text, text="")
    return lines


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
