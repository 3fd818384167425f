"""What people may send as a recording, by the end of the file's name: one list for the page that asks for it, the
check, the sentence that refuses, and the docs. What is really inside is found out by the worker."""

from __future__ import annotations

from pathlib import PurePath

SOUND = {
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "aac": "audio/aac",
    "amr": "audio/amr",
    "opus": "audio/ogg",
    "ogg": "audio/ogg",
    "oga": "audio/ogg",
    "flac": "audio/flac",
    "wma": "audio/x-ms-wma",
    "aif": "audio/aiff",
    "aiff": "audio/aiff",
    "caf": "audio/x-caf",
    "qta": "audio/quicktime",
    "m4b": "audio/mp4",
    "mka": "audio/x-matroska",
    "au": "audio/basic",
}
VIDEO = {
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "m4v": "video/mp4",
    "webm": "video/webm",
    "3gp": "video/3gpp",
    "3g2": "video/3gpp2",
    "mkv": "video/x-matroska",
    "avi": "video/x-msvideo",
    "mpg": "video/mpeg",
    "mpeg": "video/mpeg",
    "mts": "video/mp2t",
    "m2ts": "video/mp2t",
    "ts": "video/mp2t",
    "wmv": "video/x-ms-wmv",
    "asf": "video/x-ms-asf",
    "ogv": "video/ogg",
    "flv": "video/x-flv",
    "dv": "video/x-dv",
}
KINDS = SOUND | VIDEO
ACCEPT = ",".join(f".{suffix}" for suffix in KINDS)
"""As a page says it to a browser."""


def may_be_one(filename: str) -> bool:
    return _suffix(filename) in KINDS


def media_type_of(filename: str) -> str:
    return KINDS.get(_suffix(filename), "application/octet-stream")


def listed(kinds: dict[str, str] = KINDS) -> str:
    """As a sentence says it."""
    return ", ".join(kinds)


def _suffix(filename: str) -> str:
    return PurePath(filename).suffix.lower().lstrip(".")
