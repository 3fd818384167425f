"""A correction touches a few paragraphs and writes no others: what stands afterwards is what a fold over the whole
transcript gives, whatever people do in whatever order."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heard.apps.correcting import actions
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.correcting.actions.reporting import base_around, base_of
from heard.apps.correcting.models import Correction, Revision
from heard.apps.correcting.queries import revisions
from heard.apps.telling.models import HiddenSpan
from heard.apps.telling.queries.hiding import spans_of
from heard.apps.transcribing.actions import show_what_is_not_hidden
from heard.apps.transcribing.models import Passage, Transcript
from heard.apps.transcribing.queries.words import all_of, whole
from heard.core.errors import HeardError
from heard.core.formats import json
from heard.core.transcript.corrections import Correction as Fix
from heard.core.transcript.corrections import apply_all, context_of
from heard.core.transcript.hiding import hide

TALK = [
    (f"S{1 + at % 2}", " ".join(f"said{at}a{n}" for n in range(chance)) + ".")
    for at, chance in enumerate(random.Random(4).choices((1, 2, 3, 9), k=30))
]


@pytest.fixture
def long_talk(story):
    return story("A long talk", *TALK)


def folded(story):
    """The present words, from the machine's take on."""
    row = Transcript.objects.get(story=story)
    take = json.from_document(story.takes.earliest("id").document)
    changes = revisions._changes_between(story, revisions.TAKE, row.revision)
    return revisions.as_of(story, apply_all(take, changes), row.revision)


def check_all(story) -> None:
    row = Transcript.objects.get(story=story)
    assert whole(row) == folded(story)
    assert [one.first for one in all_of(row).paragraphs] == [one.first for one in whole(row).paragraphs]
    shown = hide(whole(row), spans_of(story))
    passages = list(Passage.objects.filter(story=story).order_by("number"))
    assert [(one.first, one.speaker, one.start, one.end) for one in passages] == [
        (one.first, one.speaker or "", one.start, one.end) for one in shown.paragraphs
    ]
    said = [" ".join("[…]" if word.is_gap else word.text for word in one.words) for one in shown.paragraphs]
    assert [one.text for one in passages] == said
    assert [len(one.starts) for one in passages] == [len(one.words) for one in shown.paragraphs]


def something_said(story, chance: random.Random, number: int, by) -> None:
    """Somebody sends in what should stand for one to four words, as they stood in some revision."""
    row = Transcript.objects.get(story=story)
    base = chance.randint(max(1, row.revision - 3), row.revision)
    words = [word.id for word in revisions.shown_at(story, base).words]
    start = chance.randrange(len(words))
    text = " ".join(f"new{number}x{n}" for n in range(chance.randrange(4)))
    remark = Remark(
        "replace" if text else "delete", tuple(words[start : start + chance.randint(1, 4)]), text, base=base
    )
    actions.report(story, Sender(user=by), remark)


def something_decided(story, chance: random.Random, by) -> None:
    if chance.random() < 0.3 and Revision.objects.exists():
        actions.undo(chance.choice(Revision.objects.all()), by)
    elif waiting := list(Correction.objects.filter(state="waiting")):
        actions.accept(chance.choice(waiting), by)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_people_do_the_words_are_those_of_the_fold(long_talk, ben, cleo, seed):
    chance = random.Random(seed)
    if seed % 2:
        HiddenSpan.objects.create(story=long_talk, start=9.0, end=12.0, by=cleo)
        show_what_is_not_hidden(long_talk)
    check_all(long_talk)
    for number in range(18):
        for doing in (something_said, something_said, something_decided):
            try:
                given = (number, ben) if doing is something_said else (cleo,)
                doing(long_talk, chance, *given)
            except HeardError:
                pass
        check_all(long_talk)
    assert Revision.objects.count() > 10


@pytest.mark.parametrize("seed", range(2))
def test_a_few_paragraphs_tell_of_an_earlier_revision_what_all_of_them_tell(long_talk, ben, cleo, seed):
    chance = random.Random(seed)
    for number in range(12):
        try:
            something_said(long_talk, chance, number, ben)
            something_decided(long_talk, chance, cleo)
        except HeardError:
            pass
    present = Transcript.objects.get(story=long_talk).revision
    for base in range(1, present + 1):
        words = [word.id for word in revisions.transcript_at(long_talk, base).words]
        for start in chance.sample(range(len(words)), 4):
            fix = Fix(tuple(words[start : start + 2]), None, "otherwise")
            near, everything = base_around(long_talk, base, fix), base_of(long_talk, base)
            assert place(near.whole, fix) == place(everything.whole, fix)


def place(transcript, fix):
    at = transcript.positions[fix.words[0]]
    return context_of(transcript, fix), transcript.words[at : at + len(fix.words)]


def written(doing) -> list[str]:
    """What is done to which table of words."""
    with CaptureQueriesContext(connection) as asked:
        doing()
    said = (one["sql"].replace('"', "").split() for one in asked)
    done = (
        f"{sql[0]} {sql[1 if sql[0] == 'UPDATE' else 2]}" for sql in said if sql[0] in ("INSERT", "UPDATE", "DELETE")
    )
    return [one for one in done if "transcribing_pa" in one]


def test_one_word_writes_one_paragraph_and_one_passage(long_talk, say, ben, cleo):
    row = say(long_talk, ben, "w40", "otherwise")
    one_of_each = ["UPDATE transcribing_paragraph", "UPDATE transcribing_passage"]
    assert written(lambda: actions.accept(row, cleo)) == one_of_each
    assert written(lambda: actions.undo(Revision.objects.get(), cleo)) == one_of_each
