"""A glossary as people keep it: what an entry may say, the table it travels in, and what a table would change."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from heard.core.errors import BadInput
from heard.core.files import tables
from heard.core.files.tables import HEADER_WITHIN, Row, by_column, column, rows_of
from heard.core.offering.terms import Wanted, key_of, letters_of
from heard.core.people.reports import cleaned
from heard.core.sentences import Sentence
from heard.core.transcript.scripts import visible

KINDS = ("term", "acronym", "name", "place", "organisation")
COLUMNS = ("term", "kind", "meaning", "spoken_variants", "mishearings")
LONGEST_PHRASE, LONGEST_MEANING = 120, 1000  # characters
MOST_ROWS, MOST_PHRASES = 10_000, 50
_OTHER_NAMES = {"organization": "organisation", "person": "name", "people": "name"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `spoken` is what else people say for the term; `mishearings` is what machines write for it.

    `kind` is one of KINDS; empty, as `meaning` may be, where a table does not say.
    """

    term: str
    kind: str = ""
    meaning: str = ""
    spoken: tuple[str, ...] = ()
    mishearings: tuple[str, ...] = ()

    @property
    def wanted(self) -> Wanted:
        """The entry as it is listened for."""
        return Wanted(self.term, self.spoken, self.mishearings)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its number, its cells as they stood, and its entry, or why it cannot be used."""

    number: int
    cells: tuple[str, ...]
    entry: Entry | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read. `unknown` are columns, and `odd_kinds` kinds, that mean nothing here. `guessed`: its
    letters may be wrong."""

    header: tuple[str, ...]
    lines: tuple[Line, ...]
    unknown: tuple[str, ...] = ()
    odd_kinds: tuple[str, ...] = ()
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that is there already. `retired`: it is out of use. `merged_into` names what took its place."""

    entry: Entry
    retired: bool = False
    merged_into: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    before: Entry
    after: Entry
    returns: bool = False

    @property
    def new_spoken(self) -> tuple[str, ...]:
        return tuple(phrase for phrase in self.after.spoken if phrase not in self.before.spoken)

    @property
    def new_mishearings(self) -> tuple[str, ...]:
        return tuple(phrase for phrase in self.after.mishearings if phrase not in self.before.mishearings)


@dataclass(slots=True)
class Plan:
    """What taking in a table would do. What it leaves out stays as it is: nothing is ever taken away."""

    new: list[Entry] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: int = 0
    refused: list[Line] = field(default_factory=list)


def key(text: str) -> str:
    """What makes two terms the same: the words, however they are spaced and whichever letters are capitals."""
    return " ".join(text.split()).casefold()


def checked(entry: Entry) -> Entry:
    """The entry in good order, each phrase once. Raises BadInput when it cannot be used."""
    term, meaning = cleaned(entry.term), cleaned(entry.meaning)
    if not letters_of(key_of(term)):
        raise BadInput("Write the term.", code="no-term")
    if len(meaning) > LONGEST_MEANING:
        raise BadInput(
            "The meaning is longer than %(longest)d characters. Say it shorter.",
            code="too-long",
            longest=LONGEST_MEANING,
        )
    if entry.kind and entry.kind not in KINDS:
        raise BadInput(
            "“%(kind)s” is not a kind. The kinds are: %(kinds)s.",
            code="unknown-kind",
            kind=entry.kind,
            kinds=", ".join(KINDS),
        )
    spoken, mishearings = _once(entry.spoken), _once(entry.mishearings)
    for phrase in (term, *spoken, *mishearings):
        check_phrase(phrase)
    _check_apart(term, spoken, mishearings)
    return Entry(term, entry.kind, meaning, spoken, mishearings)


def check_phrase(phrase: str) -> None:
    """Raises BadInput when it is no term, variant or mishearing. A semicolon parts phrases in a table."""
    if len(phrase) > LONGEST_PHRASE:
        raise BadInput(
            "“%(phrase)s…” is longer than %(longest)d characters.",
            code="too-long",
            phrase=phrase[:40],
            longest=LONGEST_PHRASE,
        )
    if ";" in phrase:
        raise BadInput(
            "“%(phrase)s” has a semicolon in it. Put each phrase on its own.", code="semicolon", phrase=phrase
        )
    if not letters_of(key_of(phrase)):
        raise BadInput("“%(phrase)s” has no letters in it.", code="no-letters", phrase=phrase)


def _check_apart(term: str, spoken: Sequence[str], mishearings: Sequence[str]) -> None:
    """What people say must not be taken for a mistake, nor a mistake for what people say."""
    wrong = {key(phrase) for phrase in mishearings}
    if key(term) in wrong:
        raise BadInput("“%(term)s” is the term itself, so it is no mishearing.", code="both", term=term)
    for phrase in spoken:
        if key(phrase) in wrong:
            raise BadInput("“%(phrase)s” is either said or misheard: it cannot be both.", code="both", phrase=phrase)
    if max(len(spoken), len(mishearings)) > MOST_PHRASES:
        raise BadInput(
            "One term has at most %(most)d variants and as many mishearings.",
            code="too-many-phrases",
            most=MOST_PHRASES,
        )


def _once(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple({key(phrase): phrase for phrase in reversed([cleaned(one) for one in phrases]) if phrase}.values())[
        ::-1
    ]


# The table


def read(data: bytes) -> Table:
    """Read a table: CSV with commas, semicolons, tabs or bars between cells, in Unicode or as spreadsheets save it, or
    a workbook of Excel (.xlsx), whatever its name.

    Raises BadInput when it is no table of terms at all. A line that cannot be used says why and spoils no other.
    """
    rows, guessed = _rows_of(data)
    place = next((at for at, (_, cells) in enumerate(rows[:HEADER_WITHIN]) if "term" in map(column, cells)), None)
    if place is None:
        raise BadInput("The first line has to name the columns, and one of them has to be “term”.", code="columns")
    header, rows = tuple(map(column, rows[place][1])), rows[place + 1 :]
    if len(rows) > MOST_ROWS:
        raise BadInput(
            "That is more than %(most)d lines. Bring them in smaller pieces.",
            code="too-many-rows",
            most=MOST_ROWS,
        )
    lines = tuple(_line(number, cells, header) for number, cells in rows)
    kinds = {by_column(header, line.cells).get("kind", "").strip() for line in lines}
    return Table(
        header,
        lines,
        unknown=tuple(name for name in header if name and name not in COLUMNS),
        odd_kinds=tuple(sorted(kind for kind in kinds if kind and not _kind(kind))),
        guessed=guessed,
    )


def _rows_of(data: bytes) -> tuple[list[Row], bool]:
    """Every row that holds something, and whether its letters had to be guessed."""
    found, guessed = rows_of(data, ("term",))
    seen = [(number, [visible(cell) for cell in cells]) for number, cells in found]
    return [(number, cells) for number, cells in seen if any(map(str.strip, cells))], guessed


def _kind(cell: str) -> str:
    """The kind that a cell names; empty for none and for one that is not known here."""
    kind = cell.strip().casefold()
    kind = _OTHER_NAMES.get(kind, kind)
    return kind if kind in KINDS else ""


def _line(number: int, cells: Sequence[str], header: Sequence[str]) -> Line:
    line = Line(number, tuple(cells))
    if any(map(str.strip, cells[len(header) :])):
        return replace(
            line, why=str(Sentence("It has more cells than the first line names. Put quotation marks round a comma."))
        )
    given = by_column(header, cells)
    try:
        entry = Entry(
            given["term"],
            _kind(given.get("kind", "")),
            given.get("meaning", ""),
            phrases(given.get("spoken_variants", "")),
            phrases(given.get("mishearings", "")),
        )
        return replace(line, entry=checked(entry))
    except KeyError:
        return replace(line, why=str(Sentence("Write the term.")))
    except BadInput as error:
        return replace(line, why=error.sentence)


def phrases(cell: str) -> tuple[str, ...]:
    """The phrases between the semicolons of a cell, or its lines."""
    return tuple(part.strip() for part in re.split(r"[;；\r\n]", cell) if part.strip())


def write(entries: Iterable[Entry]) -> str:
    """The table of these entries, which `read` reads back as they are."""
    return tables.write(COLUMNS, map(cells_of, entries))


def write_as_read(table: Table) -> str:
    """The same table in UTF-8 with commas, to be carried from one page to the next."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([table.header, *(line.cells for line in table.lines)])
    return out.getvalue()


