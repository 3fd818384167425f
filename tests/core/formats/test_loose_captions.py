"""Captions as people have them, read as browsers and players read them: a line with an arrow begins a caption, no time
ever becomes a word, and a bad caption spoils no other and is named."""

# ruff: noqa: E501  (a file is clearer on one line)

from __future__ import annotations

import contextlib

import pytest

from heard.core.errors import BadTranscript
from heard.core.formats import srt, webvtt


def turns(read, text: str | bytes) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for turn in read(text).paragraphs]


def words(read, text: str | bytes, notes: list[str] | None = None) -> str:
    return " ".join(word.text for word in read(text, notes).words)


ONE, TWO = "00:01.000 --> 00:02.000", "00:03.000 --> 00:04.000"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"WEBVTT\n{ONE}\nnot lost\n\n{TWO}\nkept", "not lost kept"),
        (f"WEBVTT\n\n{ONE}\nfirst line\n{TWO}\nsecond line", "first line second line"),
        (f"WEBVTT\n\n1\n{ONE}\nfirst\n2\n{TWO}\nsecond", "first second"),
        (f"WEBVTT\n\nNOTE\nwe wrote this --> before lunch\n\n{ONE}\nhello", "hello"),
        (f"WEBVTT\n\nNOTE we wrote --> lunch\n\n{ONE}\nhello", "hello"),
        (f"WEBVTT\n\nNOTE one\ntwo\n{ONE}\nhello", "hello"),
        (f"WEBVTT - title\nKind: captions\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0\n\n{ONE}\nhello", "hello"),
        (
            f"WEBVTT\n\nSTYLE\n::cue {{ color: red }}\n\nREGION\nid:a\n\nan id\n{ONE} align:start line:0%\nhello",
            "hello",
        ),
        (f"WEBVTT\r\r{ONE}\rhel\rlo\r\r{TWO}\rthere", "hel lo there"),
        (f"\ufeffWEBVTT\n\n{ONE}\n \nhello\n\n\n\n{TWO}\n\n", "hello"),
        (f"WEBVTT\n\n{ONE}\n&lt;b&gt; &amp;amp; tea&nbsp;pot&lrm;", "<b> &amp; tea pot"),
        (f"WEBVTT\n\n{ONE}\n<c.loud><i>so</i></c> <ruby>汉<rt></rt></ruby> <lang en>we</lang>", "so 汉 we"),
        (f"WEBVTT\n\n{ONE}\nfive < six & <b>more", "five < six & more"),
        ("WEBVTT\n\n100:00:01.000 --> 100:00:02.000\nlate\n\n00:01.000-->00:02.000\nearly", "early late"),
        (f"WEBVTT\n\n{ONE}\none\u2028two\x0cthree", "one two three"),
    ],
)
def test_webvtt_is_read_as_browsers_do(text, said):
    assert words(webvtt.read, text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1\n00:00:01,000 --> 00:00:02,000\nWe did.\n \n2\n00:00:03,000 --> 00:00:05,000\nCold.\n\t\n3\n00:00:06,000 --> 00:00:07,000\nNo.", "We did. Cold. No."),
        ("1\r\n00:00:01,000 --> 00:00:02,000\r\none\r\n \r\n2\r\n00:00:03,000 --> 00:00:04,000\r\ntwo\r\n", "one two"),
        ("1\n00:00:01,000 --> 00:00:02,000\nfirst\n\nstill the first\n\n2\n00:00:03,000 --> 00:00:04,000\nsecond", "first still the first second"),
        ("1\n00:00:01 --> 00:00:02\nwhole seconds", "whole seconds"),
        ("00:00:01,000 --> 00:00:02,000\n1984\n\n00:00:03,000 --> 00:00:04,000\nno numbers", "1984 no numbers"),
        ("7\n0:0:1,5 --> 0:0:2.25\nshort\n3\n0:0:3,0 --> 0:0:4,0\nfigures", "short figures"),
        ("1\n00:00:01,000-->00:00:02,000 X1:100 X2:200 Y1:10 Y2:20\n{\\an8}<font color=\"red\">ti</font>ght", "tight"),
        ("1\n00: 00: 01, 000 --> 00: 00: 02, 000\nread off a screen", "read off a screen"),
        ("1\n00:00:01,000 -> 00:00:02,000\nshort arrow\n2\n00:00:03,000 - 00:00:04,000\ndash", "short arrow dash"),
        ("1\n\n00:00:01,000 --> 00:00:02,000\n\ndouble\n\nspaced\n\n2\n\n00:00:03,000 --> 00:00:04,000\n\nlines", "double spaced lines"),
        ("2\n00:00:03,000 --> 00:00:04,000\nsecond\n\n1\n00:00:01,000 --> 00:00:02,000\nfirst", "first second"),
        ("1\n-00:00:01,000 --> 00:00:02,000\nbefore the start", "before the start"),
        ("1\n00:00:01:500 --> 00:00:02:250\ncolons", "colons"),
        ("1\n00:00:01,000 --> 00:00:02,000\nit goes --> there\n", "it goes --> there"),
        ("1\n00:00:01,000 --> 00:00:02,000\nIn the year\n1984\n\n2\n00:00:03,000 --> 00:00:04,000\nwe met", "In the year 1984 we met"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>misnamed", "misnamed"),
    ],
)  # fmt: skip
def test_srt_is_read_as_players_do(text, said):
    assert words(srt.read, text) == said


