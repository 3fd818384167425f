"""Leave the worker nothing to do in a network of bench/network.py, in minutes instead of hours: what it draws, reads
and compares is done for the templates, and given to their copies, whose words are the same.

A card that was copied shows the title of its template. It is as heavy as the right one would be.
"""

from __future__ import annotations

from math import inf

from django.db import connection, transaction
from django.db.models import F

_COPY = 1_000_000  # the first number of a copy (bench/network.py)


def settle() -> None:
    """Safe at any time; what is settled stays so."""
    from heard.apps.exploring.search.keeping import catch_up

    _draw_waveforms()
    while catch_up():
        pass
    _read_meanings()
    _draw_cards()
    _tell_and_learn()
    if connection.vendor == "postgresql":  # as it does by itself after a while
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def is_settled() -> bool:
    """Whether nothing is due but by the clock."""
    from heard.apps.exploring.models import Stale
    from heard.apps.exploring.queries.cards import cards_due
    from heard.apps.exploring.search import meanings, related
    from heard.apps.helping.queries import hearing, learning
    from heard.apps.transcribing.queries import is_work_left

    left = (is_work_left, learning.is_work_left, hearing.is_work_left, meanings.is_due, related.is_due)
    return not (any(is_left() for is_left in left) or Stale.objects.exists() or cards_due().exists())


def _draw_waveforms() -> None:
    from heard.apps.telling.models import Recording
    from heard.apps.transcribing.tasks import draw

    bare = Recording.objects.filter(bars=None, renditions__name="peaks.json")
    while bare.exists():
        draw()


def _read_meanings() -> None:
    """Of the templates; their copies are passed over meanwhile."""
    from heard.apps.exploring.models import Meaning
    from heard.apps.exploring.search import model, read_meanings, relate

    if not model.is_on():
        return
    copies = Meaning.objects.filter(pk__gte=_COPY).exclude(made=F("wanted"), related=F("wanted"))
    copies.update(made=F("wanted"), related=F("wanted"), model=model.name())
    read_meanings(inf)
    relate(inf)
    _do(
        "UPDATE exploring_meaning SET (places, signs, vectors, turn) = (SELECT places, signs, vectors, "
        f"turn + exploring_meaning.story_id / {_COPY} FROM exploring_meaning one "
        f"WHERE one.story_id = exploring_meaning.story_id % {_COPY}) WHERE story_id >= {_COPY} AND turn = 0",
        "INSERT INTO exploring_related (story_id, other_id, kind, what, score, second, paragraph) "
        f"SELECT one.story_id, other_id + one.story_id / {_COPY} * {_COPY}, kind, what, score, second, paragraph "
        "FROM exploring_related there JOIN exploring_meaning one "
        f"ON one.story_id >= {_COPY} AND one.story_id % {_COPY} = there.story_id WHERE there.story_id < {_COPY} "
        f"AND other_id < {_COPY} ON CONFLICT DO NOTHING",
    )


def _draw_cards() -> None:
    """All that anybody may see; those that are drawn already are as they were looked at last."""
    from heard.apps.exploring.tasks import draw_cards

    draw_cards()  # of the templates, which are the first
    _do(
        "INSERT INTO exploring_card (story_id, made_of, stamp, png) "
        "SELECT one.story_id, one.value, there.stamp, there.png FROM exploring_stamp one "
        f"JOIN exploring_card there ON there.story_id = one.story_id % {_COPY} WHERE one.story_id >= {_COPY} "
        "ON CONFLICT DO NOTHING",
        "UPDATE exploring_card SET made_of = (SELECT value FROM exploring_stamp one "
        "WHERE one.story_id = exploring_card.story_id)",
    )


def _tell_and_learn() -> None:
    from heard.apps.conversing import tasks as conversing
    from heard.apps.exploring import tasks as exploring
    from heard.apps.helping import tasks as helping
    from heard.apps.helping.queries import learning

    while learning.is_work_left():
        helping.tick()
    conversing.tick()
    exploring.tick()


@transaction.atomic
def _do(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
