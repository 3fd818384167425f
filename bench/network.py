"""Make a network of many stories fast: a few are told through the real actions, and their rows are copied.

    from bench.network import make
    make(10_000)   # in an empty database that is migrated

Every copy is one INSERT … SELECT for each table, with the numbers of its rows shifted by a fixed step, so that a copy
points to its own words, people, consent, corrections, pairs, offers and comments. Triggers run as they always do.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone

TEMPLATES = 20
WORDS = 300
_STEP = 1_000_000  # between the numbers of one copy and the next; more rows than the templates have in any table
_STORIES = Path(__file__).parents[1] / "src/heard/demo/stories"
_PLACES = 60
_A_REPORTER = 20  # stories
_SHARED = ("joining", "journal", "wording", "account", "mailing", "hosting")  # what people share is not copied
_NOT_COPIED = ("telling.Theme", "telling.Upload", "correcting.Tally", "helping.Due")
_APART = {
    "helping.Pair": ("heard_key", "meant_key"),
    "telling.Story": ("slug", "title"),
    "conversing.Notice": ("key",),
}
"""Texts that no two rows may share, or by which people tell them apart: the copy's number is written behind them."""
_MISHEARD = (11, 40, 101, 222)
"""Where in a template the machine wrote "Lesster". The first is put right, the others are offered."""
_TERMS = 200
_SUBJECTS = ("subject", "sealed_by")


def make(stories: int) -> None:
    """A network of this many stories, a multiple of `TEMPLATES`, in which the worker has nothing left to do."""
    _tell_templates()
    copies = stories // TEMPLATES - 1
    if copies > 0:
        with transaction.atomic(), connection.cursor() as cursor:
            for model in _models():
                cursor.execute(_copying(model, copies))
        _tell_apart()
    _set_sequences()
    _analyse()


# The templates


def _tell_templates() -> None:
    from heard.apps.wording.actions import add_term
    from heard.core.offering.wordlist import Entry
    from heard.core.people.permissions import Role
    from tests import cast

    people = {name: cast.make_person(name, role) for name, role in _CAST(Role)}
    chance = random.Random(1)
    for number in range(_TERMS):
        add_term(Entry(f"Term {number}", meaning="What it means."), by=people["Cleo Marsh"])
    for number in range(TEMPLATES):
        _tell(number, people, chance)
    _let_the_worker_work()


def _CAST(role: Any) -> list[tuple[str, Any]]:
    return [
        ("Ada Okafor", role.REPORTER),
        ("Ben Achterberg", role.VISITOR),
        ("Cleo Marsh", role.EDITOR),
        ("Hana Yilmaz", role.HOST),
    ]


def _tell(number: int, people: dict[str, Any], chance: random.Random) -> None:
    """Most are published for everybody; one in ten is for members, one a draft, and one of somebody young."""
    from heard.apps.telling.models import Story
    from heard.apps.transcribing.models import Job
    from heard.core.people.consent import Reach
    from tests import cast
    from tests.renditions import give_sound

    ada, ben, cleo = (people[name] for name in ("Ada Okafor", "Ben Achterberg", "Cleo Marsh"))
    story = cast.make_story(
        f"Told on day {number}",
        ada,
        *_talk(chance),
        themes=(("Health", "Housing", "Work", "Growing up")[number % 4],),
        place=f"Place {number}",
        summary="What it was like, and what should change because of it.",
    )
    give_sound(story, seconds=1.0)
    Job.objects.create(story=story, state=Job.State.DONE)
    _correct(story, ben, cleo)
    _talk_about(story, ben)
    if number % 10 == 7:
        Story.objects.filter(pk=story.pk).update(reach=Reach.MEMBERS)
    if number % 10 == 8:
        Story.objects.filter(pk=story.pk).update(state=Story.State.DRAFT, published_at=None)
    if number % 10 == 9:
        _let_a_guardian_decide(story, ada)


def _talk(chance: random.Random) -> Iterator[tuple[str, str]]:
    """Words of the demo stories in another order, one that was misheard in all, and some that no other template has."""
    words = chance.sample(_words(), WORDS)
    for at in _MISHEARD:
        words[at - 1] = "Lesster"
    for at in range(0, WORDS, 30):
        rare = f"{chance.choice(_words())}{chance.choice(_words())}".lower()
        yield f"S{1 + at // 30 % 2}", " ".join([*words[at : at + 29], rare]) + "."


@cache
def _words() -> list[str]:
    texts = [
        turn["text"] for path in sorted(_STORIES.glob("*.toml")) for turn in tomllib.loads(path.read_text())["turns"]
    ]
    return [word.strip(".,?!“”") for text in texts for word in text.split()]


