"""How a story begins, in one sentence of whoever tells it: the words of the picture that is made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from heard.core.transcript.scripts import ends_sentence, joined, width

LONGEST = 140
"""Latin letters, or as much room in other scripts."""
_FEWEST = 4  # words: “Yeah, yeah.” opens nothing
_GAP = "[…]"

Said = tuple[str, str]
"""A voice, and what it says, its words between spaces."""


def opening(passages: Sequence[Said]) -> str:
    """The first sentence of some length by the voice that says the most of these; where it has none, by any voice.
    Nothing of a sentence with a gap."""
    said: Counter[str] = Counter()
    for voice, text in passages:
        said[voice] += len(text)
    teller = max(said, key=lambda voice: said[voice], default="")
    theirs = _sentences(text for voice, text in passages if voice == teller)
    return next(theirs, "") or next(_sentences(text for _, text in passages), "")


def _sentences(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for words in _cut(text.split()):
            if len(words) >= _FEWEST and _GAP not in words:
                yield _clipped(words)


def _cut(words: Sequence[str]) -> Iterator[list[str]]:
    sentence: list[str] = []
    for word in words:
        sentence.append(word)
        if word != _GAP and ends_sentence(word):
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _clipped(words: Sequence[str]) -> str:
    whole = joined(words)
    if width(whole) <= LONGEST:
        return whole
    kept: list[str] = []
    for word in words:
        if width(joined([*kept, word])) >= LONGEST:
            break
        kept.append(word)
    return joined(kept).rstrip(",;:–—") + "…"
