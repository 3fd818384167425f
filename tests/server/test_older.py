"""A backup that an earlier version made comes back in this one: its rows are kept as they are today."""

from __future__ import annotations

import gzip
import json

from heard.apps.helping.models import Pair
from heard.apps.transcribing.models import Paragraph, Transcript
from heard.core.formats import json as transcripts
from heard.server.backup import _load
from heard.server.older import renew, rows_of
from tests.cast import make_transcript

DOCUMENT = transcripts.to_document(make_transcript())
DAY = "2026-05-01T00:00:00Z"
OLD = {
    "helping.rule": {"heard": "coal", "meant": "co", "heard_key": "coal", "meant_key": "co", "made_at": DAY},
    "transcribing.transcript": {"revision": 3, "changed_at": DAY},
}


def test_what_was_called_otherwise_has_its_name_of_today():
    assert list(rows_of({"model": "helping.proposal", "pk": 7, "fields": {"rule": 3, "story": 1}})) == [
        {"model": "helping.proposal", "pk": 7, "fields": {"pair": 3, "story": 1}}
    ]
    [lesson] = rows_of({"model": "helping.lesson", "pk": 7, "fields": {"rules": [3]}})
    assert lesson["fields"] == {"pairs": [3]}


def test_a_row_of_today_stays_as_it_is():
    row = {"model": "telling.story", "pk": 1, "fields": {"title": "Coal", "document": "no"}}
    assert list(rows_of(row)) == [row]


def test_a_file_of_an_earlier_version_is_loaded(story, tmp_path):
    told = story("Coal", transcript=False)
    rows = [
        {"model": "helping.rule", "pk": 5, "fields": OLD["helping.rule"]},
        {
            "model": "transcribing.transcript",
            "pk": 9,
            "fields": OLD["transcribing.transcript"] | {"story": told.pk, "document": DOCUMENT, "shown": DOCUMENT},
        },
    ]
    dump = tmp_path / "database.jsonl.gz"
    with gzip.open(dump, "wt") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    renew(dump)
    _load(dump)
    row = Transcript.objects.get(story=told)
    assert (row.pk, row.revision, row.duration, row.engine) == (9, 3, DOCUMENT["duration"], "tests")
    assert [paragraph.first for paragraph in Paragraph.objects.filter(story=told)] == ["w1", "w7", "w19", "w23"]
    assert Pair.objects.get().meant == "co"
