"""What a search costs, what it finds that is misspelt or misheard, and how soon it finds what is new. No test.

    python -m bench.finding --postgres postgres://root:@127.0.0.1:5432/heard --sizes 1000 2000 10000

Networks of bench/network.py, 500 words a story, in which every word is drawn anew from ordinary English, each as often
as people use it (wordfreq), so that common words stand in every story and rare ones in few. CPU milliseconds of the
whole request, those of the PostgreSQL process that serves it too (bench/scale.py).

By meaning it looks among breaths of consultations (primock57, HEARD_DATA_SETS), read by the model, of which each story
is given as many as it has, each a little other: to read a million words by chance would take long and mean nothing.
The questions are those of bench/meaning.py.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import astuple

from bench.meaning import QUESTIONS
from bench.scale import KEPT, _cpu, _database
from bench.told import cell

_WORDS_A_STORY = 500
_KNOWN = 20_000  # words of English
_ASKED = 40  # of each kind
_MISSPELT = 300
_READ = 2000  # breaths
_MISHEARD = {
    "co-production": "coal production", "Leicester": "lesster", "Healthwatch": "health watched",
    "experts by experience": "expects by experience", "safeguarding": "safe garden", "peer support": "pier support",
    "Glenfield": "green field", "commissioner": "commission her", "carer": "career", "respite": "rest bite",
}  # fmt: skip


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--sizes", type=int, nargs="+", default=[1000, 2000, 10_000])
    given.add_argument("--postgres", default="")
    given.add_argument("--kinds", nargs="+", default=["sqlite", "postgresql"])
    given.add_argument("--anew", action="store_true")
    given.add_argument("--one", type=int, help=argparse.SUPPRESS)
    chosen = given.parse_args()
    if chosen.one:
        print(json.dumps(_measure(chosen.one)))
        return
    for kind in chosen.kinds:
        found = {size: _in_a_process(kind, size, chosen) for size in chosen.sizes}
        print(f"\n{kind}: at " + ", ".join(f"{size:,}" for size in found) + " stories")
        for name in found[chosen.sizes[0]]:
            cell("search", name, "SQLite" if kind == "sqlite" else "PostgreSQL", found[max(found)][name])
            print(f"| {name} | " + " | ".join(found[size][name] for size in found) + " |", flush=True)


def _in_a_process(kind: str, size: int, chosen: argparse.Namespace) -> dict[str, str]:
    folder = KEPT / f"finding-{kind}-{size}"
    if chosen.anew:
        shutil.rmtree(folder, ignore_errors=True)
    url = _database(chosen.postgres, f"finding_{size}", anew=not folder.exists()) if kind == "postgresql" else ""
    how = {"HEARD_DATA": str(folder), "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "heard.server.settings"}
    many = {"HEARD_PACE": "corrections=1000000,comments=1000000"}
    asked = [sys.executable, "-m", "bench.finding", "--one", str(size)]
    done = subprocess.run(asked, env=os.environ | how | many, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


# In a process of its own


def _measure(size: int) -> dict[str, str]:
    import django

    django.setup()
    _make(size)
    _settle()
    found = {name: _figures(name, list(asked)) for name, asked in _asked().items()}
    return found | {
        "misspelt words found": _misspelt(),
        "misheard terms found": _misheard(),
        "until it is found": _new(),
    }


def _settle() -> None:
    """As the web server does before the first page (server/wsgi.py)."""
    import gc

    from django.urls import get_resolver

    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()


def _make(size: int) -> None:
    from django.conf import settings
    from django.core.management import call_command

    from bench import network
    from heard.apps.exploring.search import catch_up

    call_command("migrate", verbosity=0)
    made = settings.DATA / "made"
    if not made.exists():
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])
        network.WORDS = _WORDS_A_STORY
        network.make(size)
        _tell_everything_anew()
        made.touch()
    begun, done = time.process_time(), 0
    while some := catch_up():
        done += some
    _mean()
    if done:
        print(f"  {done} stories indexed, {1000 * (time.process_time() - begun) / done:.1f} ms each", file=sys.stderr)


def _mean() -> None:
    """What the stories mean: places as the worker finds them, and vectors of what people really said."""
    import numpy as np
    from django.db.models import F

    from bench.meaning import DATA
    from heard.apps.exploring.models import Meaning
    from heard.apps.exploring.search import meanings, model, vectors
    from heard.core.finding.breaths import breaths

    due = list(Meaning.objects.exclude(made=F("wanted")).values_list("pk", flat=True))
    if not due:
        return
    files = sorted((DATA / "primock57_asr/ref").glob("*.txt"))
    said = [(number, file.read_text("utf-8").replace("\n", " ")) for number, file in enumerate(files)]
    texts = [text for _, text in breaths(said)]
    read = model.meanings(random.Random(5).sample(texts, _READ))
    chance = np.random.default_rng(6)
    for first in range(0, len(due), 200):
        rows = Meaning.objects.in_bulk(due[first : first + 200])
        for key, spoken in meanings._spoken(list(rows)).items():
            places = [astuple(one) for one, _ in breaths(spoken)]
            drawn = read[chance.integers(_READ, size=len(places))]
            drawn = drawn + 0.02 * chance.standard_normal(drawn.shape).astype(np.float32)
            drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
            row = rows[key]
            row.made, row.model, row.turn, row.places = row.wanted, model.name(), key, places
            row.vectors, row.signs, row.related = vectors.packed(drawn), vectors.signs(drawn), row.wanted
        Meaning.objects.bulk_update(
            rows.values(), ["made", "model", "turn", "places", "vectors", "signs", "related"], batch_size=50
        )


def _tell_everything_anew() -> None:
    from heard.apps.transcribing.models import Passage

    chance = random.Random(1)
    words, weights = _english()
    rows = []
    for passage in Passage.objects.iterator(chunk_size=500):
        size = len(passage.text.split(" "))
        passage.text = " ".join(chance.choices(words, weights, k=size)).capitalize() + "."
        rows.append(passage)
        if len(rows) == 500:
            Passage.objects.bulk_update(rows, ["text"], batch_size=100)
            rows = []
    Passage.objects.bulk_update(rows, ["text"], batch_size=100)


def _english() -> tuple[list[str], list[float]]:

    from wordfreq import top_n_list, word_frequency

    words = [word for word in top_n_list("en", _KNOWN) if word.isalpha()]
    return words, [word_frequency(word, "en") for word in words]


def _asked() -> dict[str, Iterator[str]]:
    chance = random.Random(2)
    words, _ = _english()
    common, ordinary, rare = words[:100], words[300:2000], words[2000:9000]
    return {
        "no words": ("" for _ in range(5)),
        "“the”": ("the" for _ in range(5)),
        "a common word": (chance.choice(common) for _ in range(_ASKED)),
        "an ordinary word": (chance.choice(ordinary) for _ in range(_ASKED)),
        "a rare word": (chance.choice(rare) for _ in range(_ASKED)),
        "two ordinary words": (" ".join(chance.sample(ordinary, 2)) for _ in range(_ASKED)),
        "a phrase": (f'"{chance.choice(common)} {chance.choice(ordinary)}"' for _ in range(_ASKED)),
        "words and a place": (f'place:"place {chance.randrange(60)}" {chance.choice(ordinary)}' for _ in range(_ASKED)),
        "misspelt": (_misspell(chance.choice(rare), chance) for _ in range(_ASKED)),
        "by meaning": (line.split("\t")[0] for line in QUESTIONS.read_text("utf-8").splitlines()[1 : _ASKED + 1]),
    }


def _figures(name: str, asked: list[str]) -> str:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    reader = Client(SERVER_NAME="localhost")
    spent, questions = [], 0
    for words in asked:
        address = {"q": words} | ({"by": "meaning"} if name == "by meaning" else {})
        reader.get("/explore/", address)
        begun = _cpu()
        reader.get("/explore/", address)
        spent.append(1000 * (_cpu() - begun))
        with CaptureQueriesContext(connection) as queries:
            reader.get("/explore/", address)
        questions = max(questions, len(queries))
    spent.sort()
    high = spent[min(int(0.95 * len(spent)), len(spent) - 1)]
    return f"{statistics.median(spent):.0f} / {high:.0f}, {questions}"


# What is found


def _misspelt() -> str:
    """Of words that stand somewhere, misspelt in one way or two, those that lead to a story with the right one."""
    from django.contrib.auth.models import AnonymousUser

    from heard.apps.exploring.models import Indexed
    from heard.apps.exploring.search import Wanted, answer

    chance, found, spent = random.Random(3), 0, 0.0
    there = sorted({word for words in Indexed.objects.values_list("words", flat=True)[:100] for word in words.split()})
    asked = chance.sample([word for word in there if len(word) > 4 and word.isalpha()], _MISSPELT)
    for word in asked:
        begun = _cpu()
        given = answer(AnonymousUser(), Wanted(_misspell(word, chance)))
        spent += _cpu() - begun
        texts = Indexed.objects.filter(pk__in=given.stories[:12]).values_list("words", flat=True)
        found += any(word in text.split() for text in texts)
    return f"{100 * found / len(asked):.0f} % of {len(asked)}, {1000 * spent / len(asked):.0f} ms"


def _misspell(word: str, chance: random.Random) -> str:
    """As people do: letters swapped, dropped, doubled, another vowel, or as it sounds."""
    at = chance.randrange(1, len(word) - 1) if len(word) > 2 else 0
    sounds = [("ph", "f"), ("ck", "k"), ("ie", "ei"), ("ei", "ie"), ("ss", "s"), ("ll", "l"), ("ea", "ee"), ("c", "k")]
    fitting = [(one, other) for one, other in sounds if one in word[1:]]
    ways = [
        word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + chance.choice("aeiou") + word[at + 1 :],
    ]
    if fitting:
        one, other = chance.choice(fitting)
        ways += [word[0] + word[1:].replace(one, other, 1)] * 2
    return chance.choice([way for way in ways if way != word] or [word + "e"])


def _misheard() -> str:
    """Of terms of which the glossary knows what machines write, those that lead to a story that says only that."""
    from django.contrib.auth.models import AnonymousUser

    from heard.apps.exploring.search import Wanted, answer
    from heard.apps.joining.models import User
    from heard.apps.transcribing.models import Passage
    from heard.apps.wording.actions import add_term
    from heard.apps.wording.queries import term_called
    from heard.core.offering.wordlist import Entry

    cleo, found = User.objects.get(name="Cleo Marsh"), 0
    stories = list(
        Passage.objects.filter(number=1, story__state="published", story__reach="everyone")[: len(_MISHEARD)]
    )
    for passage, (term, heard) in zip(stories, _MISHEARD.items(), strict=True):
        if term_called(term) is None:
            add_term(Entry(term, mishearings=(heard,)), by=cleo)
        passage.text = f"We were told of {heard} that day."
        passage.save()
        found += passage.story_id in answer(AnonymousUser(), Wanted(term)).stories
    return f"{found} of {len(_MISHEARD)}"


def _new() -> str:
    """Seconds from a new revision of a long story until a search has found it, and the CPU of it."""
    from django.contrib.auth.models import AnonymousUser

    from heard.apps.exploring.search import Wanted, answer
    from heard.apps.telling.models import Story
    from heard.apps.transcribing.actions import put_transcript
    from tests.cast import make_transcript

    chance = random.Random(4)
    words, weights = _english()
    story = Story.objects.filter(state="published", reach="everyone").latest("pk")
    turns = [("S1", " ".join(chance.choices(words, weights, k=50))) for _ in range(50)]
    put_transcript(story, make_transcript(*turns, ("S2", "A quagga came by.")), revision=9)
    begun, spent = time.monotonic(), _cpu()
    assert story.pk in answer(AnonymousUser(), Wanted("quagga")).stories
    return f"{time.monotonic() - begun:.2f} s, {1000 * (_cpu() - spent):.0f} ms, 2,500 words"


if __name__ == "__main__":
    main()
