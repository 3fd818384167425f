"""Heard's own format: one JSON file that holds everything, documented in docs/transcript-format.md.

`transcript.schema.json` beside this file is its JSON Schema. What is written reads back exactly as it was.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, get_args

from heard.core.errors import BadTranscript
from heard.core.formats.options import PLAIN, Options
from heard.core.formats.reading import LATEST, as_json
from heard.core.sentences import Sentence
from heard.core.transcript.line import laid
from heard.core.transcript.words import Paragraph, Source, Speaker, Transcript, Word

FORMAT = "heard-transcript"
VERSION = 1
_WHOLE = Sentence("The transcript")


def write(transcript: Transcript, options: Options = PLAIN) -> str:
    """The whole record, fillers too: one line for each word, so that two versions compare well."""
    fields = [
        f"{_dump(name)}: [{_lines(value)}]" if isinstance(value, list) else f"{_dump(name)}: {_dump(value)}"
        for name, value in to_document(transcript).items()
    ]
    return "{\n" + ",\n".join(fields) + "\n}\n"


def read(data: bytes | str) -> Transcript:
    """Raises BadTranscript, naming the first place that breaks the format."""
    return from_document(as_json(data))


def to_document(transcript: Transcript) -> dict[str, Any]:
    """The same as values, as a database keeps them."""
    return {
        "format": FORMAT,
        "version": VERSION,
        **({} if transcript.timed else {"timed": False}),
        "language": transcript.language,
        "duration": transcript.duration,
        "engine": transcript.engine,
        "speakers": [{"id": speaker.id, "name": speaker.name} for speaker in transcript.speakers],
        "words": [word_data(word, timed=transcript.timed) for word in transcript.words],
        "paragraphs": [_paragraph_data(*numbered) for numbered in enumerate(transcript.paragraphs)],
    }


def from_document(document: Any) -> Transcript:
    """Raises BadTranscript, naming the first place that breaks the format."""
    top = _object(document, Sentence("The file"))
    if top.get("format") != FORMAT:
        raise BadTranscript("This JSON file is not a Heard transcript.", code="format")
    if top.get("version") != VERSION:
        raise BadTranscript(
            "This transcript is not in version %(version)s of the format.", code="version", version=VERSION
        )
    timed = top.get("timed", True) is not False
    words = [
        _word(item, Sentence("Word %(number)d", {"number": n}), timed=timed)
        for n, item in enumerate(_list(top, "words"), start=1)
    ]
    told = _in_paragraphs(words, _list(top, "paragraphs"))
    return Transcript(
        words=tuple(told if timed else laid(told)),
        language=_text(top, "language", _WHOLE),
        duration=_number(top, "duration", _WHOLE),
        engine=_text(top, "engine", _WHOLE),
        speakers=tuple(
            _speaker(item, Sentence("Speaker %(number)d", {"number": n}))
            for n, item in enumerate(_list(top, "speakers"), start=1)
        ),
        timed=timed,
    )


def word_data(word: Word, *, timed: bool = True) -> dict[str, Any]:
    times = {"start": word.start, "end": word.end} if timed else {}
    data = {
        "id": word.id,
        "text": word.text,
        **times,
        "speaker": word.speaker,
        "confidence": word.confidence,
        "source": word.source,
    }
    extra = {"heard": word.heard, "evidence": word.evidence}
    return data | {name: value for name, value in extra.items() if value is not None}


def _paragraph_data(position: int, paragraph: Paragraph) -> dict[str, Any]:
    data = {"speaker": paragraph.speaker, "first": paragraph.first, "last": paragraph.last}
    return data if paragraph.number == position else data | {"number": paragraph.number}


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _lines(items: Iterable[Any]) -> str:
    lines = ",\n".join(f"  {_dump(item)}" for item in items)
    return f"\n{lines}\n" if lines else ""


def _word(item: Any, where: Sentence, *, timed: bool) -> Word:
    data = _object(item, where)
    confidence = _number(data, "confidence", where)
    if confidence > 1:
        raise BadTranscript("%(where)s has a “confidence” above 1.", code="field", where=where)
    if data.get("source") not in get_args(Source):
        raise BadTranscript(
            "%(where)s has a “source” that is not “machine”, “human”, “written” or “hidden”.", code="field", where=where
        )
    return Word(
        id=_text(data, "id", where),
        text=_text(data, "text", where),
        start=_number(data, "start", where) if timed else 0.0,
        end=_number(data, "end", where) if timed else 0.0,
        speaker=_text_or_none(data, "speaker", where),
        confidence=confidence,
        source=data["source"],
        heard=_text_or_none(data, "heard", where),
        evidence=_text_or_none(data, "evidence", where),
    )


def _speaker(item: Any, where: Sentence) -> Speaker:
    data = _object(item, where)
    return Speaker(_text(data, "id", where), _text(data, "name", where))


def _in_paragraphs(words: list[Word], paragraphs: list[Any]) -> list[Word]:
    """Number the words. Raises BadTranscript unless the paragraphs hold every word once, in order."""
    numbered: list[Word] = []
    places = {word.id: place for place, word in enumerate(words)}
    for position, item in enumerate(paragraphs):
        where = Sentence("Paragraph %(number)d", {"number": position + 1})
        data = _object(item, where)
        _text_or_none(data, "speaker", where)
        number = data.get("number", position)
        if not isinstance(number, int) or isinstance(number, bool):
            raise BadTranscript("%(where)s has a “number” that is not a whole number.", code="field", where=where)
        start, last = len(numbered), places.get(str(data.get("last")), -1)
        if last < start or words[start].id != data.get("first"):
            raise BadTranscript(
                "%(where)s does not begin and end at words that follow the last one.", code="paragraph", where=where
            )
        numbered += [replace(word, paragraph=number) for word in words[start : last + 1]]
    if len(numbered) < len(words):
        raise BadTranscript("The word “%(word)s” is in no paragraph.", code="paragraph", word=words[len(numbered)].id)
    return numbered


def _object(item: Any, where: Sentence) -> Mapping[str, Any]:
    if not isinstance(item, dict):
        raise BadTranscript("%(where)s is not a JSON object.", code="field", where=where)
    return item


def _list(data: Mapping[str, Any], name: str) -> list[Any]:
    value = data.get(name)
    if not isinstance(value, list):
        raise BadTranscript("The transcript has no list of “%(name)s”.", code="field", name=name)
    return value


def _text(data: Mapping[str, Any], name: str, where: Sentence) -> str:
    value = data.get(name)
    if not isinstance(value, str) or any(unicodedata.category(character) in ("Cc", "Cs") for character in value):
        raise BadTranscript("%(where)s has no “%(name)s” that is plain text.", code="field", where=where, name=name)
    return value


def _text_or_none(data: Mapping[str, Any], name: str, where: Sentence) -> str | None:
    return None if data.get(name) is None else _text(data, name, where)


def _number(data: Mapping[str, Any], name: str, where: Sentence) -> float:
    value = data.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < LATEST:
        return value
    raise BadTranscript("%(where)s has no “%(name)s” that is a number from 0 up.", code="field", where=where, name=name)
