"""Rows of a backup that an earlier version made, as this version keeps them: migrations do the same to a database."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from heard.core.formats import json as transcripts
from heard.core.formats.packed import pack

Row = dict[str, Any]
"""A line of the file: `model`, `pk` and `fields`."""

RENAMED = {"helping.rule": "helping.pair"}
"""Tables that were called otherwise."""
_FIELDS = {"helping.proposal": {"rule": "pair"}, "helping.lesson": {"rules": "pairs"}}


def renew(dump: Path) -> None:
    """Write the file anew, row by row. Rows that are as they are kept today stay so."""
    renewed = dump.with_suffix(".renewed")
    with gzip.open(dump, "rt", encoding="utf-8") as lines, gzip.open(renewed, "wt", encoding="utf-8") as out:
        for line in lines:
            for row in rows_of(json.loads(line)):
                out.write(json.dumps(row) + "\n")
    renewed.replace(dump)


def rows_of(row: Row) -> Iterator[Row]:
    """What became of one row."""
    model = str(row["model"]).lower()
    names = _FIELDS.get(model, {})
    fields = {names.get(name, name): value for name, value in row["fields"].items()}
    renamed = {**row, "model": RENAMED.get(model, model), "fields": fields}
    yield from _with_paragraphs(renamed) if "document" in fields and model == "transcribing.transcript" else [renamed]


def _with_paragraphs(row: Row) -> Iterator[Row]:
    """A transcript was two documents, all words and those that are shown. What is shown follows from what is hidden."""
    fields: Row = {name: value for name, value in row["fields"].items() if name not in ("document", "shown")}
    document = row["fields"]["document"]
    facts = {name: document[name] for name in ("language", "duration", "engine", "speakers")}
    yield {**row, "fields": fields | facts}
    for paragraph in transcripts.from_document(document).paragraphs:
        ids = " ".join(word.id for word in paragraph.words)
        yield {
            "model": "transcribing.paragraph",
            "pk": None,
            "fields": {
                "story": fields["story"],
                "number": paragraph.number,
                "start": paragraph.start,
                "ids": f" {ids} ",
                "words": pack(paragraph.words),
            },
        }
