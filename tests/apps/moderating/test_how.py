"""The public page: how it is done, how many, how fast, and no number that tells who was meant."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from heard.apps.moderating.models import Concern, Ruling


@pytest.fixture
def decided(db, rae):
    def many(reason, count, hours, decision="no-action"):
        for _ in range(count):
            row = Concern.objects.create(about="site", reason=reason, text="x", state="decided")
            ruling = Ruling.objects.create(concern=row, decision=decision, reason="y", by=rae)
            Concern.objects.filter(pk=row.pk).update(created_at=ruling.at - timedelta(hours=hours))

    return many


def figures(client):
    shown = client.get(reverse("how-we-moderate")).context["figures"]
    return {figure.reason: (figure.count, figure.hours) for figure in shown.by_reason if figure.count != 0}


def test_counts_and_usual_times_are_worked_out(browse, decided):
    decided("hateful", 6, 5)
    assert figures(browse(None)) == {"It is hateful or threatening": (6, pytest.approx(5.0))}


def test_small_numbers_are_not_told(browse, decided):
    decided("safeguarding", 4, 5)
    assert figures(browse(None)) == {"Somebody is at risk": (None, None)}
    page = browse(None).get(reverse("how-we-moderate")).content.decode()
    assert "fewer than 5" in page
    assert "Half of all concerns" not in page


def test_how_often_something_was_done_is_told_of_ten(browse, decided):
    decided("hateful", 3, 5)
    decided("other", 2, 5, "removed")
    page = browse(None).get(reverse("how-we-moderate")).content.decode()
    assert "In about 4 of 10 cases something was put right, hidden or removed." in page
    assert "Half of all concerns were decided within 5 hours." in page


def test_what_is_older_than_a_year_is_left_out(browse, decided):
    decided("hateful", 6, 5)
    Concern.objects.update(created_at=timezone.now() - timedelta(days=400))
    assert figures(browse(None)) == {}


def test_it_says_what_is_hidden_at_once_and_whose_comments_wait(browse, settings):
    page = browse(None).get(reverse("how-we-moderate")).content.decode()
    said = [
        "If somebody is in danger now, call 999.",
        "Somebody is at risk",
        "People whom we know can comment at once.",
    ]
    assert [text for text in said if text not in page] == []


def test_the_page_asks_as_much_however_many_there_were(browse, decided, django_assert_num_queries):
    for _ in range(2):
        decided("hateful", 6, 5)
        with django_assert_num_queries(2):
            browse(None).get(reverse("how-we-moderate"))
