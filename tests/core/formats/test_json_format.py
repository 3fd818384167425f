"""Heard's own format reads back exactly what was written, and says what is wrong with anything else."""

from __future__ import annotations

import json as plain_json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from heard.core.errors import BadTranscript
from heard.core.formats import json
from tests.core.said import said

ROOT = Path(__file__).parents[3]
SCHEMA = plain_json.loads((ROOT / "src/heard/core/formats/transcript.schema.json").read_text())


def test_what_is_written_reads_back_exactly():
    transcript = said("we do _ coal production\nyes, źle ہے")
    changed = replace(transcript.words[2], text="Coalport", heard="coal", evidence="glossary", start=0.9000000001)
    moved = replace(transcript.words[-1], paragraph=7, speaker=None)
    transcript = transcript.with_words([*transcript.words[:2], changed, *transcript.words[3:-1], moved])
    assert json.read(json.write(transcript)) == transcript


def test_an_empty_transcript_reads_back():
    assert json.read(json.write(said(""))) == said("")


def test_what_is_written_follows_the_schema():
    jsonschema.validate(plain_json.loads(json.write(said("we do\nyes"))), SCHEMA)


def test_the_example_in_the_documentation_follows_the_schema_and_reads_back():
    document = (ROOT / "docs/transcript-format.md").read_text()
    (example,) = re.findall(r"```json\n(.*?)```", document, re.DOTALL)
    jsonschema.validate(plain_json.loads(example), SCHEMA)
    assert plain_json.loads(json.write(json.read(example))) == plain_json.loads(example)


def test_every_field_is_documented():
    document = (ROOT / "docs/transcript-format.md").read_text()
    fields = {*SCHEMA["properties"], *(name for part in SCHEMA["$defs"].values() for name in part["properties"])}
    assert [name for name in sorted(fields) if f"`{name}`" not in document] == []


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (("format",), "other", "This JSON file is not a Heard transcript."),
        (("version",), 2, "This transcript is not in version 1 of the format."),
        (("words",), None, "The transcript has no list of “words”."),
        (("words", 1), 7, "Word 2 is not a JSON object."),
        (("words", 0, "start"), "0", "Word 1 has no “start” that is a number from 0 up."),
        (("words", 0, "start"), -1, "Word 1 has no “start” that is a number from 0 up."),
        (("duration",), 10**400, "The transcript has no “duration” that is a number from 0 up."),
        (("words", 0, "end"), float("nan"), "Word 1 has no “end” that is a number from 0 up."),
        (("words", 0, "end"), 0, "The word “w1” has no length or a negative time."),
        (("words", 0, "end"), 0.25, "The words “w1” and “w2” overlap."),
        (("words", 0, "confidence"), 1.5, "Word 1 has a “confidence” above 1."),
        (
            ("words", 0, "source"),
            "parrot",
            "Word 1 has a “source” that is not “machine”, “human”, “written” or “hidden”.",
        ),
        (("words", 1, "id"), "w1", "Two words share the id “w1”."),
        (("words", 0, "text"), "a b", "The word “w1” is empty or holds a space."),
        (("words", 0, "text"), "a\0", "Word 1 has no “text” that is plain text."),
        (("words", 0, "speaker"), 3, "Word 1 has no “speaker” that is plain text."),
        (("speakers", 0), {"id": "S1"}, "Speaker 1 has no “name” that is plain text."),
        (("paragraphs", 0, "last"), "w1", "Paragraph 2 does not begin and end at words that follow the last one."),
        (("paragraphs", 0, "number"), 0.5, "Paragraph 1 has a “number” that is not a whole number."),
        (("paragraphs",), [], "The word “w1” is in no paragraph."),
    ],
)
def test_a_broken_file_gets_a_sentence(path, value, sentence):
    document = plain_json.loads(json.write(said("we do\nyes")))
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    if path == ("words", 1, "id"):
        document["paragraphs"][0]["last"] = document["paragraphs"][1]["last"]
        document["paragraphs"].pop()
    with pytest.raises(BadTranscript) as refused:
        json.read(plain_json.dumps(document))
    assert refused.value.sentence == sentence


@pytest.mark.parametrize("data", ["", "{", "[1, 2]", "null", "[" * 100_000])
def test_what_is_no_transcript_at_all_gets_a_sentence(data):
    with pytest.raises(BadTranscript):
        json.read(data)
