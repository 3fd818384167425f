"""Reads for the worker: what was learnt so far, and which stories have to be looked through."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Exists, F, OuterRef, QuerySet

from heard.apps.correcting.models import Correction
from heard.apps.helping.models import Lesson, Listening, Look, Pair, Proposal, pair_of
from heard.apps.helping.queries.offers import HIDDEN_LESSON
from heard.apps.telling.models import Story
from heard.apps.telling.queries import in_any_of, permits_now, stories_that_permit, stories_there
from heard.apps.telling.queries.hiding import hidden_rows
from heard.apps.transcribing.models import Passage, Take, Transcript
from heard.apps.transcribing.queries.words import readable_all
from heard.core.offering.candidates import Passage as TextToSearch
from heard.core.offering.lexicon import Zipf
from heard.core.offering.memory import Fix, Memory
from heard.core.offering.proposals import Proposal as Found
from heard.core.offering.sounds import Ear
from heard.core.offering.terms import SUFFIXES
from heard.core.people.consent import Use
from heard.core.transcript.words import plain

Spans = tuple[tuple[float, float], ...]
_AT_ONCE = 100  # stories


def stories_to_look_through() -> QuerySet[Story]:
    """Stories with a transcript that has changed since they were looked through, or never was. The newest takes
    first: people wait for them. What was written was not misheard: it teaches nothing, and is offered nothing."""
    heard = stories_there().filter(words_from=Story.WordsFrom.RECORDING)
    return heard.filter(due__is_due=True).order_by(F("look__at").asc(nulls_first=True), "-pk")


def lessons_to_spread() -> QuerySet[Lesson]:
    """What was learnt and not yet looked for in the other stories."""
    permitted = in_any_of(stories_that_permit(Use.IMPROVE), "correction__story")
    known = Lesson.objects.filter(~HIDDEN_LESSON, permitted, spread=False)
    return known.select_related("correction").prefetch_related("pairs").order_by("pk")


def is_work_left() -> bool:
    return stories_to_look_through().exists() or lessons_to_spread().exists()


def as_they_were(changed_at: Mapping[int, datetime]) -> set[int]:
    """Of these stories, those of whose transcripts nothing was corrected or hidden since then. Nothing is until the
    transaction ends."""
    rows = Transcript.objects.select_for_update().filter(story__in=changed_at).order_by("story")
    return {story for story, changed in rows.values_list("story", "changed_at") if changed == changed_at[story]}


def latest_take(story: Story) -> Take:
    return story.takes.latest("id")


def corrections_to_learn(story: Story) -> QuerySet[Correction]:
    """Accepted fixes of words that stood there, which taught nothing yet, if its people let the machine learn."""
    if not permits_now(story, Use.IMPROVE):
        return Correction.objects.none()
    kinds = (Correction.Kind.REPLACE, Correction.Kind.WRONG)
    accepted = story.corrections.filter(~hidden_rows(), state=Correction.State.ACCEPTED, kind__in=kinds, lesson=None)
    return accepted.exclude(heard="").exclude(revision=None).order_by("pk")


def lessons_taken_back(story: Story) -> QuerySet[Lesson]:
    """What was taught by corrections that no longer hold, and all of it when its people no longer let the machine
    learn."""
    taught = Lesson.objects.filter(correction__story=story)
    if permits_now(story, Use.IMPROVE):
        return taught.exclude(correction__state=Correction.State.ACCEPTED)
    return taught


def lessons_that_hold(story: Story) -> QuerySet[Lesson]:
    """What a story teaches now, but for what is hidden in it."""
    return Lesson.objects.filter(~HIDDEN_LESSON, correction__story=story)


def refused_elsewhere() -> QuerySet[Proposal]:
    """Waiting proposals whose report an editor declined."""
    declined = Proposal.objects.filter(state=Proposal.State.WAITING, correction__state=Correction.State.DECLINED)
    return declined.select_related("correction", "pair").order_by("pk")


def memory_of(ear: Ear, zipf: Zipf) -> Memory:
    """Everything that people taught, as the core's pairs know it: what was put right, what was refused, and what they
    heard through and left as it is."""
    memory = Memory(ear, zipf)
    open_ones = stories_that_permit(Use.IMPROVE)
    lessons = Lesson.objects.filter(~HIDDEN_LESSON, correction__story__in=open_ones)
    for lesson in lessons.select_related("correction").order_by("pk"):
        memory.learn(Fix(lesson.heard, lesson.meant, lesson.before, lesson.after, str(lesson.correction.story_id)))
    for row in Proposal.objects.filter(state=Proposal.State.DECLINED, story__in=open_ones).order_by("pk"):
        memory.learn(Fix(row.heard, row.meant, row.before, row.after, str(row.story_id), declined=True))
    _add_what_was_heard_through(memory)
    held = set(Pair.objects.exclude(state=Pair.State.LIVE).values_list("heard_key", "meant_key"))
    for pair in memory:
        pair.paused = pair_of(" ".join(pair.heard), pair.meant) in held
    return memory


def _add_what_was_heard_through(memory: Memory) -> None:
    spans: dict[int, list[tuple[float, float]]] = {}
    for pk, start, end in Listening.objects.values_list("story", "start", "end").order_by("story", "start"):
        spans.setdefault(pk, []).append((start, end))
    looked = Look.objects.filter(story__due__is_due=False).values_list("story", "at")
    known = dict(looked.filter(story__in=stories_that_permit(Use.IMPROVE)))
    heard = stories_that_permit(Use.IMPROVE).filter(listenings__isnull=False).distinct().order_by("pk")
    stories = {pk: tuple(spans[pk]) for pk in heard.values_list("pk", flat=True)}
    _take_apart({pk: (known.get(pk), those) for pk, those in stories.items()})
    for pk in stories:
        for words in _heard[pk][1]:
            memory.finished.add(words, str(pk))
    for pk in _heard.keys() - known.keys():
        del _heard[pk]


_heard: dict[int, tuple[object, list[list[str]]]] = {}
"""What was heard through in each story, as it was when it was looked through last: to take every transcript apart in
each round would take far longer than all the rest of it."""


def _take_apart(stories: Mapping[int, tuple[datetime | None, Spans]]) -> None:
    """Those that were looked through since, or never were, or in which more was heard."""
    changed = [pk for pk, state in stories.items() if state[0] is None or _heard.get(pk, (None,))[0] != state]
    for first in range(0, len(changed), _AT_ONCE):
        some = changed[first : first + _AT_ONCE]
        _heard.update({pk: (stories[pk], []) for pk in some})
        rows = list(Transcript.objects.filter(story__in=some))
        for row, transcript in zip(rows, readable_all(rows), strict=True):
            said = [transcript.within(*span) for span in stories[row.story_id][1]]
            _heard[row.story_id] = stories[row.story_id], [[word.text for word in one] for one in said]


def words_on_offer(stories: Collection[Story]) -> dict[int, set[str]]:
    """The ids of words that something is offered for, by story: no word is in two offers at once."""
    found: dict[int, set[str]] = {story.pk: set() for story in stories}
    waiting = Proposal.objects.filter(story__in=found, state=Proposal.State.WAITING)
    for story, words in waiting.values_list("story", "words"):
        found[story] |= set(words)
    return found


def faint_ones(stories: Collection[Story]) -> dict[tuple[int, tuple[str, ...], str, str], Proposal]:
    """What was too faint to be offered, by story, the ids of its words, what stands there and what was meant."""
    rows = Proposal.objects.filter(story__in=stories, state=Proposal.State.FAINT)
    return {(row.story_id, tuple(row.words), row.heard, row.meant): row for row in rows}


def never_pairs() -> set[tuple[str, str]]:
    """Pairs that people do not want to be asked about, however they were found."""
    return set(Pair.objects.filter(state=Pair.State.NEVER).values_list("heard_key", "meant_key"))


class Sources:
    """Which pair taught a proposal: the pair itself, or a pair with the same meaning that it sounds like, the first.
    Each is asked for once: made anew for each transaction."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], int | None] = {}
        self._taught = Pair.objects.filter(Exists(Lesson.objects.filter(pairs=OuterRef("pk")))).order_by("pk")

    def of(self, heard: str, meant: str) -> int | None:
        pair = pair_of(heard, meant)
        if pair not in self._found:
            self._found[pair] = self._ask(*pair)
        return self._found[pair]

    def _ask(self, heard: str, meant: str) -> int | None:
        itself = self._taught.filter(heard_key=heard, meant_key=meant).values_list("pk", flat=True).first()
        return itself or self._of_meaning(list(forms_of(meant)))

    def _of_meaning(self, forms: list[str]) -> int | None:
        rows = self._taught.filter(meant_key__in=forms).values_list("meant_key", "pk")
        found = dict(reversed(list(rows)))
        return next((found[form] for form in forms if form in found), None)


