"""Which of two engines hears less."""

from __future__ import annotations

import pytest

from heard.core.listening.engines import is_weaker


@pytest.mark.parametrize(
    ("engine", "than", "weaker"),
    [
        ("faster-whisper tiny.en int8", "faster-whisper base int8", True),
        ("faster-whisper base int8", "faster-whisper tiny.en int8", False),
        ("faster-whisper base.en int8", "faster-whisper base int8", False),
        ("tiny.en", "faster-whisper base int8", True),
        ("faster-whisper medium int8", "faster-whisper large-v3 int8", True),
        ("faster-whisper large-v3-turbo int8", "faster-whisper medium int8", False),
        ("faster-whisper base int8", "faster-whisper turbo int8", True),
        ("faster-whisper faster-distil-whisper-small.en int8", "faster-whisper medium.en int8", True),
        ("faster-whisper ours int8", "faster-whisper base int8", False),
        ("faster-whisper tiny.en int8", "captions", False),
        ("", "", False),
    ],
)
def test_the_smaller_model_is_the_weaker_engine(engine, than, weaker):
    assert is_weaker(engine, than) is weaker
