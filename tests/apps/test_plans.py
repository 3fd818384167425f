"""Pages whose cost must not grow with the network: by which index SQLite finds what they show. Without figures about
its tables it always chooses the same way, so a way through all rows shows with three of them."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from heard.apps.correcting.queries.takes import stories_with_later_takes
from heard.apps.exploring.queries import listed
from heard.apps.helping.queries.offers import Asker, waiting_for
from heard.apps.helping.queries.queueing import held_by

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by what is in its tables")
NOBODY = Asker(AnonymousUser())


def ways(asking) -> list[str]:
    """How SQLite goes about all that is asked, a step each."""
    with CaptureQueriesContext(connection) as asked:
        asking()
    with connection.cursor() as cursor:
        steps = []
        for one in asked:
            cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}")
            steps += [step for *_, step in cursor.fetchall()]
    return steps


def in_order_of_offers(told):
    return list(waiting_for(NOBODY, told).order_by("-score", "pk"))


TAKES = "SCAN U0 USING COVERING INDEX transcribing_take_story_id_4a99711a"


@pytest.mark.parametrize(
    ("asking", "way"),
    [
        (in_order_of_offers, "offers_in_story (story_id=? AND state=?)"),
        (lambda told: held_by("account:1", timezone.now()), "helping_res_holder_ba7bdf_idx (holder=? AND until>?"),
        (lambda told: listed.state_of_recordings(300), "open_stories (state=? AND held_at=? AND reach=?)"),
        (lambda told: list(stories_with_later_takes()), TAKES),
    ],
    ids=["the offers of a story", "what is kept for somebody", "the podcast", "later takes"],
)
def test_it_is_found_by_an_index_and_not_by_going_through_everything(story, asking, way):
    told = story("Told")
    steps = ways(lambda: asking(told))
    assert any(way in step for step in steps)
    assert not [step for step in steps if step.startswith(("SCAN helping_", "SCAN telling_story"))]
