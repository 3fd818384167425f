"""What Explore shows of the stories that were found. All of it starts from `stories_for`, in `search`: what somebody
may not see is not counted either."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from heard.apps.exploring.queries import ON_CARDS, for_cards
from heard.apps.exploring.search import Answer, Piece, Wanted, answer, answer_by_meaning, pieces
from heard.apps.exploring.search.facets import VOICE, read
from heard.apps.joining.queries import Viewer
from heard.apps.telling.models import Rendition, Story
from heard.apps.telling.queries.hiding import trimmed, with_spans
from heard.apps.transcribing.models import Passage
from heard.core.finding.breaths import Breath, likeness
from heard.core.finding.reading import hits
from heard.core.finding.sought import Sought, Why
from heard.core.sentences import Sentence

A_PAGE = 12
_PASSAGES = 3  # of a story


@dataclass(frozen=True)
class Said:
    """Where in a story something was said: the second of its recording to land on, the one that readers are told (where
    its beginning is cut off, another), the paragraph, whose voice it is, and the words around it. Without seconds where
    there is no sound. `why` says what stood there instead of what was asked for."""

    second: float | None
    until: float | None
    told: float | None
    paragraph: str
    voice: str
    pieces: list[Piece]
    why: Why | None = None
    likeness: Sentence | None = None

    @property
    def at(self) -> str:
        """What of an address makes a player begin there."""
        return "" if self.second is None else f"?t={self.second:.2f}".removesuffix(".00")


@dataclass(frozen=True)
class Result:
    """A story that was found, with what was found in it."""

    story: Story
    address: str
    title: list[Piece]
    summary: list[Piece]
    themes: list[tuple[str, list[Piece]]]
    said: list[Said]
    sound: list[str]
    """The addresses that its passages play from, the best first."""


@dataclass(frozen=True)
class Results:
    """One page of what was found."""

    answer: Answer
    page: Page[Result]


def found_stories(viewer: Viewer, wanted: Wanted, page: str | None) -> Results:
    found = answer_by_meaning(viewer, wanted) if wanted.by_meaning else answer(viewer, wanted)
    shown = Paginator(found.stories, A_PAGE).get_page(page)
    return Results(found, Page(_results(found, list(shown)), shown.number, shown.paginator))  # type: ignore[arg-type]


def found_for_strangers(wanted: Wanted) -> QuerySet[Story]:
    """What everybody may find, the newest first: feeds are kept and passed on."""
    found = answer(AnonymousUser(), wanted)
    keys = [] if found.meant else found.stories
    return for_cards(Story.objects.filter(pk__in=keys))


def _results(found: Answer, keys: list[int]) -> list[Result]:
    """In the order of the keys."""
    rows = Story.objects.filter(pk__in=keys).select_related(*ON_CARDS, "indexed")
    cards = with_spans(rows.defer("indexed__head", "indexed__said", "indexed__words"))
    passages = _passages(found, keys)
    by_key = {story.pk: story for story in cards}
    sound = _sound([by_key[key] for key in passages])
    return [_result(by_key[key], found, passages[key], sound.get(key, [])) for key in keys if key in by_key]


def _sound(stories: Iterable[Story]) -> dict[int, list[str]]:
    """Where a browser gets the sound of each story, the smallest first; of some films it is the film. Nothing while it
    is made anew."""
    slugs = {story.pk: story.slug for story in stories}
    rows = Rendition.objects.filter(recording__story__in=slugs, hides=F("recording__hides")).exclude(name="peaks.json")
    found: dict[int, list[str]] = defaultdict(list)
    for key, name in sorted(rows.values_list("recording__story", "name"), key=_by_size) if slugs else ():
        found[key].append(reverse("media", args=[slugs[key], name]))
    return found


def _by_size(row: tuple[int, str]) -> tuple[bool, str]:
    return "opus" not in row[1], row[1]


def _passages(found: Answer, keys: list[int]) -> dict[int, list[Passage]]:
    """The best of each story, in the order in which they were said."""
    best = {key: found.passages[key][:_PASSAGES] for key in keys if found.passages.get(key)}
    best |= {key: [breath.number for _, breath in found.alike[key]] for key in keys if found.alike.get(key)}
    by_story: dict[int, list[Passage]] = defaultdict(list)
    if best:
        rows = Q()
        for key, numbers in best.items():
            rows |= Q(story=key, number__in=numbers)
        for passage in Passage.objects.filter(rows).order_by("number"):
            by_story[passage.story_id].append(passage)
    return by_story


def _result(story: Story, found: Answer, passages: Sequence[Passage], sound: list[str]) -> Result:
    def marked(text: str) -> list[Piece]:
        return pieces(text, hits(text, found.terms, story.language), whole=True)

    sides = list(read(story.indexed.sides))
    voices = {key: name for side, key, name in sides if side == VOICE}
    if alike := found.alike.get(story.pk):
        said = _alike(story, passages, alike, voices)
    else:
        said = [_said(story, passage, found.terms, voices.get(passage.speaker, "")) for passage in passages]
    return Result(
        story,
        story.get_absolute_url(),
        title=marked(story.title),
        summary=marked(story.summary),
        themes=[(slug, marked(name)) for side, slug, name in sides if side == "theme"],
        said=said,
        sound=sound,
    )


def _said(story: Story, passage: Passage, terms: Sequence[Sought], voice: str) -> Said:
    found = hits(passage.text, terms, story.language)
    word = passage.text.count(" ", 0, found[0].start) if found else 0
    why = next((hit.why for hit in found if hit.why), None)
    return Said(*_place(story, passage, word), voice, pieces(passage.text, found), why)


def _alike(
    story: Story, passages: Sequence[Passage], alike: Sequence[tuple[float, Breath]], voices: Mapping[str, str]
) -> list[Said]:
    """The breaths in the order in which they were said. Of each, what stands in the passage that has most of it."""
    by_number, said = {passage.number: passage for passage in passages}, []
    for score, breath in sorted(alike, key=lambda one: one[1].at):
        if passage := by_number.get(breath.number):
            voice = voices.get(passage.speaker, "")
            shown = _cut(passage, breath)
            said.append(Said(*_place(story, passage, breath.first), voice, shown, likeness=likeness(score)))
    return said


def _cut(passage: Passage, breath: Breath) -> list[Piece]:
    words, end = passage.text.split(" "), breath.first + breath.words
    before, after = "… " if breath.first else "", " …" if end < len(words) else ""
    return [Piece(before + " ".join(words[breath.first : end]) + after)]


def _place(story: Story, passage: Passage, word: int) -> tuple[float | None, float | None, float | None, str]:
    """Where a word of a passage is said, as `Said` has it."""
    second = passage.starts[word] if word < len(passage.starts) else passage.start
    begin = trimmed(story.recording)[0] if hasattr(story, "recording") else 0.0
    return *map(story.second, (second, passage.end, second - begin)), f"p-{passage.first}"  # type: ignore[return-value]
