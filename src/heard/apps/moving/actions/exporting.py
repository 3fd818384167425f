"""Write the whole network into a folder of open files: as much of it as everybody in it agreed may be taken away."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils import timezone

from heard.apps.exploring.transcripts import turns_of
from heard.apps.joining.models import User
from heard.apps.moving.actions.bags import new_bag
from heard.apps.moving.queries import leaving, rows
from heard.apps.moving.queries.rows import Cell, Row
from heard.apps.telling.actions.exports import note_export
from heard.apps.telling.models import Rendition, Story
from heard.apps.telling.queries import place_of
from heard.apps.telling.queries.hiding import renditions_for
from heard.apps.transcribing.queries import transcript_of
from heard.core import formats
from heard.core.files.tables import no_formula
from heard.core.moving import bag, layout
from heard.core.transcript.words import Transcript
from heard.web.network import network

_SOUNDS = ("video.mp4", "audio.m4a", "audio.opus")
"""What plays nearly everywhere, what is wanted most first."""


@dataclass
class Written:
    """How much left, by table; and what did not."""

    counts: Counter[str] = field(default_factory=Counter)
    stays: list[leaving.Stays] = field(default_factory=list)


def export_site(folder: Path, *, by: User) -> Written:
    """Raises WrongState for a folder that is not empty, and Conflict where somebody made a story narrower meanwhile:
    then there is no folder."""
    written, keys, hidden = Written(), leaving.keys_leaving(), leaving.hidden_so_far()
    with new_bag(folder) as part:
        payload = part / bag.PAYLOAD
        for name in (layout.TRANSCRIPTS, layout.MEDIA, layout.READABLE):
            (payload / name).mkdir()
        _write_tables(payload, _every_row(payload, keys, by), written)
        written.stays = list(leaving.staying())
        _write(payload / "left-out.csv", layout.LEFT_OUT, _stays(written.stays))
        _write_pages(part, keys)
        leaving.check_still_leaves(keys, hidden)
    return written


def _every_row(payload: Path, keys: list[int], by: User) -> Iterator[Row]:
    heard = set(leaving.with_sound().values_list("pk", flat=True))
    for story in leaving.in_turn(keys):
        transcript = transcript_of(story)
        files = {**_words(payload, story, transcript), **(_sound(payload, story) if story.pk in heard else {})}
        yield from rows.of_story(story, transcript, files)
        note_export(story, "folder", by=by)
    yield from rows.others(keys)
    yield from rows.addresses(keys)


def _words(payload: Path, story: Story, transcript: Transcript | None) -> dict[str, Cell]:
    """In the format that keeps everything, and as captions."""
    if transcript is None:
        return {}
    for suffix in ("json", "vtt"):
        (payload / layout.TRANSCRIPTS / f"{story.slug}.{suffix}").write_bytes(formats.write(suffix, transcript))
    return {"transcript": f"{layout.TRANSCRIPTS}/{story.slug}.json"}


def _sound(payload: Path, story: Story) -> dict[str, Cell]:
    rendition = _to_play(story)
    if rendition is None:
        return {}
    name = f"{layout.MEDIA}/{story.slug}.{rendition.name.rpartition('.')[2]}"
    try:
        shutil.copyfile(place_of(rendition.path), payload / name)
    except FileNotFoundError:  # somebody lost it
        return {}
    return {"media": name}


def _to_play(story: Story) -> Rendition | None:
    """The one that plays most widely, in which all that is hidden is silent."""
    served = {row.name: row for row in renditions_for(AnonymousUser(), story)}
    return next((served[name] for name in _SOUNDS if name in served), None)


def _write_tables(payload: Path, every: Iterable[Row], written: Written) -> None:
    """Each row into the file of its table, as it comes."""
    with ExitStack() as stack:
        files = {}
        for table in layout.TABLES:
            file = (payload / table.file).open("w", encoding="utf-8", newline="")
            files[table.name] = csv.writer(stack.enter_context(file))
            files[table.name].writerow(table.columns)
        for row in every:
            files[row.table.name].writerow([no_formula(cell) for cell in row.cells])
            written.counts[row.table.name] += 1


def _write(place: Path, header: Iterable[str], lines: Iterable[list[str]]) -> None:
    with place.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([no_formula(cell) for cell in line] for line in lines)


def _stays(stays: Iterable[leaving.Stays]) -> Iterator[list[str]]:
    for one in stays:
        yield [one.what, one.which, str(one.how_many or ""), one.why]


# Pages that can be read without Heard


def _write_pages(part: Path, keys: list[int]) -> None:
    """A list of the stories, and a page of each, with its words and what plays."""
    payload = part / bag.PAYLOAD
    for name in ("style.css", "read-me.txt"):
        (payload / name).write_text(render_to_string(f"moving/{name}", _network()), "utf-8")
    with (part / "index.html").open("w", encoding="utf-8") as index:
        index.write(render_to_string("moving/index_begins.html", {**_network(), "stories": len(keys)}))
        for story in leaving.in_turn(keys):
            index.write(render_to_string("moving/index_line.html", {"story": story}))
            _write_page(payload, story)
        index.write(render_to_string("moving/index_ends.html", _network()))


def _write_page(payload: Path, story: Story) -> None:
    transcript = transcript_of(story)
    media = next((payload / layout.MEDIA).glob(f"{story.slug}.*"), None)
    context = {
        **_network(),
        "story": story,
        "turns": turns_of(transcript) if transcript else (),
        "captions": f"{layout.TRANSCRIPTS}/{story.slug}.vtt" if transcript else "",
        "media": media and f"{layout.MEDIA}/{media.name}",
        "is_film": media is not None and media.suffix == ".mp4",
        "comments": rows.shown_on(story),
    }
    page = render_to_string("moving/story.html", context)
    (payload / layout.READABLE / f"{story.slug}.html").write_text(page, "utf-8")


def _network() -> dict[str, Any]:
    return {"site_name": network().name, "today": timezone.localdate()}
