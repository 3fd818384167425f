"""How alike two phrases sound, from their phonemes: "coal production" is close to "co-production", "brew" to "bro".

The phonemes come from outside, as IPA (`Pronounce`). Costs of confusing one sound with another follow what recognisers
confuse: vowels with vowels, voiced with voiceless, sibilants with each other; h, j, r, w and weak vowels come and go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rapidfuzz.distance import Levenshtein

Pronounce = Callable[[str], str]
"""The IPA of one word; empty when it has no sound."""

_ONE_SOUND = {
    "tʃ": "ʧ", "dʒ": "ʤ", "aɪ": "A", "aʊ": "W", "eɪ": "E", "əʊ": "O", "ɔɪ": "Y", "iə": "I", "eə": "X", "ʊə": "U",
}  # fmt: skip
_UNHEARD = str.maketrans("", "", "ˈˌː ̩̃ʔ‍_-()")

_VOWELS = frozenset("aɪəeɛʊɒʌuiɔɑɜɐoAWEOYIXU")
_CLASSES = ("pb", "td", "kɡ", "fv", "θð", "sz", "ʃʒʧʤ", "mnŋ", "lɹr", "w", "j", "hx")
_CLASS_OF = {sound: chr(ord("A") + number) for number, sounds in enumerate(_CLASSES) for sound in sounds}
_HISSING = frozenset("BEFG")  # t, th, s and sh are taken for each other
_COMES_AND_GOES = frozenset("ahjɹrw")

_SKELETON, _OUTLINE, _EXACT = 0.5, 0.15, 0.35


class Sounds:
    """A phrase in sounds, at three distances: as it is, by classes of sounds, and by its firm consonants alone."""

    __slots__ = ("exact", "outline", "skeleton")

    def __init__(self, exact: str) -> None:
        self.exact = exact
        self.outline = "".join("a" if sound in _VOWELS else _CLASS_OF.get(sound, "Z") for sound in exact)
        self.skeleton = "".join(
            "B" if kind in _HISSING else kind
            for sound, kind in zip(exact, self.outline, strict=True)
            if kind != "a" and sound not in _COMES_AND_GOES
        )

    def __len__(self) -> int:
        return len(self.exact)

    def first(self, size: int) -> Sounds:
        """The first so many sounds."""
        return Sounds(self.exact[:size])

    def __add__(self, other: Sounds) -> Sounds:
        both = Sounds.__new__(Sounds)
        both.exact, both.outline = self.exact + other.exact, self.outline + other.outline
        both.skeleton = self.skeleton + other.skeleton
        return both


SILENCE = Sounds("")


def sounds_of(ipa: str) -> str:
    """IPA as one character a sound, without stress, length and word ends."""
    plain = ipa.translate(_UNHEARD)
    for written, sound in _ONE_SOUND.items():
        plain = plain.replace(written, sound)
    return plain


def distance(one: Sounds, other: Sounds) -> float:
    """How many sounds apart two phrases are.

    Another consonant costs 1; t, th, s or sh for each other 0.5; voiced for voiceless or one vowel for another 0.35;
    a vowel, h, j, r or w that comes or goes 0.5.
    """
    return (
        _SKELETON * Levenshtein.distance(one.skeleton, other.skeleton)
        + _OUTLINE * Levenshtein.distance(one.outline, other.outline)
        + _EXACT * Levenshtein.distance(one.exact, other.exact)
    )


def likeness(one: Sounds, other: Sounds) -> float:
    """1 for the same sounds, 0 for nothing in common."""
    longest = max(len(one), len(other))
    return max(0.0, 1.0 - distance(one, other) / longest) if longest else 0.0


class Ear:
    """Remembers how words sound, so that each is pronounced once."""

    def __init__(self, pronounce: Pronounce) -> None:
        self._pronounce = pronounce
        self._known: dict[str, Sounds] = {}

    def sounds(self, words: Iterable[str]) -> Sounds:
        """The sounds of a phrase, its words run together as in speech."""
        return sum(map(self._of, words), SILENCE)

    def likeness(self, one: Iterable[str], other: Iterable[str]) -> float:
        return likeness(self.sounds(one), self.sounds(other))

    def _of(self, word: str) -> Sounds:
        if word not in self._known:
            self._known[word] = Sounds(sounds_of(self._pronounce(word)))
        return self._known[word]
