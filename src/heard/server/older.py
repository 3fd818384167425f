"""Rows of a backup that an earlier version made, as this version keeps them: migrations do the same to a database."""

from __future__ import annotations

import gzip
import importlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from heard.core.formats import json as transcripts
from heard.core.formats.packed import pack

Row = dict[str, Any]
"""A line of the file: `model`, `pk` and `fields`."""

RENAMED = {"helping.rule": "helping.pair"}
"""Tables that were called otherwise."""
_FIELDS = {"helping.proposal": {"rule": "pair"}, "helping.lesson": {"rules": "pairs"}}


_FITS = {"joining": "0007_fit", "moderating": "0004_fit", "telling": "0013_fit"}
"""The migrations that make a database fit."""
_NEVER_EMPTY = {
    "joining.group": {"name": "Group"},
    "moderating.referral": {"name": "–", "organisation": "–"},
    "moderating.savedreply": {"title": "–", "text": "–"},
    "telling.story": {"title": "Untitled"},
    "telling.storyperson": {"name": "Somebody"},
    "telling.theme": {"name": "–"},
}
_VOICE = 8


def renew(dump: Path) -> None:
    """Write the file anew, row by row. Rows that are as they are kept today stay so."""
    renewed = dump.with_suffix(".renewed")
    accounts: set[tuple[Any, Any]] = set()
    with gzip.open(dump, "rt", encoding="utf-8") as lines, gzip.open(renewed, "wt", encoding="utf-8") as out:
        for line in lines:
            for row in rows_of(json.loads(line)):
                out.write(json.dumps(_fit(row, accounts)) + "\n")
    renewed.replace(dump)


def rows_of(row: Row) -> Iterator[Row]:
    """What became of one row."""
    model = str(row["model"]).lower()
    names = _FIELDS.get(model, {})
    fields = {names.get(name, name): value for name, value in row["fields"].items()}
    renamed = {**row, "model": RENAMED.get(model, model), "fields": fields}
    yield from _with_paragraphs(renamed) if "document" in fields and model == "transcribing.transcript" else [renamed]


def _fit(row: Row, accounts: set[tuple[Any, Any]]) -> Row:
    """As the migrations called “fit” make what was written past a form fit the rules that came after it. Nobody gets a
    story by it who did not have it before. `accounts` are those that stand in a story already, each once."""
    model, fields = row["model"], row["fields"]
    for name, longest in _longest().get(model, {}).items():
        if isinstance(text := fields.get(name), str):
            fields[name] = text[:longest]
    for name, instead in _NEVER_EMPTY.get(model, {}).items():
        if fields.get(name) == "" and fields.get("state") != "erased":
            fields[name] = fields.get("slug") or instead if model == "joining.group" else instead
    if model == "telling.story":
        fields |= _closed(fields)
    if model == "telling.storyperson":
        fields["voice"] = "" if len(str(fields.get("voice", ""))) > _VOICE else fields.get("voice", "")
        whose = (fields.get("story"), fields.get("account"))
        fields |= {"account": None} if whose in accounts else {}
        accounts |= {whose} if whose[1] is not None else set()
    return row


@cache
def _longest() -> dict[str, dict[str, int]]:
    """How many letters there may be, by table and field."""
    fits = {app: importlib.import_module(f"heard.apps.{app}.migrations.{name}") for app, name in _FITS.items()}
    return {f"{app}.{table.lower()}": fields for app, fit in fits.items() for table, fields in fit.LONGEST.items()}


def _closed(story: Row) -> Row:
    """To us alone, where what it says about whom it is open to cannot be."""
    opens, closes = story.get("opens_on"), story.get("closes_on")
    if isinstance(opens, str) and isinstance(closes, str) and closes < opens:
        return {"closes_on": None, "reach": "only-us"}
    reaches = importlib.import_module(f"heard.apps.telling.migrations.{_FITS['telling']}").REACHES
    return {} if story.get("reach", "only-us") in reaches else {"reach": "only-us"}


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
