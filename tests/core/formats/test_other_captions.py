"""Captions that are read and never written: SubViewer and timed text in XML."""

from __future__ import annotations

import pytest

from heard.core import formats
from heard.core.errors import BadTranscript

SBV = "0:00:01.000,0:00:02.500\nAda: We opened\nin March.\n\n0:00:03.000,0:00:04.000\nTom: Did you?\n"
TTML = """<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="cy" xmlns:ttp="p" ttp:frameRate="25"><head>
<metadata>not said</metadata></head><body><div begin="00:00:01.000">
  <p begin="0s" dur="1500ms">Ada: We <span>opened</span><br/>in March.</p>
  <p begin="50f" end="00:00:03.000">Tom: Did
     you?</p>
</div></body></tt>"""


@pytest.mark.parametrize(("name", "text"), [("a.sbv", SBV), ("a.ttml", TTML), ("a.dfxp", TTML)])
def test_they_are_read_with_speakers_and_times(name, text):
    transcript = formats.read(name, text.encode())
    assert [(turn.speaker, turn.text, turn.start, turn.end) for turn in transcript.paragraphs] == [
        ("Ada", "We opened in March.", 1.0, 2.5),
        ("Tom", "Did you?", 3.0, 4.0),
    ]


def test_a_caption_without_a_time_is_named():
    notes: list[str] = []
    text = TTML.replace('begin="50f"', 'begin="soon"')
    assert formats.read("a.ttml", text.encode(), notes).text == "We opened in March."
    assert notes == ["A caption has no valid time and was left out: “Tom: Did you?”."]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ttml", "<html></html>"),
        ("a.ttml", "<tt><p"),
        ("a.ttml", '<!DOCTYPE tt [<!ENTITY a "b">]><tt>&a;</tt>'),
        ("a.ttml", "<tt><p begin='x'>so</p></tt>"),
        ("a.sbv", "nothing here"),
    ],
)
def test_what_is_none_gets_a_sentence(name, text):
    with pytest.raises(BadTranscript):
        formats.read(name, text.encode())