@pytest.mark.parametrize(
    ("read", "text", "said", "note"),
    [
        (srt.read, "1\n00:00:05,000 --> 00:00:02,000\nbackwards time\n\n2\n00:00:06,000 --> 00:00:07,000\nthen fine",
         "backwards time then fine", "Caption 1 does not end after it begins, “00:00:05,000 --> 00:00:02,000”"),
        (srt.read, "1\nxx --> 00:00:02,000\nlost\n\n2\n00:00:06,000 --> 00:00:07,000\nfine",
         "fine", "Caption 1 has no valid time, “xx --> 00:00:02,000”, and was left out: “lost”."),
        (srt.read, "00:00:01,000 --> \nno end\n\n00:00:06,000 --> 00:00:07,000\nfine", "no end fine", "Caption 1 has no valid end"),
        (srt.read, "Made by Ada\n\n1\n00:00:06,000 --> 00:00:07,000\nfine", "fine", "These lines stand before the first time"),
        (webvtt.read, f"WEBVTT\n\nsoon --> later\nlost\n\n{ONE}\nfine", "fine", "Caption 1 has no valid time"),
        (webvtt.read, f"WEBVTT\n\n{ONE}\nfirst\n\nstray words\n\n{TWO}\nfine", "first fine", "These lines belong to no caption and were left out: “stray words”."),
        (webvtt.read, f"{ONE}\nno header", "no header", "This file does not begin with WEBVTT"),
        (srt.read, "1\n00:00:01,000 --> 00:00:02,000\ncafé".encode("cp1252"), "café", "This file is not UTF-8."),
    ],
)  # fmt: skip
def test_what_could_not_be_used_is_named_and_spoils_nothing_else(read, text, said, note):
    notes: list[str] = []
    assert words(read, text, notes) == said
    assert len(notes) == 1
    assert notes[0].startswith(note)


def test_a_caption_that_ends_before_it_begins_leaves_the_next_its_time():
    text = "1\n00:00:05,000 --> 00:00:02,000\nbackwards time\n\n2\n00:00:06,000 --> 00:00:07,000\nthen fine"
    assert [(word.text, word.start) for word in srt.read(text).words][::2] == [("backwards", 5.0), ("then", 6.0)]


@pytest.mark.parametrize("text", ["", "\n\n", "WEBVTT", "WEBVTT\n\nNOTE nothing\n"])
def test_a_file_without_captions_says_nothing(text):
    assert (webvtt if text.startswith("W") else srt).read(text).words == ()


def test_captions_that_overlap_keep_their_words_together():
    text = "WEBVTT\n\n00:01.000 --> 00:06.000\n<v Ada>The garden opens at nine tomorrow.\n\n00:03.000 --> 00:05.000\n<v Tom>Not for us!"
    transcript = webvtt.read(text)
    assert [(turn.speaker, turn.text) for turn in transcript.paragraphs] == [
        ("Ada", "The garden opens at nine tomorrow."),
        ("Tom", "Not for us!"),
    ]
    assert [turn.start for turn in transcript.paragraphs] == [1.0, 3.0]


def test_captions_that_begin_together_follow_each_other():
    text = "WEBVTT\n\n00:01.000 --> 00:05.000\n<v Ada>We opened in March.\n\n00:01.000 --> 00:05.000\n<v Tom>In the cold.\n\n00:01.050 --> 00:05.000\n<v Cleo>Nobody came to it."
    transcript = webvtt.read(text)
    assert [turn.text for turn in transcript.paragraphs] == [
        "We opened in March.",
        "In the cold.",
        "Nobody came to it.",
    ]
    assert (transcript.words[0].start, transcript.words[-1].end) == (1.0, 5.0)


def test_words_that_say_when_they_begin_keep_that():
    text = f"WEBVTT\n\n{ONE}\n<v Ada>we <00:01.250>opened <00:01.750><c>it</c>"
    assert [(word.text, word.start, word.speaker) for word in webvtt.read(text).words] == [
        ("we", 1.0, "Ada"), ("opened", 1.25, "Ada"), ("it", 1.75, "Ada"),
    ]  # fmt: skip


def test_a_control_character_is_dropped_or_replaced():
    assert words(webvtt.read, f"WEBVTT\n\n{ONE}\ntea\x00pot\x07") == "tea\ufffdpot"
    assert words(srt.read, "1\n00:00:01,000 --> 00:00:02,000\ntea\x00pot\u202e") == "teapot"


