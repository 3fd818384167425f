"""What is written is valid, and reads back: the same words, by the same people, at the same times as far as a format
keeps them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.core import formats
from heard.core.formats.captions import captions
from heard.core.transcript.scripts import joined, visible
from heard.core.transcript.words import Speaker, Transcript, Word

SCHEMA = json.loads((Path(__file__).parents[3] / "src/heard/core/formats/transcript.schema.json").read_text())
TEXTS = [
    "we", "opened", "don’t", "<b>", "&amp;", "a&b", "<v", "3<4", "-->", "--", "(NHS)", "57", "10:30", "so.", "Yes?",
    "um,", "我", "们", "了。", "ہم", "نے", "کھولا۔", "می‌خواهم", "źle", "{x}", "a\u200bb", "\u202e", "co-production",
    "https://x.org/?a=b",
]  # fmt: skip
NAMES = ["Ada", "Tom O'Brien", "Margaret Ellis", "Speaker 1", "玛格丽特", "مارگریٹ", "A<b> & co", "Dr Green"]


@st.composite
def transcripts(draw: st.DrawFn, names: list[str] = NAMES, texts: list[str] = TEXTS) -> Transcript:
    voices = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
    speakers = tuple(Speaker(f"S{n}", name) for n, name in enumerate(voices, start=1))
    words: list[Word] = []
    now = draw(st.sampled_from([0.0, 0.5, 3600.0, 400_000.0]))
    paragraph, speaker = 0, None
    for n in range(draw(st.integers(0, 40))):
        if n % 7 == 0:
            paragraph += 1
            speaker = draw(st.sampled_from(speakers)).id if speakers else None
        end = round(now + draw(st.sampled_from([0.001, 0.05, 0.4, 1.0, 9.0])), 3)
        text = draw(st.sampled_from(texts))
        text = f"{text}{n}" if text.isalpha() and text.isascii() else text  # what repeats itself looks like rolling
        words.append(Word(f"w{n}", text, now, end, speaker, paragraph=paragraph))
        now = round(end + draw(st.sampled_from([0.0, 0.0, 0.2, 3.0])), 3)
    return Transcript(tuple(words), draw(st.sampled_from(["en", "zh", "ur"])), now, "", speakers)


def letters(transcript: Transcript) -> str:
    """Its words close together, as one sees them: where a Chinese word ends is left open."""
    return visible("".join(word.text for word in transcript.words))


def said_by(transcript: Transcript) -> list[tuple[str, str]]:
    """Who says what: neighbouring words of one voice together."""
    turns: list[tuple[str, str]] = []
    for word in transcript.words:
        name, text = transcript.speaker_name(word.speaker), visible(word.text)
        if turns and turns[-1][0] == name:
            turns[-1] = name, turns[-1][1] + text
        elif text:
            turns.append((name, text))
    return turns


many = settings(max_examples=60, deadline=None)


@many
@given(transcripts())
def test_json_is_by_its_schema_and_reads_back_exactly(transcript):
    written = formats.write("json", transcript)
    jsonschema.validate(json.loads(written), SCHEMA)
    back = formats.read("json", written)
    assert back.words == tuple(back.words)
    assert [(word.text, word.start, word.end, word.speaker) for word in back.words] == [
        (word.text, word.start, word.end, word.speaker) for word in transcript.words
    ]


@many
@given(transcripts())
def test_webvtt_is_valid_and_reads_back_with_its_voices(transcript):
    written = formats.write("vtt", transcript).decode()
    header, *cues = written.rstrip("\n").split("\n\n")
    assert header == "WEBVTT"
    spans = [re.fullmatch(r"(\d\d+:\d\d:\d\d\.\d{3}) --> (\d\d+:\d\d:\d\d\.\d{3})", cue.split("\n")[0]) for cue in cues]
    assert all(spans)
    for cue in cues:
        text = "\n".join(cue.split("\n")[1:])
        assert "-->" not in text
        assert not re.search(r"&(?!amp;|lt;|gt;)", text)
        assert re.sub(r"</?v[^<>]*>", "", text).count("<") == 0
        voices = re.findall(r"<v [^<>]*>", text)
        assert len(voices) < 2 or text.count("</v>") == len(voices)
    notes: list[str] = []
    back = formats.read("vtt", written.encode(), notes)
    assert (letters(back), notes) == (letters(transcript), [])
    if transcript.speakers:
        assert said_by(back) == said_by(transcript)


@many
@given(transcripts(texts=[text for text in TEXTS if text not in ("<b>", "<v", "{x}", "&amp;", "-->", "--")]))
def test_srt_is_valid_and_reads_back(transcript):
    written = formats.write("srt", transcript).decode()
    for number, cue in enumerate(filter(None, written.rstrip("\n").split("\n\n")), start=1):
        first, times, *lines = cue.split("\n")
        assert first == str(number)
        assert re.fullmatch(r"\d\d+:\d\d:\d\d,\d{3} --> \d\d+:\d\d:\d\d,\d{3}", times)
        assert all(lines)
    assert letters(formats.read("srt", written.encode())) == letters(transcript)


@many
@given(transcripts())
def test_captions_come_in_order_and_have_some_length(transcript):
    made = captions(transcript)
    assert all(caption.start < caption.end for caption in made)
    assert all(before.start <= after.start for before, after in pairwise(made))


@pytest.mark.parametrize("suffix", ["txt", "docx"])
@settings(max_examples=40, deadline=None)
@given(
    transcript=transcripts(names=[*NAMES[:4], NAMES[-1]], texts=[text for text in TEXTS if text not in ("--", "-->")])
)
def test_texts_and_documents_read_back_with_paragraphs_and_speakers(suffix, transcript):
    back = formats.read(suffix, formats.write(suffix, transcript))
    assert letters(back) == letters(transcript)
    if len({word.speaker for word in transcript.words}) > 1:
        assert said_by(back) == said_by(transcript)
    shown = [paragraph for paragraph in transcript.paragraphs if visible(paragraph.text).strip()]
    assert len(list(back.paragraphs)) == len(shown)
    for was, now in zip(shown, back.paragraphs, strict=True):
        assert joined(visible(was.text).split()) == joined(now.text.split())


@many
@given(transcripts())
def test_a_document_is_well_formed(transcript):
    with zipfile.ZipFile(io.BytesIO(formats.write("docx", transcript))) as package:
        assert package.testzip() is None
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))


@pytest.mark.parametrize("suffix", ["txt", "docx"])
def test_names_without_capitals_read_back_where_two_speak(suffix):
    words = (Word("w1", "是吗？", 0, 1, "S1"), Word("w2", "是的。", 1, 2, "S2", paragraph=1))
    transcript = Transcript(words, "zh", speakers=(Speaker("S1", "玛格丽特"), Speaker("S2", "汤姆")))
    assert said_by(formats.read(suffix, formats.write(suffix, transcript))) == said_by(transcript)


def test_two_voices_in_one_caption_are_closed():
    words = (Word("w1", "Who?", 0.1, 0.4, "S1"), Word("w2", "Me.", 0.45, 0.8, "S2", paragraph=1))
    transcript = Transcript(words, speakers=(Speaker("S1", "Ada"), Speaker("S2", "Tom")))
    assert formats.write("vtt", transcript).decode().splitlines()[-2:] == ["<v Ada>Who?</v>", "<v Tom>Me.</v>"]


def test_an_urdu_document_runs_from_right_to_left():
    words = (Word("w1", "ہم", 0, 1), Word("w2", "نے", 1, 2))
    document = formats.write("docx", Transcript(words, language="ur"))
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        body = package.read("word/document.xml").decode()
        assert 'w:bidi="ur"' in package.read("word/styles.xml").decode()
    assert (body.count("<w:bidi/>"), body.count("<w:rtl/>")) == (1, 2)
    assert "<w:bidi/>" not in formats.write("docx", Transcript((Word("w1", "so", 0, 1),))).decode("latin-1")


@pytest.mark.parametrize("suffix", formats.FORMATS)
def test_no_format_puts_spaces_between_chinese_letters(suffix):
    words = tuple(Word(f"w{n}", letter, n, n + 0.9) for n, letter in enumerate("我们在三月开了。没有人"))
    written = formats.write(suffix, Transcript(words, language="zh"))
    if suffix != "json":
        assert formats.read(suffix, written).text == "我们在三月开了。没有人"
    if suffix in ("vtt", "srt", "txt"):
        assert re.search(r"[\u4e00-\u9fff] +[\u4e00-\u9fff]", written.decode()) is None
