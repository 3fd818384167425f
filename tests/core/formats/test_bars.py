"""The waveform in sixty letters: of what plays alone, the loudest at the top."""

from __future__ import annotations

from heard.core.formats.bars import BARS, heights, reduced


def test_there_are_sixty_and_the_loudest_reaches_the_top():
    bars = reduced([0.0, 0.5] * 300 + [1.0] * 10, 61.0, 0.0, 61.0)
    assert (len(bars), max(bars), bars[-1], bars[0]) == (BARS, "z", "z", "9")


def test_what_is_cut_off_at_the_ends_is_in_none_of_them():
    peaks = [1.0] * 100 + [0.2] * 400 + [1.0] * 100
    assert set(reduced(peaks, 60.0, 10.0, 50.0)) == {"z"}
    assert reduced(peaks, 60.0, 10.0, 60.0)[:47] == "7" * 47
    assert reduced(peaks, 60.0, 10.0, 60.0)[-11:] == "z" * 11


def test_silence_stays_low():
    assert reduced([0.0] * 100, 10.0, 0.0, 10.0) == "0" * BARS


def test_a_few_peaks_are_enough():
    assert len(reduced([0.1, 0.9, 0.3], 2.0, 0.0, 2.0)) == BARS


def test_where_nothing_plays_there_are_none():
    assert [reduced([], 2.0, 0.0, 2.0), reduced([1.0], 0.0, 0.0, 0.0), reduced([1.0], 2.0, 1.0, 1.0)] == [""] * 3


def test_heights_go_from_nothing_to_the_whole():
    assert list(heights("0z")) == [0.0, 1.0]
