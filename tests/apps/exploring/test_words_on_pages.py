"""Words as pages hold them."""

from __future__ import annotations

import re

from heard.core.transcript.words import Word
from heard.web.templatetags.transcript import spoken


def text_of(page: str) -> str:
    return re.sub(r"<[^>]*>", "", page)


def test_chinese_words_stand_close_together_and_others_apart():
    words = [Word(f"w{n}", text, n, n + 1) for n, text in enumerate(["我", "们", "用", "Python", "写", "了", "。"])]
    assert text_of(spoken(words)) == "我们用 Python 写了。"
    assert text_of(spoken([Word("w1", "so", 0, 1), Word("w2", "it", 1, 2)])) == "so it"
