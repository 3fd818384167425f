"""How alike phrases sound to a British ear."""

from __future__ import annotations

import pytest

from heard.core.offering.sounds import Ear, Sounds, distance, sounds_of
from heard.media.engines.phonemes import pronounce

EAR = Ear(pronounce)


@pytest.mark.parametrize(
    ("ipa", "sounds"),
    [
        ("kˈəʊl pɹədˈʌkʃən", "kOlpɹədʌkʃən"),
        ("tʃˈɜːtʃ", "ʧɜʧ"),
        ("dʒˈɪnjə", "ʤɪnjə"),
        ("", ""),
    ],
)
def test_each_sound_is_one_sign_without_stress_length_and_gaps(ipa, sounds):
    assert sounds_of(ipa) == sounds


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("pan", "pan", 0.0),
        ("pan", "ban", 0.35),  # voiced for voiceless
        ("pan", "pɒn", 0.35),  # one vowel for another
        ("sɪn", "ʃɪn", 0.5),  # both hiss
        ("pan", "pana", 0.5),  # a vowel comes
        ("pan", "han", 1.0),
        ("pan", "pant", 1.0),
        ("", "pan", 2.5),
    ],
)
def test_sounds_that_are_often_confused_are_near(one, other, apart):
    assert distance(Sounds(one), Sounds(other)) == pytest.approx(apart)


@pytest.mark.parametrize(
    ("heard", "meant", "not_meant"),
    [
        ("coal production", "co-production", "cold reduction"),
        ("Peter Buyer", "Peterborough", "Petersfield"),
        ("merch", "Murch", "much"),
        ("adder man", "addrman", "batman"),
    ],
)
def test_a_mishearing_is_nearer_to_what_was_meant_than_to_other_words(heard, meant, not_meant):
    assert EAR.likeness(heard.split(), meant.split()) > EAR.likeness(heard.split(), not_meant.split())


def test_likeness_is_one_for_the_same_sounds_and_nothing_for_silence():
    assert EAR.likeness(["diarrhoea"], ["diarrhea"]) == 1.0
    assert EAR.likeness(["—"], ["—"]) == 0.0


def test_words_run_together_as_in_speech():
    assert EAR.sounds(["time", "lock"]).exact == EAR.sounds(["timelock"]).exact
