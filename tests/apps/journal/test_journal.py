"""One line for each thing that somebody did."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from heard.apps.journal import actions as journal
from heard.apps.journal.models import Entry


def test_a_line_says_who_did_what_to_what(ada, story):
    told = story()
    journal.write("story praised", about=told, by=ada, before="good", after="very good")
    entry = Entry.objects.first()
    assert (entry.action, entry.about, entry.by, entry.detail) == (
        "story praised",
        f"story:{told.pk}",
        ada,
        {"before": "good", "after": "very good"},
    )


def test_visitors_and_the_machine_have_no_name(story):
    told = story()
    journal.write("story heard", about=told, by=AnonymousUser())
    journal.write("story written down", about=told)
    assert list(Entry.objects.values_list("by", flat=True)[:2]) == [None, None]


def test_a_line_outlives_whoever_did_it(max_, story):
    journal.write("story heard", about=story(), by=max_)
    max_.delete()
    assert Entry.objects.first().by is None