def _correct(story: Any, by: Any, editor: Any) -> None:
    """Two are accepted and teach, one is declined, two wait; and a place was listened to that was right."""
    from heard.apps.correcting import actions
    from heard.apps.correcting.actions import Remark, Sender
    from heard.apps.helping.models import Listening

    Listening.objects.create(story=story, start=5, end=9, by=by, purpose="queue", words_checked=8, words_wrong=0)
    sender = Sender(user=by)
    for number, at in enumerate((_MISHEARD[0], 95, 130, 170, 200)):
        text = "Leicester" if at in _MISHEARD else f"Something{number} else"
        row = actions.report(story, sender, Remark("replace", (f"w{at}",), text))
        if number < 2:
            actions.accept_unheard(row, editor)
        elif number == 2:
            actions.decline(row, editor, "I listened: the words are right as they stand.")


def _talk_about(story: Any, by: Any) -> None:
    from heard.apps.conversing.actions import comments
    from heard.apps.conversing.actions.comments import Saying
    from heard.apps.conversing.models import Comment
    from heard.apps.joining.senders import Sender

    for text in ("It was the same for us.", "Thank you for telling this.", "How is it now?"):
        row = comments.comment(story, Sender(user=by), Saying(text))
        if text[0] != "H":
            Comment.objects.filter(pk=row.pk).update(state=Comment.State.SHOWN)
        else:
            Comment.objects.filter(pk=row.pk).update(state=Comment.State.WAITING)


def _let_a_guardian_decide(story: Any, by: Any) -> None:
    from heard.apps.telling.actions import consent
    from heard.core.people.consent import Deciding

    person = story.people.get()
    alone = timezone.localdate() + timedelta(days=700)
    consent.decide_anew(person, Deciding(with_guardian=True, alone_from=alone), by=by)
    consent.record_consent(person, consent.EVERY_USE, hand=consent.Hand(by, as_guardian=True))


def _let_the_worker_work() -> None:
    from heard.apps.conversing import tasks as conversing
    from heard.apps.helping import tasks as helping
    from heard.apps.helping.queries import learning

    while learning.is_work_left():
        helping.tick()
    conversing.tick()


# The copies


def _models() -> list[type[models.Model]]:
    """Every table whose rows hang on a story, and the record of consent; those first that others point to. Not those
    that the database writes by itself, nor uploads, of which there are none."""
    from django.core import serializers

    every = [model for app in apps.get_app_configs() if app.name.startswith("heard.") for model in app.get_models()]
    through = [field.remote_field.through for model in every for field in model._meta.local_many_to_many]
    ours = [model for model in every if _is_copied(model)]
    first = serializers.sort_dependencies([(None, ours)], allow_cycles=True)
    return [*first, *(model for model in through if _is_copied(model))]


def _is_copied(model: type[models.Model]) -> bool:
    return model._meta.app_label not in _SHARED and model._meta.label not in _NOT_COPIED


def _copying(model: type[models.Model], copies: int) -> str:
    columns = list(model._meta.concrete_fields)
    names = ", ".join(f'"{field.column}"' for field in columns)
    values = ", ".join(_value(model, field) for field in columns)
    key = model._meta.pk.column
    return (
        f"WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < {copies}) "
        f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {values} FROM "{model._meta.db_table}", copies '
        f'WHERE "{key}" < {_STEP} ORDER BY n, "{key}"'
    )


def _value(model: type[models.Model], field: Any) -> str:
    name = f'"{field.column}"'
    if field.column in _SUBJECTS:
        return _another_subject(name)
    if field.primary_key or (field.is_relation and field.related_model in _models()):
        return f"{name} + n * {_STEP}"
    if field.column in _APART.get(model._meta.label, ()):
        return f"{name} || ' ' || n" if field.column == "title" else f"{name} || '-' || n"
    return name


def _another_subject(name: str) -> str:
    if connection.vendor == "sqlite":
        return f"substr({name}, 1, 24) || printf('%08x', n)"
    return f"(left(replace({name}::text, '-', ''), 24) || lpad(to_hex(n), 8, '0'))::uuid"


@transaction.atomic
def _tell_apart() -> None:
    """Other reporters and places, and each published a minute before the one that was made before it."""
    from heard.apps.joining.models import User
    from heard.apps.telling.models import Story

    rows = list(Story.objects.order_by("pk").values_list("pk", "published_at"))
    User.objects.bulk_create(
        User(
            email=f"reporter{number}@example.org", name=f"Reporter {number}", role="reporter", slug=f"reporter-{number}"
        )
        for number in range(len(rows) // _A_REPORTER)
    )
    reporters = list(User.objects.filter(role="reporter").values_list("pk", flat=True))
    when = timezone.now()
    changes = [
        Story(
            pk=pk,
            reporter_id=reporters[number % len(reporters)],
            place=f"Place {number % _PLACES}",
            published_at=published and when - timedelta(minutes=number),
        )
        for number, (pk, published) in enumerate(rows)
    ]
    Story.objects.bulk_update(changes, ["reporter", "place", "published_at"], batch_size=150)


def _set_sequences() -> None:
    tables = [model for app in apps.get_app_configs() for model in app.get_models()]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def _analyse() -> None:
    """As PostgreSQL does by itself after a while."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
