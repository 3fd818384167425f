"""Plain text as people and programs write it: who speaks, when, and what is neither."""

# ruff: noqa: E501  (a file is clearer on one line)

from __future__ import annotations

from itertools import pairwise

import pytest

from heard.core.errors import BadTranscript
from heard.core.formats import text
from heard.core.formats.names import Names, is_name


def told(written: str) -> list[tuple[str | None, str, float]]:
    return [(turn.speaker, turn.text, turn.start) for turn in text.read(written).paragraphs]


HEADED = [("Ada Okafor", "Shall we begin?", 1.0), ("Tom Ellis", "Yes please.", 4.0)]


@pytest.mark.parametrize(
    "written",
    [
        "Ada Okafor  0:01 \nShall we begin?\n\nTom Ellis  0:04 \nYes please.\n",
        "Ada Okafor 00:01\nShall we begin?\n\nTom Ellis 00:04\nYes please.",
        "Ada Okafor\t0:01\nShall we begin?\nTom Ellis\t0:04\nYes please.",
        "Ada Okafor (00:01):\nShall we begin?\n\nTom Ellis (00:04):\nYes please.",
        "Ada Okafor: (00:01)\nShall we begin?\n\nTom Ellis: (00:04)\nYes please.",
        "Ada Okafor [00:00:01]\nShall we begin?\n\nTom Ellis [00:00:04]\nYes please.",
        "Ada Okafor (0:01): Shall we begin?\nTom Ellis (0:04): Yes please.",
        "Ada Okafor: [00:00:01] Shall we begin?\nTom Ellis: [00:00:04] Yes please.",
        "Ada Okafor | 00:01\nShall we begin?\n\nTom Ellis | 00:04\nYes please.",
        "[00:00:01] Ada Okafor: Shall we begin?\n\n[00:00:04] Tom Ellis: Yes please.",
        "[00:00:01.00] Ada Okafor: Shall we begin?\n[00:00:04.00] Tom Ellis: Yes please.",
        "(0:01) Ada Okafor: Shall we begin?\n(0:04) Tom Ellis: Yes please.",
        "00:00:01 Ada Okafor: Shall we begin?\n00:00:04 Tom Ellis: Yes please.",
        "0:01 - Ada Okafor: Shall we begin?\n0:04 - Tom Ellis: Yes please.",
        "[00:00:01] Ada Okafor\nShall we begin?\n\n[00:00:04] Tom Ellis\nYes please.",
        "00:00:01.000 - Ada Okafor\nShall we begin?\n\n00:00:04.000 - Tom Ellis\nYes please.",
        "00:00:01\n\nAda Okafor: Shall we begin?\n\n00:00:04\n\nTom Ellis: Yes please.",
        "Ada Okafor\n0:01\nShall we begin?\nTom Ellis\n0:04\nYes please.",
        "0:01\tAda Okafor\tShall we begin?\n0:04\tTom Ellis\tYes please.",
        "Start\tSpeaker\tText\n00:00:01\tAda Okafor\tShall we begin?\n00:00:04\tTom Ellis\tYes please.",
        "[00:00:01.000 --> 00:00:03.000]  Ada Okafor: Shall we begin?\n[00:00:04.000 --> 00:00:05.000]  Tom Ellis: Yes please.",
        "[Ada Okafor] 00:00:01\nShall we begin?\n\n[Tom Ellis] 00:00:04\nYes please.",
        "Ada Okafor (Guest) 0:01\nShall we begin?\nTom Ellis (External) 0:04\nYes please.",
        "**Ada Okafor:** [0:01] Shall we begin?\n\n**Tom Ellis:** [0:04] Yes please.",
        "Ada Okafor\n0 minutes 1 second0:01\nAda Okafor 0 minutes 1 second\nShall we begin?\nTom Ellis\n0 minutes 4 seconds0:04\nTom Ellis 0 minutes 4 seconds\nYes please.",
        "\ufeff[0:01] Ada Okafor:\u00a0Shall we begin?\r\n\r\n[0:04] \u202aTom Ellis\u202c: Yes please.\r\n",
    ],
)
def test_speakers_and_times_as_programs_write_them(written):
    assert [(name.partition(" (")[0], said, start) for name, said, start in told(written) if name] == HEADED


