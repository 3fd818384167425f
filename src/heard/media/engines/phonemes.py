"""British phonemes of a word, by espeak-ng from the package `espeakng-loader`."""

from __future__ import annotations

import ctypes
from functools import cache, lru_cache
from threading import Lock

import espeakng_loader

from heard.core.errors import HeardError

_VOICE = b"gmw/en"  # English as spoken in Britain
_RETRIEVAL, _NO_EXIT, _UTF8, _IPA = 1, 0x8000, 1, 0x02
_one_at_a_time = Lock()


@lru_cache(maxsize=500_000)
def pronounce(word: str) -> str:
    """The IPA of `word` (or phrase). Acronyms are spelled out, numbers read."""
    speak = _library().espeak_TextToPhonemes
    parts = []
    with _one_at_a_time:
        rest = ctypes.c_char_p(word.encode())
        while rest.value is not None:
            parts.append(speak(ctypes.byref(rest), _UTF8, _IPA).decode())
    return " ".join(parts)


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    library.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]
    data = espeakng_loader.get_data_path().encode()
    if library.espeak_Initialize(_RETRIEVAL, 0, data, _NO_EXIT) < 0 or library.espeak_SetVoiceByName(_VOICE):
        raise HeardError("The British voice of espeak-ng is not there. Install Heard again.", code="no-phonemes")
    return library
