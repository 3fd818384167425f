"""What is kept of a story for search: read from everything that its page shows, and from nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from heard.apps.exploring.models import Indexed
from heard.apps.exploring.search.facets import VOICE, written
from heard.apps.telling.models import Story
from heard.apps.telling.queries.hiding import played
from heard.apps.transcribing.models import Passage
from heard.core.finding import reading
from heard.core.finding.best import padded
from heard.core.finding.breaths import digest
from heard.core.finding.reading import PART, line
from heard.core.finding.sought import MARKS
from heard.core.finding.stems import base

VERSION = 4
"""Another one where the same story would be kept in another way: every story is then indexed anew."""
_NOTHING = ("", "")
_SHORT, _LONG = 5 * 60, 15 * 60  # seconds


class Kept(NamedTuple):
    """`spoken` is another one when any word that was said is another."""

    indexed: Indexed
    language: str
    spoken: str


def entries(keys: Iterable[int]) -> Iterator[Kept]:
    """What is kept of each of these stories that is still there."""
    stories = Story.objects.filter(pk__in=list(keys)).select_related("reporter", "recording", "gathered_with")
    stories = stories.prefetch_related("themes", "voice_names", "own_names")
    spoken: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Passage.objects.filter(story__in=list(keys)).order_by("story", "number")
    for key, number, speaker, text in rows.values_list("story", "number", "speaker", "text"):
        spoken[key] += [_NOTHING] * (number - len(spoken[key]))  # a paragraph of which all is hidden has no passage
        spoken[key].append((speaker, text))
    for story in stories:
        said, language = enumerate(text for _, text in spoken[story.pk]), base(story.language)
        yield Kept(_entry(story, spoken[story.pk]), language, digest(said, language))


def _entry(story: Story, passages: list[tuple[str, str]]) -> Indexed:
    said = _said(story, passages)
    names = _names_said(story, said)
    year = (story.told_on or story.published_at or story.created_at).year
    return Indexed(
        story=story,
        version=VERSION,
        medium=_medium(story),
        length=_length(story),
        year=year,
        sides=_sides(story, names, year),
        head=_head(story, names["all"]),
        said=said,
        words=_words(story, passages, names["all"]),
    )


def _said(story: Story, passages: list[tuple[str, str]]) -> str:
    """A line a passage, which has its number from that: who speaks, and what."""
    names = {voice.key: line(voice.name, story.language, MARKS["speaker"]) for voice in story.voice_names.all()}
    return padded(
        [
            f"{PART} {names.get(speaker, '')} {PART} {line(text, story.language)}" if text else ""
            for speaker, text in passages
        ]
    )


def _names_said(story: Story, said: str) -> dict[str, list[str]]:
    """Names that were listed as said in it, as far as they still stand there: what was hidden since is not found."""
    own = [
        name
        for name in story.own_names.all()
        if f" {line(name.text, story.language).partition(f' {PART}')[0]} " in said
    ]
    return {
        "all": [name.text for name in own],
        "organisation": [name.text for name in own if name.kind == "organisation"],
    }


def _head(story: Story, names: list[str]) -> str:
    """Title, summary, themes, place and names, in this order (core/finding/best.py, HEAD_WEIGHTS), and the fields."""
    themes = [theme.name for theme in story.themes.all()]
    voices = [voice.name for voice in story.voice_names.all()]
    people = [str(story.reporter), *voices, *names]
    parts = [[story.title], [story.summary], themes, [story.place], people]
    fields = [("theme", themes), ("place", [story.place]), ("reporter", [str(story.reporter)])]
    plain = [_joined(texts, story.language) for texts in parts]
    return padded([*plain, *(_joined(texts, story.language, MARKS[field]) for field, texts in fields)])


def _joined(texts: Iterable[str], language: str, mark: str = "") -> str:
    return " ".join(f"{PART} {line(text, language, mark)}" for text in texts if text)


def _words(story: Story, passages: list[tuple[str, str]], names: list[str]) -> str:
    head = [story.title, story.summary, story.place, *(theme.name for theme in story.themes.all()), *names]
    head += [str(story.reporter), *(voice.name for voice in story.voice_names.all())]
    return " ".join(sorted(set().union(*map(reading.words, [*head, *(text for _, text in passages)]))))


def _sides(story: Story, names: dict[str, list[str]], year: int) -> str:
    """What the list can be narrowed by, and whose the voices are."""
    medium = _medium(story)
    said = [
        *(("theme", theme.slug, theme.name) for theme in story.themes.all()),
        ("place", story.place, story.place),
        *(("organisation", name, name) for name in names["organisation"]),
        ("reporter", story.reporter.slug, str(story.reporter)),
        *(("group", group.slug, group.name) for group in [story.gathered_with] if group and group.is_public),
        ("language", story.language, story.language),
        ("medium", medium, medium),
        ("length", _length(story), _length(story)),
        ("year", str(year), str(year)),
        *((VOICE, voice.key, voice.name) for voice in story.voice_names.all()),
    ]
    return written(said)


def _medium(story: Story) -> str:
    if not hasattr(story, "recording"):
        return Indexed.Medium.TEXT
    return Indexed.Medium.FILM if story.recording.kind == "video" else Indexed.Medium.SOUND


def _length(story: Story) -> str:
    if _medium(story) == Indexed.Medium.TEXT:
        return ""
    seconds = played(story.recording)
    if seconds < _SHORT:
        return Indexed.Length.SHORT
    return Indexed.Length.MIDDLE if seconds < _LONG else Indexed.Length.LONG