# Rolling captions

YOUTUBE = """WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:03.429 align:start position:0%
 
we<00:00:00.960><c> opened</c><00:00:01.520><c> the</c><00:00:02.159><c> bank</c>

00:00:03.429 --> 00:00:03.439 align:start position:0%
we opened the bank
 

00:00:03.439 --> 00:00:05.749 align:start position:0%
we opened the bank
on<00:00:03.760><c> a</c><00:00:04.000><c> cold</c><00:00:04.480><c> monday</c>

00:00:05.749 --> 00:00:05.759 align:start position:0%
on a cold monday
 
"""  # noqa: W293


def test_each_line_of_youtube_is_said_once_with_the_times_of_its_words():
    said = webvtt.read(YOUTUBE).words
    assert " ".join(word.text for word in said) == "we opened the bank on a cold monday"
    assert [word.start for word in said] == [0.16, 0.96, 1.52, 2.159, 3.439, 3.76, 4.0, 4.48]


@pytest.mark.parametrize(
    "shown",
    [
        ["we opened", "we opened\non a cold", "on a cold\nmonday"],
        ["we", "we opened", "we opened on", "we opened on a cold monday"],
        ["we opened", "we opened", "we opened\non a", "on a\ncold monday"],
    ],
)
def test_lines_that_roll_or_grow_are_said_once(shown):
    cues = [f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{text}" for n, text in enumerate(shown)]
    assert words(srt.read, "\n\n".join(cues)) == "we opened on a cold monday"


def test_what_people_say_twice_is_said_twice():
    shown = ["Yes.", "Yes.", "Yes.\nI said yes.", "We met.", "We met in\nMarch."]
    cues = [f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{text}" for n, text in enumerate(shown)]
    assert words(srt.read, "\n\n".join(cues)) == "Yes. Yes. Yes. I said yes. We met. We met in March."


# Names


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ADA: Are you there?\nTOM: I am.", [("ADA", "Are you there?"), ("TOM", "I am.")]),
        ("Tom O'Brien: Did anybody come?", [("Tom O'Brien", "Did anybody come?")]),
        ("[SPEAKER_00]: So.\n[SPEAKER_01]: Yes.", [("SPEAKER_00", "So."), ("SPEAKER_01", "Yes.")]),
        ("[Ada] So.\n(TOM) Yes.", [("Ada", "So."), ("TOM", "Yes.")]),
        (">> ADA: So.\n>> Who?", [("ADA", "So."), (None, "Who?")]),
        ("- Who?\n- Me.", [(None, "Who?"), (None, "Me.")]),
        ("<i>ADA:</i> So.", [("ADA", "So.")]),
        ("ADA:\nSo it is.", [("ADA", "So it is.")]),
        ("Remember: the door sticks.\n[music] (laughs) so", [(None, "Remember: the door sticks. [music] (laughs) so")]),
    ],
)
def test_names_in_captions_speak(text, told):
    assert turns(srt.read, f"1\n00:00:01,000 --> 00:00:04,000\n{text}") == told
    escaped = text.replace(">>", "&gt;&gt;")
    assert turns(webvtt.read, f"WEBVTT\n\n00:01.000 --> 00:04.000\n{escaped}") == told


def test_who_was_named_goes_on_speaking_in_the_next_caption():
    text = "1\n00:00:01,000 --> 00:00:02,000\nAda: We opened\n\n2\n00:00:02,000 --> 00:00:03,000\nin March."
    assert turns(srt.read, text) == [("Ada", "We opened in March.")]


def test_a_voice_ends_where_its_tag_does():
    text = f"WEBVTT\n\n{ONE}\n<v Ada>Who?</v>\n<v.loud Tom Ellis>Me.</v>\nSomebody"
    assert turns(webvtt.read, text) == [("Ada", "Who?"), ("Tom Ellis", "Me."), (None, "Somebody")]


def test_webex_names_who_speaks_beside_the_number():
    assert turns(webvtt.read, f'WEBVTT\n\n1 "Ada Okafor" (123)\n{ONE}\nSo.') == [("Ada Okafor", "So.")]


# Size


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<v ",
        "&lt;",
        "-->\n",
        "1\n",
        "a: ",
        "[",
        "((",
        "00:00:01,000 --> 00:00:02,000\n",
        "\n \n",
        "- ",
        ">>",
        "{\\",
        "0:0",
    ],
)
@pytest.mark.parametrize("read", [srt.read, webvtt.read])
def test_much_of_anything_is_read_or_refused_with_a_sentence(read, piece):
    start = "WEBVTT\n\n" if read is webvtt.read else ""
    with contextlib.suppress(BadTranscript):
        made = read(f"{start}1\n00:00:00,000 --> 00:00:01,000\n" + piece * 3_000)
        assert all("-->" not in word.text for word in made.words)
