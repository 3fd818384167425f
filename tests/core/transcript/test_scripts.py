"""How scripts are written: spaces, ends of sentences, direction, and what nobody sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.core.people.reports import cleaned
from heard.core.transcript.corrections import Correction, change_for, corrections_from_page, reads_the_same
from heard.core.transcript.scripts import (
    cut_like,
    ends_sentence,
    joined,
    look,
    runs_right_to_left,
    visible,
    width,
    words_in,
)
from heard.core.transcript.words import Transcript, Word
from tests.core.said import said


def letters(text: str) -> Transcript:
    """A transcript with a word for each letter, as recognisers write Chinese."""
    return Transcript(tuple(Word(f"w{at}", letter, at / 5, (at + 1) / 5) for at, letter in enumerate(text, start=1)))


@pytest.mark.parametrize(
    "text",
    [
        "我们在三月开了食物银行。没有人想到，但是人们来了！",
        "「はい」と言った。",
        "เราเปิดธนาคารอาหารในวันจันทร์",
        "ພວກເຮົາເປີດ",
        "យើងបានបើកធនាគារ។",
        "ကျွန်တော်တို့ဖွင့်ခဲ့တယ်။",
        "བོད་སྐད་ཡིན།",
        "在2024年3月",
        "他说：“好。”",
    ],
)
def test_scripts_without_spaces_get_none(text):
    assert joined(words_in(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "We met at 9 – twice.",
        "ہم نے مارچ میں",
        "우리는 3월에 문을 열었다.",
        "I said 你好 to her",
        "हम मिले।",
        "用 Python 写",
    ],
)
def test_all_others_keep_theirs(text):
    assert joined(words_in(text)) == text


@given(st.lists(st.text("ab我们。ก็า,“”1", min_size=1), min_size=1))
def test_joining_loses_and_adds_no_letter(texts):
    assert joined(texts).replace(" ", "") == "".join(texts)
    assert "".join(words_in(joined(texts))) == "".join(texts)


def test_a_typed_text_is_cut_as_the_words_are():
    assert cut_like("我的在三月。开", ["我们", "在", "三月", "。", "开"]) == ["我", "的", "在", "三月", "。", "开"]
    assert cut_like("三 月", ["三月"]) == ["三", "月"]
    assert cut_like("do it well", ["do", "it"]) == ["do", "it", "well"]


def test_a_chinese_page_that_nobody_changed_holds_no_correction():
    transcript = letters("我们在三月开了。")
    assert transcript.text == "我们在三月开了。"
    assert corrections_from_page(transcript, {"w1": "我们在三月开了。"}) == []
    assert corrections_from_page(transcript, {"w1": "我们在四月开了。"}) == [Correction(("w4",), None, "四")]


def test_an_edited_chinese_word_keeps_the_times_of_the_others():
    change = change_for(letters("我们在三月开了。"), Correction(("w4", "w5"), None, "四月"), prefix="c1")
    assert [(word.text, word.start) for word in change.after] == [("四", 0.8)]


@pytest.mark.parametrize("end", [".", "?", "!", "…", "。", "！", "？", "؟", "۔", "।", "॥", "።", "។", "။", "።”", "!)"])
def test_a_sentence_ends_in_every_script(end):
    assert ends_sentence(f"so{end}")


@pytest.mark.parametrize("text", ["so", "so,", "so—", "是，", "ہاں،"])
def test_where_it_does_not(text):
    assert not ends_sentence(text)


@pytest.mark.parametrize(
    ("text", "language", "right"),
    [
        ("ہم نے (NHS)", "en", True),
        ("שלום", "", True),
        ("We met علي", "ar", False),
        ("57", "ur", True),
        ("57", "en", False),
    ],
)
def test_which_way_a_text_runs(text, language, right):
    assert runs_right_to_left(text, language) is right


def test_a_chinese_letter_takes_the_room_of_two():
    assert (width("abc"), width("我们"), width("e\u0301")) == (3, 4, 1)


UNSEEN = [
    "\u200b",
    "\u00ad",
    "\ufeff",
    "\u2060",
    "\u202e",
    "\u202a",
    "\u2066",
    "\u200e",
    "\u061c",
    "\x00",
    "\ud800",
    "\u2800",
]


@pytest.mark.parametrize("sign", UNSEEN)
def test_what_nobody_sees_never_enters_and_is_no_correction(sign):
    assert cleaned(f"co{sign}-pro{sign}duction") == "co-production"
    assert cleaned(f" {sign} ") == ""
    assert corrections_from_page(said("co-production"), {"w1": cleaned(f"{sign}co-pro{sign}duction")}) == []


@pytest.mark.parametrize("text", ["می‌خواهم", "क्‍ष", "👩‍👧", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "❤️", "عليه السلام ۝"])
def test_joiners_that_shape_letters_and_pictures_stay(text):
    assert visible(text) == text


def test_joiners_between_latin_letters_go():
    assert visible("co\u200dproduction\u200c") == "coproduction"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("don't", "don’t"),
        ('"so"', "“so”"),
        ("co-production", "co‑production"),
        ("and - so", "and – so"),
        ("wait...", "wait…"),
        ("café", "cafe\u0301"),
        ("a  b", "a\u00a0b"),
        ("❤", "❤\ufe0f"),
    ],
)
def test_typographic_changes_are_no_corrections(one, other):
    before = said(one)
    assert reads_the_same(one, other)
    assert corrections_from_page(before, {"w1": other}) == []
    assert change_for(before, Correction(tuple(word.id for word in before.words), None, other), prefix="c").is_empty


@pytest.mark.parametrize(
    ("one", "other"), [("its", "it's"), ("so", "so."), ("می‌خواهم", "میخواهم"), ("coproduction", "co-production")]
)
def test_what_one_can_see_is_a_correction(one, other):
    assert len(corrections_from_page(said(one), {"w1": other})) == 1


def test_a_real_change_beside_a_typographic_one_is_the_only_one():
    assert corrections_from_page(said("it's a coal production"), {"w1": "it’s a co-production"}) == [
        Correction(("w3", "w4"), None, "co-production")
    ]


def test_look_is_for_comparing_only():
    assert look("“Wait—don’t…”") == '"Wait-don\'t..."'
