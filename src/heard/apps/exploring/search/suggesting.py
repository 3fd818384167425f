"""What somebody may be about to type: terms, themes, places, people, titles and words, as far as they may find them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from heard.apps.exploring.search.answers import stories_with
from heard.apps.exploring.search.facets import read
from heard.apps.exploring.search.keeping import catch_up
from heard.apps.exploring.search.known import known
from heard.apps.joining.queries import Viewer
from heard.core.finding.asking import LONGEST
from heard.core.finding.folding import chunks
from heard.core.finding.sought import MARKS, SMALL, Known, Sought, Way
from heard.core.finding.stems import stem

_SHORTEST = 2  # letters
_MOST, _EACH, _LOOKED_AT = 24, 4, 100  # words that begin so, suggestions of a kind, stories


@dataclass(frozen=True)
class Suggestion:
    """`kind` is a side of the list, "term", "word" or "title"; `address` is what it leads to."""

    kind: str
    text: str
    address: str


def suggestions(viewer: Viewer, text: str) -> list[Suggestion]:
    """For the word that is being typed. Nothing is suggested of a story that `viewer` may not see."""
    found = list(chunks(text[:LONGEST]))
    if not found or found[-1].end < len(text[:LONGEST]):
        return []
    catch_up()
    begun, before, knows = found[-1].joined or found[-1].parts[-1], text[: found[-1].start], known()
    if len(begun) < _SHORTEST:
        return []
    words = [word for word in knows.vocabulary.beginning(begun, _MOST) if word not in SMALL]
    told = list(_told(viewer, words, knows))
    every = (
        *_terms(knows, begun),
        *(one for side in ("theme", "place", "reporter") for one in _of_side(told, side, begun)),
        *_titles(told, begun),
        *_words(told, words, before),
    )
    return list(dict.fromkeys(every))


_Told = tuple[str, str, list[tuple[str, str, str]], frozenset[str]]


def _told(viewer: Viewer, words: Sequence[str], knows: Known) -> Iterator[_Told]:
    """Stories that say one of the words, the newest; first those in whose themes, places or reporters it stands."""
    for marks in ([MARKS[side] for side in ("theme", "place", "reporter")], [""]):
        ways = [
            Way(((mark + stem(word, language),),))
            for word in words
            for language in knows.vocabulary.languages
            for mark in marks
        ]
        rows = stories_with(viewer, [Sought("", tuple(ways))]).order_by("-pk") if ways else ()
        columns = ("title", "slug", "indexed__sides", "indexed__words")
        for title, slug, sides, said in rows.values_list(*columns)[:_LOOKED_AT] if ways else ():  # type: ignore[union-attr]
            yield title, slug, list(read(sides)), frozenset(said.split())


def _terms(knows: Known, begun: str) -> Iterator[Suggestion]:
    texts = [wanted.text for wanted in knows.glossary if _begins(wanted.text, begun)]
    yield from (Suggestion("term", text, _asking(q=text)) for text in texts[:_EACH])


def _of_side(told: Iterable[_Told], side: str, begun: str) -> Iterator[Suggestion]:
    there = dict.fromkeys((value, label) for _, _, sides, _ in told for of, value, label in sides if of == side)
    named = [(value, label) for value, label in there if _begins(label, begun)]
    for value, label in named[:_EACH]:
        address = reverse("reporter", args=[value]) if side == "reporter" else _asking(**{side: value})
        yield Suggestion(side, label, address)


def _titles(told: Iterable[_Told], begun: str) -> Iterator[Suggestion]:
    named = dict.fromkeys((title, slug) for title, slug, _, _ in told if _begins(title, begun))
    yield from (Suggestion("title", title, reverse("story", args=[slug])) for title, slug in [*named][:_EACH])


def _words(told: Iterable[_Told], words: Iterable[str], before: str) -> Iterator[Suggestion]:
    there = frozenset().union(*(said for _, _, _, said in told))
    said = [word for word in words if word in there]
    yield from (Suggestion("word", before + word, _asking(q=before + word)) for word in said[:_EACH])


def _begins(text: str, begun: str) -> bool:
    return any(
        word.startswith(begun) for chunk in chunks(text) for word in (*chunk.parts, chunk.joined) if word not in SMALL
    )


def _asking(**asked: str) -> str:
    return f"{reverse('explore')}?{urlencode(asked)}"
