"""A network's own terms: read from a table, and the one thing they may do to a transcript unasked.

That is spelling: where the machine wrote the very letters of a term and only spaces and hyphens differ ("co production"
for "co-production"), nothing else can have been meant. Case alone changes nothing ("reach" is not the project Reach),
and a known mishearing is for people to decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from heard.core.errors import BadInput
from heard.core.files.tables import by_column
from heard.core.offering.terms import Wanted, key_of, letters_of
from heard.core.offering.wordlist import phrases, read
from heard.core.transcript.pacing import share
from heard.core.transcript.words import Transcript, Word, plain, text_of

EVIDENCE = "glossary: the same letters"
_LONGEST = 6  # words that one term may have been torn into
_PAUSE = 0.5  # seconds that part two words for good


def read_terms(data: bytes) -> tuple[Wanted, ...]:
    """Terms from a CSV file with the columns term, kind, meaning, spoken_variants and mishearings.

    The last two hold several phrases between semicolons; all but the first may be missing. Raises BadInput with the
    number of the line that cannot be read. Nobody checks what was read, so letters are not guessed.
    """
    table = read(data)
    if table.guessed:
        raise BadInput("This glossary is not a CSV file in UTF-8.", code="glossary")
    return tuple(_term(by_column(table.header, line.cells), line.number) for line in table.lines)


def respelt(transcript: Transcript, terms: Sequence[Wanted]) -> Transcript:
    """The transcript with terms spelt as the glossary does. What the machine wrote is kept in `heard`."""
    known = {letters_of(key_of(term.text)): term.text for term in terms}
    known.pop("", None)
    return transcript.with_words(list(_respelt(transcript.words, known)))


def _respelt(words: Sequence[Word], known: dict[str, str]) -> Iterator[Word]:
    at = 0
    while at < len(words):
        run, term = _found(words, at, known)
        yield from _spelt(run, term) if term else run
        at += len(run)


def _found(words: Sequence[Word], at: int, known: dict[str, str]) -> tuple[Sequence[Word], str]:
    """The longest run of words from here that has the letters of a term, and the term; one word and "" when none."""
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        run = words[at : at + length]
        term = known.get(letters_of([plain(word.text) for word in run]), "")
        if term and _belong_together(run) and key_of(term) != tuple(plain(word.text) for word in run):
            return run, term
    return words[at : at + 1], ""


def _belong_together(run: Sequence[Word]) -> bool:
    """No sentence, turn or breath ends inside."""
    return all(
        before.paragraph == after.paragraph and before.text[-1:] not in ".?!,;:" and after.start - before.end <= _PAUSE
        for before, after in pairwise(run)
    )


def _spelt(run: Sequence[Word], term: str) -> Iterator[Word]:
    before, after = _around(run)
    if run[0].text[len(before) :][:1].isupper():
        term = term[:1].upper() + term[1:]
    texts = (before + term + after).split()
    spare = (f"{run[-1].id}.{number}" for number in range(2, len(texts) + 2))
    for number, (text, (start, end)) in enumerate(zip(texts, share(run, texts), strict=True)):
        yield replace(
            run[0],
            id=run[number].id if number < len(run) else next(spare),
            text=text,
            start=start,
            end=end,
            confidence=min(word.confidence for word in run),
            heard=text_of(run),
            evidence=EVIDENCE,
        )


def _around(run: Sequence[Word]) -> tuple[str, str]:
    """The punctuation before the first and after the last word."""
    first, last = run[0].text.casefold(), run[-1].text.casefold()
    at, end = first.find(plain(first)), last.rfind(plain(last)) + len(plain(last))
    return run[0].text[:at], run[-1].text[end:]


def _term(row: Mapping[str, str], line: int) -> Wanted:
    text = " ".join(row.get("term", "").split())
    if not letters_of(key_of(text)):
        raise BadInput("Line %(line)s of this glossary has no term.", code="glossary", line=line)
    return Wanted(text, phrases(row.get("spoken_variants", "")), phrases(row.get("mishearings", "")))
