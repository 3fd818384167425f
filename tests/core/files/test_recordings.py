"""What people may send is said once."""

from __future__ import annotations

from pathlib import Path

import pytest

from heard.core.files.recordings import ACCEPT, KINDS, SOUND, VIDEO, listed, may_be_one, media_type_of


@pytest.mark.parametrize(
    "suffix",
    ["3gp", "amr", "wma", "m4v", "oga", "aif", "caf", "mts", "avi", "mpg", "qta", "mp3", "m4a", "wav", "mov", "webm"],
)
def test_what_phones_and_recorders_make_can_be_sent(suffix):
    assert may_be_one(f"Chat with Ada.{suffix.upper()}")
    assert f".{suffix}" in ACCEPT.split(",")
    assert media_type_of(f"chat.{suffix}") == KINDS[suffix]


@pytest.mark.parametrize("name", ["notes.txt", "chat", "page.m3u8", "list.ffconcat", "mp3", ".mp3.exe"])
def test_what_is_no_recording_cannot(name):
    assert not may_be_one(name)
    assert media_type_of(name) == "application/octet-stream"


def test_the_docs_name_the_same():
    page = Path("docs/hosts/README.md").read_text()
    assert (listed(SOUND) in page, listed(VIDEO) in page) == (True, True)
