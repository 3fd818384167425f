"""How often a question leads to the right place: by words, by meaning, by both. No test.

    python -m bench.meaning --sizes 24 16 36 16,36

The questions are bench/meaning_questions.tsv, each with the places that answer it, by file and by the numbers of words
(from 0, parted by white space). They were written before anything was searched by them. Then the first five places that
were found for each, by any way, were judged, and those that answer it and that nobody had thought of were added in a
column of their own (pooling, as TREC does). Both figures are given. The stories are consultations, interviews, meetings
and talks of the data sets, a paragraph a line.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bench.told import DATA, cell

QUESTIONS = Path(__file__).parent / "meaning_questions.tsv"
KEPT = Path(__file__).parent / ".kept/meaning"
SETS = ("primock57_asr", "osce_interviews", "lab_monologue", "ami_uk_meetings", "irish_dictation", "btc_community")
_RANKS = (1, 3, 5, 10)
_EVEN = 60  # of reciprocal rank fusion (Cormack et al. 2009)
_WORDS = 0.5


@dataclass(frozen=True)
class Place:
    """Words of a file, from `first` to before `end`."""

    file: str
    first: int
    end: int

    def meets(self, other: Place) -> bool:
        return self.file == other.file and self.first < other.end and other.first < self.end


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--sizes", nargs="+", default=["24"], help="words of a breath; several at once with a comma")
    given.add_argument("--talks", type=int, default=0, help="how many of the community talks besides those asked about")
    given.add_argument("--show", action="store_true", help="which questions found nothing right")
    chosen = given.parse_args()
    KEPT.mkdir(parents=True, exist_ok=True)
    os.environ |= {"HEARD_DATA": str(KEPT), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "heard.server.settings"}
    import django

    django.setup()
    questions = _questions()
    _tell(_files(questions, chosen.talks))
    print(f"{len(questions)} questions, {sum(not one.shares for one in questions)} without a word of the answer")
    _report("by words", questions, _by_words, chosen.show)
    for sizes in chosen.sizes:
        _read(tuple(map(int, sizes.split(","))))
        _report(f"by meaning, {sizes} words", questions, _by_meaning, chosen.show)
        _report(f"by both, {sizes} words", questions, _by_both, False)


class Question(NamedTuple):
    """`right` places, those that were judged `since`, and whether it shares a word with the first that is not a small
    one."""

    text: str
    right: list[Place]
    since: list[Place]
    shares: bool


def _questions() -> list[Question]:
    found = []
    for line in QUESTIONS.read_text("utf-8").splitlines()[1:]:
        text, right, since = ([*line.split("\t"), ""])[:3]
        found.append(Question(text, _places(right), _places(since), _shares(text, _places(right))))
    return found


def _places(text: str) -> list[Place]:
    spans = (one.rsplit(":", 1) for one in text.split())
    return [Place(file, *map(int, span.split("-"))) for file, span in spans]


def _shares(question: str, right: Iterable[Place]) -> bool:
    said = " ".join(" ".join(_words(place.file)[place.first : place.end]) for place in right)
    return bool(_content(question) & _content(said))


def _content(text: str) -> set[str]:
    from heard.core.finding.folding import chunks
    from heard.core.finding.sought import SMALL
    from heard.core.finding.stems import stem

    return {stem(part) for chunk in chunks(text) for part in chunk.parts if part not in SMALL}


@cache
def _words(file: str) -> list[str]:
    return (DATA / file).read_text("utf-8").split()


def _files(questions: Sequence[Question], talks: int) -> list[str]:
    asked = {place.file for question in questions for place in question.right}
    every = [str(file.relative_to(DATA)) for one in SETS for file in sorted((DATA / one / "ref").glob("*.txt"))]
    others = [file for file in every if file not in asked and SETS[-1] in file][:talks]
    return [file for file in every if file in asked or SETS[-1] not in file or file in others]


# The network


def _tell(files: list[str]) -> None:
    from django.core.management import call_command

    from heard.apps.exploring.search import catch_up
    from heard.apps.telling.models import Story
    from heard.core.people.permissions import Role
    from tests import cast

    call_command("migrate", verbosity=0)
    there = set(Story.objects.values_list("title", flat=True))
    if not there:
        cast.make_person("Ada Okafor", Role.REPORTER)
    from heard.apps.joining.models import User

    for file in files:
        if file not in there:
            lines = [line.split() for line in (DATA / file).read_text("utf-8").splitlines()]
            cast.make_story(file, User.objects.get(), *(("S1", " ".join(line)) for line in lines if line))
    Story.objects.exclude(title__in=files).delete()
    while catch_up():
        pass


def _read(sizes: tuple[int, ...]) -> None:
    from heard.apps.exploring.models import Meaning
    from heard.apps.exploring.search import alike, read_meanings
    from heard.core.finding import breaths

    begun = time.process_time()
    breaths.SIZES = sizes
    Meaning.objects.update(made="")
    read_meanings(time.monotonic() + 10**6)
    alike._memory.__init__()
    print(f"  {sizes}: read in {time.process_time() - begun:.0f} s of CPU", file=sys.stderr)


@cache
def _told(key: int) -> tuple[str, dict[int, tuple[int, int]]]:
    """The file of a story, and where each of its passages begins and ends in it."""
    from heard.apps.telling.models import Story

    at, found = 0, {}
    story = Story.objects.get(pk=key)
    for number, text in story.passages.order_by("number").values_list("number", "text"):
        found[number] = (at, at := at + len(text.split(" ")))
    assert at == len(_words(story.title)), story.title
    return story.title, found


# Ways to search


def _by_words(question: str) -> list[Place]:
    from django.contrib.auth.models import AnonymousUser

    from heard.apps.exploring.search import Wanted, answer

    given = answer(AnonymousUser(), Wanted(question))
    found = []
    for key in given.stories:
        file, passages = _told(key)
        found += [Place(file, *passages[number]) for number in given.passages.get(key, [])[:3]]
    return found


def _by_meaning(question: str) -> list[Place]:
    from django.contrib.auth.models import AnonymousUser

    from heard.apps.exploring.search import Wanted, answer_by_meaning

    given = answer_by_meaning(AnonymousUser(), Wanted(question, by_meaning=True))
    ordered = sorted(((alike, key, one) for key, found in given.alike.items() for alike, one in found), reverse=True)
    return [Place(_told(key)[0], one.at, one.at + one.size) for _, key, one in ordered]


def _by_both(question: str) -> list[Place]:
    """Reciprocal rank fusion: places of both that meet are one. What words alone found comes after what means it."""
    scores: dict[Place, float] = defaultdict(float)
    for places, weight in ((_by_meaning(question), 1), (_by_words(question), _WORDS)):
        for rank, place in enumerate(places, 1):
            known = next((other for other in scores if other.meets(place)), place)
            scores[known] += weight / (_EVEN + rank)
    return sorted(scores, key=lambda place: -scores[place])


def _report(name: str, questions: Sequence[Question], search: Callable[[str], list[Place]], show: bool) -> None:
    ranks: dict[bool, list[int]] = {True: [], False: []}
    before = []
    for question in questions:
        found = search(question.text)
        rank = _rank(found, question.right + question.since)
        ranks[question.shares].append(rank)
        before.append(_rank(found, question.right))
        if show and rank > _RANKS[2]:
            print(f"    {question.text}: {rank if rank < 10**6 else 'not found'}", file=sys.stderr)
    kinds = {"all": ranks[True] + ranks[False], "with a word": ranks[True], "without": ranks[False]}
    for title, some in (kinds | {"all, as judged first": before}).items():
        shares = [f"{100 * sum(rank <= most for rank in some) / len(some):.0f} %" for most in _RANKS]
        print(f"| {name}, {title} | {' | '.join(shares)} |", flush=True)
        for most, share in zip(("first", *map(str, _RANKS[1:])), shares, strict=True):
            cell("places", f"{name}, {title}", most, share)


def _rank(found: Sequence[Place], right: Sequence[Place]) -> int:
    return next((at for at, place in enumerate(found, 1) if any(place.meets(one) for one in right)), 10**6)


if __name__ == "__main__":
    main()
