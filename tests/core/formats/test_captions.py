"""WebVTT and SRT: captions that can be read in time, and read back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.core.errors import BadTranscript
from heard.core.formats import Options, srt, webvtt
from heard.core.formats.captions import LINE, LONGEST, captions
from heard.core.transcript.words import Speaker, Transcript, Word
from tests.core.said import said

TALK = """\
We, um, had a conversation about all the things that matter to people here. And then we wrote them down.
Did you? Nobody had told me about that at all, and I would have wanted to know a good while before.
Yes."""


def test_captions_are_webvtt_with_voices():
    assert webvtt.write(said("We did all of what we said we would do for you.\nYes <we> & I")) == (
        "WEBVTT\n\n"
        "00:00:00.000 --> 00:00:03.600\n<v Ada>We did all of what we\nsaid we would do for you.\n\n"
        "00:00:03.600 --> 00:00:04.500\n<v Ben>Yes &lt;we&gt; &amp; I\n"
    )


def test_captions_break_where_sentences_and_voices_do_and_a_short_answer_shares_one():
    assert [[text for _, text in caption.lines] for caption in captions(said(TALK))] == [
        ["We, um, had a conversation about all", "the things that matter to people here."],
        ["And then we wrote them down."],
        ["Did you? Nobody had told me", "about that at all, and I would"],
        ["have wanted to know a good while before.", "Yes."],
    ]


def test_a_short_caption_stays_longer_where_nobody_speaks():
    assert [(caption.start, caption.end) for caption in captions(said("Yes. _ _ _"))] == [(0.0, 0.83)]
    assert [(caption.start, caption.end) for caption in captions(said("_ _ Yes."))] == [(0.57, 1.4)]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_captions_always_fit_the_screen(data):
    words: list[Word] = []
    now = 0.0
    for number in range(data.draw(st.integers(1, 60))):
        text = data.draw(st.sampled_from(["a", "well,", "conversation", "done.", "I"]))
        end = now + data.draw(st.sampled_from([0.05, 0.3, 1.0, 9.0]))
        words.append(Word(f"w{number}", text, now, end, paragraph=number // 9))
        now = end + data.draw(st.sampled_from([0.0, 0.1, 3.0]))
    made = captions(Transcript(tuple(words)))
    assert " ".join(text for caption in made for _, text in caption.lines).split() == [word.text for word in words]
    assert max(len(text) for caption in made for _, text in caption.lines) <= LINE
    assert max(len(caption.lines) for caption in made) <= 2
    assert max(caption.end - caption.start for caption in made) <= LONGEST + 0.001
    assert all(before.end <= after.start for before, after in pairwise(made))


def test_a_clean_reading_leaves_out_hesitations():
    assert "um" in webvtt.write(said(TALK))
    assert "um" not in webvtt.write(said(TALK), Options(clean=True))


def test_captions_read_back_with_their_voices():
    back = webvtt.read(webvtt.write(said(TALK)))
    assert back.text == TALK
    assert [paragraph.speaker for paragraph in back.paragraphs] == ["Ada", "Ben", "Ada"]


def test_srt_numbers_its_captions_and_reads_back():
    assert srt.write(said("We did it.")) == "1\n00:00:00,000 --> 00:00:00,800\nWe did it.\n"
    assert srt.read(srt.write(said(TALK))).text.split() == TALK.split()


def test_captions_by_other_programs_are_understood():
    text = (
        "WEBVTT - by hand\r\n\r\nNOTE not said\r\n\r\nSTYLE\r\n::cue {}\r\n\r\n"
        "one\r\n00:01.000 --> 00:02.000 align:start\r\n<c.loud>Hello</c>\r\nthere\r\n\r\n"
        "01:00:00.000 --> 01:00:01.000\r\n<v.first Ada>Yes</v> <v Ben>No &amp; no\r\n"
    )
    transcript = webvtt.read(text.encode("utf-16"))
    assert [(word.text, word.speaker) for word in transcript.words] == [
        ("Hello", None),
        ("there", None),
        ("Yes", "Ada"),
        ("No", "Ben"),
        ("&", "Ben"),
        ("no", "Ben"),
    ]
    assert (transcript.words[0].start, transcript.words[2].start) == (1.0, 3600.0)


@pytest.mark.parametrize(
    ("read", "data"),
    [
        (webvtt.read, "no captions"),
        (webvtt.read, "WEBVTT\n\nsoon --> later\nHello"),
        (srt.read, "1\nHello"),
        (srt.read, "1\n00:00:00,000 --> 00:00:01,000\nЗдравствуйте, Женя".encode("cp1251")),
    ],
)
def test_what_is_no_captions_gets_a_sentence(read, data):
    with pytest.raises(BadTranscript):
        read(data)


def test_a_name_cannot_break_out_of_its_tag():
    transcript = Transcript((Word("w1", "Hi", 0, 1, "S1"),), speakers=(Speaker("S1", "A>\n<b> & co"),))
    assert webvtt.write(transcript).splitlines()[-1] == "<v A&gt; &lt;b&gt; &amp; co>Hi"
    assert webvtt.read(webvtt.write(transcript)).speakers == (Speaker("A> <b> & co", "A> <b> & co"),)