def write_refused(table: Table, lines: Iterable[Line]) -> str:
    """The lines that cannot be used, as they stood, each with why: to put right and bring again."""
    width = len(table.header)
    rows = ((*line.cells[:width], *[""] * (width - len(line.cells)), line.why, *line.cells[width:]) for line in lines)
    return tables.write((*table.header, "why"), rows)


def cells_of(entry: Entry) -> tuple[str, ...]:
    return entry.term, entry.kind, entry.meaning, "; ".join(entry.spoken), "; ".join(entry.mishearings)


# What a table would change


def plan(table: Table, known: Mapping[str, Known]) -> Plan:
    """Compare a table with what is there, by `key`."""
    made, seen = Plan(), dict[str, int]()
    for line in table.lines:
        why = line.why or _why_not(line, known, seen)
        if why or line.entry is None:
            made.refused.append(replace(line, entry=None, why=why))
            continue
        seen[key(line.entry.term)] = line.number
        _add(made, line, line.entry, known.get(key(line.entry.term)))
    return made


def _why_not(line: Line, known: Mapping[str, Known], seen: Mapping[str, int]) -> str:
    assert line.entry is not None
    mine = key(line.entry.term)
    if mine in seen:
        where = {"term": line.entry.term, "line": seen[mine]}
        return str(Sentence("“%(term)s” stands in line %(line)d already.", where))
    if mine in known and known[mine].merged_into:
        merged = {"term": line.entry.term, "other": known[mine].merged_into}
        return str(Sentence("“%(term)s” was merged into “%(other)s”. Change that one.", merged))
    return ""


def _add(made: Plan, line: Line, entry: Entry, known: Known | None) -> None:
    if known is None:
        made.new.append(replace(entry, kind=entry.kind or KINDS[0]))
        return
    try:
        after = together(known.entry, entry)
    except BadInput as error:
        made.refused.append(replace(line, entry=None, why=error.sentence))
        return
    if after == known.entry and not known.retired:
        made.same += 1
    else:
        made.changed.append(Change(known.entry, after, known.retired))


def together(before: Entry, more: Entry) -> Entry:
    """`before` with what `more` says otherwise and adds. Raises BadInput when the two contradict each other."""
    return checked(
        Entry(
            more.term,
            more.kind or before.kind,
            more.meaning or before.meaning,
            tuple(_known_first(before.spoken, more.spoken)),
            tuple(_known_first(before.mishearings, more.mishearings)),
        )
    )


def _known_first(before: Sequence[str], more: Sequence[str]) -> Iterator[str]:
    there = {key(phrase) for phrase in before}
    yield from before
    yield from (phrase for phrase in more if key(phrase) not in there)