@pytest.mark.parametrize(
    "written",
    [
        "10:02:33 Ada Okafor: Shall we begin?\n10:02:36 Tom Ellis: Yes please.",
        "10:02:33\t From Ada Okafor to Everyone:\n\tShall we begin?\n10:02:36\t From Tom Ellis to Everyone:\n\tYes please.",
    ],
)
def test_a_chat_keeps_the_time_of_day(written):
    assert told(written) == [("Ada Okafor", "Shall we begin?", 36153.0), ("Tom Ellis", "Yes please.", 36156.0)]


def test_a_panel_of_times_and_texts_is_one_text_with_its_times():
    (paragraph,) = text.read("0:01\nwe opened the\n0:04\nfood bank\n1:02:07\nin March.").paragraphs
    assert paragraph.text == "we opened the food bank in March."
    assert [word.start for word in paragraph.words if word.text in ("we", "food", "in")] == [1.0, 4.0, 3727.0]


def test_what_whisper_prints_keeps_its_times():
    words = text.read("[00:00.000 --> 00:04.000]  We opened\n[00:04.500 --> 00:06.000]  in March.").words
    assert (words[0].start, words[1].end, words[2].start, words[3].end) == (0.0, 4.0, 4.5, 6.0)


@pytest.mark.parametrize(
    "time", ["[0:01]", "(0:01)", "{0:01}", "0:01", "00:01", "00:00:01", "0:01 -", "00:01.0", "[00:00:01,000]", "0:01:"]
)
def test_a_time_before_a_text_is_no_word(time):
    assert told(f"{time} Shall we?") == [(None, "Shall we?", 1.0)]


@pytest.mark.parametrize(
    "written",
    [
        "10:30 we left the house.",
        "At 10:30 we left.",
        "See you at 10:30",
        "It took 3 seconds",
        "We met at 9:15\nand left at 10:30",
        "10:30 we left.\n\n12:15 we came back.",
    ],
)
def test_a_time_of_day_is_said(written):
    assert text.read(written).text.split() == written.split()


def test_a_written_time_wins_over_more_words_than_fit():
    first, second = text.read(
        "[0:01] Ada: one two three four five six seven eight nine ten\n\n[0:02] Tom: yes"
    ).paragraphs
    assert (first.start, first.end, second.start) == (1.0, 2.0, 2.0)
    assert all(before.end <= after.start for before, after in pairwise((*first.words, *second.words)))


def test_a_time_that_goes_back_is_passed_over_and_named():
    notes: list[str] = []
    assert [turn.text for turn in text.read("[0:05] one\n\n[0:03] two\n\n[0:09] three", notes).paragraphs] == [
        "one",
        "two",
        "three",
    ]
    assert notes == ["The time 0:03 is earlier than the one before it, and was passed over."]


def test_paragraphs_of_one_speaker_stay_apart():
    assert [turn[:2] for turn in told("Ada: One.\n\nAda: Two.\n\nthree goes on.\n\nTom: Four.")] == [
        ("Ada", "One."), ("Ada", "Two."), ("Ada", "three goes on."), ("Tom", "Four."),
    ]  # fmt: skip


