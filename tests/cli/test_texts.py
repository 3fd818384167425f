"""`heard retime` and `heard convert`: transcripts as files."""

from __future__ import annotations

import io
import json
import sys

import pytest

from heard.cli import main
from heard.core import formats
from tests.core.said import said


@pytest.fixture
def story(tmp_path):
    """A folder with a transcript that misheard two words, and the text as it should be."""
    (tmp_path / "story.json").write_bytes(formats.write("json", said("we do coal production")))
    (tmp_path / "corrected.txt").write_text("we do co-production")
    return tmp_path


def words_in(document: str) -> list[tuple[str, float, float]]:
    return [(word["text"], word["start"], word["end"]) for word in json.loads(document)["words"]]


RETIMED = [("we", 0.0, 0.2), ("do", 0.2, 0.4), ("co-production", 0.4, 1.8)]


def test_retime_prints_json_with_the_times_carried_over(story, capfdbinary):
    assert main(["retime", str(story / "story.json"), str(story / "corrected.txt")]) == 0
    assert words_in(capfdbinary.readouterr().out.decode()) == RETIMED


def test_retime_writes_to_a_file(story, capsys):
    target = story / "new.json"
    assert main(["retime", str(story / "story.json"), str(story / "corrected.txt"), "--output", str(target)]) == 0
    assert (words_in(target.read_text()), capsys.readouterr().out) == (RETIMED, "")


def test_retime_reads_the_text_from_stdin(story, capfdbinary, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"we do co-production")))
    assert main(["retime", str(story / "story.json"), "-"]) == 0
    assert words_in(capfdbinary.readouterr().out.decode()) == RETIMED


def test_convert_tells_formats_by_their_names(story):
    assert main(["convert", str(story / "story.json"), str(story / "story.vtt")]) == 0
    assert (
        story / "story.vtt"
    ).read_text() == "WEBVTT\n\n00:00:00.000 --> 00:00:01.800\n<v Ada>we do coal production\n"


def test_convert_reads_whispers_json_and_prints_ours(story, capfdbinary):
    (story / "whisper.json").write_text('{"segments": [{"start": 0, "end": 0.6, "text": " We"}]}')
    assert main(["convert", str(story / "whisper.json"), "-"]) == 0
    assert words_in(capfdbinary.readouterr().out.decode()) == [("We", 0, 0.6)]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["convert", "none.json", "a.vtt"],
            "heard: “none.json” cannot be read: No such file or directory. [cannot-read]",
        ),
        (
            ["convert", "story.json", "a.pdf"],
            "heard: “a.pdf” is in no known format. Known are: docx, txt, srt, vtt, json. [unknown-format]",
        ),
        (
            ["convert", "story.json", "none/a.vtt"],
            "heard: “none/a.vtt” cannot be written: No such file or directory. [cannot-write]",
        ),
        (
            ["retime", "corrected.txt.json", "corrected.txt"],
            "heard: “corrected.txt.json” cannot be read: No such file or directory. [cannot-read]",
        ),
    ],
)
def test_what_cannot_be_done_gets_a_sentence_and_exit_code_2(story, arguments, sentence, capsys, monkeypatch):
    monkeypatch.chdir(story)
    assert main(arguments) == 2
    assert capsys.readouterr().err.strip() == sentence


def test_convert_says_what_could_not_be_used_and_writes_the_rest(tmp_path, capsys):
    bad = "\n\n".join(f"{n}\nxx --> yy\nlost" for n in range(1, 24))
    (tmp_path / "a.srt").write_text(f"{bad}\n\n24\n00:00:06,000 --> 00:00:07,000\nthen fine")
    assert main(["convert", str(tmp_path / "a.srt"), str(tmp_path / "a.txt")]) == 0
    assert (tmp_path / "a.txt").read_text() == "[0:06] then fine\n"
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "heard: Caption 1 has no valid time, “xx --> yy”, and was left out: “lost”."
    assert (len(said), said[-1]) == (21, "heard: and 3 more like these.")


@pytest.mark.parametrize(
    ("name", "data"), [("a.docx", b"PK\x03\x04 broken"), ("a.json", b"{}"), ("a.vtt", b"%PDF-1.7")]
)
def test_convert_refuses_what_it_cannot_read_with_a_sentence(tmp_path, capsys, name, data):
    (tmp_path / name).write_bytes(data)
    assert main(["convert", str(tmp_path / name), "-"]) == 2
    assert capsys.readouterr().err.startswith("heard: This ")
