"""Two revisions of a story side by side: what reads otherwise, and who says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from heard.apps.correcting.queries.revisions import transcript_at
from heard.apps.telling.models import Story
from heard.core.transcript.corrections import compare
from heard.core.transcript.words import Transcript, Word, text_of


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in which two revisions differ: runs of words, each same, removed, added, or moved to this voice.

    `voices` are those that its words had in the older one, where that was another; `parts` is how many paragraphs they
    stood in, and `is_cut` says that it was the rest of the one above.
    """

    speaker: str
    start: float
    runs: list[tuple[str, str]]
    voices: list[str]
    parts: int
    is_cut: bool


@dataclass(frozen=True)
class Comparison:
    """Where two revisions differ. `same` counts the paragraphs that do not."""

    paragraphs: list[Paragraph]
    same: int


@dataclass(frozen=True)
class _Marked:
    """A word of a comparison, in the paragraph that it is shown in. `old` is how it stood in the older revision."""

    kind: str
    word: Word
    old: Word | None
    paragraph: int


def comparison(story: Story, before: int, after: int) -> Comparison:
    """Two revisions, word by word. Raises Revision.DoesNotExist."""
    old, new = transcript_at(story, before), transcript_at(story, after)
    groups = [list(words) for _number, words in groupby(_marked(old, new), key=lambda marked: marked.paragraph)]
    paragraphs, last = [], None
    for words in groups:
        paragraphs.append(_paragraph(words, old, new, last))
        last = next((word.old.paragraph for word in reversed(words) if word.old), last)
    differing = [paragraph for paragraph in paragraphs if _differs(paragraph)]
    return Comparison(differing, len(paragraphs) - len(differing))


def _marked(old: Transcript, new: Transcript) -> Iterator[_Marked]:
    """Both as one text. What went is shown in the paragraph that its neighbours are in by now."""
    then = {word.id: word for word in old.words}
    homes: dict[int, int] = {}
    for word in reversed(new.words):
        if word.id in then:
            homes[then[word.id].paragraph] = word.paragraph
    for piece in compare(old, new):
        for word in piece.words:
            if piece.kind == "removed":
                yield _Marked(piece.kind, word, word, homes.get(word.paragraph, word.paragraph))
                continue
            before = then.get(word.id)
            if before:
                homes[before.paragraph] = word.paragraph
            moved = piece.kind == "same" and before is not None and before.speaker != word.speaker
            yield _Marked("moved" if moved else piece.kind, word, before, word.paragraph)


def _paragraph(words: Sequence[_Marked], old: Transcript, new: Transcript, last: int | None) -> Paragraph:
    """`last` is the older paragraph that the word before these stood in."""
    first = next((marked.word for marked in words if marked.kind != "removed"), words[0].word)
    stayed = [marked.old for marked in words if marked.old and marked.kind != "removed"]
    moved = [marked.old for marked in words if marked.old and marked.kind == "moved"]
    return Paragraph(
        speaker=(new if words[0].kind != "removed" else old).speaker_name(first.speaker),
        start=first.start,
        runs=[
            (kind, text_of([marked.word for marked in run])) for kind, run in groupby(words, key=lambda one: one.kind)
        ],
        voices=list(dict.fromkeys(old.speaker_name(word.speaker) for word in moved)),
        parts=len({word.paragraph for word in stayed}),
        is_cut=bool(stayed) and stayed[0].paragraph == last,
    )


def _differs(paragraph: Paragraph) -> bool:
    return any(kind != "same" for kind, _text in paragraph.runs) or paragraph.parts > 1 or paragraph.is_cut