def test_lines_that_were_broken_by_a_program_are_one_paragraph():
    wrapped = "Ada: We opened the food bank on a cold Monday in the March of\nthat year, and Nobody thought it would last until\nsummer.\n\nTom: It did."
    assert [turn[:2] for turn in told(wrapped)] == [
        ("Ada", "We opened the food bank on a cold Monday in the March of that year, and Nobody thought it would last until summer."),
        ("Tom", "It did."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "written", ["WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Hello", "1\n00:00:01,000 --> 00:00:02,000\nAda: Hello"]
)
def test_captions_that_are_called_text_are_read_as_captions(written):
    assert told(written) == [("Ada", "Hello", 1.0)]


@pytest.mark.parametrize(
    ("data", "what"),
    [(b"%PDF-1.7", "a PDF"), (b"PK\x03\x04", "a Word, Excel or zip file"), (b"{\\rtf1", "a rich text file (.rtf)")],
)
def test_a_file_that_is_no_text_is_told_truly(data, what):
    with pytest.raises(BadTranscript, match="holds no text") as refused:
        text.read(data)
    assert refused.value.sentence == f"This file holds no text, but is {what}."


TALK = [("Ada", "Shall we?"), ("Tom", "Yes."), ("Ada", "Now.")]


@pytest.mark.parametrize(
    "written",
    [
        "Ada\nShall we?\n\nTom\nYes.\n\nAda\nNow.",
        "Ada\n\nShall we?\n\nTom\n\nYes.\n\nAda\n\nNow.",
        "Ada – Shall we?\nTom – Yes.\nAda – Now.",
        "Ada\tShall we?\nTom\tYes.\nAda\tNow.",
        "[Ada] Shall we?\n[Tom] Yes.\n[Ada] Now.",
        ">> Ada: Shall we?\n>> Tom: Yes.\n>> Ada: Now.",
        "Ada: Shall we?\n\n  Tom: Yes.\n\n\n\nAda : Now.",
    ],
)
def test_speakers_without_times(written):
    assert [turn[:2] for turn in told(written)] == TALK


@pytest.mark.parametrize(
    ("written", "speakers"),
    [
        ("Q. Shall we?\nA. Yes.", ["Q", "A"]),
        ("Speaker 1\nShall we?\nSpeaker 2\nYes.", ["Speaker 1", "Speaker 2"]),
        ("I: Shall we?\nP1: Yes.", ["I", "P1"]),
    ],
)
def test_letters_and_numbers_speak_too(written, speakers):
    assert [turn.speaker for turn in text.read(written).paragraphs] == speakers


@pytest.mark.parametrize(
    "written",
    [
        "We saw\n\nAda\n\nand she left.",
        "Tea – milk first.\nBread – sliced.",
        "A. Tea\nA. Bread",
        "(sighs) I know.\n[Music] Well.",
    ],
)
def test_what_only_looks_like_a_speaker_is_said(written):
    assert text.read(written).text.split() == written.split()
    assert text.read(written).speakers == ()


# Names

_NAMES = """\
Ada|ADA|Tom O'Brien|Margaret Ellis|Will|Grace|Dr Green|Mrs. Brown|Auntie May|Ludwig van Beethoven|Abdul al-Rahman|\
J. Smith|Jean-Luc|Ada Okafor (she/her)|Ellis, Margaret|Ada and Tom|Siân|Łukasz Nowak|Женя|McGee|Interviewer|\
INTERVIEWER 2|interviewee|Speaker 1|SPEAKER_00|speaker 3|Participant 3|Unknown Speaker|Male Speaker 2|Support Worker|\
Community Reporter|Mum|P1|R2|I|Q|A|MAN"""
_WORDS = """\
Remember|Note|Warning|One thing|Top Tip|Good news|Careful|Breakfast|Tuesday|Well|Yes|But|So|First|In short|\
The point is|My advice|What I mean|He said|And she said|For example|Question|Answer|Reminder|Update|To be honest|\
Chapter 3|Step 1|Section 28|Plan B|NHS|PS|The Guardian|Lesson learned|At 10|she said|Thank you|Important Notice"""


@pytest.mark.parametrize(
    "name",
    _NAMES.split("|"),
)
def test_what_people_are_called_names_them(name):
    assert is_name(name)
    assert told(f"{name}: So it is.")[0][:2] == (name, "So it is.")


@pytest.mark.parametrize(
    "words",
    _WORDS.split("|"),
)
def test_words_with_a_colon_that_name_nobody_are_said(words):
    assert not is_name(words)
    assert told(f"{words}: the door sticks.") == [(None, f"{words}: the door sticks.", 0.0)]


@pytest.mark.parametrize(
    ("written", "speakers"),
    [
        ("ada: hello\ntom: hi\nada: bye", ["ada", "tom", "ada"]),
        ("MB: hello\nJS: hi\nMB: bye", ["MB", "JS", "MB"]),
        ("玛格丽特：我们在三月开了。\n汤姆：是的。", ["玛格丽特", "汤姆"]),
        ("مارگریٹ: ہم نے\nٹام: ہاں", ["مارگریٹ", "ٹام"]),
        ("Ada: hello\nRemember: the door\nNHS: hi", ["Ada", "Ada", "NHS"]),
        ("Boss: hello\nTeam: hi\nBoss: so\nTeam: yes\nBoss: bye\nTeam: well", ["Boss", "Team"] * 3),
    ],
)
def test_a_whole_file_tells_who_is_named(written, speakers):
    assert [turn.speaker for turn in text.read(written).paragraphs] == speakers


@pytest.mark.parametrize(
    "line",
    [
        "http://example.org: x",
        "Well:no",
        "5:1 said",
        ": so",
        "a" * 500 + ": b",
        "C:\\temp: x",
    ],
)
def test_what_only_has_a_colon_is_said(line):
    assert Names([line], 1).read(line).name == ""


def test_a_dash_says_that_somebody_else_speaks():
    assert [turn.text for turn in text.read("- Who?\n-Me.\n– You?\n-5 degrees").paragraphs] == [
        "Who?", "Me.", "You?", "-5 degrees",
    ]  # fmt: skip
