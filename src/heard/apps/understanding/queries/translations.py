"""What was said in a story in another language. Whoever asks has passed the door of the story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Value

from heard.apps.telling.models import Story
from heard.apps.telling.queries.hiding import spans_of
from heard.apps.understanding.models import Translation
from heard.core.people.details import LANGUAGES
from heard.core.transcript.second import Beside, beside
from heard.core.transcript.words import Transcript

A_PAGE = 20
"""Paragraphs to translate on one page."""


def ways_to_read(story: Story) -> tuple[bool, list[Translation]]:
    """Whether it is there in short, and in which other languages readers see it: in one question."""
    easy = story.easy_lines.order_by().values_list(Value(""))
    shown = story.translations.order_by().filter(shown_at__isnull=False).values_list("language")
    found = sorted(language for (language,) in shown.union(easy))
    return "" in found, [Translation(story=story, language=language) for language in found if language]


def shown_translation(story: Story, language: str) -> Translation:
    """Raises Translation.DoesNotExist."""
    return story.translations.select_related("story").get(language=language, shown_at__isnull=False)


def languages_left(story: Story, begun: Iterable[Translation]) -> list[tuple[str, str]]:
    """Into which the story may be put."""
    taken = {story.language, *(row.language for row in begun)}
    return [(code, name) for code, name in LANGUAGES if code not in taken]


def beside_of(row: Translation, transcript: Transcript) -> list[Beside]:
    """Each paragraph of what everybody may read, with its text in the other language."""
    return beside(transcript, [one.value for one in row.paragraphs.all()], spans_of(row.story_id))


def texts_of(row: Translation | None, transcript: Transcript) -> Mapping[int, str]:
    """What readers get, by the number of the paragraph."""
    return {one.paragraph.number: one.text for one in beside_of(row, transcript)} if row else {}


@dataclass(frozen=True)
class Done:
    """How far a translation is: paragraphs."""

    translated: int
    paragraphs: int
    older: int

    @property
    def left(self) -> int:
        return self.paragraphs - self.translated


def done_of(rows: Sequence[Beside]) -> Done:
    return Done(sum(bool(row.text) for row in rows), len(rows), sum(row.is_older for row in rows))


def page_of(rows: Sequence[Beside], page: str | None) -> Page[Beside]:
    return Paginator(rows, A_PAGE).get_page(page)
