"""Long lists: nobody counts further than anybody looks, and the best place is found without looking at all."""

from __future__ import annotations

import pytest
from django.utils import timezone

from heard.apps.helping.models import Pair, Reservation, Spot
from heard.apps.helping.places import PLACES
from heard.apps.helping.queries.offers import Asker
from heard.apps.helping.queries.queueing import KEPT, best_of, spots_for
from heard.web import counting
from tests.renditions import give_sound


@pytest.fixture
def spots(story):
    """Thirty places, each of a little less good than the one before."""
    told = give_sound(story("Fourteen nights"))
    Spot.objects.bulk_create(
        Spot(
            story=told, words=[f"w{n}"], first=f"w{n}", last=f"w{n}", text="x", same="x",
            start=n, end=n + 1, wrong=1, good=100 - n, revision=1,
        )
        for n in range(30)
    )  # fmt: skip
    return told


def worth_most(viewer, most: int) -> list[str]:
    waiting = spots_for(Asker(viewer), f"account:{viewer.pk}", timezone.now())
    by_key = {row.pk: row for row in waiting}
    slow = sorted(by_key.values(), key=lambda row: (-row.worth, row.story_id, row.start))
    found = [by_key[pk] for pk in best_of(waiting, most)]
    assert found == slow[:most]
    return [row.first for row in found]


def test_the_best_places_are_those_that_a_slow_look_finds(spots, ben):
    assert worth_most(ben, 2) == ["w0", "w1"]
    for n in range(25):
        place = {"story": spots, "first": f"w{n}", "last": f"w{n}", "until": timezone.now() - KEPT}
        Reservation.objects.create(holder="visitor:a", answered=True, **place)
    assert worth_most(ben, 2) == ["w25", "w26"]
    assert worth_most(ben, 7) == ["w25", "w26", "w27", "w28", "w29", "w0", "w1"]
    assert len(worth_most(ben, 40)) == 30


def test_a_long_list_is_counted_up_to_a_limit_and_says_so(spots, monkeypatch):
    assert str(counting.count_up_to(Spot.objects.all())) == "30"
    monkeypatch.setattr(counting, "MANY", 20)
    assert str(counting.count_up_to(Spot.objects.all())) == "20+"


def test_how_often_a_pair_is_offered_is_counted_as_it_happens(offered):
    row = offered()[0]
    pair = Pair.objects.get(pk=row.pair_id)
    assert (pair.waiting_anywhere, pair.offered_anywhere) == (2, 2)
    row.state = "declined"
    row.save()
    pair.save()  # as it was read before
    assert Pair.objects.filter(pk=pair.pk, waiting_anywhere=1, offered_anywhere=2).exists()
    assert PLACES.mend() == []