def forms_of(phrase: str) -> Iterable[str]:
    """A phrase, and without the ending that it may have got: "jinjas" is meant by the pair for "jinja"."""
    yield phrase
    yield from (phrase.removesuffix(suffix) for suffix in SUFFIXES if phrase.endswith(suffix))
    yield from (phrase + suffix for suffix in SUFFIXES)


def vocabularies(but: set[int]) -> dict[int, set[str]]:
    """The plain words of every story that was looked through, but for some, by story."""
    rows = Look.objects.exclude(story__in=but).values_list("story", "vocabulary")
    return {story: set(words.split()) for story, words in rows}


@dataclass(frozen=True)
class Said:
    """What everybody may read of a story, as search has it, when its transcript was changed last, and where each
    paragraph begins: at which word, and at which second."""

    story: int
    changed_at: datetime
    text: TextToSearch
    firsts: Sequence[int]
    seconds: Sequence[float]

    def paragraph_of(self, one: Found) -> int:
        return bisect_right(self.firsts, one.first) - 1


def said_in(stories: Sequence[int]) -> Iterator[Said]:
    """To see whether there is anything to look at closely: to read it costs a small part of taking the whole transcript
    apart."""
    for first in range(0, len(stories), _AT_ONCE):
        some = stories[first : first + _AT_ONCE]
        changed_at = dict(Transcript.objects.filter(story__in=some).values_list("story", "changed_at"))
        rows = Passage.objects.filter(story__in=changed_at).order_by("story", "number")
        for story, paragraphs in groupby(rows.values_list("story", "start", "text"), key=lambda row: row[0]):
            yield _said(story, changed_at[story], [(start, text) for _, start, text in paragraphs])


def _said(story: int, changed_at: datetime, paragraphs: Sequence[tuple[float, str]]) -> Said:
    words: list[str] = []
    firsts = []
    for _, text in paragraphs:
        firsts.append(len(words))
        words += text.split(" ")
    turns = frozenset(first - 1 for first in firsts[1:])
    passage = TextToSearch("", words, story=str(story), turns=turns)
    return Said(story, changed_at, passage, firsts, [start for start, _ in paragraphs])


def vocabulary_of(texts: Iterable[str]) -> str:
    return " ".join(sorted({plain(text) for text in texts} - {""}))
