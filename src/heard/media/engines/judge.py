"""How well a text fits the sound, by a small Whisper that is told the text and asked how it likes each word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import ctranslate2
import numpy as np
from faster_whisper.tokenizer import Tokenizer

from heard.media.engines.engine import HeardWord
from heard.media.engines.faster_whisper import SEED, folder_of, loaded, whole_words
from heard.media.sound import RATE, Samples

LONGEST = 30.0
"""Seconds that Whisper hears at once."""
_SHORTEST = RATE // 100  # samples of which it makes one frame


@dataclass(frozen=True, slots=True)
class Window:
    """Up to 30 seconds of sound as the model heard them."""

    heard: Any
    frames: int


class Judge:
    """Whisper's opinion of given texts, and what it would have written itself."""

    def __init__(self, model: str = "tiny.en", *, threads: int = 1, language: str = "en") -> None:
        self._model = loaded(folder_of(model), threads)
        whisper, self._language = self._model, language
        self._words = Tokenizer(
            whisper.hf_tokenizer, whisper.model.is_multilingual, task="transcribe", language=language
        )

    def words(self, sound: Samples) -> list[HeardWord]:
        """What it hears by itself, quickly: a second opinion, not a text to be read."""
        ctranslate2.set_random_seed(SEED)
        segments, _ = self._model.transcribe(sound, language=self._language, beam_size=1, word_timestamps=True)
        return [word for segment in segments for word in whole_words(segment.words or [], self._language)]

    def listen(self, sound: Samples) -> Window:
        """Hear at most 30 seconds. This costs most; texts are then cheap. What is too short to be heard is silence."""
        sound = np.pad(sound, (0, max(0, _SHORTEST - len(sound))))
        features = self._model.feature_extractor(sound[: int(LONGEST * RATE)], padding=True)
        frames = min(features.shape[-1], 3000)
        padded = np.zeros((features.shape[0], 3000), np.float32)
        padded[:, :frames] = features[:, :frames]
        return Window(self._model.encode(padded), frames)

    def opinions(self, window: Window, words: Sequence[str]) -> list[list[float]]:
        """For each word the logarithms of the probabilities of its pieces, each given all that stands before it."""
        pieces = [self._words.encode(" " + word) for word in words]
        tokens = [piece for word in pieces for piece in word]
        if not tokens:
            return []
        (result,) = self._model.model.align(window.heard, self._words.sot_sequence, [tokens], window.frames)
        chances = iter(result.text_token_probs)
        return [[log(max(next(chances, 1e-6), 1e-6)) for _ in word] for word in pieces]
