"""What the shell offers and doubts. It prints JSON Lines and changes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from heard.cli import main
from heard.core import formats
from tests.core.said import said

FIXES = [
    {"heard": "merch", "meant": "Murch", "before": "thanks", "after": "for that"},
    {"heard": "merch", "meant": "Murch"},
]


def lines(printed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.splitlines()]


@pytest.fixture
def memory(tmp_path: Path) -> str:
    path = tmp_path / "memory.jsonl"
    path.write_text("".join(json.dumps(fix) + "\n" for fix in FIXES))
    return str(path)


def test_in_plain_text_places_are_positions_of_words(tmp_path, memory, capsys):
    text = tmp_path / "story.txt"
    text.write_text("and then\nmerch, said yes")

    assert main(["propose", str(text), "--memory", memory, "--min-score", "0"]) == 0

    (line,) = lines(capsys.readouterr().out)
    evidence, score = line.pop("evidence"), line.pop("score")
    assert line == {
        "transcript": str(text), "first": 2, "last": 2, "start": None, "end": None,
        "heard": "merch,", "meant": "Murch,", "kind": "repeat",
    }  # fmt: skip
    assert 0 < score < 1
    assert evidence["times"] > 0


def test_in_a_transcript_places_are_word_ids_with_times(tmp_path, memory, capsys):
    story = tmp_path / "story.json"
    story.write_bytes(formats.write("json", said("and then merch said")))

    assert main(["propose", str(story), "--memory", memory, "--min-score", "0"]) == 0

    (line,) = lines(capsys.readouterr().out)
    assert (line["first"], line["last"], line["start"], line["end"]) == ("w3", "w3", 0.7, 1.2)


def test_a_glossary_is_looked_for_in_several_stories_the_best_first(tmp_path, capsys):
    (tmp_path / "glossary.csv").write_text("term,kind\nPeterborough,place\n")
    for name, text in (("one", "we are in Peter Buyer now"), ("two", "in Peterboro we met")):
        (tmp_path / f"{name}.txt").write_text(text)
    stories = [str(tmp_path / "one.txt"), str(tmp_path / "two.txt")]

    assert main(["propose", *stories, "--glossary", str(tmp_path / "glossary.csv"), "--min-score", "0.01"]) == 0

    found = lines(capsys.readouterr().out)
    assert sorted((line["heard"], line["meant"], line["kind"]) for line in found) == [
        ("Peter Buyer", "Peterborough", "glossary"),
        ("Peterboro", "Peterborough", "glossary"),
    ]
    assert [line["score"] for line in found] == sorted((line["score"] for line in found), reverse=True)


def test_every_word_gets_its_doubt(tmp_path, capsys):
    story = tmp_path / "story.json"
    story.write_bytes(formats.write("json", said("we have not met")))

    assert main(["doubt", str(story)]) == 0

    found = lines(capsys.readouterr().out)
    assert [(line["word"], line["text"], line["harm"]) for line in found] == [
        ("w1", "we", False), ("w2", "have", False), ("w3", "not", True), ("w4", "met", False),
    ]  # fmt: skip
    assert all(0 < line["wrong"] < 1 for line in found)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "Line 1 of “{path}” is no fix."),
        ('{"heard": "a", "meant": "b"}\n[1]', "Line 2 of “{path}” is no fix."),
        ('{"heard": 5, "meant": "b"}', "Line 1 of “{path}” is no fix."),
        ('{"heard": "a", "meant": "b", "declined": "no"}', "Line 1 of “{path}” is no fix."),
        (b"\xff\xfe{", "“{path}” is not text in UTF-8."),
    ],
)
def test_a_memory_that_cannot_be_read_is_refused_with_its_line(tmp_path, capsys, content, sentence):
    (tmp_path / "story.txt").write_text("some words")
    memory = tmp_path / "memory.jsonl"
    memory.write_bytes(content if isinstance(content, bytes) else content.encode())

    assert main(["propose", str(tmp_path / "story.txt"), "--memory", str(memory)]) == 2

    assert sentence.format(path=memory) in capsys.readouterr().err


def test_listening_goes_with_one_transcript_only(tmp_path, capsys):
    (tmp_path / "story.txt").write_text("some words")

    assert main(["propose", str(tmp_path / "story.txt"), "--audio", "sound.mp3"]) == 2

    assert "--audio goes with one transcript that has times." in capsys.readouterr().err


def test_plain_text_has_to_be_utf_8(tmp_path, capsys):
    (tmp_path / "story.txt").write_bytes(b"a caf\xe9 for all")

    assert main(["propose", str(tmp_path / "story.txt")]) == 2

    assert "is not text in UTF-8. [not-utf-8]" in capsys.readouterr().err


def test_plain_text_cannot_be_doubted(tmp_path, capsys):
    (tmp_path / "story.txt").write_text("some words")

    assert main(["doubt", str(tmp_path / "story.txt")]) == 2

    assert "Plain text does not say how sure the machine was." in capsys.readouterr().err
