"""Plain text and Word documents, and which file is read how."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from heard.core import formats
from heard.core.errors import BadInput, BadTranscript
from heard.core.formats import Options, docx, text
from tests.core.said import said

TALK = "We, um, did it.\nYes źle ہے"


def test_text_has_speakers_and_times():
    assert text.write(said(TALK)) == "[0:00] Ada: We, um, did it.\n\n[0:01] Ben: Yes źle ہے\n"
    assert text.write(said(TALK), Options(clean=True, times=False)) == "Ada: We, did it.\n\nBen: Yes źle ہے\n"


def test_text_reads_back_with_its_speakers_and_the_times_of_paragraphs():
    back = text.read("[0:07] Ada: We did it.\n\n[1:00:02] Ben: Yes\n")
    assert [(turn.speaker, turn.text, turn.start) for turn in back.paragraphs] == [
        ("Ada", "We did it.", 7.0),
        ("Ben", "Yes", 3602.0),
    ]


@pytest.mark.parametrize("line", ["he said: no", "At 10:30 we left", "http://example.org: x", "Well:no"])
def test_what_only_looks_like_a_speaker_is_said(line):
    assert text.read(line).text == line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_in_any_unicode_encoding_is_read(encoding):
    assert text.read("we said źle ہے".encode(encoding)).text == "we said źle ہے"


def test_western_text_of_old_programs_is_read_and_that_is_said():
    notes: list[str] = []
    assert text.read("We met in a café – Siân’s.".encode("cp1252"), notes).text == "We met in a café – Siân’s."
    assert notes == ["This file is not UTF-8. It was read as Western European text: look at the letters with accents."]


@pytest.mark.parametrize(("said", "encoding"), [("Мы открыли банк", "cp1251"), ("我们在三月开了", "gb18030")])
def test_text_in_any_other_encoding_is_refused_rather_than_spoilt(said, encoding):
    with pytest.raises(BadTranscript, match="This file is not UTF-8 text"):
        text.read(said.encode(encoding))


def test_a_document_has_a_title_and_reads_back_without_it():
    document = docx.write(said(TALK), Options(title="Seen & heard"))
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))
        assert b"Seen &amp; heard" in package.read("word/document.xml")
    assert docx.read(document).text == TALK


def test_a_document_leaves_out_what_xml_cannot_hold():
    transcript = said("bell")
    transcript = transcript.with_words([replace(transcript.words[0], text="be\x07ll")])
    assert docx.read(docx.write(transcript)).text == "bell"


def _document_with(content: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("word/document.xml", content)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", _document_with("<w"), _document_with('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')],
    ids=["empty", "cut off", "not XML", "with entities"],
)
def test_what_is_no_document_gets_a_sentence(data):
    with pytest.raises(BadTranscript, match="This file is not a Word document"):
        docx.read(data)


@pytest.mark.parametrize("suffix", sorted(formats.FORMATS))
def test_every_format_reads_what_it_writes(suffix):
    back = formats.read(f"story.{suffix}", formats.write(f"story.{suffix}", said(TALK)))
    assert [word.text for word in back.words] == TALK.split()


@pytest.mark.parametrize("suffix", sorted(formats.FORMATS))
def test_every_format_can_hold_nothing(suffix):
    formats.write(suffix, said(""))


@pytest.mark.parametrize(("name", "suffix"), [("A.VTT", "vtt"), ("srt", "srt"), ("a.b.docx", "docx"), (".txt", "txt")])
def test_the_end_of_a_name_tells_the_format(name, suffix):
    assert formats.by_suffix(name).suffix == suffix


@pytest.mark.parametrize("name", ["story.pdf", "story", ""])
def test_an_unknown_format_gets_a_sentence(name):
    with pytest.raises(BadInput, match="is in no known format"):
        formats.by_suffix(name)
