"""Whatever a file was called where it came from, its last part is kept, in signs that can be seen."""

from __future__ import annotations

import pytest

from heard.core.files.filenames import LONGEST, plain_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("chat.mp3", "chat.mp3"),
        ("My chat with Ola (1).m4a", "My chat with Ola (1).m4a"),
        ("Gespräch – ‘Tee’.wav", "Gespräch – ‘Tee’.wav"),
        ("对话.mp3", "对话.mp3"),
        ("../../etc/passwd.mp3", "passwd.mp3"),
        ("/home/ada/Secret clinic/chat.mp3", "chat.mp3"),
        (r"C:\Users\Ada Okafor\Desktop\chat.mp3", "chat.mp3"),
        (r"\\server\share\chat.mp3", "chat.mp3"),
        (r"C:\fakepath\chat.mp3", "chat.mp3"),
        ("C:chat.mp3", "chat.mp3"),
        (r"mixed/of\both/chat.mp3", "chat.mp3"),
        ("folder/chat.mp3/", "chat.mp3"),
        ("chat\0.mp3", "chat.mp3"),
        ("chat.mp3\0.exe", "chat.mp3.exe"),
        ("chat\r\nX-Evil: yes.mp3", "chatX-Evil: yes.mp3"),
        ("chat\u202e3pm.exe", "chat3pm.exe"),
        ("\ufeffchat\u200b.mp3", "chat.mp3"),
        ("  two   spaces .mp3 ", "two spaces .mp3"),
        ("cafe\u0301.mp3", "café.mp3"),
        ("", "recording"),
        ("..", "recording"),
        ("...", "recording"),
        ("/", "recording"),
        ("\u202e\u200b", "recording"),
        (".hidden.mp3", ".hidden.mp3"),
        ("no ending", "no ending"),
    ],
)
def test_the_last_part_is_kept(sent, kept):
    assert plain_name(sent) == kept
    assert plain_name(kept) == kept


@pytest.mark.parametrize("sign", ["a", "ä", "💬"])
def test_a_long_name_keeps_its_ending(sign):
    name = plain_name(sign * 400 + ".mp3")
    assert (len(name), name[-5:]) == (LONGEST, f"{sign}.mp3")


def test_a_long_name_without_an_ending_is_cut():
    assert plain_name("a" * 400) == "a" * LONGEST
    assert plain_name("a." + "b" * 400) == "a." + "b" * (LONGEST - 2)
