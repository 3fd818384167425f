"""Search: one contract for both databases. Run it on PostgreSQL with DATABASE_URL set."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection

from heard.apps.exploring.search import hits, passages, pieces, search, terms_of
from heard.apps.transcribing.actions import put_transcript
from tests.cast import make_transcript

NOBODY = AnonymousUser()


def _found(words, viewer=NOBODY):
    return sorted(story.title for story in search(viewer, words))


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("We talked about co-production.", "co-production"),
        ("We talked about co-production.", "coproduction"),
        ("We talked about co-production.", "co production"),
        ("We talked about coproduction.", "co-production"),
        ("We talked about coproduction.", "co production"),
        ("We talked about co production.", "coproduct"),
        ("We talked about CO-PRODUCTION.", "Co-Production"),
        ("Her café in Ynys Môn.", "cafe ynys mon"),
        ("Her cafe in Ynys Mon.", "Café Môn"),
        ("Zażółć gęślą jaźń.", "zazołc gesla"),
        ("میرا نام حامد ہے۔", "حامد"),
        ("I don't know, it's Ada's.", "don't"),
        ("I don't know, it's Ada's.", "ada’s"),
        ("The and/or clause, see heard.example.org/page.", "or page"),
        ("It was 57 steps.", "57"),
        ("Words said in full.", "ful"),
        ("One two three.", "three one"),
    ],
)
def test_what_was_said_is_found(story, said, asked):
    story("Told", ("S1", said))
    assert _found(asked) == ["Told"]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("We talked about coal production.", "co-production"),
        ("Words said in full.", "ful words zebra"),
        ("Words said in full.", "wor full"),
        ("Only the beginning of a word counts.", "eginning"),
        ("A short one.", "sh"),
        ("Anything at all.", ""),
        ("Anything at all.", "?!* ()"),
    ],
)
def test_what_was_not_said_is_not_found(story, said, asked):
    story("Told", ("S1", said))
    assert _found(asked) == []


@pytest.mark.parametrize(
    "asked", ['"', "zebra OR told", "tit*le", "a:b", "NEAR(a b)", "a & !b | (c", "'; --", "\x00", "co-"]
)
def test_no_word_of_a_visitors_is_a_command(story, asked):
    story("Told", ("S1", "A horse."))
    assert _found(asked) == []


def test_words_may_stand_in_title_summary_and_different_paragraphs(story):
    story("The bus", ("S1", "An oxygen bottle."), ("S2", "Up the hill."), summary="Stops no more.")
    assert _found("bus oxygen hill stops") == ["The bus"]


def test_a_private_draft_is_found_by_its_reporter_and_editors_alone(story, ada, ben, cleo, max_, hana):
    story("A secret", ("S1", "A zebra."), published=False)
    found = {str(viewer): _found("zebra", viewer) for viewer in (NOBODY, max_, ben, ada, cleo, hana)}
    assert found == {
        "AnonymousUser": [],
        "Max Nobody": [],
        "Ben Achterberg": [],
        "Ada Okafor": ["A secret"],
        "Cleo Marsh": ["A secret"],
        "Hana Yilmaz": ["A secret"],
    }


def test_the_passages_shown_hold_most_of_what_was_asked_in_the_order_they_were_said(story):
    told = story(
        "Told", ("S1", "A bus."), ("S2", "A hill."), ("S1", "A bus up a hill."), ("S2", "A bus."), ("S1", "Nothing.")
    )
    shown = passages([told], "bus hill", most=2)[told.pk]
    assert [passage.text for passage in shown] == ["A bus.", "A bus up a hill."]


def test_search_follows_a_new_revision_at_once(story):
    told = story("Told", ("S1", "My experience of coal production."))
    put_transcript(told, make_transcript(("S1", "My experience of co-production.")), revision=2)
    assert (_found("coal"), _found("co-production")) == ([], ["Told"])


def test_search_follows_a_new_title_and_a_story_that_goes(story):
    told = story("Old name")
    told.title = "New name"
    told.save()
    assert (_found("old"), _found("new")) == ([], ["New name"])
    told.delete()
    assert _found("new") == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its indexes when a table changes")
def test_a_migration_that_remakes_a_table_loses_no_words(story):
    told = story("Told", ("S1", "Before."))
    with connection.cursor() as cursor:
        for trigger in ("search_passage_put", "search_passage_drop", "search_passage_change", "search_story_put"):
            cursor.execute(f"DROP TRIGGER {trigger}")
    put_transcript(told, make_transcript(("S1", "After.")), revision=2)
    assert _found("after") == []
    call_command("migrate", verbosity=0)
    assert (_found("before"), _found("after")) == ([], ["Told"])
    story("Told later", ("S1", "Afterwards."))
    assert _found("after") == ["Told", "Told later"]


# What is shown of a passage. Marked: [so].


def _shown(text, asked, **how):
    return "".join(f"[{piece.text}]" if piece.found else piece.text for piece in pieces(text, terms_of(asked), **how))


@pytest.mark.parametrize(
    ("text", "asked", "shown"),
    [
        ("We talked about co-production.", "coproduct", "We talked about [co-production]."),
        ("We talked about coproduction.", "co production", "We talked about [coproduction]."),
        ("Her café, her CAFÉ.", "cafe", "Her [café], her [CAFÉ]."),
        ("I don't know.", "don't", "I [don]'[t] know."),
        ("Nothing here.", "zebra", "Nothing here."),
        ("", "zebra", ""),
    ],
)
def test_what_was_looked_for_is_marked_as_it_was_written(text, asked, shown):
    assert _shown(text, asked) == shown


def test_a_long_passage_is_cut_at_words_around_the_first_hit():
    text = "before " * 40 + "the zebra " + "after " * 40
    shown = _shown(text.strip(), "zebra")
    assert shown == "… " + "before " * 10 + "the [zebra] " + " ".join(["after"] * 23) + " …"


def test_a_title_is_never_cut():
    assert _shown("word " * 100 + "zebra", "zebra", whole=True) == "word " * 100 + "[zebra]"


def test_hits_never_overlap():
    text = "co co production"
    assert [(hit.start, hit.end) for hit in hits(text, terms_of("co production"))] == [(3, 16)]
