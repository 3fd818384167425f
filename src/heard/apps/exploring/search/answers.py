"""Look for stories: what was asked for, what may have been meant, and what the list can be narrowed by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

from django.db.models import Exists, IntegerField, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat, StrIndex

from heard.apps.exploring.models import Indexed, NetworkStamp
from heard.apps.exploring.search.facets import Choice, choices, narrowed
from heard.apps.exploring.search.keeping import backend, catch_up, in_step
from heard.apps.exploring.search.known import known
from heard.apps.joining.queries import Viewer
from heard.apps.telling.models import Story
from heard.apps.telling.queries import stories_for
from heard.core.finding.best import rate, says
from heard.core.finding.breaths import Breath
from heard.core.finding.respelling import respelt
from heard.core.finding.sought import Known, Sought, Way, sought_in
from heard.core.finding.stems import stem
from heard.core.finding.vocabulary import likelihood

MOST = 1000
"""Stories that are looked at for one list: a network of any size answers in the same time."""
_WEIGHED = 100
_SPELLED, _MEANT, _COUNTED = 4, 8, 50  # words that are looked at, others for each, stories with one of them
_NEWEST = Coalesce("published_at", "created_at").desc()


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for on Explore: words, and what the list is narrowed by. Empty means any."""

    words: str = ""
    chosen: dict[str, str] = field(default_factory=dict)
    by_meaning: bool = False

    @property
    def in_words(self) -> str:
        """As its person asked for it."""
        return " · ".join(filter(None, [f"“{self.words}”" if self.words else "", *self.chosen.values()]))


@dataclass(frozen=True)
class Answer:
    """The stories that were found, the best first; without words, the newest. `passages` are the numbers of those that
    say it best, by story; `words` are those that were looked for, not those that were typed where `meant`. `alike` are
    the breaths whose meaning is most like that of the words, and how much, where it was looked for by meaning."""

    stories: list[int]
    words: str
    terms: tuple[Sought, ...] = ()
    passages: dict[int, list[int]] = field(default_factory=dict)
    alike: dict[int, list[tuple[float, Breath]]] = field(default_factory=dict)
    choices: dict[str, list[Choice]] = field(default_factory=dict)
    meant: bool = False

    @property
    def is_cut(self) -> bool:
        """Whether there may be more."""
        return len(self.stories) >= MOST


def answer(viewer: Viewer, wanted: Wanted) -> Answer:
    """What `viewer` may find. Where nothing was found, what they may have meant is looked for."""
    catch_up()
    if not wanted.words:
        return _answer(viewer, wanted, ())
    knows = known()
    terms = sought_in(wanted.words, knows)
    found = _answer(viewer, wanted, terms)
    if found.stories or not terms:
        return found
    words = _meant(viewer, wanted.words, terms, knows)
    if not words:
        return found
    other = _answer(viewer, replace(wanted, words=words), sought_in(words, knows))
    return replace(other, meant=True) if other.stories else found


def search(viewer: Viewer, text: str) -> QuerySet[Story]:
    """The stories `viewer` may see in which all of `text` stands."""
    catch_up()
    return stories_with(viewer, sought_in(text, known()))


def stories_with(viewer: Viewer, terms: Sequence[Sought]) -> QuerySet[Story]:
    """Those of the stories that `viewer` may see in which all of the terms stand, and none that must not."""
    if not terms:
        return Story.objects.none()
    stories = stories_for(viewer).filter(in_step())
    if wanted := [term for term in terms if not term.is_not]:
        stories = stories.filter(pk__in=backend().stories_with(wanted))
    for term in terms:
        if term.is_not:
            stories = stories.exclude(pk__in=backend().stories_with([term]))
    return stories


def _answer(viewer: Viewer, wanted: Wanted, terms: tuple[Sought, ...]) -> Answer:
    stories = stories_with(viewer, terms) if wanted.words else stories_for(viewer).filter(in_step())
    newest = stories.filter(narrowed(wanted.chosen)).order_by(_NEWEST, "-pk")
    sides: dict[int, str] = dict(newest.values_list("pk", "indexed__sides")[:MOST])
    keys, passages = _weighed(list(sides), terms)
    return Answer(keys, wanted.words, terms, passages, choices=choices(sides[key] for key in keys))


def _weighed(keys: list[int], terms: Sequence[Sought]) -> tuple[list[int], dict[int, list[int]]]:
    """The best first. Of very many, the newest are weighed; where it matters who said it, all."""
    if not terms:
        return keys, {}
    is_by_voice = any(term.field == "speaker" for term in terms)
    looked_at = keys if is_by_voice else keys[:_WEIGHED]
    rows = Indexed.objects.filter(pk__in=looked_at).values_list("pk", "head", "said")
    rated = {key: rate(head, said, terms) for key, head, said in rows if says(head, said, terms)}
    first = sorted((key for key in looked_at if key in rated), key=lambda key: -rated[key].score)
    return first + keys[len(looked_at) :], {key: one.passages for key, one in rated.items()}


# What may have been meant


def _meant(viewer: Viewer, text: str, terms: Sequence[Sought], knows: Known) -> str:
    """The text with words that somebody may have meant, all of which they may find. Empty when nothing is near."""
    words = [term for term in terms if term.word and not term.is_not][:_SPELLED]
    wrong = _found_nowhere(viewer, words)
    near = {word: knows.vocabulary.like(word, _MEANT) for word in wrong}
    pairs: dict[tuple[str, ...], str]
    pairs = {(one.word, two.word): one.word + two.word for one, two in pairwise(words)}
    there = _found_by(viewer, {*pairs.values(), *chain.from_iterable(near.values())}, knows)
    others = {pair: other for pair, other in pairs.items() if other in there}
    for word, meant in near.items():
        if seen := [other for other in meant if other in there]:
            others[(word,)] = max(seen, key=lambda other: likelihood(word, other, there[other]))
    return respelt(text, others) if others else ""


def _found_nowhere(viewer: Viewer, words: Sequence[Sought]) -> list[str]:
    """Asks once, however many there are."""
    there = _asked_once([Exists(stories_with(viewer, [word])) for word in words])
    return [word.word for word, is_there in zip(words, there, strict=True) if not is_there]


def _found_by(viewer: Viewer, words: set[str], knows: Known) -> dict[str, int]:
    """Which of these words stand in stories that `viewer` may see, and in how many as far as was counted: a word of
    others' stories is not told to anybody. Each is looked for by itself, so that an ordinary one hides no rare one."""
    every = sorted(words)
    there = _asked_once([_Count(_saying(viewer, word, knows).values("pk")[:_COUNTED]) for word in every])
    return {word: stories for word, stories in zip(every, there, strict=True) if stories}


def _saying(viewer: Viewer, word: str, knows: Known) -> QuerySet[Story]:
    """The stories in which the word stands just so, not only its stem."""
    ways = tuple(Way(((stem(word, language),),)) for language in knows.vocabulary.languages)
    said = Concat(Value(" "), "indexed__words", Value(" "), output_field=TextField())
    rows = stories_with(viewer, [Sought("", ways)]).alias(at=StrIndex(said, Value(f" {word} ")))
    return rows.filter(at__gt=0).order_by()


class _Count(Subquery):
    """How many rows there are."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def _asked_once(questions: Sequence[Subquery]) -> Sequence[int]:
    """The answers to all of them, in one question to the database."""
    asked = {f"answer_{number}": question for number, question in enumerate(questions)}
    found = NetworkStamp.objects.values_list(*asked.values())[:1] if asked else ()
    [answers] = found or [()]
    return answers
