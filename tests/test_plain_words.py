"""Pages that storytellers meet can be read with ease by somebody of eleven. The measure is that of bench/reading.py."""

from __future__ import annotations

import pytest

from bench.reading import TEMPLATES, age, whole_sentences


@pytest.mark.parametrize("room", ["account", "correcting", "exploring", "joining", "telling", "transcribing"])
def test_somebody_of_eleven_reads_it_with_ease(room):
    sentences = whole_sentences(sorted((TEMPLATES / room).rglob("*.html")))
    assert len(sentences) > 5
    assert age(sentences) < 11


def test_officialese_would_be_noticed():
    sentence = "Participants are requested to acknowledge the organisational confidentiality requirements beforehand."
    assert age([sentence]) > 20
