"""Chapters as players read them."""

from __future__ import annotations

import json

from heard.core.formats.chapters import podcast, webvtt

TOLD = [(0.0, "The bus"), (61.5, "On <the> ward & after --> all"), (3725.25, "The choir")]


def test_for_podcasts_each_has_its_second_and_its_title():
    told = json.loads(podcast(TOLD, "Coal"))
    assert told["version"] == "1.2.0"
    assert told["chapters"][1] == {"startTime": 61.5, "title": "On <the> ward & after --> all"}


def test_as_webvtt_each_lasts_until_the_next():
    assert webvtt(TOLD, 3800.0) == (
        "WEBVTT\n\n00:00:00.000 --> 00:01:01.500\nThe bus\n\n"
        "00:01:01.500 --> 01:02:05.250\nOn &lt;the&gt; ward &amp; after --&gt; all\n\n"
        "01:02:05.250 --> 01:03:20.000\nThe choir\n"
    )


def test_without_any_it_is_an_empty_file_of_its_kind():
    assert webvtt([], 9.0) == "WEBVTT\n"
    assert json.loads(podcast([], "Coal"))["chapters"] == []
