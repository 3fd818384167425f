"""Whisper by faster-whisper and CTranslate2, in eight-bit arithmetic.

How it decodes, and why (figures: word error rate on real interviews, CPU seconds per second of sound):

- base, int8, beam of 5, one stretch after the other: 11.5 %, 0.12. Greedy: 12.5 %, 0.09. Batched: 10.3 %, 0.08, but it
  dropped up to 184 of 2,942 words of clean speech, and speech that is silently missing is the worst of errors here.
- `vad_filter`: words invented in 195 s of silence, noise and music: none (one without it).
- no previous text: with it one set fell into loops (6.0 to 11.8 %).
- the language is given, never guessed: a guess from a hesitant start can turn a whole story into another language.
- no hot words: ten that nobody said made the engine drop a third of the speech.
- one thread: at this beam a second one gains nothing, two workers do.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ctranslate2
from faster_whisper import WhisperModel, download_model
from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError, RepositoryNotFoundError

from heard.core.errors import BadInput, HeardError
from heard.media.engines.engine import HeardPhrase, HeardWord
from heard.media.engines.weights import models_folder, whisper_folder
from heard.media.limits import wants_memory
from heard.media.request import OnShare
from heard.media.sound import RATE, Samples

DECODING: dict[str, Any] = {
    "beam_size": 5,
    "vad_filter": True,
    "condition_on_previous_text": False,
    "word_timestamps": True,
}
_WITHOUT_SPACES = {"zh", "ja", "th", "lo", "my", "yue"}
SEED = 20  # a hard stretch is tried again with some chance in it; the same recording should give the same words


class FasterWhisper:
    def __init__(self, model: str, *, threads: int = 1, may_download: bool = False) -> None:
        self._model = loaded(folder_of(model, may_download), threads)

    def phrases(self, sound: Samples, *, language: str, on_share: OnShare) -> list[HeardPhrase]:
        spoken = language.split("-")[0].lower()  # Whisper knows no regions
        if spoken not in self._model.supported_languages:
            raise BadInput(
                "The speech model does not know the language “%(language)s”.",
                code="language-unknown",
                language=language,
            )
        ctranslate2.set_random_seed(SEED)
        segments, _ = self._model.transcribe(sound, language=spoken, **DECODING)
        found = []
        for segment in segments:
            on_share(min(1.0, segment.end * RATE / len(sound)))
            words = tuple(whole_words(segment.words or [], spoken))
            if words:
                found.append(HeardPhrase(words, float(segment.no_speech_prob)))
        return found


def loaded(folder: Path, threads: int) -> WhisperModel:
    """The model in a folder. That there is no memory for it is no fault of the model's and comes through as it is."""
    try:
        return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=threads)
    except (RuntimeError, ValueError) as error:
        if wants_memory(error):
            raise
        raise HeardError(
            "The speech model in %(folder)s cannot be opened. It may be damaged, or of another kind.",
            code="model-damaged",
            folder=folder,
        ) from error


def folder_of(model: str, may_download: bool = False) -> Path:
    """Where the model lies, fetched first where that is allowed. A disk that is full says so itself."""
    folder = whisper_folder(model)
    if folder:
        return folder
    try:
        return Path(download_model(model, local_files_only=not may_download, cache_dir=str(models_folder())))
    except (ValueError, RepositoryNotFoundError) as error:
        raise _missing(model) from error
    except (LocalEntryNotFoundError, HfHubHTTPError, ConnectionError) as error:
        raise (_unreachable(model) if may_download else _missing(model)) from error


def _missing(model: str) -> HeardError:
    return HeardError(
        "There is no speech model “%(model)s”. Give a folder, or allow it to be fetched.",
        code="model-missing",
        model=model,
    )


def _unreachable(model: str) -> HeardError:
    return HeardError(
        "The speech model “%(model)s” could not be fetched just now.", code="model-unreachable", model=model
    )


def whole_words(given: list[Any], language: str) -> Iterator[HeardWord]:
    """Words without spaces in or around them. A piece without a space before it belongs to the word it follows."""
    joined: list[HeardWord] = []
    for piece in given:
        word = HeardWord(piece.word.strip(), piece.start, piece.end, piece.probability)
        follows = joined and not piece.word.startswith(" ") and language not in _WITHOUT_SPACES
        if follows:
            before = joined.pop()
            word = HeardWord(before.text + word.text, before.start, word.end, min(before.probability, word.probability))
        joined.append(word)
    for word in joined:
        yield from _split(word)


def _split(word: HeardWord) -> Iterator[HeardWord]:
    texts = word.text.split()
    step = (word.end - word.start) / max(1, len(texts))
    for number, text in enumerate(texts):
        start = float(word.start) + number * step
        yield HeardWord(text, start, start + float(step), float(word.probability))
